//! Names made from texts: ids for questions that have none (their first words), files for topics.

/// Words of a text that make its name.
const WORDS: usize = 6;

/// A kebab-case id from a text's first words.
pub fn slug(text: &str) -> String {
    let mut parts: Vec<String> = words(text).take(WORDS).map(str::to_ascii_lowercase).collect();
    if parts.first().is_none_or(|first| !first.starts_with(|c: char| c.is_ascii_lowercase())) {
        parts.insert(0, "item".into());
    }
    parts.join("-")
}

/// The id of a question that came with its row. A sign of the whole text stands behind first words that are not all of it, so
/// that two questions that begin alike are told apart.
pub fn id_of(question: &str) -> String {
    let slug = slug(question);
    let all = words(question).count() <= WORDS && question.is_ascii();
    if all { slug } else { format!("{slug}-{:06x}", sign(question) & 0xff_ffff) }
}

/// A whole text in kebab-case.
pub fn kebab(text: &str) -> String {
    words(&text.to_lowercase()).collect::<Vec<_>>().join("-")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
}

/// The same for the same bytes on any machine (FNV-1a).
fn sign(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        assert_eq!(slug("What is a GIL, and why?"), "what-is-a-gil-and-why");
        assert_eq!(slug("3 laws"), "item-3-laws");
        assert_eq!(slug(""), "item");
        assert_eq!(kebab("Security & auth: what, why, how, and when"), "security-auth-what-why-how-and-when");
    }

    #[test]
    fn questions_that_begin_alike_are_told_apart() {
        assert_eq!(id_of("Why do leaves look green?"), "why-do-leaves-look-green");
        let [one, other] = ["trees", "bees"].map(|what| id_of(&format!("What are the main advantages of {what}?")));
        assert!(one.starts_with("what-are-the-main-advantages-of-") && one != other, "{one} {other}");
        assert_ne!(id_of("Was ist Öl?"), id_of("Was ist Äl?"));
    }
}
