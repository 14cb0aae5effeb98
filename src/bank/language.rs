//! Reads what holds for the whole bank: `corpus/glossary.toml` and `keyword-sets/bank.toml`.

use super::alternatives;
use super::codes;
use super::reader::File;
use super::schema::{Antonyms, Bands, Glossary, RedFlag, Term, Text};
use super::seen::Seen;
use super::table::{Table, capital};
use std::collections::HashMap;
use toml::de::DeTable;

/// The cut points where nothing else is said.
pub const DEFAULT_BANDS: Bands = Bands { average: 0.30, strong: 0.65 };

/// The glossary.
pub fn read_glossary(file: &mut File<'_>, root: &DeTable<'_>) -> Glossary {
    let mut root = Table::root(file, "glossary", root);
    let sets = root.word_lists(file, "sets");
    let terms: Vec<Term> = root
        .tables(file, "term")
        .into_iter()
        .filter_map(|mut table| {
            let term = table.need_text(file, "term");
            let also = table.texts(file, "also");
            let meaning = table.string(file, "meaning");
            table.finish(file);
            (!term.value.is_empty()).then_some(Term { term, also, meaning })
        })
        .collect();
    check_terms(file, &terms);
    let synonyms = root.tables(file, "synonyms").into_iter().filter_map(|mut table| {
        let words = word_group(file, &mut table, "synonyms", "two words or more", |count| count >= 2);
        table.finish(file);
        words
    });
    let synonyms: Vec<Vec<Text>> = synonyms.collect();
    let antonyms = root.tables(file, "antonyms").into_iter().filter_map(|mut table| {
        let words = word_group(file, &mut table, "antonyms", "exactly two words", |count| count == 2);
        let acts = table.boolean(file, "acts");
        table.finish(file);
        Some(Antonyms { words: <[Text; 2]>::try_from(words?).ok()?, acts })
    });
    let antonyms: Vec<Antonyms> = antonyms.collect();
    check_pairs(file, &synonyms, &antonyms);
    root.finish(file);
    Glossary { sets, terms, synonyms, antonyms }
}

/// A term explained twice, the same letters in the same case, is a slip.
fn check_terms(file: &mut File<'_>, terms: &[Term]) {
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for Term { term, .. } in terms {
        if seen.insert(&term.value, ()).is_some() {
            let message = format!("The glossary explains `{}` twice", term.value);
            file.advise(&codes::DUPLICATE_TERM, term.place, message, "explained before", "join the two entries");
        }
    }
}

/// The same two words cannot say the same and the opposite.
fn check_pairs(file: &mut File<'_>, synonyms: &[Vec<Text>], antonyms: &[Antonyms]) {
    for Antonyms { words: [one, other], .. } in antonyms {
        let has = |group: &[Text], word: &Text| group.iter().any(|text| text.value.eq_ignore_ascii_case(&word.value));
        if synonyms.iter().any(|group| has(group, one) && has(group, other)) {
            let message = format!("`{}` and `{}` are both synonyms and antonyms", one.value, other.value);
            file.advise(&codes::SAME_PAIR, one.place, message, "synonyms as well", "remove the pair that is wrong");
        }
    }
}

/// The words of a group; nothing where they are too few or too many.
fn word_group(
    file: &mut File<'_>,
    table: &mut Table<'_>,
    key: &str,
    needs: &str,
    good: fn(usize) -> bool,
) -> Option<Vec<Text>> {
    let before = file.findings.len();
    let words = table.need_texts(file, "words");
    if good(words.len()) {
        return Some(words);
    }
    if file.findings.len() == before {
        let message = format!("`{key}` must have {needs}, found {}", words.len());
        let place = words.first().map_or(table.place, |word| word.place);
        file.report(&codes::WORD_COUNT, place, message, format!("expected {needs}"));
    }
    None
}

/// A red flag's topics with their places, for the check against the topics of the bank.
pub type FlagTopics = Vec<Text>;

/// The bank-wide rules: cut points and red flags.
pub fn read_rules(file: &mut File<'_>, root: &DeTable<'_>) -> (Option<Bands>, Vec<RedFlag>, FlagTopics) {
    let mut root = Table::root(file, "file of bank-wide rules", root);
    let bands = root.bands(file);
    let mut seen = Seen::new("red flag");
    let mut all_topics = Vec::new();
    let mut flags = Vec::new();
    for mut table in root.tables(file, "red_flag") {
        let id = table.id(file);
        let label = table.need_text(file, "label").value;
        let alternatives = alternatives::need(file, &mut table, "alternatives", &[]);
        let probe = table.string(file, "probe");
        let topics = table.texts(file, "topics");
        table.finish(file);
        let names = topics.iter().map(|topic| topic.value.clone()).collect();
        all_topics.extend(topics);
        let Some(id) = id else { continue };
        if seen.first(file, &id.value, id.place) {
            flags.push(RedFlag { id: id.value, label, alternatives, probe, topics: names, place: id.place });
        }
    }
    root.finish(file);
    (bands, flags, all_topics)
}

/// Reports topics of red flags that no item has.
pub fn check_topics(file: &mut File<'_>, topics: &[Text], known: &[&str]) {
    for topic in topics.iter().filter(|topic| !known.contains(&topic.value.as_str())) {
        let otherwise = "write the topic as the questions' files show it (`topic = ...`)";
        let help = super::keywords::did_you_mean(&topic.value, known.iter().copied(), otherwise);
        let message = capital(&format!("no item has the topic \"{}\"", topic.value));
        file.advise(&codes::UNKNOWN_TOPIC, topic.place, message, "no such topic", help);
    }
}
