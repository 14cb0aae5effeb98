//! Reads `corpus/TOPIC.toml`: the questions of one topic.

use super::codes;
use super::reader::File;
use super::schema::{Item, Kind, Level, Text};
use super::table::Table;
use toml::de::DeTable;

const LEVELS: &[(&str, Level)] = &[("entry", Level::Entry), ("mid", Level::Mid), ("senior", Level::Senior)];

const KINDS: &[(&str, Kind)] = &[
    ("definition", Kind::Definition),
    ("comparison", Kind::Comparison),
    ("procedure", Kind::Procedure),
    ("design", Kind::Design),
    ("experience", Kind::Experience),
];

/// A question, not yet joined with its keyword set.
pub struct Question {
    /// What will be in the bank.
    pub item: Item,
    /// The related ids with their places, for the check against the whole bank.
    pub related: Vec<Text>,
    /// Whether its table held mistakes: what seems to be missing may be misspelt.
    pub flawed: bool,
}

/// Everything one file of questions says. `stem` is the file's name without ending.
pub fn read(file: &mut File<'_>, root: &DeTable<'_>, stem: &str) -> Vec<Question> {
    let mut root = Table::root(file, "file of questions", root);
    let topic = root.text(file, "topic");
    let mut questions = Vec::new();
    for mut table in root.tables(file, "item") {
        if let Some(question) = read_item(file, &mut table, topic.as_ref(), stem) {
            questions.push(question);
        }
    }
    root.finish(file);
    questions
}

fn read_item(file: &mut File<'_>, table: &mut Table<'_>, topic: Option<&Text>, stem: &str) -> Option<Question> {
    let before = file.findings.len();
    let id = table.id(file);
    let own_topic = table.text(file, "topic");
    if own_topic.is_none() && topic.is_none() && !table.has("topic") {
        table.missing("topic", "topic = \"...\"` at the top of the file, or `topic = \"...\"");
    }
    let question = table.need_text(file, "question").value;
    let level = table.need_choice(file, "level", LEVELS).unwrap_or(Level::Mid);
    let kind = table.need_choice(file, "kind", KINDS).unwrap_or(Kind::Definition);
    let references = table.texts(file, "references");
    let related = table.texts(file, "related");
    let belongs_elsewhere = ["concept", "group", "misconception", "example", "sides", "bands", "sets"];
    for key in belongs_elsewhere {
        if let Some(value) = table.value(file, key) {
            let message = format!("`{key}` of {} stands in corpus/", table.called());
            let help = "move it to the item of the same id in keyword-sets/";
            file.advise(&codes::UNKNOWN_KEY, value.place, message, "belongs in keyword-sets/", help);
        }
    }
    table.forget(&belongs_elsewhere);
    table.finish(file);
    let topic = own_topic.or_else(|| topic.cloned()).map_or_else(|| stem.to_owned(), |text| text.value);
    let id = id?;
    Some(Question {
        item: Item {
            id: id.value,
            question,
            topic,
            level,
            kind,
            references: references.into_iter().map(|text| text.value).collect(),
            related: related.iter().map(|text| text.value.clone()).collect(),
            keyword_set: None,
            place: id.place,
        },
        related,
        flawed: file.findings.len() > before,
    })
}
