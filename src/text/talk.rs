//! What is said to whoever reads, and not of the subject: greetings, thanks, fillers, `I think`.
//!
//! It is covered with blanks, so that every span in the rest is one in the text as it came in. Left in place it would count as
//! content that nothing explains, and make a sentence of a bare list of terms (`Hi! Kafka, Redis, sharding. Hope that helps`,
//! `I think Kafka, Redis, sharding`).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that greet, with a mark behind them.
const GREETINGS: &[&str] = &[
    "hi",
    "hi there",
    "hello",
    "hello there",
    "hey",
    "hey there",
    "good morning",
    "good afternoon",
    "good evening",
    "thanks",
    "thank you",
    "many thanks",
    "good question",
    "great question",
    "nice question",
    "interesting question",
    "tough question",
    "that's a good question",
    "that's a great question",
    "that is a good question",
    "this is a good question",
    "let me think",
    "let's see",
    "sure",
    "of course",
];
/// Phrases that frame what follows, with a comma, a colon or a dash behind them.
const FRAMES: &[&str] = &[
    "in short",
    "in summary",
    "in a nutshell",
    "long story short",
    "to sum up",
    "summary",
    "short answer",
    "my answer",
    "answer",
    "keywords",
    "key words",
    "key terms",
    "key points",
    "main points",
    "for me",
    "if i remember correctly",
    "if i remember right",
    "let me see",
    "in general",
];
/// The same, with a mark or without.
const VIEWS: &[&str] = &[
    "in my opinion",
    "in my view",
    "imo",
    "imho",
    "from my experience",
    "in my experience",
    "as far as i know",
    "afaik",
    "from what i know",
    "to my knowledge",
];
/// Phrases that frame what follows without a mark.
const LIKENESSES: &[&str] = &["things like", "stuff like", "terms like", "words like", "concepts like", "topics like"];
/// What ends a row, and says nothing of it.
const TRAILS: &[&str] = &[
    " and so on",
    " and so forth",
    " and stuff",
    " and stuff like that",
    " and things like that",
    " and the like",
    " and all that",
    " or something like that",
    " or whatever",
];
/// Beginnings of formulas that go on to the end of their sentence.
const FORMULAS: &[&str] = &[
    "thanks for the question",
    "thanks for your question",
    "thanks for asking",
    "thanks for the opportunity",
    "thank you for the question",
    "thank you for your question",
    "thank you for asking",
    "thank you for the opportunity",
    "thank you for your time",
    "thanks for your time",
    "thanks for reading",
    "thank you for reading",
    "hope that helps",
    "hope this helps",
    "hope it helps",
    "i hope that helps",
    "i hope this helps",
    "i hope it helps",
    "i hope that answers",
    "i hope this answers",
    "hope that answers",
    "hope this answers",
    "let me know if",
    "please let me know",
    "feel free to",
    "best regards",
    "kind regards",
    "looking forward to",
];
/// Words that open what one says.
const OPENERS: &[&str] = &[
    "so",
    "well",
    "okay",
    "ok",
    "yeah",
    "right",
    "alright",
    "hm",
    "hmm",
    "um",
    "uh",
    "uhm",
    "oh",
    "ah",
    "basically",
    "you know",
    "you see",
    "i mean",
    "like",
];
/// What one says before a statement of one's own.
const OPINIONS: &[&str] = &["i think", "i guess", "i believe", "i suppose", "i would think", "i'd think", "i'd guess"];
/// Words behind which an opinion is no frame: `I think in objects`, `I guess so`.
const HELD: &[&str] = &["so", "not", "in", "of", "about", "on", "to", "at", "for", "with"];
/// Formulas that end an answer.
const FAREWELLS: &[&str] =
    &["hope that helps", "hope this helps", "i hope this helps", "i hope that helps", "let me know if you"];
/// Bytes at the end among which they are looked for.
const FAREWELL: usize = 120;
/// What may stand between two commas.
const ASIDE: &[u8] = b" you know,";
/// Most bytes of a formula's sentence.
const FORMULA: usize = 100;
/// Words behind an opinion among which none may begin with a digit: `I think a 7` rates.
const RATED: usize = 2;

/// The three letters that talk may begin with: most sentences are known by them to begin with none.
static BEGINNINGS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let mut found = vec![false; LETTERS * LETTERS * LETTERS];
    let lists = [GREETINGS, FRAMES, VIEWS, LIKENESSES, FORMULAS, OPENERS, OPINIONS];
    lists.into_iter().flatten().for_each(|phrase| found[letters(phrase.as_bytes())] = true);
    found
});
/// Letters, whatever their case, and one for all that is none.
const LETTERS: usize = 27;

