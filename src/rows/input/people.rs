//! Headers of columns that say who answered, in the languages that forms are written in: by their words, so that `Vor- und
//! Nachname`, `Nom et prénom` and `Your full name, please` need no entry each.

/// What such a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The candidate's id.
    Id,
    /// The candidate's whole name.
    Name,
    /// A part of it.
    FirstName,
    /// A part of it.
    LastName,
    /// The candidate's e-mail address.
    Email,
}

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
pub fn who(key: &str) -> Option<Who> {
    said(&sorts(key)?)
}

/// The same of a table that has an answer a row. Other columns than in a form stand there, and all rows of a file may have the
/// same in them: the number of an exam, the author of a question.
pub fn who_beside_answers(key: &str) -> Option<Who> {
    let sorts = sorts(key).filter(|sorts| !sorts.contains(&Sort::Record))?;
    said(&sorts).filter(|_| !AMBIGUOUS.contains(&key) && !key.split('_').any(|word| word == "author"))
}

/// What may say something else beside answers.
const AMBIGUOUS: &[&str] = &["family", "first", "given", "last", "wer", "who"];

fn sorts(key: &str) -> Option<Vec<Sort>> {
    let sort =
        |word: &str| WORDS.iter().find(|(_, words)| words.split(' ').any(|known| known == word)).map(|(sort, _)| *sort);
    key.split('_').map(sort).collect()
}

fn said(sorts: &[Sort]) -> Option<Who> {
    let has = |sort: Sort| sorts.contains(&sort);
    match () {
        () if has(Sort::Asks) && !has(Sort::Yours) => None,
        () if has(Sort::Mail) => Some(Who::Email),
        () if has(Sort::Place) => None,
        () if has(Sort::First) && has(Sort::Last) => Some(Who::Name),
        // What says the whole name in one language is a part of it in another: `Nom et prénom`, `Nombre y apellidos`.
        () if has(Sort::And) && has(Sort::Name) => Some(Who::Name),
        () if has(Sort::First) => Some(Who::FirstName),
        () if has(Sort::Last) => Some(Who::LastName),
        () if has(Sort::Id) || (has(Sort::Person) || has(Sort::Record)) && has(Sort::Number) => Some(Who::Id),
        () if has(Sort::Name) || has(Sort::Person) => Some(Who::Name),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key;

    #[test]
    fn headers_say_who_answered_in_several_languages() {
        for (wanted, headers) in [
            (
                Who::Email,
                &["E-Mail-Adresse", "Adresse e-mail", "Correo electrónico", "Courriel", "Your work email"][..],
            ),
            (
                Who::Name,
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
            (Who::Name, &["Student's name", "First and last name", "Nome completo", "Teilnehmer", "Nome e cognome"]),
            (Who::Id, &["Matrikelnummer", "Roll No.", "Número de alumno", "Student no.", "Numéro d'étudiant"]),
            (Who::FirstName, &["Vorname", "Prénom", "Given names"]),
            (Who::LastName, &["Nachname", "Apellidos", "Nom de famille"]),
        ] {
            for header in headers {
                assert_eq!(who(&key(header)), Some(wanted), "{header}");
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
            assert_eq!(who(&key(header)), None, "{header}");
        }
    }

    #[test]
    fn beside_answers_less_is_about_people() {
        for (header, wanted) in [
            ("Kandidat", Some(Who::Name)),
            ("Matrikelnummer", Some(Who::Id)),
            ("Adresse e-mail", Some(Who::Email)),
            ("Exam no.", None),
            ("Author's name", None),
            ("last", None),
        ] {
            assert_eq!(who_beside_answers(&key(header)), wanted, "{header}");
        }
    }
}
