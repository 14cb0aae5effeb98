//! British spelling becomes American, so that both meet: `colour` = `color`, `organisation` = `organization`.
//!
//! Works on lower-case ASCII words, before stemming. Word families with a fixed beginning are prefixes; the `-ise`
//! family is a rule with exceptions; the rest are whole words.

use std::borrow::Cow;

/// Beginnings that change: British, American. The rest of the word stays. No listed beginning is a beginning of another.
const BEGINNINGS: &[(&str, &str)] = &[
    ("aluminium", "aluminum"),
    ("anaesth", "anesth"),
    ("analyse", "analyze"),
    ("analysing", "analyzing"),
    ("arbour", "arbor"),
    ("ardour", "ardor"),
    ("armour", "armor"),
    ("artefact", "artifact"),
    ("behaviour", "behavior"),
    ("caesium", "cesium"),
    ("calibre", "caliber"),
    ("candour", "candor"),
    ("catalogue", "catalog"),
    ("catalyse", "catalyze"),
    ("catalysing", "catalyzing"),
    ("centre", "center"),
    ("centring", "centering"),
    ("cheque", "check"),
    ("clamour", "clamor"),
    ("colour", "color"),
    ("cosy", "cozy"),
    ("defence", "defense"),
    ("demeanour", "demeanor"),
    ("dialogue", "dialog"),
    ("discolour", "discolor"),
    ("dishonour", "dishonor"),
    ("encyclopaedia", "encyclopedia"),
    ("endeavour", "endeavor"),
    ("enrolment", "enrollment"),
    ("favour", "favor"),
    ("fervour", "fervor"),
    ("fibre", "fiber"),
    ("flavour", "flavor"),
    ("foetus", "fetus"),
    ("fuelled", "fueled"),
    ("fuelling", "fueling"),
    ("fulfilment", "fulfillment"),
    ("grey", "gray"),
    ("haemo", "hemo"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("humour", "humor"),
    ("hydrolyse", "hydrolyze"),
    ("instalment", "installment"),
    ("judgement", "judgment"),
    ("labour", "labor"),
    ("leukaemia", "leukemia"),
    ("licence", "license"),
    ("lustre", "luster"),
    ("manoeuvr", "maneuver"),
    ("metre", "meter"),
    ("centimetre", "centimeter"),
    ("kilometre", "kilometer"),
    ("millimetre", "millimeter"),
    ("litre", "liter"),
    ("millilitre", "milliliter"),
    ("misbehaviour", "misbehavior"),
    ("monologue", "monolog"),
    ("mould", "mold"),
    ("multicolour", "multicolor"),
    ("neighbour", "neighbor"),
    ("odour", "odor"),
    ("oestrogen", "estrogen"),
    ("offence", "offense"),
    ("paediatric", "pediatric"),
    ("paralyse", "paralyze"),
    ("paralysing", "paralyzing"),
    ("parlour", "parlor"),
    ("plough", "plow"),
    ("practis", "practic"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("prologue", "prolog"),
    ("epilogue", "epilog"),
    ("rancour", "rancor"),
    ("rigour", "rigor"),
    ("rumour", "rumor"),
    ("savour", "savor"),
    ("saviour", "savior"),
    ("sceptic", "skeptic"),
    ("sombre", "somber"),
    ("spectre", "specter"),
    ("splendour", "splendor"),
    ("sulph", "sulf"),
    ("theatre", "theater"),
    ("tumour", "tumor"),
    ("unfavour", "unfavor"),
    ("valour", "valor"),
    ("vapour", "vapor"),
    ("vigour", "vigor"),
    ("acknowledgement", "acknowledgment"),
    ("ageing", "aging"),
    ("analogue", "analog"),
];

/// Whole words: British or variant, then the spelling used here.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("whilst", "while"),
    ("amongst", "among"),
    ("amidst", "amid"),
    ("towards", "toward"),
    ("afterwards", "afterward"),
    ("backwards", "backward"),
    ("forwards", "forward"),
    ("upwards", "upward"),
    ("downwards", "downward"),
    ("maths", "math"),
    ("disc", "disk"),
    ("discs", "disk"),
    ("draught", "draft"),
    ("kerb", "curb"),
    ("pyjamas", "pajamas"),
    ("enrol", "enroll"),
    ("enrols", "enroll"),
    ("fulfil", "fulfill"),
    ("fulfils", "fulfill"),
    ("skilful", "skillful"),
    ("skilfully", "skillful"),
    ("adviser", "advisor"),
    ("advisers", "advisor"),
    ("programmer", "programmer"),
    ("programmers", "programmer"),
    ("programmed", "program"),
    ("programming", "program"),
    ("ok", "okay"),
    ("thru", "through"),
    ("tho", "though"),
    ("coz", "because"),
    ("cuz", "because"),
    ("becuase", "because"),
    ("becasue", "because"),
    ("becouse", "because"),
    ("alot", "lot"),
    ("dotnet", ".net"),
];

/// Words in `-ise` that are not a British `-ize`; matched at the end of the stem before `ise`, `ises`, `ised` ...
const NOT_IZE: &[&str] = &[
    "adv",
    "apprec",
    "appr",
    "bru",
    "cha",
    "chast",
    "circumc",
    "clockw",
    "compr",
    "comprom",
    "conc",
    "cru",
    "dem",
    "desp",
    "dev",
    "disgu",
    "enterpr",
    "entr",
    "exc",
    "exerc",
    "expert",
    "franch",
    "imprec",
    "improv",
    "inc",
    "likew",
    "mala",
    "merchand",
    "mort",
    "otherw",
    "parad",
    "porpo",
    "pra",
    "prec",
    "prem",
    "prom",
    "rev",
    "sunr",
    "superv",
    "surm",
    "surpr",
    "telev",
    "tort",
    "treat",
    "turquo",
    "upr",
    "unw",
    "counterclockw",
    "anticlockw",
    "stepw",
    "pairw",
    "elementw",
    "bitw",
    "roww",
    "columnw",
    "pointw",
    "lengthw",
    "multipl",
    "hypothes",
    "counterpo",
    "equipo",
];

/// The American spelling of a lower-case ASCII word; borrowed when nothing changes.
pub(super) fn american(word: &str) -> Cow<'_, str> {
    let bytes = word.as_bytes();
    if bytes.len() < 4 {
        return Cow::Borrowed(word);
    }
    if let Some((british, us)) = beginning(word) {
        // `centre` + `d`: the e that moved is needed twice.
        let e = if us.ends_with("er") && &word[british..] == "d" { "e" } else { "" };
        return Cow::Owned(format!("{us}{e}{}", &word[british..]));
    }
    ize(word)
}