/// The place of a text's first three letters in [`BEGINNINGS`]. What is no letter ends them: `so,` begins like `so yeah`.
fn letters(text: &[u8]) -> usize {
    let mut ended = false;
    (0..3).fold(0, |place, at| {
        let letter = text.get(at).map(u8::to_ascii_lowercase).filter(|byte| byte.is_ascii_lowercase() && !ended);
        ended |= letter.is_none();
        place * LETTERS + letter.map_or(LETTERS - 1, |byte| usize::from(byte - b'a'))
    })
}

/// A text without such talk, of the same length; the text itself where there is none, or nothing else.
pub fn without_talk(text: &str) -> Cow<'_, str> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        // At the beginning of a sentence, white space and marks before it left out.
        while at < text.len() && (bytes[at].is_ascii_whitespace() || matches!(bytes[at], b'.' | b'!' | b'?' | b'"')) {
            at += 1;
        }
        let talk = if BEGINNINGS[letters(&bytes[at..])] { opening(text, at) } else { at };
        if talk > at {
            cuts.push(at..talk);
        }
        let end = sentence_end(bytes, talk, &mut cuts);
        let trail = TRAILS.iter().filter(|trail| ends_with(&bytes[talk..end], trail)).map(|trail| trail.len()).max();
        cuts.extend(trail.map(|length| end - length..end));
        at = end + 1;
    }
    cuts.extend(closing(text));
    if cuts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut rest = bytes.to_vec();
    for cut in cuts {
        rest[cut].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
    match String::from_utf8(rest) {
        Ok(rest) if !rest.trim().is_empty() => Cow::Owned(rest),
        // Cuts begin and end at ASCII; talk alone is an answer that says nothing, as `flags` tells.
        _ => Cow::Borrowed(text),
    }
}

/// Where the mark stands that ends a sentence: one with a blank behind it (`response.ok` goes on), or a line's end. Asides on the way
/// are cut.
fn sentence_end(bytes: &[u8], from: usize, cuts: &mut Vec<Range<usize>>) -> usize {
    let mut at = from;
    while let Some(mark) = bytes[at..].iter().position(|byte| MARKS[usize::from(*byte)]) {
        at += mark + 1;
        match bytes[at - 1] {
            b',' if bytes[at..].starts_with(ASIDE) => cuts.push(at..at + ASIDE.len()),
            b',' => {}
            b'\n' => return at - 1,
            _ if bytes.get(at).is_none_or(u8::is_ascii_whitespace) => return at - 1,
            _ => {}
        }
    }
    bytes.len()
}

/// Bytes that the way to the end of a sentence stops at.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let mut at = 0;
    while at < b".!?\n,".len() {
        marks[b".!?\n,"[at] as usize] = true;
        at += 1;
    }
    marks
};

/// A farewell at the end, though no mark parts it from what stands before: `... and Redis Hope that helps`.
fn closing(text: &str) -> Option<Range<usize>> {
    let from = (text.len().saturating_sub(FAREWELL)..=text.len()).find(|at| text.is_char_boundary(*at))?;
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(|byte| *byte == b' ')? + 1;
        // All of them begin so.
        let may = matches!(bytes.get(at), Some(b'h' | b'H' | b'i' | b'I' | b'l' | b'L'));
        if may && longest(&text[at..], FAREWELLS).is_some() {
            break;
        }
    }
    let said = text[at..].trim_end();
    said.find(['.', '!', '?']).is_none_or(|mark| mark + 1 == said.len()).then_some(at..text.len())
}

