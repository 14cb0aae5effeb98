//! Reads the ways to say something: plain patterns and their long form.

use super::codes;
use super::keywords::did_you_mean;
use super::reader::{File, Value};
use super::schema::{Alternative, Text, Within};
use super::table::Table;
use std::collections::HashSet;

/// The alternatives under `key`, of which there must be at least one.
pub fn need(file: &mut File<'_>, table: &mut Table<'_>, key: &'static str, sides: &[&str]) -> Vec<Alternative> {
    if table.filled_list(file, key) { read(file, table, key, sides) } else { Vec::new() }
}

/// The alternatives under `key`, which may be left out. An `about` in the long form must be one of `sides` or empty.
pub fn read(file: &mut File<'_>, table: &mut Table<'_>, key: &'static str, sides: &[&str]) -> Vec<Alternative> {
    let values = table.values(file, key, "patterns");
    values.into_iter().filter_map(|value| read_one(file, value, key, sides)).collect()
}

/// Reports alternatives that stand there twice, word for word.
pub fn check_twice<'a>(file: &mut File<'_>, all: impl IntoIterator<Item = &'a Alternative>) {
    let mut seen = HashSet::new();
    for one in all {
        let Alternative { pattern, within, ordered, not, about, case } = one;
        let words = pattern.value.split_whitespace().collect::<Vec<_>>().join(" ");
        let not: Vec<&str> = not.iter().map(|text| text.value.as_str()).collect();
        if !seen.insert((words, *within, *ordered, not, about.as_deref(), *case)) {
            let message = format!("The alternative \"{}\" stands twice here", pattern.value);
            file.advise(&codes::SAID_TWICE, pattern.place, message, "said before", "remove one of them");
        }
    }
}

fn read_one(file: &mut File<'_>, value: Value<'_>, key: &str, sides: &[&str]) -> Option<Alternative> {
    let Some(mut table) = value.table("long form of a pattern") else {
        if !value.value.is_str() {
            let message = format!("A member of `{key}` must be a pattern, found {}", value.kind());
            file.report(&codes::WRONG_TYPE, value.place, message, "expected a string or { match = \"...\" }");
            return None;
        }
        let pattern = file.filled_text_of(&format!("A member of `{key}`"), &value)?;
        return Some(Alternative { pattern, within: None, ordered: false, not: Vec::new(), about: None, case: false });
    };
    if !table.has("match") {
        table.missing("match", "match = \"...\"");
    }
    let pattern = table.text(file, "match");
    let within = read_within(file, &mut table);
    let ordered = table.boolean(file, "ordered");
    let not = table.texts(file, "not");
    let about = table.any_text(file, "about").filter(|text| text.value.is_empty() || check_side(file, text, sides));
    let case = table.boolean(file, "case");
    table.finish(file);
    Some(Alternative { pattern: pattern?, within, ordered, not, about: about.map(|text| text.value), case })
}

fn read_within(file: &mut File<'_>, table: &mut Table<'_>) -> Option<Within> {
    let value = table.value(file, "within")?;
    if value.value.is_str() {
        return table.choice(file, "within", &[("sentence", Within::Sentence), ("answer", Within::Answer)]);
    }
    let count = value.count();
    if count.is_none() {
        let message =
            format!("`within` must be a number of words, \"sentence\" or \"answer\", found {}", value.shown());
        file.report(&codes::WRONG_TYPE, value.place, message, "expected a whole number, \"sentence\" or \"answer\"");
    }
    count.map(Within::Words)
}

/// Whether a side is declared; reports it if not.
pub fn check_side(file: &mut File<'_>, side: &Text, sides: &[&str]) -> bool {
    if sides.contains(&side.value.as_str()) {
        return true;
    }
    let otherwise = if sides.is_empty() {
        "declare the sides of the item first: `sides = { a = [\"...\"], b = [\"...\"] }`".to_owned()
    } else {
        format!("the item's sides are: {}", sides.join(", "))
    };
    let help = did_you_mean(&side.value, sides.iter().copied(), &otherwise);
    let message = format!("`about` names the side \"{}\", which the item does not declare", side.value);
    file.advise(&codes::UNKNOWN_SIDE, side.place, message, "no such side", help);
    false
}
