//! What the letters of a normal form show of it.

/// Whether a word is an article by its letters alone; tokens have a flag, which the letters of a longer name (`A/B`) lack.
pub fn is_article(norm: &str) -> bool {
    matches!(norm, "a" | "an" | "the")
}

/// Whether a word ends as plurals and verbs of the third person do: `lists`, `runs`, but not `class`.
pub fn ends_in_s(norm: &str) -> bool {
    norm.ends_with('s') && !norm.ends_with("ss")
}

/// Whether a word looks like a plural: it ends like one, and is longer than `its` or `bus`.
pub fn is_plural(norm: &str) -> bool {
    norm.len() > 3 && ends_in_s(norm)
}
