//! Answers as editors of rich text store them: learning platforms export `<p>One&nbsp;lock</p>` for what somebody has typed
//! as `One lock`.
//!
//! The markup is covered, byte for byte, with what says the same to a reader of plain text, so that every span in the plain
//! text is one in the text as it came in.

use std::borrow::Cow;

/// Tags that begin a line of their own: with a line's end in their place no sentence runs across them.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "hr",
    "section",
    "article",
    "figure",
];
/// Tags within a line.
const INLINE: &[&str] = &[
    "span", "b", "strong", "i", "em", "u", "s", "sub", "sup", "code", "a", "font", "small", "mark", "img", "tt", "kbd",
];
/// Blocks that editors begin a text with.
const BEGINNINGS: &[&str] =
    &["p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "table", "span"];

/// Characters that editors write by name.
const NAMED: &[(&str, &str)] = &[
    ("nbsp", " "),
    ("#160", " "),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("#39", "'"),
    ("#039", "'"),
    ("#x27", "'"),
    ("rsquo", "'"),
    ("lsquo", "'"),
    ("ldquo", "\""),
    ("rdquo", "\""),
    ("ndash", "-"),
    ("mdash", "-"),
    ("hellip", "."),
];

/// A text without its markup, of the same length; the text itself where it is not rich text.
pub fn without_markup(text: &str) -> Cow<'_, str> {
    if !is_rich(text) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let covered = match rest.as_bytes()[0] {
            b'<' => tag(rest).map(|(name, length)| (if BLOCKS.contains(&&*name) { "\n" } else { " " }, length)),
            _ => named(rest),
        };
        let (shown, length) = covered.unwrap_or((&rest[..1], 1));
        cover(&mut plain, shown, length);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Appends what is shown in the place of so many bytes. An apostrophe stands within a word (`can&#39;t`), which goes on behind
/// it: characters that take no room fill the rest there.
pub(super) fn cover(plain: &mut String, shown: &str, length: usize) {
    plain.push_str(shown);
    let mut left = length - shown.len();
    // They have three bytes and two.
    if shown == "'" && left >= 2 {
        if left % 2 == 1 {
            plain.push('\u{200b}');
            left -= 3;
        }
        plain.extend(std::iter::repeat_n('\u{ad}', left / 2));
    } else {
        plain.extend(std::iter::repeat_n(' ', left));
    }
}

/// Whether a text is what an editor of rich text stores: a block opens at its beginning, and its end closes something. What
/// somebody has typed about a tag begins or ends with words.
fn is_rich(text: &str) -> bool {
    let text = text.trim();
    if !text.starts_with('<') || !text.ends_with('>') {
        return false;
    }
    let Some((name, length)) = tag(text) else { return false };
    let closes = format!("</{name}>");
    BEGINNINGS.contains(&&*name)
        && text.as_bytes()[1] != b'/'
        && text[length..].to_ascii_lowercase().contains(&closes)
        && text
            .rfind('<')
            .and_then(|last| tag(&text[last..]))
            .is_some_and(|(name, _)| BLOCKS.contains(&&*name) || name == "span")
}

/// A tag of rich text at the beginning of a text: its name in small letters, and its length. Others are what somebody says.
fn tag(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let behind = &name[length..];
    let name = name[..length].to_ascii_lowercase();
    let is_known = BLOCKS.contains(&&*name) || INLINE.contains(&&*name);
    if !is_known || !behind.starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
        return None;
    }
    // A value in quotes may hold a bracket.
    let mut quote = None;
    for (at, byte) in behind.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some((name, text.len() - behind.len() + at + 1)),
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// A character by its name at the beginning of a text: what it shows, and the length of the name with its signs.
fn named(text: &str) -> Option<(&'static str, usize)> {
    let (name, _) = text.get(1..)?.split_once(';').filter(|(name, _)| name.len() <= 6)?;
    let (_, shown) = NAMED.iter().find(|(known, _)| *known == name)?;
    Some((shown, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_read_as_it_is_shown() {
        for (rich, plain) in [
            ("<p>One lock</p>", "   One lock    "),
            ("<p>A &amp; B<br/>C</p>", "   A &     B     C    "),
            ("<P class=\"a > b\">One</P>\n", "                  One    \n"),
            ("<div>can&#39;t &nbsp;<b>x</b></div>", "     can't            x          "),
            ("<p>Escape &lt;script&gt; and <x-y></p>", "   Escape <   script>    and <x-y>    "),
        ] {
            let found = without_markup(rich);
            assert_eq!(found.len(), rich.len(), "{rich}");
            let seen: String = found.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}')).collect();
            let shown = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(shown(&seen), shown(plain), "{rich}");
        }
        assert_eq!(without_markup("<ul><li>a</li><li>b</li></ul>").matches('\n').count(), 6);
    }

    #[test]
    fn what_is_typed_stays() {
        for text in [
            "<p> is a paragraph, <div> a block",
            "Use <b>bold</b>",
            "a < b && c > d",
            "<script>alert(1)</script>",
            "<p>",
            "<p>One &nbsp; lock",
            "<",
            "",
            "&nbsp;",
        ] {
            assert!(matches!(without_markup(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn no_text_breaks_it() {
        for text in ["<p>é&é;&;</p>", "<p>&#3</p>", "<p>\u{200b}</p >", "<p title='é>'>x</p>", "<p><p</p>"] {
            assert_eq!(without_markup(text).len(), text.len(), "{text}");
        }
    }
}
