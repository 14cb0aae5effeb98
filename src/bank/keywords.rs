//! Reads `keyword-sets/TOPIC.toml`: what an answer to each question must say.

use super::alternatives;
use super::codes;
use super::reader::{File, content};
use super::schema::{Band, Concept, Example, Group, KeywordSet, Misconception, Need, Text};
use super::seen::Seen;
use super::suggest;
use super::table::{Table, capital, choose, is_weight};
use crate::finding::Code;
use std::collections::HashMap;
use toml::de::DeTable;

/// The words for a band.
pub const BANDS: &[(&str, Band)] = &[named(Band::Weak), named(Band::Average), named(Band::Strong)];

const CAPS: &[(&str, Band)] = &[named(Band::Weak), named(Band::Average)];

const fn named(band: Band) -> (&'static str, Band) {
    (band.name(), band)
}

/// The closed list of flags that a result can carry.
pub const FLAGS: &[&str] =
    &["empty", "non-answer", "echo", "off-topic", "keyword-list", "too-short", "truncated", "other-language"];

/// A keyword set and the item it is for.
pub struct Entry {
    /// The item's id.
    pub id: Text,
    /// What its answers must say.
    pub set: KeywordSet,
}

/// Everything one file of keyword sets says.
pub fn read(file: &mut File<'_>, root: &DeTable<'_>) -> Vec<Entry> {
    let mut root = Table::root(file, "file of keyword sets", root);
    let sets = root.word_lists(file, "sets");
    let mut entries = Vec::new();
    for mut table in root.tables(file, "item") {
        let id = table.id(file);
        let set = read_set(file, &mut table, &sets);
        entries.extend(id.map(|id| Entry { id, set }));
    }
    belongs_below_item(file, &mut root);
    root.finish(file);
    entries
}

/// `[[concept]]` for `[[item.concept]]`: without the item in front, nothing says whose it is.
fn belongs_below_item(file: &mut File<'_>, root: &mut Table<'_>) {
    let parts = ["concept", "group", "misconception", "example", "concepts", "groups", "misconceptions", "examples"];
    for key in parts {
        if let Some(value) = root.value(file, key) {
            let part = key.trim_end_matches('s');
            let message = format!("`{key}` stands outside an item");
            let help = format!("write [[item.{part}]], below the [[item]] that it belongs to");
            file.advise(&codes::UNKNOWN_KEY, value.place, message, "whose is it?", help);
        }
    }
    root.forget(&parts);
}

fn read_set(file: &mut File<'_>, table: &mut Table<'_>, file_sets: &[(String, Vec<Text>)]) -> KeywordSet {
    let bands = table.bands(file);
    let names = table.boolean(file, "names");
    let sides = table.word_lists(file, "sides");
    let mut sets = table.word_lists(file, "sets");
    for (name, words) in file_sets {
        if !sets.iter().any(|(own, _)| own == name) {
            sets.push((name.clone(), words.clone()));
        }
    }
    if let [(only, words)] = sides.as_slice()
        && let Some(word) = words.first()
    {
        let message = format!("{} declares one side only, `{only}`", capital(&table.called()));
        let help = "declare what it is compared with, too; a question about one thing needs no sides";
        file.advise(&codes::ONE_SIDE, word.place, message, "nothing on the other side", help);
    }
    check_sides(file, &sides);
    let side_names: Vec<&str> = sides.iter().map(|(name, _)| name.as_str()).collect();

    let mut seen = Seen::new("concept");
    let tables = table.tables(file, "concept");
    // Where they are only misspelt, that is told.
    if tables.is_empty() && !table.has("concepts") {
        let message = format!("{} has no concept", capital(&table.called()));
        let help = "add an [[item.concept]]; without any, leave the item out here and its references serve";
        file.advise(&codes::NO_CONCEPT, table.place, message, "no [[item.concept]]", help);
    }
    let concepts: Vec<Concept> =
        tables.into_iter().filter_map(|table| read_concept(file, table, &side_names, &mut seen)).collect();
    let mut seen = Seen::new("group");
    let groups: Vec<Group> =
        table.tables(file, "group").into_iter().filter_map(|table| read_group(file, table, &mut seen)).collect();
    for group in groups.iter().filter(|group| concepts.iter().any(|concept| concept.id == group.id)) {
        let message = format!("The group `{}` has the id of a concept", group.id);
        file.advise(&codes::SHARED_ID, group.place, message, "used for a concept", "give it an id of its own");
    }
    check_members(file, &groups, &concepts);
    let mut seen = Seen::new("misconception");
    let misconceptions = table
        .tables(file, "misconception")
        .into_iter()
        .filter_map(|table| read_misconception(file, table, &side_names, &mut seen))
        .collect();
    let examples = table.tables(file, "example").into_iter().filter_map(|table| read_example(file, table)).collect();
    table.finish(file);
    KeywordSet { bands, sides, sets, names, concepts, groups, misconceptions, examples, place: table.place }
}

