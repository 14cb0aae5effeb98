//! Texts compared as people copy them.

/// A text as it is compared with another that may differ in case, punctuation and space: lower-case words joined by `_`.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_punctuation_and_space_make_no_difference() {
        assert_eq!(key(" What is CSRF, and\u{a0}why? "), "what_is_csrf_and_why");
        assert_eq!(key("what is “CSRF” - and why"), key("What is CSRF, and why?"));
        assert_eq!(key("?!"), "");
    }
}
