//! Stems: one word in, the text of its stem out. The only file that names rust-stemmers.
//!
//! A lower-case word goes through hand-made tables first (irregular forms, protected words and families, British
//! spelling), then through three small rules the stemmer lacks, then through the Snowball English stemmer.

use super::{irregular, kin, normalize, protected, spelling};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What the tables say about a word.
enum Known {
    /// This is its stem.
    Stem(&'static str),
    /// It is a form of this base, which goes on.
    Base(&'static str),
}

static KNOWN: LazyLock<FxHashMap<&'static str, Known>> = LazyLock::new(|| {
    let mut known = FxHashMap::default();
    for (base, forms) in irregular::FORMS.iter().chain(kin::FAMILIES) {
        for form in forms.split_ascii_whitespace() {
            known.insert(form, Known::Base(base));
        }
    }
    for (from, to) in spelling::WORDS {
        known.insert(*from, Known::Base(to));
    }
    for (stem, words) in protected::FAMILIES {
        for word in words.split_ascii_whitespace() {
            known.insert(word, Known::Stem(stem));
        }
    }
    for word in protected::WHOLE.split_ascii_whitespace() {
        known.insert(word, Known::Stem(word));
    }
    known
});

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Words longer than this (in bytes) are no English words: they stay as they are.
const LONGEST: usize = 40;

/// The stem of a normal form (lower-case, see [`super::normalize`]).
pub(super) fn stem(norm: &str) -> Cow<'_, str> {
    if !norm.is_ascii() {
        return match normalize::fold_marks(norm) {
            Some(folded) => Cow::Owned(stem_ascii(&folded).into_owned()),
            None => Cow::Borrowed(norm),
        };
    }
    stem_ascii(norm)
}

/// Whether a word written in capitals is left as it stands: a plural-looking acronym (`AWS`) or one that would be
/// taken for an irregular form (`LED`). Lower-case words that look the same are not affected.
pub(super) fn changes_as_acronym(lower: &str) -> bool {
    lower.ends_with('s') || matches!(lower, "led" | "fed" | "hid" | "met" | "sat" | "saw")
}

fn stem_ascii(word: &str) -> Cow<'_, str> {
    if word.len() > LONGEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    match KNOWN.get(word) {
        Some(Known::Stem(stem)) => return Cow::Borrowed(stem),
        Some(Known::Base(base)) => return stem_base(base),
        None => {}
    }
    match spelling::american(word) {
        Cow::Borrowed(same) => by_rule(same),
        Cow::Owned(us) => match KNOWN.get(us.as_str()) {
            Some(Known::Stem(stem)) => Cow::Borrowed(stem),
            Some(Known::Base(base)) => stem_base(base),
            None => Cow::Owned(by_rule(&us).into_owned()),
        },
    }
}

/// The stem of a table's base: a base may itself be protected, but never the form of another base.
fn stem_base(base: &'static str) -> Cow<'static, str> {
    match KNOWN.get(base) {
        Some(Known::Stem(stem)) => Cow::Borrowed(stem),
        _ => by_rule(base),
    }
}

/// Rules for words that no table holds.
fn by_rule(word: &str) -> Cow<'_, str> {
    if let Some((_, stem)) = protected::BEGINNINGS.iter().find(|(beginning, _)| word.starts_with(beginning)) {
        return Cow::Borrowed(stem);
    }
    if let Some(stem) = before_ize(word) {
        return Cow::Borrowed(stem);
    }
    if word.ends_with("js") {
        return Cow::Borrowed(word);
    }
    // `dbs`, `vms`, `pdfs`: the stemmer wants a vowel before it takes a plural away.
    if word.len() > 2
        && let Some(singular) = word.strip_suffix('s')
        && !singular.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        && !singular.ends_with('s')
    {
        return Cow::Borrowed(singular);
    }
    SNOWBALL.stem(word)
}

