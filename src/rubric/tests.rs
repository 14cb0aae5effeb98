//! Small items for unit tests here and in the modules above, and tests of compilation.

use super::matcher::{Entry, MOST_SEGMENTS, MOST_SIDES};
use super::slots::{MOST_ELEMENTS, MOST_SLOTS};
use super::{Lexicon, Problem, Rubric};
use crate::bank::{self, Bands, Folder, Glossary, RawFile};
use crate::compile::Compiler;
use crate::similarity::Statistics;
use crate::text::{ANALYSED_BYTES, term_of};

const GLOSSARY: &str = r#"
[sets]
databases = ["PostgreSQL", "MySQL"]
[[term]]
term = "ORM"
also = ["object-relational mapper"]
[[synonyms]]
words = ["fast", "quick"]
[[antonyms]]
words = ["mutable", "immutable"]
[[antonyms]]
words = ["fast", "slow"]
[[antonyms]]
words = ["encrypt", "decrypt"]
acts = true
"#;

const REFERENCE: &str = "A gadget turns a widget into a gizmo within seconds, and keeps the widget safe.";

/// The item `x` whose keyword set is `set` (TOML below `[[item]]`), in a bank with a small glossary.
pub(crate) fn compiled(set: &str) -> (Rubric, Vec<Problem>) {
    compiled_with(set, REFERENCE)
}

/// [`compiled`] with a reference of its own.
pub(crate) fn compiled_with(set: &str, reference: &str) -> (Rubric, Vec<Problem>) {
    compiled_as(set, "What is a gadget?", reference)
}

fn compiled_as(set: &str, question: &str, reference: &str) -> (Rubric, Vec<Problem>) {
    let corpus = format!(
        r#"
topic = "Tests"
[[item]]
id = "x"
question = "{question}"
level = "entry"
kind = "definition"
references = ["{reference}"]
"#
    );
    let rules = r#"
bands = { average = 0.3, strong = 0.6 }
[[red_flag]]
id = "no-tests"
label = "Writes no tests"
alternatives = ["I never (write | need) tests"]
"#;
    let file = |folder, path: &str, text: &str| RawFile::new(folder, path, text);
    let (bank, findings) = bank::load_files(vec![
        file(Folder::Corpus, "corpus/glossary.toml", GLOSSARY),
        file(Folder::Corpus, "corpus/tests.toml", &corpus),
        file(Folder::KeywordSets, "keyword-sets/bank.toml", rules),
        file(Folder::KeywordSets, "keyword-sets/tests.toml", &format!("[[item]]\nid = \"x\"\n{set}")),
    ]);
    let errors: Vec<String> = findings.iter().map(|finding| finding.to_line(bank.sources())).collect();
    assert!(errors.iter().all(|line| !line.contains("error[")), "{errors:?}");
    let item = bank.item("x").expect("the item").into_owned();
    let statistics = Statistics::of_bank(std::iter::once(&item), bank.glossary());
    Compiler::new(bank.glossary(), statistics, bank.red_flags(), bank.bands()).compile(&item)
}

/// [`compiled`] without problems.
#[track_caller]
pub(crate) fn rubric(set: &str) -> Rubric {
    let (rubric, problems) = compiled(set);
    assert_eq!(problems, [], "{set}");
    rubric
}

/// One concept with one alternative.
pub(crate) fn concept(pattern: &str) -> String {
    format!("[[item.concept]]\nid = \"c\"\nlabel = \"C\"\nalternatives = ['''{pattern}''']\n")
}

#[test]
fn equal_slots_are_shared() {
    let rubric = rubric(&concept("widget gizmo").replace("''']", "''', 'gizmo safe', 'safe widget']"));
    assert_eq!((rubric.matcher.patterns.len(), rubric.matcher.slots.len()), (3, 3));
}

#[test]
fn synonyms_and_names_fill_the_same_slot() {
    let rubric = rubric(&concept("quick"));
    let led = |word| rubric.matcher.entry(term_of(word)).map(|entry| rubric.matcher.led_by(entry));
    assert_eq!((led("fast"), led("slow")), (Some([0].as_slice()), None));
}

#[test]
fn an_opposite_leads_to_its_slot_and_says_so() {
    let rubric = rubric(&concept("immutable widget"));
    let matcher = &rubric.matcher;
    let turned = |entry: &Entry| matcher.hooks_of(entry).iter().any(|hook| hook.opposite);
    let terms = matcher.terms.terms().iter().zip(&matcher.entries).filter(|(_, entry)| turned(entry));
    assert_eq!(terms.map(|(term, _)| *term).collect::<Vec<_>>(), [term_of("mutabl")]);
}

