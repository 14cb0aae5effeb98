//! The members of a row of terms: what stands between commas, conjunctions and other marks, and whether it names or states.
//!
//! One member alone often cannot be told: `load balancer` may be a term, `cache queries` a measure. A row can: measures are
//! parallel, so that words which may be verbs are taken for verbs only where at least half of the members have one.

use super::list;
use crate::bank::Kind;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token, ends_in_s, is_dash};
use std::ops::Range;

/// Longest member that may be a term, in written words.
const TERM: usize = 4;
/// Longest phrase.
const PHRASE: usize = 5;

/// Marks behind which something is said of what stands before, with a blank beside them; as are dashes and parentheses.
const EXPLAINING: [char; 4] = ['=', '>', '\u{2192}', '\u{2014}'];
/// Marks that part members and say nothing, with a blank beside them ([`list::phrases`](super::list::phrases) cuts at others).
const PARTING: [char; 13] = [',', ';', '|', '+', '&', '/', '#', '\u{2022}', '\n', '!', '?', '.', ')'];

/// What a member is, looked at alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `caching`, `access control`
    Term,
    /// `cache queries`, `read replicas`, `WHERE filters`
    Deed,
    /// `hashed passwords`, `nested objects`
    Done,
    /// `copy in memory`, `Kafka for events`: a few words, one of which links the others, without a verb that says anything.
    Phrase,
    /// `serves static files`, `who you are`
    Statement,
}

/// What sets a member off from what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A comma, a conjunction, a new line, a number of a list.
    Plain,
    /// A colon: what follows may be said of what stands before.
    Colon,
    /// A dash, an arrow, a parenthesis, `=`: what follows is said of what stands before.
    Explains,
}

/// A member of a row.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its tokens, without a conjunction before them.
    pub tokens: Range<usize>,
    pub form: Form,
    pub mark: Mark,
}

/// The members of a part (tokens) of a response.
pub fn read(analysis: &Analysis, text: &str, part: &Range<u32>) -> Vec<Member> {
    let reader = Reader { analysis, text };
    let mut members = Vec::new();
    let (mut start, mut mark) = (part.start as usize, Mark::Plain);
    let end = part.end as usize;
    for at in part.start as usize..end {
        let cut = if at + 1 == end { Some(Mark::Plain) } else { reader.mark(at) };
        if let Some(next) = cut {
            // `1. loop 2. extra queries`: the number belongs to no member.
            let numbers = reader.numbers(at);
            let tokens = start..if numbers { at } else { at + 1 };
            if next == Mark::Colon && reader.is_heading(&tokens) {
                (start, mark) = (at + 1, Mark::Plain);
                continue;
            }
            reader.push(tokens, mark, &mut members);
            (start, mark) = (at + 1, next);
        }
    }
    members
}

/// Whether members are measures by their parallel form, and not terms some of which look like verbs: at least half have a
/// verb. One word alone tells only half as much, and `hashed passwords` is a measure only where measures are asked for.
pub fn are_parallel(members: &[Member], kind: Kind) -> bool {
    let asked = asks_for_deeds(kind);
    let (mut deeds, mut terms) = (0, 0);
    for member in members {
        match member.form {
            Form::Deed => deeds += 2,
            Form::Done if asked => deeds += 2,
            Form::Term if member.tokens.len() == 1 => terms += 1,
            Form::Term | Form::Done => terms += 2,
            Form::Phrase | Form::Statement => {}
        }
    }
    deeds > 0 && deeds >= terms
}

/// Whether a question of this kind asks what to do.
pub fn asks_for_deeds(kind: Kind) -> bool {
    matches!(kind, Kind::Procedure | Kind::Design)
}

struct Reader<'a> {
    analysis: &'a Analysis,
    text: &'a str,
}

