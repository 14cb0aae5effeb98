//! Headers of columns that say who answered, in the languages that forms are written in: by their words, so that `Vor- und
//! Nachname`, `Nom et prénom` and `Your full name, please` need no entry each.

use super::known::Known;

/// What a word does in such a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Says nothing by itself: articles, `please`, `address`.
    Filler,
    /// The same, and that it is about the one who answers.
    Yours,
    /// Asks: `What's your full name?` wants a name, `What is a name?` does not.
    Asks,
    /// Between two parts of a name.
    And,
    /// Somebody who answers.
    Person,
    Name,
    First,
    Last,
    Mail,
    /// A number, which says who only beside a person: `No.` alone may count rows.
    Number,
    /// A list of people: with a number, who it is.
    Record,
    /// A place, whose address says who, and whose name does not.
    Place,
    /// A number or name that is given to one person.
    Id,
}

/// Words by what they do, in lower case, between spaces.
const WORDS: &[(Sort, &str)] = &[
    (Sort::And, "and e en et och und y"),
    (
        Sort::Filler,
        "a address adres adresse bei bitte complet completa complete completo d da das de del der des di die direccion \
         dirección do du el electronica electronico electronique electrónica electrónico elektronische endereço enter est \
         full il indirizzo is ist je l la lautet le legal of official personal please preferred private s the voller \
         vollständiger w électronique",
    ),
    (Sort::Yours, "dein deine ihr ihre jouw mi my seu su tu tuo uw vos votre your"),
    (Sort::Asks, "cual cuál hoe qual quel quelle what whats wie"),
    (
        Sort::Person,
        "alumna alumno aluno applicant applicants aspirante author bewerber bewerberin candidat candidata \
         candidate candidates candidato elev employee estudante estudiante etudiant examinee interviewee \
         kandidat kandidatin learner participant participante prüfling pupil quien quién recipient respondent schüler \
         schülerin student studente students studierende studierender teilnehmer teilnehmerin testee trainee \
         user wer who étudiant",
    ),
    (Sort::Name, "fullname jméno naam name names namn navn nimi nom nombre nome nume имя фио 名前 姓名 氏名"),
    (
        Sort::First,
        "first firstname forename forenames fornavn förnamn given imię nombres prenom prénom prénoms roepnaam \
         rufname voornaam vor vorname vornamen",
    ),
    (
        Sort::Last,
        "achternaam apelido apellido apellidos cognome efternamn etternavn familienname famille family \
         familyname last lastname nachname nazwisko příjmení sobrenome surname zuname фамилия",
    ),
    (Sort::Mail, "correo courriel email email2 emailadresse emails mail mailadresse mél почта"),
    (Sort::Number, "code código n no nr num number numero nummer numéro nº número"),
    (Sort::Record, "enrollment enrolment exam matriculation registration roll"),
    (Sort::Place, "campus company institutional school uni university work"),
    (
        Sort::Id,
        "anmeldename benutzername id identifiant identifier kennung legajo login matricola matricula matrikel \
         matrikelnr matrikelnummer matrícula nutzername personalnummer rollno rollnumber teilnehmernummer \
         username usuario utilisateur",
    ),
];

/// What a header says about who answered, when all of its words are about that. `key` is the header as `text::key` gives
/// it.
pub fn by_words(key: &str) -> Option<Known> {
    let mut met = Vec::new();
    for word in key.split('_') {
        met.push(WORDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(sort, _)| *sort)?);
    }
    let has = |sort: Sort| met.contains(&sort);
    match () {
        () if has(Sort::Asks) && !has(Sort::Yours) => None,
        () if has(Sort::Mail) => Some(Known::Email),
        () if has(Sort::Place) => None,
        () if has(Sort::First) && has(Sort::Last) => Some(Known::Name),
        // What says the whole name in one language is a part of it in another: `Nom et prénom`, `Nombre y apellidos`.
        () if has(Sort::And) && has(Sort::Name) => Some(Known::Name),
        () if has(Sort::First) => Some(Known::FirstName),
        () if has(Sort::Last) => Some(Known::LastName),
        () if has(Sort::Id) || (has(Sort::Person) || has(Sort::Record)) && has(Sort::Number) => Some(Known::Id),
        () if has(Sort::Name) || has(Sort::Person) => Some(Known::Name),
        () => None,
    }
}

/// Whether a header speaks of mail among other words: then few addresses below it are enough.
pub fn speaks_of_mail(header: &str) -> bool {
    let header = header.to_lowercase();
    ["mail", "correo", "courriel"].iter().any(|word| header.contains(word))
}

/// Whether a cell holds an e-mail address and nothing else.
pub fn is_address(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let at = cell.iter().position(|byte| *byte == b'@');
    at.is_some_and(|at| at > 0 && at + 1 < cell.len()) && !cell.iter().any(u8::is_ascii_whitespace)
}

/// So many cells tell what a column holds, whatever its header says.
const CELLS: usize = 3;

/// Whether most cells of a column that are not empty are e-mail addresses.
pub fn are_addresses<'a>(header: &str, cells: impl Iterator<Item = &'a [u8]>) -> bool {
    let (mut all, mut addresses) = (0, 0);
    for cell in cells.filter(|cell| !cell.trim_ascii().is_empty()) {
        all += 1;
        addresses += usize::from(is_address(cell));
    }
    all >= if speaks_of_mail(header) { 1 } else { CELLS } && addresses * 2 > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key;

    #[test]
    fn headers_say_who_answered_in_several_languages() {
        for (wanted, headers) in [
            (
                Known::Email,
                &["E-Mail-Adresse", "Adresse e-mail", "Correo electrónico", "Courriel", "Your work email"][..],
            ),
            (
                Known::Name,
                &[
                    "Vor- und Nachname",
                    "Nom et prénom",
                    "Nombre y apellidos",
                    "Who",
                    "Your full name, please",
                    "What's your full name?",
                    "Wie ist Ihr Name?",
                ],
            ),
            (Known::Name, &["Student's name", "First and last name", "Nome completo", "Teilnehmer", "Nome e cognome"]),
            (Known::Id, &["Matrikelnummer", "Roll No.", "Número de alumno", "Student no.", "Numéro d'étudiant"]),
            (Known::FirstName, &["Vorname", "Prénom", "Given names"]),
            (Known::LastName, &["Nachname", "Apellidos", "Nom de famille"]),
        ] {
            for header in headers {
                assert_eq!(by_words(&key(header)), Some(wanted.clone()), "{header}");
            }
        }
        for header in [
            "",
            "No.",
            "Address",
            "School name",
            "Roll",
            "File name",
            "What is your name for a list?",
            "What is a name?",
            "Who calls the view?",
        ] {
            assert_eq!(by_words(&key(header)), None, "{header}");
        }
    }

    #[test]
    fn addresses_are_told_by_what_they_are() {
        let are = |header: &str, cells: &[&str]| are_addresses(header, cells.iter().map(|cell| cell.as_bytes()));
        assert!(are("How can we reach you?", &["a@b.c", "", "d@e.f", "none"]));
        assert!(are("An e-mail that you read", &["a@b.c"]));
        assert!(!are("How can we reach you?", &["a@b.c", "d@e.f"]));
        assert!(!are("What does SMTP say about mail?", &["It carries mail to a@b.c", "@home", ""]));
    }
}