/// The beginning of `word` that changes: its length and what it becomes.
fn beginning(word: &str) -> Option<(usize, &'static str)> {
    // Each listed beginning holds one of these pairs; most words hold none and leave here.
    let marked = word.as_bytes().windows(2).any(|pair| {
        matches!(pair, b"ou" | b"re" | b"og" | b"ae" | b"oe" | b"ys" | b"ph" | b"nc" | b"mm" | b"is" | b"ey" | b"ef")
            || matches!(pair, b"ri" | b"lm" | b"ue" | b"ll" | b"iu" | b"ge" | b"sc" | b"sy")
    });
    if !marked {
        return None;
    }
    let first = word.as_bytes()[0];
    BEGINNINGS
        .iter()
        .find(|(british, _)| british.as_bytes()[0] == first && word.starts_with(british))
        .map(|(british, us)| (british.len(), *us))
}

/// `-ise`, `-ised`, `-isation` ... with `z`.
fn ize(word: &str) -> Cow<'_, str> {
    for ending in ["ise", "ises", "ised", "ising", "iser", "isers", "isable", "isation", "isations", "isational"] {
        let Some(stem) = word.strip_suffix(ending) else {
            continue;
        };
        // `raise`, `wise`, `disable`
        if stem.len() < 3 {
            continue;
        }
        let exception = if ending.starts_with("isat") {
            stem.ends_with("improv")
        } else {
            NOT_IZE.iter().any(|other| stem.ends_with(other))
        };
        if exception {
            return Cow::Borrowed(word);
        }
        return Cow::Owned(format!("{stem}iz{}", &ending[2..]));
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_becomes_american() {
        for (british, us) in [
            ("colour", "color"),
            ("colouring", "coloring"),
            ("behavioural", "behavioral"),
            ("organise", "organize"),
            ("organisation", "organization"),
            ("serialiser", "serializer"),
            ("deserialising", "deserializing"),
            ("optimised", "optimized"),
            ("customisable", "customizable"),
            ("centre", "center"),
            ("centred", "centered"),
            ("catalogues", "catalogs"),
            ("defence", "defense"),
            ("licences", "licenses"),
            ("analysed", "analyzed"),
            ("programmes", "programs"),
            ("grey", "gray"),
            ("practised", "practiced"),
        ] {
            assert_eq!(american(british), us, "{british}");
        }
    }

    #[test]
    fn words_in_ise_that_stay() {
        for word in [
            "exercise",
            "promise",
            "promises",
            "precise",
            "otherwise",
            "enterprise",
            "advised",
            "revise",
            "supervised",
            "raise",
            "raised",
            "raising",
            "disable",
            "noise",
            "wise",
            "rise",
            "comprised",
            "expertise",
            "premise",
            "concise",
            "compromised",
            "surprising",
            "basis",
            "missing",
            "visible",
            "likewise",
            "improvisation",
            "device",
            "this",
        ] {
            assert_eq!(american(word), word);
        }
    }
}
