//! Dashes between words: a hyphen or a dash is one by the blanks around it.

/// Whether a gap between two tokens is a dash and nothing else, on one line: `Redis - in memory`.
pub fn is_dash(gap: &str) -> bool {
    matches!(gap.trim_matches(' '), "-" | "--" | "\u{2013}" | "\u{2014}") && gap.starts_with(' ') && gap.ends_with(' ')
}

/// Whether a hyphen or a short dash with blanks around it stands in a gap, whatever else does: `foo() - bar`. A long dash is one
/// without blanks, too, and is a mark like any other.
pub fn has_dash(gap: &str) -> bool {
    gap.contains(" - ") || gap.contains(" \u{2013} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_has_blanks_around_it() {
        for gap in [" - ", " -- ", " \u{2013} ", " \u{2014} "] {
            assert!(is_dash(gap), "{gap:?}");
        }
        for gap in ["-", "- ", "\n- ", ") - ", " ", ""] {
            assert!(!is_dash(gap), "{gap:?}");
        }
        assert!(has_dash(") - ") && has_dash(" \u{2013} (") && !has_dash("-") && !has_dash(" -"));
    }
}
