//! Results without people: ids that say nothing without the salt, no names, no addresses.
//!
//! An id is an HMAC-SHA-256 of the identity under the salt: the same candidate has the same id in every run with the same
//! salt, and nobody without it can tell, or try, who that is. Answers are graded as they came in; where outputs show them,
//! addresses and the candidate's own name are covered by as many bytes of `*`, so that all places in them stay right.

mod names;

use super::{Row, RowError};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::borrow::Cow;
use std::ops::Range;

/// Characters of an id after its letter: 5 bits each, so two of a million candidates share one once in two million times.
const LENGTH: usize = 12;
/// Parts of a name that are tried with one another.
const PARTS: usize = 5;
/// Digits that are not taken for one another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Replaces identities.
pub struct Anonymiser<'w> {
    keyed: Hmac<Sha256>,
    /// Whether a word, in lower case, may well be meant as a word where it could be a name.
    is_word: Box<dyn Fn(&str) -> bool + Send + Sync + 'w>,
}

impl<'w> Anonymiser<'w> {
    /// With this salt. Whoever has it can tell whether an id is a certain person's. `is_word` knows the words that answers
    /// are about; everyday words are known here.
    pub fn new(salt: &[u8], is_word: impl Fn(&str) -> bool + Send + Sync + 'w) -> Anonymiser<'w> {
        let keyed = Hmac::new_from_slice(salt).expect("HMAC takes a key of any length: a long one is hashed first");
        let is_word = move |word: &str| names::is_everyday(word) || is_word(word);
        Anonymiser { keyed, is_word: Box::new(is_word) }
    }

    /// The id that stands for an identity. Space around it and the case of an address make no difference.
    pub fn id(&self, letter: char, identity: &str) -> String {
        let identity = identity.trim();
        let identity = if identity.contains('@') { identity.to_lowercase() } else { identity.to_string() };
        let mut hash = self.keyed.clone();
        hash.update(identity.as_bytes());
        let bytes = hash.finalize().into_bytes();
        let mut number = u64::from_be_bytes(bytes.first_chunk().copied().unwrap_or_default());
        let mut id = format!("{letter}-");
        for _ in 0..LENGTH {
            id.push(char::from(DIGITS[(number >> 59) as usize]));
            number <<= 5;
        }
        id
    }

    /// A row as outputs may show it.
    pub fn row(&self, row: &Row) -> Row {
        let answer_id =
            if names_somebody(&row.answer_id, row) { self.id('a', &row.answer_id) } else { row.answer_id.clone() };
        Row {
            answer_id,
            candidate_id: row.who().map(|who| self.id('c', who)),
            name: None,
            email: None,
            answer: self.covered(&row.answer, row).into_owned(),
            ..row.clone()
        }
    }

    /// A row that could not be graded, as outputs may show it, given its number and whether its question is `known`: the
    /// question that it names may be anything, and where cells are not aligned an id may be, too.
    pub fn failed(&self, row: &Row, error: &RowError, number: u64, known: bool) -> Row {
        let mut shown = if error.is_misaligned() {
            Row { answer_id: number.to_string(), question_id: row.question_id.clone(), ..Row::default() }
        } else {
            self.row(row)
        };
        shown.question_id = match shown.question_id {
            Some(_) if !known && error.is_misaligned() => None,
            Some(id) if !known => Some(self.text(&id, row)),
            id => id,
        };
        shown.question = shown.question.map(|text| self.text(&text, row));
        shown.references.iter_mut().for_each(|text| *text = self.text(text, row));
        shown
    }

    /// What is said about a row, as outputs may show it.
    pub fn text(&self, text: &str, row: &Row) -> String {
        self.covered(text, row).into_owned()
    }

    /// A text with addresses and the candidate's name covered by as many bytes.
    fn covered<'a>(&self, text: &'a str, row: &Row) -> Cow<'a, str> {
        let mut places = addresses(text);
        for identity in identities(row) {
            // A short number may be any number, and `mark` any mark.
            if identity.chars().count() >= 4 && !self.may_be_a_word(identity) {
                places.extend(words(text, identity, true));
            } else if identity.chars().all(char::is_alphabetic) {
                places.extend(self.name(text, identity));
            }
        }
        for name in row.name.iter().flat_map(|name| std::iter::once(name.clone()).chain(names::spelt_out(name))) {
            for part in names::parts(&name) {
                places.extend(self.name(text, part));
                let in_markup = names::in_markup(part).filter(|_| text.contains('&'));
                places.extend(in_markup.iter().flatten().flat_map(|written| words(text, written, true)));
            }
            places.extend(handles(text, &name));
        }
        if places.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut bytes = text.as_bytes().to_vec();
        for place in places {
            bytes[place].fill(b'*');
        }
        // Whole characters were covered.
        Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
    }

    /// Where a part of a name stands. "Will" is a name and a word, so case counts: a part is looked for as it is written
    /// in the name and as names are written, in lower case only where it can hardly be a word.
    fn name(&self, text: &str, part: &str) -> Vec<Range<usize>> {
        if part.chars().count() < 2 {
            return Vec::new();
        }
        let mut places = Vec::new();
        if !part.starts_with(char::is_lowercase) || !self.may_be_a_word(part) {
            places.extend(words(text, part, false));
        }
        let capitalised = names::capitalised(part);
        if capitalised != part {
            places.extend(words(text, &capitalised, false));
        }
        places
    }

    fn may_be_a_word(&self, name: &str) -> bool {
        name.chars().all(char::is_alphabetic) && (self.is_word)(&name.to_lowercase())
    }
}

