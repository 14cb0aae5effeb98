//! A small typed reader over TOML tables: every slip becomes a finding, unknown keys included.

use super::codes;
use super::reader::{File, Value};
use super::schema::{Bands, Text};
use super::suggest;
use crate::finding::{Code, Finding};
use crate::span::Place;
use toml::de::DeTable;

/// A table being read. Each reading method notes the key it asks for; [`Table::finish`] reports the keys that no one
/// asked for.
pub struct Table<'a> {
    /// Where its header (or the inline table) stands.
    pub place: Place,
    what: &'static str,
    name: Option<String>,
    entries: &'a DeTable<'a>,
    asked: Vec<&'static str>,
    passed: Vec<&'static str>,
    /// Keys that must be there and are not, with their findings: reported last, when misspelt keys are known.
    lacking: Vec<(&'static str, Finding)>,
}

impl<'a> Table<'a> {
    /// A table that stands at `place`; `what` is its kind in messages.
    pub(super) fn new(place: Place, what: &'static str, entries: &'a DeTable<'a>) -> Table<'a> {
        Table { place, what, name: None, entries, asked: Vec::new(), passed: Vec::new(), lacking: Vec::new() }
    }

    /// The top level of a file.
    pub fn root(file: &File<'_>, what: &'static str, entries: &'a DeTable<'a>) -> Table<'a> {
        Table::new(file.place(0..0), what, entries)
    }

    /// How messages call this table: "the concept `gil`".
    pub fn called(&self) -> String {
        match &self.name {
            Some(name) => format!("the {} `{name}`", self.what),
            None if self.is_plural() => format!("`{}`", self.what),
            None => format!("this {}", self.what),
        }
    }

    /// Whether it is called by its key in messages: "`bands`", as "this bands" is no English.
    fn is_plural(&self) -> bool {
        self.what.ends_with('s') && !self.what.contains(' ')
    }