/// `normaliz` of `normalize`, `normalizing`, `normalization` ...: keeps what is done (`serialize`) apart from what is
/// (`serial`), which the stemmer does not.
fn before_ize(word: &str) -> Option<&str> {
    const ENDINGS: [&str; 11] =
        ["ize", "izes", "ized", "izing", "izer", "izers", "izable", "ization", "izations", "izability", "izational"];
    let cut = word.rfind("iz")?;
    (cut >= 3 && ENDINGS.contains(&&word[cut..])).then(|| &word[..cut + 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_meet() {
        for family in [
            "cache caches caching cached",
            "child children",
            "index indices indexes indexed indexing",
            "matrix matrices",
            "analysis analyses analyse analyze analysed analysing",
            "hypothesis hypotheses",
            "bacterium bacteria",
            "nucleus nuclei",
            "mitochondrion mitochondria",
            "photosynthesis photosynthetic photosynthesise photosynthesize",
            "run ran running runs",
            "write wrote written writes writing",
            "send sent sends sending",
            "build built building builds",
            "break broke broken",
            "choose chose chosen choosing",
            "hold held holding",
            "take took taken taking",
            "lose lost losing",
            "override overridden overrode overriding",
            "colour color colours coloured",
            "organise organize organisation organization organizer",
            "serialise serialize serialization serialisation serializer",
            "behaviour behavior behaviours",
            "centre center centres centred",
            "catalogue catalog catalogues",
            "cancel cancelled canceled cancelling cancels cancellation",
            "label labelled labeled labels labelling",
            "model modelled models modelling modeling",
            "authenticate authentication authenticated authenticating",
            "authorize authorisation authorization authorized",
            "api apis",
            "db dbs",
            "process processes processing",
            "query queries querying",
            "alias aliases",
            "delete deletion deletes deleting",
            "grey gray",
            "definition define",
            "convert conversion",
            "automatic automated automation",
            "queue queuing queueing",
            "scale scalable scaling",
            "store storage",
            "choose choice",
            "lose loss lost",
            "decorator decorate decorated",
            "dependency depends",
            "validate validation validator",
            "colour colored",
            "person people",
            "versus vs",
            "maintain maintenance maintainable",
            "na\u{ef}ve naive",
        ] {
            let stems: Vec<_> = family.split_ascii_whitespace().map(stem).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{family}: {stems:?}");
        }
    }

    #[test]
    fn words_that_stay_apart() {
        for set in [
            "organ organic organism organization",
            "universe university universal",
            "authentic authenticate authorize author authority",
            "serial serialize",
            "local locale",
            "normal normalize",
            "synchronous synchronize",
            "contain container",
            "control controller",
            "serve server service",
            "import important",
            "internal internet interval intern",
            "generic general generate",
            "experience experiment",
            "position positive",
            "use useful",
            "consist consistent",
            "response responsible responsive",
            "static state status statistics",
            "origin original",
            "perform performance",
            "product production",
            "integrity integration",
            "conversion conversation converse",
            "custom customer",
            "terminal terminate",
            "invalid invalidate",
            "continue continuous",
            "set settings",
            "state stateful stateless",
            "retry retrieve",
            "recursion recurrence",
            "solute solution",
            "mutable mutation",
            "left leave",
            "new news",
            "red redis",
            "panda pandas",
            "interface interfere",
        ] {
            let mut stems: Vec<_> = set.split_ascii_whitespace().map(stem).collect();
            let count = stems.len();
            stems.sort();
            stems.dedup();
            assert_eq!(stems.len(), count, "{set}: {stems:?}");
        }
    }

    #[test]
    fn names_stay_whole() {
        for name in "aws css https redis pandas kubernetes news series axios js ts os rds cors nodejs django axis sass"
            .split_ascii_whitespace()
        {
            assert_eq!(stem(name), name);
        }
    }

    #[test]
    fn odd_input_comes_back() {
        for word in ["", "s", "'", "поток", "日本語", "a1b2"] {
            assert_eq!(stem(word), word);
        }
        assert_eq!(stem("\u{301}"), "", "a mark without its letter is nothing");
        assert_eq!(stem(&"a".repeat(5000)).len(), 5000);
    }
}