/// Where the talk ends with which a sentence opens.
fn opening(text: &str, start: usize) -> usize {
    let mut at = start;
    // Openers count if a mark follows, or another.
    let (mut openers, mut marked) = (0, false);
    loop {
        let rest = &text[at..];
        if let Some(length) = longest(rest, FORMULAS) {
            let end = rest.find(['.', '!', '?', '\n']).unwrap_or(rest.len());
            let mark = usize::from(rest[end..].starts_with(['.', '!', '?']));
            return if end <= FORMULA.max(length) { at + end + mark } else { at };
        }
        if let Some(length) = longest(rest, GREETINGS)
            && let Some(mark) = rest[length..].strip_prefix([',', '!', '.', ':', '?'])
        {
            at = text.len() - mark.trim_start_matches([' ', '!']).len();
            (openers, marked) = (0, true);
        } else if let Some(length) = longest(rest, FRAMES)
            && let Some(behind) = rest[length..].trim_start_matches(' ').strip_prefix([',', ':', '-'])
        {
            at = text.len() - behind.trim_start_matches(' ').len();
            (openers, marked) = (0, true);
        } else if let Some(length) = longest(rest, VIEWS) {
            at = text.len() - rest[length..].trim_start_matches([' ', ',', ':']).len();
            (openers, marked) = (0, true);
        } else if let Some(length) = longest(rest, LIKENESSES) {
            at += length + usize::from(rest[length..].starts_with(' '));
            (openers, marked) = (0, true);
        } else if let Some(length) = longest(rest, OPENERS) {
            let behind = &rest[length..];
            let comma = behind.strip_prefix([',', ':']);
            marked |= comma.is_some();
            openers += 1;
            let behind = comma.unwrap_or(behind).trim_start_matches(' ');
            let end = text.len() - behind.len();
            if !marked && openers == 1 && longest(behind, OPENERS).is_none() && longest(behind, OPINIONS).is_none() {
                return at;
            }
            at = end;
        } else {
            break;
        }
        if at >= text.len() {
            return text.len();
        }
    }
    opinion(text, at).unwrap_or(at)
}

/// Where an opinion's frame ends that begins here: `I think that`.
fn opinion(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let behind = rest[longest(rest, OPINIONS)?..].trim_start_matches([' ', ',']);
    let behind = match longest(behind, &["that"]) {
        Some(length) => behind[length..].trim_start_matches(' '),
        None => behind,
    };
    let digit =
        behind.split_ascii_whitespace().take(RATED).any(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let said = behind.starts_with(|first: char| first.is_alphanumeric() || first == '`');
    (said && !digit && longest(behind, HELD).is_none()).then(|| text.len() - behind.len())
}

/// Whether a text ends with a phrase, whatever its case.
fn ends_with(text: &[u8], phrase: &str) -> bool {
    let from = text.len().checked_sub(phrase.len());
    from.is_some_and(|from| text[from..].eq_ignore_ascii_case(phrase.as_bytes()))
}

/// The length of the longest of these phrases that a text begins with, whole words, whatever their case.
fn longest(text: &str, phrases: &[&str]) -> Option<usize> {
    let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
    let begins = |phrase: &&&str| {
        phrase.as_bytes().first().copied() == first
            && text.as_bytes().get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase.as_bytes()))
            && !text[phrase.len()..]
                .starts_with(|next: char| next.is_alphanumeric() || matches!(next, '\'' | '-' | '_'))
    };
    phrases.iter().filter(begins).map(|phrase| phrase.len()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, left: &str) {
        let found = without_talk(text);
        assert_eq!(found.len(), text.len(), "{text}");
        assert_eq!(found.split_whitespace().collect::<Vec<_>>().join(" "), left, "{text}");
    }

    #[test]
    fn talk_is_covered_and_the_rest_stays_in_its_place() {
        check("Hi, thanks for the question! The lamp is on. Hope that helps, let me know.", "The lamp is on.");
        check("So yeah, lamps glow. Well, some do.", "lamps glow. some do.");
        check("I think that lamps glow.", "lamps glow.");
        check("Okay so I think lamps glow", "lamps glow");
        check("Lamps, you know, glow.", "Lamps, glow.");
        check("In short: lamps, stoves and so on. For me, they glow.", "lamps, stoves . they glow.");
        check("Things like lamps, stoves", "lamps, stoves");
        check("In my opinion lamps glow.", "lamps glow.");
        check("Lamps glow Hope that helps, let me know if not", "Lamps glow");
        check("I think lamps3 glow. See response.ok, please", "lamps3 glow. See response.ok, please");
        check("Hello!\nLamps glow.\nBest regards, Ada", "Lamps glow.");
    }

    #[test]
    fn what_says_something_stays() {
        for text in [
            "Thanks to the lock one thread runs.",
            "So the lamp glows.",
            "I think in objects.",
            "I think so.",
            "I think a 7 of 10.",
            "I don't think it glows.",
            "Well-known lamps glow.",
            "Sure lamps glow.",
            "In general lamps glow.",
            "For me lamps glow.",
            "Answer the door.",
            "Hi",
            "Good question!",
            "I think",
            "é. é",
            "",
        ] {
            assert!(matches!(without_talk(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