/// A word that stands for two sides tells nobody which one is meant.
fn check_sides(file: &mut File<'_>, sides: &[(String, Vec<Text>)]) {
    let words = |(name, words): &'_ (String, Vec<Text>)| {
        words.iter().map(|word| (word.value.trim().to_lowercase(), name.clone(), word.place)).collect::<Vec<_>>()
    };
    let mut said: HashMap<String, String> = HashMap::new();
    for (word, side, place) in sides.iter().flat_map(words) {
        match said.get(&word) {
            Some(other) if *other != side => {
                let message = format!("`{word}` stands for two sides, `{other}` and `{side}`");
                let help = "give each side words of its own";
                file.advise(&codes::BOTH_SIDES, place, message, format!("stands for `{other}`, too"), help);
            }
            Some(_) => {}
            None => drop(said.insert(word, side)),
        }
    }
}

fn read_concept(file: &mut File<'_>, mut table: Table<'_>, sides: &[&str], seen: &mut Seen) -> Option<Concept> {
    let id = table.id(file);
    let mut concept = Concept {
        label: table.need_text(file, "label").value,
        weight: table.weight(file),
        required: table.boolean(file, "required"),
        alternatives: alternatives::need(file, &mut table, "alternatives", sides),
        partial: alternatives::read(file, &mut table, "partial", sides),
        hint: table.string(file, "hint"),
        follow_up: table.string(file, "follow_up"),
        about: read_about(file, &mut table, sides),
        id: String::new(),
        place: table.place,
    };
    table.finish(file);
    alternatives::check_twice(file, concept.alternatives.iter().chain(&concept.partial));
    concept.id = id?.value;
    seen.first(file, &concept.id, concept.place).then_some(concept)
}

/// The side named by `about`, which must be declared; `""` is no side.
fn read_about(file: &mut File<'_>, table: &mut Table<'_>, sides: &[&str]) -> Option<String> {
    let text = table.any_text(file, "about").filter(|text| !text.value.is_empty())?;
    alternatives::check_side(file, &text, sides).then_some(text.value)
}

fn read_group(file: &mut File<'_>, mut table: Table<'_>, seen: &mut Seen) -> Option<Group> {
    let id = table.id(file);
    let label = table.need_text(file, "label").value;
    let has_weight = table.value(file, "weight");
    let weight = table.weight(file);
    let of = table.need_texts(file, "of");
    let need = read_need(file, &mut table, of.len());
    let max = table.number(file, "max", &codes::BAD_WEIGHT, is_weight);
    match (table.value(file, "need"), table.value(file, "max")) {
        (None, None) => {
            let message = format!("{} says neither `need` nor `max`", capital(&table.called()));
            let help = "add `need = 2` (so many members are enough) or `max = 2` (their weights count up to this sum)";
            file.advise(&codes::GROUP_RULE, table.place, message, "`need` or `max` is missing", help);
        }
        (Some(_), Some(max)) => {
            let message = format!("{} has both `need` and `max`", capital(&table.called()));
            file.advise(&codes::GROUP_RULE, max.place, message, "stands beside `need`", "keep one of them");
        }
        (None, Some(_)) => {
            if let Some(weight) = has_weight {
                let message = format!("`weight` has no effect in {}", table.called());
                let help = "with `max` the members keep their own weights; remove it";
                file.advise(&codes::NO_EFFECT, weight.place, message, "not used beside `max`", help);
            }
        }
        (Some(_), None) => {}
    }
    table.finish(file);
    let id = id?;
    seen.first(file, &id.value, id.place).then_some(Group {
        id: id.value,
        label,
        weight,
        need,
        max,
        of,
        place: id.place,
    })
}

