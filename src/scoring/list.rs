//! Whether a response, or a part of it, is a list of terms without statements.

use super::constants::{LIST_SHARE, LIST_TOKENS};
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token, ends_in_s, is_dash, is_plural};
use std::ops::Range;

/// Whether a response, or a part of it (tokens), is terms without statements.
///
/// The text is cut into phrases at punctuation. A phrase states something when function words make up a fair part of it,
/// when it opens with a verb (`add indexes`, `reducing database hits`), stands in parentheses, behind a colon or a dash. What is
/// left is bare terms; a response that is nearly all bare terms is a list, and so is a mere string of words.
pub fn is_list(analysis: &Analysis, text: &str, part: Range<u32>) -> bool {
    let tokens = &analysis.tokens[part.start as usize..part.end as usize];
    if tokens.iter().filter(|token| !joins(analysis.norm(token))).take(LIST_TOKENS).count() < LIST_TOKENS {
        return false;
    }
    is_string_of_words(analysis, text, &part, STRING) || is_bare(analysis, text, std::iter::once(part))
}

/// Fewest tokens of a string of words as an answer: `Horizontal scaling means adding more servers` is a statement.
const STRING: usize = 7;

/// Whether a part of a response (at least `fewest` tokens) is words with nothing but a blank between them, none of which
/// carries grammar or joins others. Whoever states something in so many words uses an article, a preposition, an
/// auxiliary; whoever names several things, a comma or a conjunction.
pub fn is_string_of_words(analysis: &Analysis, text: &str, part: &Range<u32>, fewest: usize) -> bool {
    let tokens = &analysis.tokens[part.start as usize..part.end as usize];
    if tells(tokens, analysis) {
        return false;
    }
    let bare = |token: &Token| !token.flags.has(GRAMMAR) && !joins(analysis.norm(token));
    // A mark inside a word (`key-value`, `DEBUG=True`) is no punctuation.
    let blank = |pair: &[Token]| {
        let gap = pair[0].gap_to(&pair[1], text);
        gap == " " || !gap.contains(char::is_whitespace)
    };
    tokens.len() >= fewest && tokens.iter().all(bare) && tokens.windows(2).all(blank)
}

/// Whether a few words open by telling what to do, and two of them link something to it: `Give 30 breaths after every 2
/// compressions`; or a sentence says what its subject does, and one word or two of prose stand in it: `Threading runs several
/// threads inside one process`.
fn tells(tokens: &[Token], analysis: &Analysis) -> bool {
    let links = |token: &&Token| LINKING.contains(&analysis.norm(token));
    let prose = |token: &&Token| links(token) || PROSE.contains(&analysis.norm(token));
    let acts = || {
        opens_sentence(tokens, analysis) && (1..=SUBJECT).any(|at| at < tokens.len() && is_finite(tokens, at, analysis))
    };
    tokens.len() <= TERSE
        && (tokens.first().is_some_and(|first| is_verb(first, analysis)) && at_least(2, tokens.iter().filter(links))
            || at_least(1, tokens.iter().filter(prose)) && acts())
}

/// Words that a list of terms does without, though they have content.
const PROSE: [&str; 8] = ["inside", "outside", "several", "many", "some", "any", "few", "own"];

/// Whether a short response names terms, too, though they are so few that a verb among them could make a statement: none of
/// its phrases has a word of grammar, opens with a verb, or has one that agrees with what stands before it. Asked where so few
/// terms would be a *strong* answer.
pub fn is_terse_list(analysis: &Analysis, text: &str) -> bool {
    let all = 0..analysis.tokens.len() as u32;
    all.len() <= TERSE && is_bare_by(analysis, text, std::iter::once(all), states_strictly)
}

/// Whether those sentences of a response that are `supporting` some concept are terms without statements: prose around a list,
/// about whatever it may be, makes no statement of the list.
pub fn is_padded_list(analysis: &Analysis, text: &str, supporting: &[bool]) -> bool {
    let spoken_of = |at: usize| at > 0 && supporting[at - 1] && tells_of_list(analysis, text, &analysis.sentences[at]);
    let counts = |(at, shows): &(usize, &bool)| **shows || spoken_of(*at);
    let parts = supporting.iter().enumerate().take(analysis.sentences.len()).filter(counts);
    let parts = parts.map(|(at, _)| analysis.sentences[at].clone());
    let tokens: usize = parts.clone().map(|part| part.len()).sum();
    let mut each = parts.clone();
    let string = match (each.next(), each.next()) {
        (Some(only), None) => is_string_of_words(analysis, text, &only, STRING),
        _ => false,
    };
    tokens >= LIST_TOKENS && (string || is_bare(analysis, text, parts))
}