    /// Whether the key is written at all.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The value of a key, noted as asked for.
    pub fn value(&mut self, file: &File<'_>, key: &'static str) -> Option<Value<'a>> {
        self.asked.push(key);
        self.entries.get(key).map(|value| Value::new(file, value))
    }

    /// Notes a missing key; [`Table::finish`] reports it unless it is there under a misspelt name.
    pub fn missing(&mut self, key: &'static str, example: &str) {
        let message = format!("{} has no `{key}`", capital(&self.called()));
        let finding = codes::MISSING_KEY.at(self.place, message, format!("`{key}` is missing"));
        self.lacking.push((key, finding.help(format!("add `{example}`"))));
    }

    /// A string that may be left out.
    pub fn text(&mut self, file: &mut File<'_>, key: &'static str) -> Option<Text> {
        let value = self.value(file, key)?;
        file.filled_text_of(&format!("`{key}`"), &value)
    }

    /// A string that may be left out, without its place.
    pub fn string(&mut self, file: &mut File<'_>, key: &'static str) -> Option<String> {
        self.text(file, key).map(|text| text.value)
    }

    /// A string that may be left out or empty.
    pub fn any_text(&mut self, file: &mut File<'_>, key: &'static str) -> Option<Text> {
        let value = self.value(file, key)?;
        file.text_of(&format!("`{key}`"), &value)
    }

    /// A string that must be there. After a finding it is empty and stands where the table stands.
    pub fn need_text(&mut self, file: &mut File<'_>, key: &'static str) -> Text {
        if !self.has(key) {
            self.missing(key, &format!("{key} = \"...\""));
        }
        self.text(file, key).unwrap_or(Text { value: String::new(), place: self.place })
    }

    /// The table's `id`. Its place becomes the table's place, and its value the name in messages.
    pub fn id(&mut self, file: &mut File<'_>) -> Option<Text> {
        if !self.has("id") {
            self.missing("id", "id = \"...\"");
        }
        let id = self.text(file, "id")?;
        check_id(file, "An id", &id.value, id.place);
        self.place = id.place;
        self.name = Some(id.value.clone());
        Some(id)
    }

    /// A list of strings that may be left out.
    pub fn texts(&mut self, file: &mut File<'_>, key: &'static str) -> Vec<Text> {
        self.value(file, key).map(|value| file.texts_of(&format!("`{key}`"), &value)).unwrap_or_default()
    }

    /// A list of strings that must be there with at least one member.
    pub fn need_texts(&mut self, file: &mut File<'_>, key: &'static str) -> Vec<Text> {
        if !self.filled_list(file, key) {
            self.asked.push(key);
            return Vec::new();
        }
        self.texts(file, key)
    }

    /// Reports a list that is missing or empty; false if so.
    pub fn filled_list(&mut self, file: &mut File<'_>, key: &'static str) -> bool {
        let Some(value) = self.value(file, key) else {
            self.missing(key, &format!("{key} = [\"...\"]"));
            return false;
        };
        let empty = value.value.as_array().is_some_and(|array| array.is_empty());
        if empty {
            let message = format!("`{key}` of {} is empty", self.called());
            file.report(&codes::EMPTY_LIST, value.place, message, "needs at least one member");
        }
        !empty
    }

    /// The members of a list, whatever they are.
    pub fn values(&mut self, file: &mut File<'_>, key: &'static str, of: &str) -> Vec<Value<'a>> {
        self.value(file, key).map(|value| file.values_of(&format!("`{key}`"), of, &value)).unwrap_or_default()
    }

    /// A number that may be left out, checked by `good`.
    pub fn number(
        &mut self,
        file: &mut File<'_>,
        key: &'static str,
        code: &Code,
        good: fn(f64) -> bool,
    ) -> Option<f64> {
        let value = self.value(file, key)?;
        let Some(number) = value.number() else {
            file.wrong_type(&format!("`{key}`"), "a number", &value);
            return None;
        };
        if !good(number) {
            let message = format!("`{key}` of {} is {number}", self.called());
            let label =
                if *code == codes::BAD_WEIGHT { "must be above 0 and at most 1000" } else { "must be between 0 and 1" };
            file.report(code, value.place, message, label);
            return None;
        }
        Some(number)
    }

    /// A weight: above 0; 1 when left out.
    pub fn weight(&mut self, file: &mut File<'_>) -> f64 {
        self.number(file, "weight", &codes::BAD_WEIGHT, is_weight).unwrap_or(1.0)
    }

    /// True or false; false when left out.
    pub fn boolean(&mut self, file: &mut File<'_>, key: &'static str) -> bool {
        let Some(value) = self.value(file, key) else { return false };
        value.value.as_bool().unwrap_or_else(|| {
            file.wrong_type(&format!("`{key}`"), "true or false", &value);
            false
        })
    }

    /// One word of a closed list.
    pub fn choice<T: Copy>(&mut self, file: &mut File<'_>, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(file, key)?;
        choose(file, key, &text, words)
    }

    /// One word of a closed list that must be there.
    pub fn need_choice<T: Copy>(&mut self, file: &mut File<'_>, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        if !self.has(key) {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.missing(key, &format!("{key} = \"{}\"", list.join("\" or \"")));
        }
        self.choice(file, key, words)
    }

    /// The tables under `[[key]]`.
    pub fn tables(&mut self, file: &mut File<'_>, key: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.value(file, key) else { return Vec::new() };
        if let Some(table) = value.table(key) {
            let message = format!("`{key}` must be a list of tables, found a table");
            let help = format!("write [[{key}]] with two brackets (and before what belongs to it)");
            file.advise(&codes::WRONG_TYPE, value.place, message, "expected a list of tables", help);
            return vec![table];
        }
        let members = file.values_of(&format!("`{key}`"), "tables", &value);
        members
            .into_iter()
            .filter_map(|member| {
                let table = member.table(key);
                if table.is_none() {
                    file.wrong_type(&format!("A member of `{key}`"), "a table", &member);
                }
                table
            })
            .collect()
    }

    /// The one table under a key.
    pub fn table(&mut self, file: &mut File<'_>, key: &'static str) -> Option<Table<'a>> {
        let value = self.value(file, key)?;
        let table = value.table(key);
        if table.is_none() {
            file.wrong_type(&format!("`{key}`"), "a table", &value);
        }
        table
    }

    /// A table of named word lists (`sets`, `sides`), in the order written.
    pub fn word_lists(&mut self, file: &mut File<'_>, key: &'static str) -> Vec<(String, Vec<Text>)> {
        let Some(table) = self.table(file, key) else { return Vec::new() };
        let mut entries: Vec<_> = table.entries.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        let mut lists = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let value = Value::new(file, value);
            let place = file.place(name.span());
            check_id(file, "A name", name.get_ref(), place);
            if value.value.as_array().is_some_and(|array| array.is_empty()) {
                let message = format!("`{}` in `{key}` is empty", name.get_ref());
                file.report(&codes::EMPTY_LIST, value.place, message, "needs at least one member");
            }
            lists.push((name.get_ref().to_string(), file.texts_of(&format!("`{}`", name.get_ref()), &value)));
        }
        lists
    }

    /// Cut points under `bands`.
    pub fn bands(&mut self, file: &mut File<'_>) -> Option<Bands> {
        let mut table = self.table(file, "bands")?;
        let mut point = |key| {
            if !table.has(key) {
                table.missing(key, &format!("{key} = 0.5"));
            }
            table.number(file, key, &codes::BAD_BANDS, |number| (0.0..=1.0).contains(&number))
        };
        let (average, strong) = (point("average"), point("strong"));
        table.finish(file);
        let bands = Bands { average: average?, strong: strong? };
        if bands.average >= bands.strong {
            let message = format!("`average` ({}) must be below `strong` ({})", bands.average, bands.strong);
            file.report(&codes::BAD_BANDS, table.place, message, "cut points out of order");
            return None;
        }
        Some(bands)
    }

    /// Takes keys off the list of those that may be suggested, without reporting them when they are there.
    pub fn forget(&mut self, keys: &[&'static str]) {
        self.asked.retain(|key| !keys.contains(key));
        self.passed.extend(keys);
    }

    /// Reports the keys that are missing and every key that was not asked for.
    pub fn finish(&mut self, file: &mut File<'_>) {
        let unknown = |key: &str| !self.asked.contains(&key) && !self.passed.contains(&key);
        let mut entries: Vec<_> = self.entries.keys().filter(|key| unknown(key.get_ref())).collect();
        entries.sort_by_key(|key| key.span().start);
        let mut known = self.asked.clone();
        known.sort_unstable();
        known.dedup();
        for key in entries {
            let name = key.get_ref();
            let as_header = |near: &str| as_header(file.text, key.span(), near);
            let in_header = as_header("").is_some();
            // A header may stand more than once; another key may not.
            let free = known.iter().copied().filter(|known| in_header || !self.has(known));
            let near = suggest::nearest(name, free);
            let help = match near {
                Some(near) => format!("did you mean `{}`?", as_header(near).unwrap_or(near.to_owned())),
                None => format!("known keys: {}", known.join(", ")),
            };
            let message = format!("Unknown key `{name}` in {}", self.called());
            let article = if self.what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            let label = if self.is_plural() {
                format!("not a key of `{}`", self.what)
            } else {
                format!("not a key of {article} {}", self.what)
            };
            file.advise(&codes::UNKNOWN_KEY, file.place(key.span()), message, label, help);
            self.lacking.retain(|(key, _)| Some(*key) != near);
        }
        file.findings.extend(self.lacking.drain(..).map(|(_, finding)| finding));
    }
}

