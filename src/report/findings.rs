//! Shows findings to people: the source line, carets under the place, and the way out.

use crate::finding::{Finding, Severity, Source};
use crate::span::Span;
use annotate_snippets::renderer::{DecorStyle, Renderer};
use annotate_snippets::{AnnotationKind, Group, Level, Snippet};
use std::fmt::Write;

/// How wide a line may get before its ends are cut off.
const WIDTH: usize = 120;

/// All findings in the order given, each with its source line and carets, then a summary. Nothing for no findings.
pub fn render(findings: &[Finding], sources: &[Source], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut out = String::new();
    for finding in findings {
        out.push_str(&render_one(&renderer, finding, sources));
        out.push_str("\n\n");
    }
    if !findings.is_empty() {
        out.push_str(&summary(findings));
        out.push('\n');
    }
    out
}

/// `3 errors, 2 warnings in 2 files`.
pub fn summary(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let mut files: Vec<u32> = findings.iter().map(|finding| finding.place.file).collect();
    files.sort_unstable();
    files.dedup();
    let mut out = String::new();
    for (severity, count) in [(Severity::Error, count(Severity::Error)), (Severity::Warning, count(Severity::Warning))]
    {
        if count > 0 {
            let (comma, s) = (if out.is_empty() { "" } else { ", " }, if count == 1 { "" } else { "s" });
            // Writing to a String cannot fail.
            let _ = write!(out, "{comma}{count} {severity}{s}");
        }
    }
    if out.is_empty() {
        return "no findings".to_owned();
    }
    let s = if files.len() == 1 { "" } else { "s" };
    format!("{out} in {} file{s}", files.len())
}

fn render_one(renderer: &Renderer, finding: &Finding, sources: &[Source]) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&finding.message).id(finding.code);
    let help = finding.help.as_deref().map(|help| Level::HELP.message(help));
    let Some(excerpt) = sources.get(finding.place.file as usize).map(|source| Excerpt::of(source, finding.place.span))
    else {
        return renderer.render(&[Group::with_title(title).elements(help)]);
    };
    let snippet = Snippet::source(excerpt.text)
        .path(excerpt.path)
        .line_start(excerpt.line)
        .annotation(AnnotationKind::Primary.span(excerpt.carets.start..excerpt.carets.end).label(&finding.label));
    renderer.render(&[title.element(snippet).elements(help)])
}

/// The part of a source that a finding shows: the line of its first byte.
struct Excerpt<'a> {
    path: &'a str,
    line: usize,
    text: &'a str,
    carets: Span,
}