/// Content words with which a sentence says something of what is listed before it.
const TELLING: usize = 2;

/// Whether a sentence takes up what the one before lists, and says something of it: `Django has protection for these`, but not
/// `These are important concepts`.
fn tells_of_list(analysis: &Analysis, text: &str, sentence: &Range<u32>) -> bool {
    let tokens = &analysis.tokens[sentence.start as usize..sentence.end as usize];
    let refers = |token: &Token| matches!(analysis.norm(token), "these" | "those" | "them" | "they");
    let hollow = |token: &Token| token.roles.has(Roles::HOLLOW | Roles::TOPIC);
    let telling = |token: &&Token| token.flags.is_content() && !token.roles.has(Roles::LIGHT);
    tokens.iter().any(refers)
        && !tokens.iter().any(hollow)
        && at_least(TELLING, tokens.iter().filter(telling))
        && states(tokens, analysis, text)
}

/// Whether nearly all tokens of some parts of a response stand in bare terms. Prose shows in the first phrases that it is
/// none, and the rest is not looked at.
fn is_bare(analysis: &Analysis, text: &str, parts: impl Iterator<Item = Range<u32>> + Clone) -> bool {
    is_bare_by(analysis, text, parts, states)
}

/// The same, with what makes a statement of a phrase.
fn is_bare_by(
    analysis: &Analysis,
    text: &str,
    parts: impl Iterator<Item = Range<u32>> + Clone,
    states: impl Fn(&[Token], &Analysis, &str) -> bool,
) -> bool {
    let tokens: usize = parts.clone().map(|part| part.len()).sum();
    let least = LIST_SHARE * tokens as f64;
    let mut may_be_bare = tokens;
    for part in parts {
        let tokens = &analysis.tokens[part.start as usize..part.end as usize];
        let mut opener = "";
        // Whether the phrase before was opened by a dash: of a row of dashes none explains.
        let mut dashed = false;
        for (phrase, gap) in phrases(tokens, text) {
            let phrase = &tokens[phrase];
            // A mark inside a word (`DEBUG=False`, `localhost:3000`) explains nothing.
            let marked = opener.contains(['(', ':', '=', '>', '\u{2192}']) && opener.contains(char::is_whitespace);
            let explains = marked || is_dash(opener) && !dashed && !is_dash(gap);
            dashed = is_dash(opener);
            if explains || states(phrase, analysis, text) {
                may_be_bare -= phrase.len();
                if (may_be_bare as f64) < least {
                    return false;
                }
            }
            opener = gap;
        }
    }
    true
}

/// The phrases of some tokens, cut at punctuation ([`BREAKS`]), each with what stands behind it: a full stop behind the last.
///
/// [`super::members`] cuts the same texts otherwise, on purpose. It asks what each piece *is*: so a mark within a word (`a.b`,
/// `DEBUG=False`) cuts nothing, unless it is a comma or a bar, while slashes, ampersands and conjunctions do. Here only the *number*
/// of tokens counts that stand in pieces which state something: that a name is cut in two matters little, but what `and` joins
/// may state something only as a whole. The marks within words matter in notation alone: `(B, E, forward),(C, F, drop)` is bare
/// terms cut this way, and none cut that way.
pub fn phrases<'t>(tokens: &'t [Token], text: &'t str) -> impl Iterator<Item = (Range<usize>, &'t str)> {
    let mut start = 0;
    (1..=tokens.len()).filter_map(move |at| {
        let gap = match (tokens.get(at - 1), tokens.get(at)) {
            // Nearly all gaps are one space.
            (Some(left), Some(right)) if is_space(text, left.end, right.start) => return None,
            (Some(left), Some(right)) => left.gap_to(right, text),
            _ => ".",
        };
        let cut = gap.contains(BREAKS) || is_dash(gap);
        cut.then(|| (std::mem::replace(&mut start, at)..at, gap))
    })
}