/// `need`: a count from 1 to the number of members, or `"all"`.
fn read_need(file: &mut File<'_>, table: &mut Table<'_>, members: usize) -> Option<Need> {
    let value = table.value(file, "need")?;
    if let Some(word) = value.value.as_str() {
        if word != "all" {
            let message = format!("`need` cannot be \"{word}\"");
            let help = "write how many members are enough, such as `need = 1`, or `need = \"all\"`";
            file.advise(
                &codes::UNKNOWN_WORD,
                content(file.text, value.place),
                message,
                "expected a number or \"all\"",
                help,
            );
            return None;
        }
        return Some(Need::All);
    }
    let Some(count) = value.count() else {
        let message = format!("`need` must be a whole number or \"all\", found {}", value.shown());
        file.report(&codes::WRONG_TYPE, value.place, message, "expected a whole number or \"all\"");
        return None;
    };
    if count == 0 || (members > 0 && count as usize > members) {
        let message = format!("{} needs {count} of {members} members", capital(&table.called()));
        let help = format!("write a number from 1 to {}, or \"all\"", members.max(1));
        file.advise(&codes::BAD_NEED, value.place, message, "cannot be", help);
        return None;
    }
    Some(Need::Count(count))
}

/// Members must be concepts of the item, each in one group at most.
fn check_members(file: &mut File<'_>, groups: &[Group], concepts: &[Concept]) {
    let mut taken: Vec<(&str, &str)> = Vec::new();
    for group in groups {
        for member in &group.of {
            let ids = concepts.iter().map(|concept| concept.id.as_str());
            if !ids.clone().any(|id| id == member.value) {
                let help = did_you_mean(&member.value, ids, "a member must be a concept of this item");
                let message = format!("The group `{}` names an unknown concept `{}`", group.id, member.value);
                file.advise(&codes::UNKNOWN_MEMBER, member.place, message, "no such concept", help);
            } else if let Some((_, other)) = taken.iter().find(|(id, _)| *id == member.value) {
                let message = format!("The concept `{}` stands twice in groups", member.value);
                let label = format!("already in the group `{other}`");
                file.advise(&codes::SHARED_MEMBER, member.place, message, label, "keep it in one group, once");
            } else {
                taken.push((&member.value, &group.id));
            }
        }
    }
}

fn read_misconception(
    file: &mut File<'_>,
    mut table: Table<'_>,
    sides: &[&str],
    seen: &mut Seen,
) -> Option<Misconception> {
    let id = table.id(file);
    let label = table.need_text(file, "label").value;
    let alternatives = alternatives::need(file, &mut table, "alternatives", sides);
    alternatives::check_twice(file, &alternatives);
    let about = read_about(file, &mut table, sides);
    let correction = table.need_text(file, "correction").value;
    let cap = table.choice(file, "cap", CAPS);
    let share: &Code = &codes::BAD_PENALTY;
    let penalty = table.number(file, "penalty", share, |number| (0.0..=1.0).contains(&number)).unwrap_or(0.0);
    if !table.has("cap") && !table.has("penalty") {
        let message = format!("{} has neither `cap` nor `penalty`", capital(&table.called()));
        let help = "add `cap = \"average\"`, `cap = \"weak\"` or `penalty = 0.15`";
        file.advise(&codes::NO_CONSEQUENCE, table.place, message, "does not change the grade", help);
    }
    table.finish(file);
    let id = id?;
    let misconception =
        Misconception { id: id.value, label, alternatives, about, correction, cap, penalty, place: id.place };
    seen.first(file, &misconception.id, misconception.place).then_some(misconception)
}

fn read_example(file: &mut File<'_>, mut table: Table<'_>) -> Option<Example> {
    let band = table.need_choice(file, "band", BANDS);
    if !table.has("answer") {
        table.missing("answer", "answer = \"...\"");
    }
    let answer = table.any_text(file, "answer");
    let note = table.string(file, "note");
    let flags: Vec<(&str, &str)> = FLAGS.iter().map(|flag| (*flag, *flag)).collect();
    let raised = table.texts(file, "flags");
    let raised = raised.iter().filter_map(|flag| choose(file, "flags", flag, &flags)).map(str::to_owned).collect();
    table.finish(file);
    let answer = answer?;
    let place = answer.place;
    Some(Example { band: band?, answer, note, flags: raised, place })
}

/// Advice with the nearest known word, or `otherwise`.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match suggest::nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}