/// The name of an input as outputs may show it, given its number and how many there are: whoever keeps a file for each
/// candidate may call it by the candidate's name.
pub fn file_name(name: &str, input: usize, inputs: usize, row: &Row) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if inputs < 2 && !names_somebody(file, row) {
        return name.to_string();
    }
    let ending = file.find('.').map_or("", |at| &file[at..]);
    let known = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm"];
    let ending = known.iter().find(|known| ending.to_lowercase().ends_with(*known)).unwrap_or(&"");
    format!("input-{}{ending}", input + 1)
}

/// What says who the candidate is.
fn identities(row: &Row) -> impl Iterator<Item = &str> {
    [&row.candidate_id, &row.email, &row.name]
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
}

/// Whether an id holds an identity: as one of its words, or anywhere if it is long enough not to be there by chance.
fn names_somebody(id: &str, row: &Row) -> bool {
    let id = id.to_lowercase();
    if id.contains('@') {
        return true;
    }
    let holds = |identity: &str| {
        let identity = identity.to_lowercase();
        id.split(|c: char| !c.is_alphanumeric()).any(|word| word == identity)
            || says_much(&identity) && id.contains(&identity)
    };
    let parts = row.name.iter().flat_map(|name| names::parts(name)).filter(|part| says_much(part));
    identities(row).chain(parts).any(holds)
}

/// Whether a text is long enough not to stand somewhere by chance.
fn says_much(text: &str) -> bool {
    text.chars().count() >= if names::has_no_spaces(text) { 2 } else { 3 }
}

/// Where e-mail addresses are.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let mut places = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start = text[..at]
            .rfind(|c| !local(c))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let end = text[at + 1..].find(|c| !domain(c)).map_or(text.len(), |length| at + 1 + length);
        if start < at && text[at + 1..end].trim_matches('.').contains('.') {
            places.push(start..end);
        }
    }
    places
}

/// Where a name of several parts is written as one word, as in addresses and names of accounts: `ada.lovelace`,
/// `@ada_lovelace`, `AdaLovelace`, `lovelace-ada2`.
fn handles(text: &str, name: &str) -> Vec<Range<usize>> {
    // An initial says too little to be looked for.
    let long = names::parts(name).filter(|part| part.chars().count() > 1);
    let parts: Vec<&str> = long.take(PARTS).collect();
    let pairs =
        parts.iter().flat_map(|one| parts.iter().filter(move |other| *other != one).map(move |other| [*one, *other]));
    let mut orders: Vec<Vec<&str>> = pairs.map(Vec::from).collect();
    if parts.len() > 2 {
        orders.push(parts);
    }
    let mut places = Vec::new();
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        if !before.is_alphanumeric() {
            let rest = &text[start..];
            let lengths = orders.iter().filter_map(|parts| handle(rest, parts));
            places.extend(lengths.max().map(|length| start..start + length));
        }
        before = c;
    }
    places
}

/// The bytes at the beginning of a text that are these parts, with nothing or one sign between two, and a number behind.
fn handle(text: &str, parts: &[&str]) -> Option<usize> {
    let mut length = 0;
    for (at, part) in parts.iter().enumerate() {
        if at > 0 && text[length..].starts_with(['.', '_', '-', '+']) {
            length += 1;
        }
        length += begins(&text[length..], part, true)?;
    }
    let digits = |rest: &str| rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    length += digits(&text[length..]);
    let rest = &text[length..];
    (!rest.starts_with(char::is_alphanumeric)).then_some(length)
}