fn is_space(text: &str, from: u32, to: u32) -> bool {
    to == from + 1 && text.as_bytes().get(from as usize) == Some(&b' ')
}

/// What cuts a text into phrases.
const BREAKS: [char; 16] =
    [',', ';', ':', '.', '!', '?', '\n', '(', ')', '+', '=', '|', '\u{2022}', '\u{2192}', '>', '\u{2014}'];

/// Whether a phrase says something about its terms. Up to [`TERSE`] tokens: function words make up a fair part of it, or it has
/// a verb (`add indexes`, `GET requests data`), with a small word beside it where the phrase is longer than a note. Beyond that:
/// it has words of grammar and finite verbs enough for its length.
fn states(phrase: &[Token], analysis: &Analysis, text: &str) -> bool {
    let Some(first) = phrase.first().filter(|_| has_words(phrase, text)) else { return false };
    let verb = |token: &Token| token.roles.has(Roles::COMMON_VERB) || opens_like_verb(analysis.norm(token));
    let inside = || phrase.len() > 2 && phrase[1..phrase.len() - 1].iter().any(verb);
    if phrase.len() > TERSE {
        let least = match phrase.len() {
            len if is_clause(phrase, analysis) => len.div_ceil(CLAUSE),
            len if len <= LONG && inside() => 2,
            len => len.div_ceil(LOOSE),
        };
        // `and map rows`: what a clause joins may be its verbs.
        let joined = |pair: &&[Token]| joins(analysis.norm(&pair[0])) && is_verb(&pair[1], analysis);
        let grammar = phrase.iter().filter(|token| is_grammar(token, analysis)).count();
        // Whoever drops all small words strings verbs together, too.
        let prose = phrase.windows(3).any(|three| three[1].flags.has(Flags::SMALL) && is_written_apart(three, text));
        let finite = (0..phrase.len()).filter(|at| prose && is_finite(phrase, *at, analysis)).count();
        return grammar + finite + phrase.windows(2).filter(joined).count() >= least;
    }
    if relates(phrase, analysis) {
        return true;
    }
    let loose = phrase.iter().any(|token| joins(analysis.norm(token)) || is_grammar(token, analysis));
    let has_verb = verb(first) || inside();
    match phrase.len() {
        0 | 1 => false,
        2..=NOTE => has_verb,
        _ => has_verb && loose,
    }
}

/// The same where much hangs on it: a verb among few words may stand there by chance, and `select_related` is none.
fn states_strictly(phrase: &[Token], analysis: &Analysis, text: &str) -> bool {
    if !has_words(phrase, text) {
        return false;
    }
    let opens = is_verb(&phrase[0], analysis) || is_participle(&phrase[0], analysis);
    let inner = phrase.get(1..phrase.len() - 1).unwrap_or_default();
    relates(phrase, analysis)
        || opens && phrase.get(..2).is_some_and(|two| has_words(two, text))
        || inner.iter().any(|token| is_participle(token, analysis))
}

/// Whether a phrase is more than one written word: `many-to-many` and `while` state nothing by themselves, whatever their
/// parts.
fn has_words(phrase: &[Token], text: &str) -> bool {
    let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else { return false };
    text.get(first.start as usize..last.end as usize).is_some_and(|words| words.contains(char::is_whitespace))
}

/// Whether blanks stand between all tokens: `on` in `built-on` is no word of its own.
fn is_written_apart(tokens: &[Token], text: &str) -> bool {
    tokens.windows(2).all(|pair| pair[0].gap_to(&pair[1], text).contains(char::is_whitespace))
}

/// Whether function words and finite verbs make up a fair part of a phrase.
fn relates(phrase: &[Token], analysis: &Analysis) -> bool {
    let relating = |at: &usize| is_function(&phrase[*at], analysis) || is_finite(phrase, *at, analysis);
    at_least(phrase.len().div_ceil(DENSE), (0..phrase.len()).filter(relating))
}

