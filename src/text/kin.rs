//! Word families that the stemmer tears apart: a verb and its noun, an adjective and its noun, adverb and degrees.
//!
//! One line per base: the base, then the forms that the stemmer does not bring home. Forms become their base, which
//! goes on through the stemmer, so a misspelt form (`defintion`) still ends up near its family. Nouns that have become
//! things of their own (`application`, `permission`, `generator`) stay out.

/// Base and forms.
pub(super) const FAMILIES: &[(&str, &str)] = &[
    ("absent", "absence absences"),
    ("absorb", "absorption"),
    ("add", "added adding addition additions"),
    ("alga", "algal"),
    ("analysis", "analyze analyzes analyzed analyzing analyzer analyzers"),
    ("assume", "assumption assumptions"),
    ("asynchronous", "asynchrony"),
    ("automatic", "automate automates automated automating automation automations"),
    ("believe", "belief beliefs"),
    ("big", "bigger biggest"),
    ("cheap", "cheaper cheapest cheaply"),
    ("choose", "choice choices"),
    ("chromosome", "chromosomal"),
    ("clean", "cleaner cleanest"),
    ("compare", "comparison comparisons"),
    ("compose", "composition compositions"),
    ("conclude", "conclusion conclusions"),
    ("consume", "consumption"),
    ("convert", "conversion conversions"),
    ("decide", "decision decisions"),
    ("define", "definition definitions"),
    ("deliver", "delivery deliveries"),
    ("describe", "description descriptions"),
    ("destroy", "destruction"),
    ("discover", "discovery discoveries"),
    ("divide", "division divisions"),
    ("easy", "easier easiest easily ease eases eased"),
    ("exclude", "exclusion exclusions"),
    ("expand", "expansion expansions"),
    ("expire", "expiry"),
    ("explain", "explanation explanations"),
    ("expose", "exposure"),
    ("fail", "failure failures"),
    ("fast", "faster fastest"),
    ("frequent", "frequency frequencies"),
    ("fungus", "fungal"),
    ("grow", "growth"),
    ("hard", "harder hardest"),
    ("heavy", "heavier heaviest heavily"),
    ("high", "higher highest"),
    ("hypothesis", "hypothesize hypothesized hypothesizes hypothesizing"),
    ("introduce", "introduction introductions"),
    ("invert", "inversion inversions"),
    ("large", "larger largest"),
    ("larva", "larval"),
    ("light", "lighter lightest"),
    ("long", "longer longest"),
    ("lose", "loss losses"),
    ("low", "lower lowest"),
    ("maintain", "maintenance"),
    ("meiosis", "meiotic"),
    ("mitochondrion", "mitochondrial"),
    ("mitosis", "mitotic"),
    ("modify", "modification modifications"),
    ("notify", "notification notifications"),
    ("osmosis", "osmotic"),
    ("parallel", "parallelly"),
    (
        "photosynthesis",
        "photosynthetic photosynthetically photosynthesize photosynthesized photosynthesizes photosynthesizing",
    ),
    ("present", "presence"),
    ("queue", "queued queuing"),
    ("quick", "quicker quickest"),
    ("rare", "rarer"),
    ("receive", "receipt"),
    ("recover", "recovery recoveries"),
    ("reduce", "reduction reductions"),
    ("register", "registration registrations"),
    ("response", "respond responds responded responding"),
    ("reuse", "reusable reusability"),
    ("safe", "safer safest"),
    ("scale", "scalable scalability"),
    ("short", "shorter shortest"),
    ("simple", "simpler simplest simply simplicity"),
    ("simplify", "simplification simplifications"),
    ("slow", "slower slowest slowly"),
    ("small", "smaller smallest"),
    ("specify", "specification specifications"),
    ("store", "storage storages"),
    ("strong", "stronger strongest"),
    ("submit", "submission submissions"),
    ("subscribe", "subscription subscriptions"),
    ("synthesis", "synthesize synthesized synthesizes synthesizing"),
    ("transmit", "transmission transmissions"),
    ("use", "usage usages"),
    ("vary", "variation variations"),
    ("verify", "verification verifications"),
    ("virus", "viral"),
    ("weak", "weaker weakest"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_in_order_and_no_form_is_listed_twice() {
        assert!(FAMILIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let mut forms: Vec<&str> = FAMILIES.iter().flat_map(|(_, forms)| forms.split_ascii_whitespace()).collect();
        forms.extend(FAMILIES.iter().map(|(base, _)| *base));
        forms.sort_unstable();
        for pair in forms.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