impl<'a> Reader<'a> {
    /// What stands in the text behind a token, up to the next one.
    fn gap(&self, at: usize) -> &'a str {
        self.analysis.tokens[at].gap_to(&self.analysis.tokens[at + 1], self.text)
    }

    /// The mark behind a token, if one ends the member there.
    fn mark(&self, at: usize) -> Option<Mark> {
        let gap = self.gap(at);
        // Nearly all gaps are one space; a mark inside a word (`key-value`, `a.b`) sets nothing off.
        if gap == " " {
            return None;
        }
        if !gap.contains(char::is_whitespace) {
            return gap.contains([',', ';', '|']).then_some(Mark::Plain);
        }
        // `filter() exclude()`: an empty parenthesis explains nothing.
        let opens = gap.contains('(') && !gap.contains("()");
        if opens || gap.contains(EXPLAINING) || is_dash(gap) {
            return Some(Mark::Explains);
        }
        if gap.contains(':') {
            return Some(Mark::Colon);
        }
        gap.contains(PARTING).then_some(Mark::Plain)
    }

    /// Whether a token is the number of an item of a list: `2. extra queries`, `3) join`.
    fn numbers(&self, at: usize) -> bool {
        let Some(next) = self.analysis.tokens.get(at + 1) else { return false };
        let token = &self.analysis.tokens[at];
        token.sentence <= next.sentence
            && token.flags.has(Flags::NUMBER)
            && (self.gap(at).starts_with(". ") || self.gap(at).starts_with(") "))
    }

    /// Whether tokens number a heading: `Chapter 1:`.
    fn is_heading(&self, tokens: &Range<usize>) -> bool {
        tokens.len() == 2 && self.analysis.tokens[tokens.start + 1].flags.has(Flags::NUMBER)
    }

    /// Adds what stands between two marks: one member, or several where each conjunction in it joins terms.
    fn push(&self, tokens: Range<usize>, mark: Mark, members: &mut Vec<Member>) {
        let joins = |at: &usize| list::joins(self.analysis.norm(&self.analysis.tokens[*at]));
        let start = tokens.start + tokens.clone().take_while(joins).count();
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut from = start;
        for at in (start..tokens.end).filter(joins).chain([tokens.end]) {
            if at > from {
                pieces.push(from..at);
            }
            from = at + 1;
        }
        let short = |piece: &Range<usize>| self.words(piece) <= TERM && !piece.clone().any(|at| self.links(at));
        // "beat and result backend are the core": the last may open what is said of all.
        let leading = pieces.len().saturating_sub(1);
        if !pieces.iter().skip(1).all(short) && !pieces[..leading].iter().all(short) {
            pieces.clear();
            pieces.push(start..tokens.end);
        }
        for (at, tokens) in pieces.into_iter().enumerate() {
            let mark = if at == 0 { mark } else { Mark::Plain };
            members.push(Member { form: self.form(&tokens), tokens, mark });
        }
    }

    /// What some tokens are, looked at alone.
    fn form(&self, tokens: &Range<usize>) -> Form {
        let all = &self.analysis.tokens;
        // "the browser", "a CDN"
        let start = tokens.start + usize::from(tokens.len() > 1 && all[tokens.start].flags.has(Flags::ARTICLE));
        let tokens = start..tokens.end;
        let words = self.words(&tokens);
        if words == 1 {
            return Form::Term;
        }
        // "health checks", "slower writes": a noun, last.
        let noun = words == 2 && self.is_third(tokens.end - 1);
        let inner = || (start + 1..tokens.end.saturating_sub(1)).any(|at| self.is_third(at));
        let body = start..tokens.end - usize::from(noun);
        if words > PHRASE || self.is_third(start) || inner() || body.clone().any(|at| self.tells(at)) {
            return Form::Statement;
        }
        if words > TERM || body.clone().any(|at| self.links(at)) {
            return Form::Phrase;
        }
        let opens = self.is_base(start) || list::is_participle(&all[start], self.analysis);
        // "update the packages"
        let object = opens && all[start + 1].flags.has(Flags::ARTICLE);
        match opens || words == 2 && self.is_third(tokens.end - 1) {
            _ if object => Form::Statement,
            true => Form::Deed,
            false if self.norm(start).ends_with("ed") => Form::Done,
            false => Form::Term,
        }
    }

    /// Written words of some tokens: `I/O-bound work` is two.
    fn words(&self, tokens: &Range<usize>) -> usize {
        (tokens.start + 1..tokens.end).filter(|at| self.is_apart(*at)).count() + usize::from(!tokens.is_empty())
    }

    /// Whether a blank stands before a token.
    fn is_apart(&self, at: usize) -> bool {
        at == 0 || self.gap(at - 1).contains(char::is_whitespace)
    }

    /// Whether a word that says something of what stands beside it is written here: `for`, `is`, `when`.
    fn links(&self, at: usize) -> bool {
        let token = &self.analysis.tokens[at];
        self.is_apart(at)
            && list::is_function(token, self.analysis)
            && !token.flags.has(Flags::ARTICLE)
            && !matches!(self.norm(at), "of" | "per" | "vs" | "versus")
    }

    /// Whether a verb of its clause is written here, or somebody of whom it speaks.
    fn tells(&self, at: usize) -> bool {
        self.is_apart(at) && self.analysis.tokens[at].flags.has(Flags::AUXILIARY | Flags::PRONOUN)
    }

    fn norm(&self, at: usize) -> &'a str {
        self.analysis.norm_at(at)
    }

    fn is_base(&self, at: usize) -> bool {
        is_base(&self.analysis.tokens[at], self.analysis)
    }

    fn is_third(&self, at: usize) -> bool {
        is_third(&self.analysis.tokens[at], self.analysis)
    }
}