/// Whether the token at a place of a phrase is a verb of its clause: a listed form (`is`, `means`); a verb that is hardly ever
/// a noun, or any common one behind a plural, in the form that agrees with the word before it (`chlorophyll absorbs`, `plants
/// absorb`) or joined to another clause (`and reflects`). The last word of a phrase says nothing of anything.
pub(super) fn is_finite(phrase: &[Token], at: usize, analysis: &Analysis) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &phrase[before]) else { return false };
    let token = &phrase[at];
    if token.flags.has(Flags::AUXILIARY) {
        return true;
    }
    let pure = token.roles.has(Roles::PURE_VERB);
    if at + 1 == phrase.len() || !(pure || token.roles.has(Roles::COMMON_VERB)) {
        return false;
    }
    let (norm, subject) = (analysis.norm(token), analysis.norm(before));
    let third = ends_in_s(norm);
    if !third && !is_base(norm) {
        return false;
    }
    if joins(subject) {
        return pure;
    }
    let verbal = before.roles.has(Roles::COMMON_VERB | Roles::PURE_VERB) && !opens_like_verb(subject);
    let noun = !is_function(before, analysis) && !verbal;
    noun && third != is_plural(subject) && (pure || !third || at <= SUBJECT && opens_sentence(phrase, analysis))
}

/// Most words of a subject behind which a verb is taken for one, though it may be a noun: `Threading runs`, `A worker starts`.
const SUBJECT: usize = 2;

/// Whether a phrase begins a sentence as prose does, with a capital.
fn opens_sentence(phrase: &[Token], analysis: &Analysis) -> bool {
    phrase.first().is_some_and(|first| {
        let sentence = analysis.sentences.get(first.sentence as usize).map(|tokens| tokens.start as usize);
        let opening = sentence.and_then(|start| analysis.tokens.get(start));
        first.flags.has(Flags::CAPITAL) && opening.is_some_and(|opening| opening.start == first.start)
    })
}

/// Whether a token is a verb in the form that ends with `ing`.
pub(super) fn is_participle(token: &Token, analysis: &Analysis) -> bool {
    token.roles.has(Roles::COMMON_VERB | Roles::PURE_VERB) && opens_like_verb(analysis.norm(token))
}

/// Tokens for each of which a clause has a word of grammar, or a verb joined by one.
const CLAUSE: usize = 14;
/// Tokens for each of which another long phrase has one.
const LOOSE: usize = 5;
/// Tokens for each of which a terse phrase without a verb has a function word.
const DENSE: usize = 7;

/// Pairs of words at the beginning of a phrase among which a clause shows.
const OPENING: usize = 3;

/// Whether a phrase opens like a clause: a plural, and a verb that agrees with it within the first words (`Models define`,
/// `Middleware classes wrap`).
fn is_clause(phrase: &[Token], analysis: &Analysis) -> bool {
    phrase
        .windows(2)
        .take(OPENING)
        .any(|pair| is_plural(analysis.norm(&pair[0])) && !is_verb(&pair[0], analysis) && is_verb(&pair[1], analysis))
}

/// Whether a token is a common verb in the form that a plural takes: `define`, not `defines`, `defining` or `definition`.
fn is_verb(token: &Token, analysis: &Analysis) -> bool {
    token.roles.has(Roles::COMMON_VERB) && is_base(analysis.norm(token))
}

/// Whether a word with a verb's stem has no ending that makes something else of it.
pub(super) fn is_base(norm: &str) -> bool {
    !["s", "ing", "ed", "ion", "er", "or"].iter().any(|ending| norm.ends_with(ending))
}

/// Whether there are so many of something; no more are looked at.
fn at_least(count: usize, mut all: impl Iterator) -> bool {
    count == 0 || all.nth(count - 1).is_some()
}

/// Longest phrase, in tokens, that a verb alone makes a statement: notes are terse.
const NOTE: usize = 6;

/// Longest phrase, in tokens, that a verb and one small word make a statement: a longer run of words without articles,
/// prepositions and pronouns is none.
const TERSE: usize = 12;

/// Longest phrase, in tokens, that a verb and two words of grammar make a statement: `REST APIs allow communication between
/// front end and back end using HTTP methods like GET`.
const LONG: usize = 18;

/// What marks a word of the closed classes.
const GRAMMAR: u16 = Flags::FUNCTION | Flags::PRONOUN;

/// Words that carry grammar alone: function words without full verbs.
fn is_grammar(token: &Token, analysis: &Analysis) -> bool {
    let norm = analysis.norm(token);
    (token.flags.has(GRAMMAR) || LINKING.contains(&norm)) && !joins(norm)
}