impl<'a> Excerpt<'a> {
    fn of(source: &'a Source, span: Span) -> Excerpt<'a> {
        let text = source.text.as_str();
        let (line, _) = source.line_column(span.start);
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start);
        let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let whole = text[first..].split('\n').next().unwrap_or("").trim_end_matches('\r');
        let start = (start - first).min(whole.len());
        let end = (floor(span.end).max(first) - first).clamp(start, whole.len());
        Excerpt { path: &source.path, line, text: whole, carets: Span::new(start, end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Folder, RawFile, load_files};

    fn findings_of(files: &[(Folder, &str, &str)]) -> (Vec<Finding>, Vec<Source>) {
        let files = files.iter().map(|(folder, path, text)| RawFile::new(*folder, *path, *text)).collect();
        let (bank, findings) = load_files(files);
        (findings, bank.sources().to_vec())
    }

    const QUESTIONS: &str = r#"topic = "Python"
[[item]]
id = "gil"
question = "What is the GIL?"
level = "midd"
kind = "definition"
related = ["gli"]
"#;

    const KEYWORDS: &str = r#"[[item]]
id = "gil"
[[item.concept]]
id = "one-thread"
wieght = 2
alternatives = ["one thread"]
partial = [7]
"#;

    #[test]
    fn five_mistakes_with_carets_and_a_summary() {
        let (findings, sources) = findings_of(&[
            (Folder::Corpus, "corpus/python.toml", QUESTIONS),
            (Folder::KeywordSets, "keyword-sets/python.toml", KEYWORDS),
        ]);
        let plain = render(&findings, &sources, false);
        insta::assert_snapshot!(plain, @r#"
        error[B012]: `level` cannot be "midd"
         --> corpus/python.toml:5:10
          |
        5 | level = "midd"
          |          ^^^^ expected entry | mid | senior
          |
          = help: did you mean "mid"?

        warning[B018]: `related` of the item `gil` names an unknown item `gli`
         --> corpus/python.toml:7:13
          |
        7 | related = ["gli"]
          |             ^^^ no such item
          |
          = help: did you mean `gil`?

        error[B007]: The concept `one-thread` has no `label`
         --> keyword-sets/python.toml:4:7
          |
        4 | id = "one-thread"
          |       ^^^^^^^^^^ `label` is missing
          |
          = help: add `label = "..."`

        error[B005]: Unknown key `wieght` in the concept `one-thread`
         --> keyword-sets/python.toml:5:1
          |
        5 | wieght = 2
          | ^^^^^^ not a key of a concept
          |
          = help: did you mean `weight`?

        error[B006]: A member of `partial` must be a pattern, found a whole number
         --> keyword-sets/python.toml:7:12
          |
        7 | partial = [7]
          |            ^ expected a string or { match = "..." }

        4 errors, 1 warning in 2 files
        "#);
        assert_eq!(plain, render(&findings, &sources, false));
        let coloured = render(&findings, &sources, true);
        assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
    }

    #[test]
    fn a_long_line_is_cut_around_the_carets() {
        let text =
            format!("topic = \"{}\"\nfoo = [{} \"bad\",{}]\n", "x".repeat(300), "\"a\", ".repeat(80), " 1,".repeat(80));
        let at = text.find("bad").expect("is there");
        let place = crate::span::Place { file: 0, span: Span::new(at, at + 3) };
        let finding = crate::bank::codes::EMPTY_TEXT.at(place, "Message", "label");
        let out = render(&[finding], &[Source { path: "a.toml".into(), text }], false);
        insta::assert_snapshot!(out, @r#"
        error[B008]: Message
         --> a.toml:2:410
          |
        2 | ...", "a", "a", "a", "a", "a", "a", "a", "a", "a",  "bad", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ...
          |                                                      ^^^ label

        1 error in 1 file
        "#);
        assert!(out.lines().all(|line| line.chars().count() <= WIDTH + 10), "{out}");
    }

    #[test]
    fn places_outside_the_text_do_not_panic() {
        let source = Source { path: "a.toml".into(), text: "é".into() };
        let long = Source { path: "b.toml".into(), text: "é".repeat(5000) };
        let place = crate::span::Place { file: 0, span: Span::new(1001, 8000) };
        let finding = crate::bank::codes::SYNTAX.at(place, "Message", "label");
        assert!(render(&[finding], &[long], false).lines().all(|line| line.chars().count() < 2 * WIDTH));
        for (file, start, end) in [(0, 0, 0), (0, 1, 1), (0, 2, 99), (0, 99, 3), (7, 0, 0)] {
            let place = crate::span::Place { file, span: Span::new(start, end) };
            let finding = crate::bank::codes::SYNTAX.at(place, "Message", "label").help("help");
            assert!(render(&[finding], std::slice::from_ref(&source), false).contains("Message"));
        }
        assert_eq!(render(&[], &[], false), "");
    }

    #[test]
    fn the_summary_counts_in_words() {
        let place = |file| crate::span::Place { file, span: Span::new(0, 0) };
        let error = crate::bank::codes::SYNTAX.at(place(0), "", "");
        let warning = crate::bank::codes::NO_EFFECT.at(place(1), "", "");
        assert_eq!(summary(std::slice::from_ref(&error)), "1 error in 1 file");
        assert_eq!(summary(&[error.clone(), error, warning.clone()]), "2 errors, 1 warning in 2 files");
        assert_eq!(summary(&[warning]), "1 warning in 1 file");
        assert_eq!(summary(&[]), "no findings");
    }
}