/// The header that a key stands in, with another word in its place; nothing where the key stands before a `=`.
fn as_header(text: &str, key: std::ops::Range<usize>, word: &str) -> Option<String> {
    let start = text.get(..key.start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(start..key.start)?.trim_start();
    let behind = text.get(key.end..)?.lines().next().unwrap_or_default();
    let closed = behind.rfind(']').map_or("", |at| &behind[..=at]);
    before.starts_with('[').then(|| format!("{before}{word}{closed}"))
}

/// The meaning of a word of a closed list; reports a word outside it.
pub fn choose<T: Copy>(file: &mut File<'_>, key: &str, text: &Text, words: &[(&str, T)]) -> Option<T> {
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text.value) {
        return Some(*meaning);
    }
    let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let help = match suggest::nearest(&text.value, list.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("one of: {}", list.join(", ")),
    };
    let message = format!("`{key}` cannot be \"{}\"", text.value);
    file.advise(&codes::UNKNOWN_WORD, text.place, message, format!("expected {}", list.join(" | ")), help);
    None
}

/// Whether a number can serve as a weight or a maximum.
pub fn is_weight(number: f64) -> bool {
    number > 0.0 && number <= 1000.0
}

/// Reports an id that is not kebab-case.
fn check_id(file: &mut File<'_>, what: &str, id: &str, place: Place) {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if id.split('-').all(part) {
        return;
    }
    let mut kebab = String::new();
    for word in id.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        kebab.push_str(if kebab.is_empty() { "" } else { "-" });
        kebab.push_str(&word.to_ascii_lowercase());
    }
    let message = format!("{what} must be kebab-case, found `{id}`");
    let label = "only a-z, 0-9 and single hyphens between them";
    let help = if kebab.is_empty() { "for example `my-id`".to_owned() } else { format!("write `{kebab}`") };
    file.advise(&codes::BAD_ID, place, message, label, help);
}

/// The text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