#[test]
fn what_the_question_says_is_given() {
    assert!(rubric(&concept("gadget")).matcher.is_given(0));
    assert!(!rubric(&concept("gadget widget")).matcher.is_given(0));
    let asked = |pattern: &str| compiled_as(&concept(pattern), "When is a widget mutable?", REFERENCE).0;
    assert!(asked("widget mutable").matcher.is_given(0));
    assert!(!asked("widget immutable").matcher.is_given(0), "an opposite gives nothing away");
}

#[test]
fn an_unknown_set_is_a_problem_with_a_suggestion() {
    let (_, problems) = compiled(&concept("@databasse connection"));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].error.help, "did you mean `@databases`?");
    assert_eq!(problems[0].error.range, 0..10);
}

#[test]
fn the_hash_follows_what_is_asked_and_not_where_it_stands() {
    let hash = |set: &str| rubric(set).hash;
    let set = concept("widget gizmo");
    assert_eq!(hash(&set), hash(&format!("\n# a comment\n{set}")));
    assert_eq!(
        hash(&set),
        hash(&format!("{set}[[item.example]]\nband = \"weak\"\nanswer = \"Dunno.\"\n")),
        "examples ask for nothing"
    );
    assert_ne!(hash(&set), hash(&set.replace("gizmo", "gizmos")));
    assert_ne!(hash(&set), hash(&set.replace("\"C\"", "\"D\"")));
}

#[test]
fn what_cannot_be_numbered_is_a_problem() {
    // Words of letters alone, none of which another one stems to.
    let word = |number: usize| -> String {
        std::iter::once('q')
            .chain(format!("{number:05}").bytes().map(|digit| char::from(b"bcdfghjklm"[usize::from(digit - b'0')])))
            .collect()
    };
    let words = |count: usize| (0..count).map(word).collect::<Vec<_>>();
    let ordered = |count: usize| format!("{} /a", words(count).join(" .. "));
    let told = |set: &str| {
        let problems = compiled(set).1;
        problems.into_iter().map(|problem| problem.error.message).collect::<Vec<_>>()
    };
    assert_eq!(told(&concept(&ordered(MOST_SEGMENTS))), [""; 0]);
    assert_eq!(told(&concept(&ordered(MOST_SEGMENTS + 1))), ["more than 256 parts in a fixed order"]);
    let in_one = concept(&words(MOST_SEGMENTS + 1).join(" "));
    assert_eq!(told(&in_one), [""; 0], "their order is free");
    let in_order = in_one
        .replace("alternatives = ['''", "alternatives = [{ ordered = true, match = '''")
        .replace("''']", "''' }]");
    assert_eq!(told(&in_order), ["more than 256 parts in a fixed order"]);
    assert_eq!(told(&concept(&format!("[{}]", words(MOST_ELEMENTS).join(" ")))), [""; 0]);
    let long = concept(&format!("[{}]", words(MOST_ELEMENTS + 1).join(" ")));
    assert_eq!(told(&long), ["more than 256 words next to each other"]);
    let sides = |count: usize| -> String {
        let sides: Vec<String> = words(count).iter().map(|word| format!("{word} = [\"{word}\"]")).collect();
        format!("sides = {{ {} }}\n{}about = \"{}\"\n", sides.join(", "), concept("widget"), word(count - 1))
    };
    assert_eq!(told(&sides(MOST_SIDES)), [""; 0]);
    assert_eq!(told(&sides(MOST_SIDES + 1)), ["more than 256 sides of one comparison"]);
    let most = format!("more than {MOST_SLOTS} different words and choices in the patterns of one item");
    assert_eq!(told(&concept(&words(MOST_SLOTS + 2).join(" "))), [most]);
}

#[test]
fn of_a_long_reference_no_more_is_analysed_than_of_a_response() {
    let within = "A gadget turns a widget into a gizmo. ".repeat(ANALYSED_BYTES / 38);
    let beyond = format!("{within}{} Sprockets spin.", "x".repeat(ANALYSED_BYTES - within.len()));
    let lexicon = Lexicon::default();
    let of = |reference: &str| {
        let set = super::derive("What is a gadget?", &[reference.to_string()], &lexicon);
        set.concepts.into_iter().map(|concept| concept.label).collect::<Vec<_>>()
    };
    assert_eq!(of(&beyond), of(&beyond[..ANALYSED_BYTES]));
    let knows = |reference: &str| {
        let (rubric, _) = compiled_with(&concept("widget"), reference);
        rubric.matcher.terms.contains(term_of("sprocket"))
    };
    assert_eq!((knows(&beyond), knows(&beyond[ANALYSED_BYTES - 200..])), (false, true));
}

#[test]
fn the_hash_follows_the_language_of_the_bank() {
    let item = rubric(&concept("widget gizmo")).item;
    let with = |documents| {
        let statistics = Statistics { documents, ..Statistics::default() };
        let bands = Bands { average: 0.3, strong: 0.6 };
        Compiler::new(&Glossary::default(), statistics, &[], bands).compile(&item).0.hash
    };
    assert_ne!(with(1), with(2), "how common words are weighs what an answer says");
}