/// Where a text stands as whole words, in any case or as it is; in a script without spaces, wherever it stands.
fn words(text: &str, wanted: &str, any_case: bool) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut before = ' ';
    let anywhere = names::has_no_spaces(wanted);
    for (start, c) in text.char_indices() {
        if (anywhere || !before.is_alphanumeric())
            && let Some(length) = begins(&text[start..], wanted, any_case)
            && (anywhere || !text[start + length..].starts_with(char::is_alphanumeric))
        {
            places.push(start..start + length);
        }
        before = c;
    }
    places
}

/// The bytes of `text` that are `wanted`, if it begins so, with or without the marks on its letters.
fn begins(text: &str, wanted: &str, any_case: bool) -> Option<usize> {
    let mut letters = wanted.chars().filter_map(names::plain).peekable();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let Some(c) = names::plain(c) else {
            // A mark belongs to the letter before it.
            if end == 0 {
                return None;
            }
            end = at + c.len_utf8();
            continue;
        };
        let Some(w) = letters.next() else { break };
        if c != w && !(any_case && c.to_lowercase().eq(w.to_lowercase())) {
            return None;
        }
        end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    }
    (letters.peek().is_none() && end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::RowCode;
    use proptest::prelude::*;

    fn row(answer: &str) -> Row {
        Row {
            answer_id: "7".into(),
            candidate_id: Some("s-1042".into()),
            name: Some("Zoë van Dyke".into()),
            email: Some("zoe@example.org".into()),
            answer: answer.into(),
            ..Row::default()
        }
    }

    fn shown(answer: &str) -> String {
        Anonymiser::new(b"a long enough salt", |_| false).row(&row(answer)).answer
    }

    #[test]
    fn a_name_in_rich_text_is_covered() {
        for (answer, wanted) in [
            ("<p>Zo&euml;&nbsp;Dyke</p>", "<p>********&nbsp;****</p>"),
            ("<p>I am Zo&#235;, zo&euml; &amp; co</p>", "<p>I am ********, ******** &amp; co</p>"),
            ("<p>Zo&eacute;</p>", "<p>Zo&eacute;</p>"),
        ] {
            assert_eq!(shown(answer), wanted);
        }
    }

    #[test]
    fn ids_are_stable_and_depend_on_the_salt() {
        let (one, other) = (Anonymiser::new(b"one", |_| false), Anonymiser::new(b"other", |_| false));
        assert_eq!(one.id('c', "ada@b.c"), one.id('c', " Ada@B.C "));
        assert_ne!(one.id('c', "ada@b.c"), one.id('c', "bob@b.c"));
        assert_ne!(one.id('c', "ada@b.c"), other.id('c', "ada@b.c"));
        // Known from a second implementation: `printf alice | openssl dgst -sha256 -hmac key`.
        assert_eq!(Anonymiser::new(b"key", |_| false).id('c', "alice"), "c-evxnbt99r1ns");
    }

    #[test]
    fn names_and_addresses_are_covered_in_place() {
        for (answer, wanted) in [
            ("I am Zoë, not zoë.", "I am ****, not zoë."),
            ("zoë VAN dyke here", "************* here"),
            ("Van Dyke (s-1042)", "Van **** (******)"),
            ("Write to zoe@example.org.", "Write to ****************"),
            ("or x.y+z@mail.example.co.uk, ok", "or ************************, ok"),
            ("@decorator and a@b stay", "@decorator and a@b stay"),
            ("Zoës Dykes", "Zoës Dykes"),
            ("", ""),
        ] {
            let wanted = wanted.to_string();
            let shown = shown(answer);
            assert_eq!((shown.len(), &shown), (answer.len(), &wanted), "{answer}");
        }
    }

    #[test]
    fn names_of_any_script_and_case_are_covered_and_words_are_not() {
        let covered = |name: &str, answer: &str| {
            let row = Row { name: Some(name.into()), ..Row::default() };
            Anonymiser::new(b"a long enough salt", |word| word == "stack").text(answer, &row)
        };
        for (name, answer, wanted) in [
            ("anna smith", "anna: I, Smith, smithed; ANNA SMITH", "****: I, *****, smithed; **********"),
            ("ANNA SMITH", "Anna, ANNA and anna", "****, **** and anna"),
            ("Smith, Anna", "by Anna Smith", "by **** *****"),
            ("jan van der berg", "van der: Jan, berg", "van der: ***, ****"),
            ("Jan Van Dyke", "Van is a van", "*** is a van"),
            ("will may", "Will will, may may: so may I, says May", "**** will, may may: so may I, says ***"),
            ("Mark", "Mark: a mark to mark it", "****: a mark to mark it"),
            ("karl stack", "karl pushes to the stack; Stack", "**** pushes to the stack; *****"),
            ("bo li", "bo and li, Li", "** and **, **"),
            ("X", "x and X", "x and X"),
            ("李明", "我是李明。李 and 明", "我是******。李 and 明"),
            ("山田 太郎", "山田さん、太郎です", "******さん、******です"),
            ("김민수", "저는 김민수입니다", "저는 *********입니다"),
            ("עמר כהן", "אני עמר כהן, לא עמרם", "אני *************, לא עמרם"),
            ("علي", "أنا علي هنا", "أنا ****** هنا"),
            ("Ёлкина", "Ёлкина и ёлкина", "************ и ************"),
            ("José García", "Jose Garcia, Jose\u{301} and jose", "***********, ****** and jose"),
            ("Jose Garcia", "José García, García", "*************, *******"),
            ("Jürgen Groß", "Juergen Gross, Juergen; Jurgen", "******* *****, *******; ******"),
            ("Amara Okafor", "amara.okafor @amara_okafor AmaraOkafor", "************ @************ ***********"),
            ("Amara Okafor", "github.com/amaraokafor, okafor-amara7!", "github.com/***********, *************!"),
            ("Okafor, Amara N.", "amara_okafor and amaran_okafor", "************ and amaran_okafor"),
            ("Amara Okafor", "amaraokafors and samara.okafor", "amaraokafors and samara.okafor"),
            ("한솔", "하솔, 한솔", "하솔, ******"),
        ] {
            let shown = covered(name, answer);
            assert_eq!((shown.len(), shown.as_str()), (answer.len(), wanted), "{name}");
        }
        let id = |name: &str, answer_id: &str| {
            let row = Row { name: Some(name.into()), answer_id: answer_id.into(), ..Row::default() };
            Anonymiser::new(b"a long enough salt", |_| false).row(&row).answer_id
        };
        assert!(id("李明", "李明1").starts_with("a-") && id("anna smith", "Smith_2").starts_with("a-"));
    }

    #[test]
    fn an_answers_id_that_names_somebody_is_replaced() {
        let id = |answer_id: &str| {
            Anonymiser::new(b"salt", |_| false).row(&Row { answer_id: answer_id.into(), ..row("") }).answer_id
        };
        for harmless in ["7", "3:csrf", "q-12", "van-1"] {
            assert_eq!(id(harmless), harmless);
        }
        for telling in ["s-1042/csrf", "ZOË-1", "dyke_2", "somebody@else.org", "zoe@example.org"] {
            assert!(id(telling).starts_with("a-"), "{telling}");
        }
    }

    #[test]
    fn a_row_that_failed_shows_no_cell_that_may_be_another() {
        let anonymiser = Anonymiser::new(b"a long enough salt", |_| false);
        let row =
            Row { question_id: Some("zoe@example.org asks".into()), question: Some("Zoë?".into()), ..row("Zoë") };
        let failed = |code, known| anonymiser.failed(&row, &RowError::new(code, ""), 9, known);
        assert_eq!(failed(RowCode::FieldCount, false), Row { answer_id: "9".into(), ..Row::default() });
        assert_eq!(failed(RowCode::UnclosedQuote, true).question_id, row.question_id);
        let unknown = failed(RowCode::UnknownItem, false);
        assert_eq!(unknown.question_id.as_deref(), Some("*************** asks"));
        assert_eq!((unknown.question.as_deref(), unknown.answer.as_str()), (Some("****?"), "****"));
        assert!(unknown.candidate_id.is_some_and(|id| id.starts_with("c-")));
    }

    #[test]
    fn a_file_of_one_of_many_is_called_by_its_number() {
        let shown = |name: &str, inputs: usize| file_name(name, 1, inputs, &row(""));
        assert_eq!(shown("exam/amara_okafor.CSV.gz", 2), "input-2");
        assert_eq!(shown("exam/amara_okafor.csv", 2), "input-2.csv");
        assert_eq!(shown("exam/answers.csv", 1), "exam/answers.csv");
        assert_eq!(shown("exam/zoë_dyke.xlsx", 1), "input-2.xlsx");
    }

    proptest! {
        #[test]
        fn covering_keeps_every_place(answer in "[a-zëA-Z@. *]{0,40}") {
            let shown = shown(&answer);
            prop_assert_eq!(shown.len(), answer.len());
            for (at, _) in answer.char_indices() {
                prop_assert!(shown.is_char_boundary(at));
            }
        }
    }
}
