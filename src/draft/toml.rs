//! A draft as TOML: the `[[item]]` of a keyword-sets file, with comments that say what to edit next.

use super::Draft;
use crate::bank::{Alternative, Concept, Group, Need};
use std::fmt::{Display, Write as _};

/// Longest list that stands on one line.
const LINE: usize = 100;

pub fn write(draft: &Draft) -> String {
    let mut out = Lines::default();
    head(draft, &mut out);
    out.add("");
    out.add("[[item]]");
    out.add(format_args!("id = {}", quoted(&draft.source.id)));
    if !draft.set.sides.is_empty() {
        let sides = draft.set.sides.iter().map(|(name, phrases)| {
            format!("{name} = [{}]", phrases.iter().map(|one| quoted(&one.value)).collect::<Vec<_>>().join(", "))
        });
        let sides = sides.collect::<Vec<_>>().join(", ");
        out.add("# What each side is called; `about` below says whose point it is: said of the other side, it does not count.");
        out.add(format_args!("sides = {{ {sides} }}"));
    }
    draft.set.concepts.iter().for_each(|one| concept(one, &mut out));
    draft.set.groups.iter().for_each(|one| group(one, &mut out));
    tail(draft, &mut out);
    out.0
}

/// The text so far. Writing to a string cannot fail.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, line: impl Display) {
        let _ = writeln!(self.0, "{line}");
    }

    /// A comment, a line for each of the text's.
    fn comment(&mut self, text: &str) {
        for line in text.lines() {
            let line = format!("# {line}");
            self.add(line.trim_end());
        }
    }
}

/// What the draft is of and what to do with it.
fn head(draft: &Draft, out: &mut Lines) {
    let count = draft.source.references.len();
    let from = if count == 1 { "one reference".to_string() } else { format!("{count} references") };
    out.comment(&format!("A draft from {from}, to be edited: \"{}\"", one_line(&draft.source.question)));
    out.comment(
        "\n\
         1. Drop the concepts that an answer need not state; `required = true` where it must. Weights are guesses.\n\
         2. Say each `label` as a person would: it is shown to those who answer.\n\
         3. Widen `alternatives` (worth all) and `partial` (worth half): add what people would say, `(this | that)` for\n\
         \x20  either word. `not` asks for a denial, `/s` for all words in one sentence.\n\
         4. Add wrong beliefs and examples (templates below), then run `gradus check`.",
    );
    if draft.source.known {
        return;
    }
    let kind = if draft.set.sides.is_empty() { "definition" } else { "comparison" };
    out.comment("\nThe question itself belongs into corpus/TOPIC.toml:\n\n[[item]]");
    out.comment(&format!("id = {}\nquestion = {}", quoted(&draft.source.id), quoted(&draft.source.question)));
    out.comment(&format!("topic = \"TOPIC\"\nlevel = \"entry\"   # entry | mid | senior\nkind = \"{kind}\""));
    out.comment("references = [");
    draft.source.references.iter().for_each(|reference| out.comment(&format!("  {},", quoted(reference))));
    out.comment("]");
}

fn concept(concept: &Concept, out: &mut Lines) {
    out.add(format_args!("\n[[item.concept]]\nid = {}", quoted(&concept.id)));
    if let Some(about) = &concept.about {
        out.add(format_args!("about = {}", quoted(about)));
    }
    out.add(format_args!("label = {}\nweight = {}", quoted(&concept.label), concept.weight));
    list("alternatives", concept.alternatives.iter().map(pattern), out);
    if !concept.partial.is_empty() {
        list("partial", concept.partial.iter().map(pattern), out);
    }
}

fn group(group: &Group, out: &mut Lines) {
    out.add(
        "\n# References are alternatives: so many of all concepts are enough. Take out of `of` what every answer must state.",
    );
    out.add(format_args!("[[item.group]]\nid = {}\nlabel = {}", quoted(&group.id), quoted(&group.label)));
    out.add(format_args!("weight = {}", group.weight));
    match group.need {
        Some(Need::Count(need)) => out.add(format_args!("need = {need}")),
        Some(Need::All) => out.add("need = \"all\""),
        None => {}
    }
    list("of", group.of.iter().map(|member| quoted(&member.value)), out);
}

/// What the draft cannot say, and what is left to write.
fn tail(draft: &Draft, out: &mut Lines) {
    out.add("");
    for (number, band) in &draft.short {
        out.comment(&format!(
            "Reference {number} is only {} by this draft: ask for less, or lower `bands`.",
            band.name()
        ));
    }
    if !draft.left.is_empty() {
        out.comment("Not asked for (said by another concept or the question, beyond what fits, or no pattern of its words holds):");
        draft.left.iter().for_each(|label| out.comment(&format!("  {}", one_line(label))));
    }
    out.comment(
        "[[item.misconception]]\nid = \"wrong-belief\"\nlabel = \"Believes that ...\"\nalternatives = [\"...\"]\n\
         correction = \"In fact ...\"\ncap = \"average\"\n\n\
         [[item.example]]   # `gradus check` grades it, and it must get this band\nband = \"average\"\nanswer = \"...\"",
    );
}

/// A list: on one line, or a line for each member.
fn list(key: &str, members: impl Iterator<Item = String>, out: &mut Lines) {
    let members: Vec<String> = members.collect();
    let line = format!("{key} = [{}]", members.join(", "));
    if line.chars().count() <= LINE {
        return out.add(line);
    }
    out.add(format_args!("{key} = ["));
    members.iter().for_each(|member| out.add(format_args!("  {member},")));
    out.add("]");
}

fn pattern(alternative: &Alternative) -> String {
    quoted(&alternative.pattern.value)
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    ::toml::Value::String(one_line(text)).to_string()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
