//! Names as people write them: their parts, other spellings, and what else such a part may be.

use unicode_normalization::UnicodeNormalization;

/// Parts that are no name by themselves, as they are written within one.
const PARTICLES: &str = "af al am an and auf av bar ben bin bint da das de degli dei del della den der des di do dos du e el \
    et i ibn la las le les lo los och of op ter ten the und van vom von y zu zum zur";

/// Everyday words that are names, too, or parts of some: in lower case they are words.
const EVERYDAY: &str = "\
    a ah ai am amber an and angel any apple april art as ash at august autumn baker ball banks bar barber bay be bear bell \
    berry best bill bird bishop black bliss bloom bond book booth both bowl brand brave bridge bright brook brooks brown buck \
    bush but butler by can case cash chance chase cherry christian church city clay close cloud cole cook coral court cross \
    crown crystal curry daisy dale dash date dawn day dean deep dick do dove drew duke each early earl east easy edge eight \
    else ever even every faith fair far farmer field fields fine finch first fish fisher flint flower foot for forest fox \
    frank free french frost gale gay gem gene german gill given glass glory go gold good grace grand grant gray green grey \
    guy hale hall ham hand hardy harmony hart has hay hazel he heath heaven her hill him his hit ho holiday holly holy honey \
    hood hope house how hunt hunter i if in inn iris is it iris ivy jack jade jasmine jay jet jewel job joy judge june just \
    keen key keys king kit knight lack lake lamb lance land lane last law laws least less light like lily lily line list \
    little lock long lord loss lot love low major man many marine mark market marsh mason max may me melody men mercy mid \
    miles mill miller min mine miner mode monk moon moore more most moss much my name near nice noble noon north not now oak \
    ocean of off old olive on one only or orange other our out over own page paige painter pan parish park parks part pat \
    patience paul pearl pen penny per pierce piper pitt place plain poe pool poor pope porter post potter power powers price \
    prince prose proud pure queen rain ran ray read red reed rice rich ring river rivers robin rock rod root rose round row \
    royal ruby rule run rush rusty sage sandy savage say see self set seven shah shaman sharp she shepherd short sin single \
    sky small smart snow so some son song south sparrow spring star steel stern still stone story stout street strong sue \
    summer sun swan sweet tailor tan taylor temple tender than that the them then they this three time to too top tower town \
    true turner two under up us use van very vi violet wade walker wall wang ward ware water way we web well wells west what \
    wheeler when white who why wide will wilder win winner winter wise with wolf wood woods word work worth wren yes yet you \
    young";

/// The parts of a name that are names by themselves: "van" and "de" are not.
pub fn parts(name: &str) -> impl Iterator<Item = &str> {
    let parts = name.split(|c: char| c.is_whitespace() || ",;()\"・".contains(c));
    parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty() && !holds(PARTICLES, part))
}

/// A character without its marks: `é` as `e`, as people write it who have no key for it. Nothing for a mark alone.
pub fn plain(c: char) -> Option<char> {
    match c {
        _ if c.is_ascii() => Some(c),
        'ø' => Some('o'),
        'Ø' => Some('O'),
        'ł' => Some('l'),
        'Ł' => Some('L'),
        'đ' => Some('d'),
        'Đ' => Some('D'),
        'ı' => Some('i'),
        _ if is_mark(c) => None,
        // What comes apart into several letters stays: Hangul, kana with their own marks.
        _ => {
            let mut letters = std::iter::once(c).nfd().filter(|c| !is_mark(*c));
            letters.next().filter(|_| letters.next().is_none()).or(Some(c))
        }
    }
}

/// Marks on letters of Latin, Greek and Cyrillic; those of other scripts are vowels, without which words are others.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

/// A name with two letters for one where a keyboard lacks it: `Müller` as `Mueller`; nothing where there is no such letter.
pub fn spelt_out(name: &str) -> Option<String> {
    let mut out = String::new();
    for c in name.nfc() {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            'ß' => out.push_str("ss"),
            'Ä' | 'Æ' => out.push_str("Ae"),
            'Ö' | 'Ø' | 'Œ' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'Å' => out.push_str("Aa"),
            c => out.push(c),
        }
    }
    (!out.chars().eq(name.nfc())).then_some(out)
}

/// Whether a word in lower case is an everyday one.
pub fn is_everyday(word: &str) -> bool {
    holds(EVERYDAY, word)
}

fn holds(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// A part of a name as names are written: `SMITH` and `smith` as `Smith`; one of several capitals as it is.
pub fn capitalised(part: &str) -> String {
    let mixed = part.chars().any(char::is_lowercase) && part.chars().any(char::is_uppercase);
    let mut chars = part.chars();
    match chars.next() {
        Some(first) if !mixed => first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect(),
        _ => part.to_string(),
    }
}

/// The names in HTML of the letters from U+00C0 on, and of the two signs among them.
const IN_MARKUP: &str = "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
                         ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
                         agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
                         eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// A part of a name as editors of rich text write letters that are not ASCII: by name, and by number. Nothing where it has none.
pub fn in_markup(part: &str) -> Option<[String; 2]> {
    let named = |c: char| {
        let at = (c as usize).checked_sub(0xc0)?;
        IN_MARKUP.split_ascii_whitespace().nth(at).map(|name| format!("&{name};"))
    };
    let by_number = |c: char| format!("&#{};", u32::from(c));
    let written = |write: &dyn Fn(char) -> String| {
        part.chars().map(|c| if c.is_ascii() { c.to_string() } else { write(c) }).collect::<String>()
    };
    (!part.is_ascii()).then(|| [written(&|c| named(c).unwrap_or_else(|| by_number(c))), written(&by_number)])
}

/// Whether a text is of a script that puts no spaces between words, or none before endings: Han, kana, Hangul, Thai, Lao,
/// Khmer, Burmese.
pub fn has_no_spaces(text: &str) -> bool {
    let is_such = |c: char| {
        matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
    };
    text.chars().any(is_such)
}