/// Words that join terms and say nothing of them.
pub(super) fn joins(norm: &str) -> bool {
    matches!(norm, "and" | "or" | "etc")
}

fn opens_like_verb(norm: &str) -> bool {
    norm.len() > 5 && norm.ends_with("ing")
}

/// Words that relate terms: small words other than those that merely join, negators, auxiliaries, linking words.
pub(super) fn is_function(token: &Token, analysis: &Analysis) -> bool {
    let norm = analysis.norm(token);
    if token.flags.has(Flags::NEGATOR | Flags::AUXILIARY) || LINKING.contains(&norm) {
        return true;
    }
    token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN) && !joins(norm)
}

/// Kept words and particles that still make a statement.
const LINKING: [&str; 28] = [
    "between", "like", "when", "while", "than", "if", "because", "so", "until", "whereas", "but", "instead", "behind",
    "up", "down", "off", "out", "through", "via", "per", "after", "before", "during", "within", "against", "both",
    "each", "every",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn list(text: &str) -> bool {
        let analysis = Analyzer::new().analyze(text);
        is_list(&analysis, text, 0..analysis.tokens.len() as u32)
    }

    fn terse(text: &str) -> bool {
        is_terse_list(&Analyzer::new().analyze(text), text)
    }

    #[test]
    fn terms_are_a_list() {
        for text in [
            "Django Flask micro framework batteries ORM admin",
            "lock, threads, bytecode, CPython, processes",
            "Chlorophyll absorbs red blue light reflects green",
            "python gil lock and threads and cpython mutex process io bound and cpu bound reference counting memory",
            "lock - threads - bytecode - CPython - processes - memory",
        ] {
            assert!(list(text), "{text}");
        }
    }

    #[test]
    fn a_verb_that_agrees_makes_a_statement() {
        for text in [
            "Chlorophyll absorbs red and blue light and reflects green light.",
            "Plants absorb carbon dioxide and release oxygen.",
            "Give 30 breaths after every 2 compressions.",
            "Horizontal scaling means adding more servers",
            "full stack development means working on both front end and back end front end is html css javascript react",
            "tools are github actions jenkins gitlab circleci and ci runs tests lint build docker image and cd deploys to \
             staging and production automatically",
        ] {
            assert!(!list(text), "{text}");
        }
    }

    #[test]
    fn what_stands_behind_a_dash_explains_what_stands_before() {
        for dash in ["-", "\u{2013}", "\u{2014}"] {
            let text =
                "Django - full stack, batteries incl. Flask - micro, flexible. FastAPI - async APIs, type hints.";
            assert!(!list(&text.replace('-', dash)), "{dash}");
        }
    }

    #[test]
    fn a_verb_behind_a_name_or_a_gerund_that_opens_a_sentence_makes_a_statement() {
        for text in [
            "Threading runs several threads inside one process. Multiprocessing starts several processes.",
            "Caching stores several results inside fast memory",
        ] {
            let analysis = Analyzer::new().analyze(text);
            assert!(!list(text) && !is_padded_list(&analysis, text, &[true, false]), "{text}");
        }
        assert!(list("Threading process memory locks several queues inside workers"));
    }

    #[test]
    fn a_sentence_may_say_something_of_what_is_listed_before_it() {
        let padded = |text: &str| is_padded_list(&Analyzer::new().analyze(text), text, &[true, false]);
        let listed = "SQL injection, XSS, clickjacking, and CSRF.";
        assert!(!padded(&format!("{listed} Django has protection for these out of the box.")));
        assert!(padded(&format!("{listed} These are important concepts.")));
        assert!(padded(&format!("{listed} Django has protection out of the box.")));
    }

    #[test]
    fn a_handful_of_terms_states_nothing_though_there_may_be_a_verb_among_them() {
        for text in [
            "SMS serial IO harder",
            "savegame distributed meet PRs",
            "select_related ETag .delay CDN PAGE_SIZE adrf",
            "UI lib lego declarative diff Next",
        ] {
            assert!(terse(text), "{text}");
        }
        for text in [
            "Horizontal scaling means adding more servers",
            "one thread at a time",
            "Use select_related",
            "Plants absorb light",
            "GET reads, POST writes",
        ] {
            assert!(!terse(text), "{text}");
        }
    }
}