/// A word that is a verb, or may be one.
const VERB: u32 = Roles::COMMON_VERB | Roles::PURE_VERB;

/// Whether a word looks like a verb in its base form: `serve`.
fn is_base(token: &Token, analysis: &Analysis) -> bool {
    token.roles.has(VERB) && list::is_base(analysis.norm(token))
}

/// Whether a word looks like a verb in the form that `it` takes: `serves`.
pub fn is_third(token: &Token, analysis: &Analysis) -> bool {
    token.roles.has(VERB) && ends_in_s(analysis.norm(token))
}

/// Whether some tokens open by telling what to do: `Split by domain`, but not `Design patterns include`.
pub fn is_imperative(tokens: &[Token], analysis: &Analysis) -> bool {
    tokens.first().is_some_and(|first| is_base(first, analysis) && analysis.norm(first) != "let")
        && !(0..tokens.len()).any(|at| list::is_finite(tokens, at, analysis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn forms(text: &str) -> Vec<Form> {
        let analysis = Analyzer::new().analyze(text);
        let members = read(&analysis, text, &(0..analysis.tokens.len() as u32));
        members.into_iter().map(|member| member.form).collect()
    }

    #[test]
    fn each_member_names_or_states() {
        use Form::{Deed, Done, Phrase, Statement, Term};
        let cases: [(&str, &[Form]); 8] = [
            ("caching, access control and I/O-bound work", &[Term, Term, Term]),
            ("cache queries, read replicas, WHERE filters, hashed passwords", &[Deed, Deed, Deed, Done]),
            ("Kafka for events, serves static files, update the packages", &[Phrase, Statement, Statement]),
            ("health checks, POST creates, copy in memory, who they are", &[Deed, Deed, Phrase, Statement]),
            ("beat and result backend are the core", &[Term, Statement]),
            ("1. loop 2. extra queries", &[Term, Term]),
            ("filter() exclude() Q()", &[Term; 3]),
            ("Chapter 1: Models\nChapter 2: Views", &[Term; 2]),
        ];
        for (text, expected) in cases {
            assert_eq!(forms(text), expected, "{text}");
        }
    }
}
