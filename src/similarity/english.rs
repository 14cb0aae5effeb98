//! Short lists of general English, made by hand for comparing texts: pairs of opposites (used for polarity alone), and
//! narrow groups of words that say the same. What a word does by itself stands in `text::roles`.

use super::phrases;
use crate::text::{TermId, roles, stem_term};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a light word counts for.
pub const LIGHT: f64 = 0.35;

/// Opposites. Each line: one side `/` the other side.
const OPPOSITES: &str = "\
    open/close shut
    closed/open
    increase rise grow raise gain/decrease fall drop reduce decline lower shrink lose
    more greater higher bigger larger/less fewer lower smaller
    most/least fewest
    high/low
    hot warm/cold cool
    heat/cool
    fast quick rapid/slow
    faster quicker/slower
    big large/small little tiny
    long/short
    longer/shorter
    tall/short
    heavy/light
    heavier/lighter
    hard/soft easy
    strong/weak
    thick/thin
    wide/narrow
    deep/shallow
    same identical equal/different unequal
    positive/negative
    connect attach join/disconnect separate detach
    connected/disconnected separated
    complete/incomplete partial
    full/empty
    true/false
    right correct/wrong incorrect
    always/never
    all every/none
    before/after
    above/below
    over/under
    up/down
    top/bottom
    front/back
    left/right
    inside within/outside
    first/last
    begin start/end stop finish
    push/pull
    attract/repel
    add/remove subtract
    insert/delete
    accept/reject
    allow permit/prevent forbid block
    enable/disable
    pass/fail
    absorb/reflect emit release
    melt/freeze
    evaporate/condense
    dissolve/precipitate
    float/sink
    expand/contract
    turn-on/turn-off
    on/off
    on/out
    light/dark
    bright/dim
    loud/quiet soft
    wet/dry
    solid/liquid gas
    rough/smooth
    alive living/dead
    conductor/insulator
    series/parallel
    global/local
    public/private
    static/dynamic
    mutable/immutable
    compile/interpret
    send transmit/receive
    input/output
    read/write
    sender/receiver
    client/server
    sorted/unsorted
    linear/exponential
    best/worst
    minimum min/maximum max
    minimize/maximize
    supervised/unsupervised
    discrete/continuous
    visible/hidden
    forward/backward
    ascending/descending
    even/odd
    push/pop
    near/far
    early/late
    young/old
    win/lose
    present/absent
    export/import
    possible/impossible
    safe/dangerous
    acid/base
    gain/lose
    day/night
    north/south
    east/west
    male/female
    predator/prey";

/// Opposites that clash only where one stands in the other's place: anywhere else in a text they say little (`for`, `new`).
const IN_PLACE: &str = "\
    raise increase/lower
    strengthen/weaken
    accelerate/decelerate
    speed/slow
    improve/worsen
    help/hinder
    create build/destroy
    produce make/consume destroy
    cause/prevent
    promote stimulate activate/inhibit suppress
    include/exclude
    double/halve
    multiply/divide
    store/release
    contract/relax
    tighten/loosen
    widen/narrow
    buy/sell
    lend/borrow
    impose/abolish
    confirm prove/refute disprove
    support/oppose
    oxidise/reduce
    encrypt/decrypt
    compress/decompress
    allocate/free
    lock/unlock
    inhale/exhale
    inhaled/exhaled
    enter/leave
    ascend rise/descend sink
    warm/cool
    guilty/innocent
    good/poor bad
    rich/poor
    cheap/expensive dear
    cheaper/dearer
    acidic/alkaline basic
    constant/variable changing
    stable/unstable
    directly/inversely
    direct/indirect
    active/passive
    internal inner/external outer
    mandatory compulsory/optional voluntary
    necessary/unnecessary
    legal lawful/illegal unlawful
    valid/invalid
    domestic/foreign
    aerobic/anaerobic
    endothermic/exothermic
    concave/convex
    parallel/serial
    vertical/horizontal
    steep/flat
    upper/lower
    northern/southern
    eastern/western
    old/new
    few/many
    simple/complex
    permanent/temporary
    reversible/irreversible
    reliable/unreliable
    synchronous/asynchronous
    into/out
    towards toward/away
    upstream/downstream
    often frequently/rarely seldom
    sooner earlier/later
    forwards/backwards
    clockwise/anticlockwise counterclockwise
    shallower/deeper
    nearer closer/farther further
    richer/poorer
    better/worse";

/// Further pairs that stand against each other when two whole texts are compared, though one does not stand in the other's
/// place: what is joined has no gap, what is more is not the same.
const STATES: &str = "\
    connect attach join touch/separate gap disconnect apart break broken
    closed close complete/open gap incomplete broken
    same equal identical alike equally/more less fewer higher lower bigger smaller heavier lighter faster slower longer \
    shorter different
    stay continue still/stop
    steeper/flatter
    morning/afternoon evening
    stick/repel
    hardest/softest
    closer nearer/farther further away
    tighter/looser";

/// Words that say the same nearly everywhere, one group a line.
const SAME: &str = include_str!("synonyms.txt");

/// The groups of [`SAME`].
fn same_groups() -> impl Iterator<Item = &'static str> {
    SAME.lines().filter(|line| !line.starts_with('#'))
}

fn term(word: &str) -> TermId {
    stem_term(word)
}

fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.lines().filter_map(|line| line.split_once('/'))
}

static OPPOSITE_TERMS: LazyLock<FxHashSet<(TermId, TermId)>> = LazyLock::new(|| {
    let mut opposites = FxHashSet::default();
    for (left, right) in pairs(OPPOSITES).chain(pairs(IN_PLACE)) {
        for a in left.split_ascii_whitespace().map(term) {
            for b in right.split_ascii_whitespace().map(term) {
                if a != b {
                    opposites.insert((a, b));
                    opposites.insert((b, a));
                }
            }
        }
    }
    opposites
});

static SIDE_TERMS: LazyLock<FxHashMap<TermId, Sides>> = LazyLock::new(|| {
    let mut sides: FxHashMap<TermId, Sides> = FxHashMap::default();
    for (at, (left, right)) in pairs(OPPOSITES).chain(pairs(STATES)).enumerate() {
        let bit = 1u128 << (at % 128);
        for one in left.split_ascii_whitespace().map(term) {
            sides.entry(one).or_default().left |= bit;
        }
        for other in right.split_ascii_whitespace().map(term) {
            let known = sides.entry(other).or_default();
            known.right |= bit;
            known.left &= !bit;
        }
    }
    sides
});

/// On which pairs of opposites something is said, one bit a pair: for the left side and for the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// Pairs of which the left side is said.
    pub left: u128,
    /// Pairs of which the right side is said.
    pub right: u128,
}

impl Sides {
    /// The other side of each pair.
    pub fn denied(self) -> Sides {
        Sides { left: self.right, right: self.left }
    }

    /// Both together.
    pub fn and(self, other: Sides) -> Sides {
        Sides { left: self.left | other.left, right: self.right | other.right }
    }

    /// Pairs of which the two say one side each, and not the same.
    pub fn against(self, other: Sides) -> u128 {
        (self.left & !self.right & other.right & !other.left) | (self.right & !self.left & other.left & !other.right)
    }
}

/// The sides that a word takes.
pub fn sides(term: TermId) -> Sides {
    SIDE_TERMS.get(&term).copied().unwrap_or_default()
}

static SAME_TERMS: LazyLock<FxHashSet<(TermId, TermId)>> = LazyLock::new(|| {
    let mut pairs = FxHashSet::default();
    let of_words = same_groups().map(|line| line.split_ascii_whitespace().map(term).collect());
    let of_phrases = phrases::groups().map(|group| group.map(term).collect());
    for group in of_words.chain(of_phrases) {
        let group: Vec<TermId> = group;
        for a in &group {
            pairs.extend(group.iter().filter(|b| a != *b).map(|b| (*a, *b)));
        }
    }
    pairs
});

/// Whether two words are opposites.
pub fn opposite(a: TermId, b: TermId) -> bool {
    OPPOSITE_TERMS.contains(&(a, b))
}

/// Whether two different words say the same.
pub fn same(a: TermId, b: TermId) -> bool {
    SAME_TERMS.contains(&(a, b))
}

/// Plain words of all lists from four letters on, sorted.
static LISTED: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lists = [roles::LIGHT_WORDS, OPPOSITES, IN_PLACE, STATES].into_iter().chain(same_groups());
    let words = lists.flat_map(|list| list.split(|c: char| !c.is_ascii_lowercase()));
    let mut words: Vec<&str> = words.filter(|word| word.len() >= 4).collect();
    words.sort_unstable();
    words.dedup();
    words
});

static LISTED_TERMS: LazyLock<FxHashSet<TermId>> = LazyLock::new(|| LISTED.iter().map(|word| term(word)).collect());

/// Whether a word stands in one of the lists, in some form.
pub fn is_listed(term: TermId) -> bool {
    LISTED_TERMS.contains(&term)
}

/// The words of the lists that begin with the same letter as a word and are as long.
pub fn listed_like(word: &str) -> impl Iterator<Item = &'static str> {
    let first = word.bytes().next();
    let from = LISTED.partition_point(|listed| listed.bytes().next() < first);
    let own = LISTED[from..].iter().take_while(move |listed| listed.bytes().next() == first);
    own.copied().filter(move |listed| listed.len() == word.len())
}

/// Whether a spelling is the comparative of an adjective (`denser` of `dense`, `heavier` of `heavy`, `bigger` of `big`).
pub fn is_comparative(form: &str, of: &str) -> bool {
    let Some(stem) = form.strip_suffix("er").filter(|stem| stem.len() >= 2) else { return false };
    let doubled = stem.len() == of.len() + 1 && stem.starts_with(of) && of.as_bytes().last() == stem.as_bytes().last();
    stem == of
        || of.strip_suffix('e') == Some(stem)
        || of.strip_suffix('y').is_some_and(|of| stem.strip_suffix('i') == Some(of))
        || doubled
}

/// Whether two spellings are opposites by a prefix (`complete`, `incomplete`).
pub fn opposite_by_prefix(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    short.len() >= 4
        && ["un", "in", "im", "ir", "il", "non", "dis", "de", "anti", "a"]
            .iter()
            .any(|prefix| long.strip_prefix(prefix).is_some_and(|rest| rest == short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_stand_against_each_other() {
        let (connected, gap) = (sides(term("connected")), sides(term("gap")));
        assert!(connected.against(gap) != 0 && connected.against(gap.denied()) == 0);
        assert_eq!(connected.and(gap).against(gap), 0, "who says both says neither");
        assert_eq!(sides(term("banana")), Sides::default());
    }

    #[test]
    fn groups_of_synonyms_hold_no_opposites() {
        for line in same_groups() {
            assert!(line.split(' ').count() > 1 && line.chars().all(|c| c.is_ascii_lowercase() || c == ' '), "{line}");
            let group: Vec<TermId> = line.split(' ').map(term).collect();
            for a in &group {
                assert!(!group.iter().any(|b| opposite(*a, *b)), "{line}");
            }
        }
    }

    #[test]
    fn lists_hold() {
        assert!(opposite(term("increases"), term("decreased")) && !opposite(term("increase"), term("increase")));
        assert!(same(term("bigger"), term("larger")) && !same(term("bigger"), term("smaller")));
        assert!(opposite_by_prefix("complete", "incomplete") && !opposite_by_prefix("a", "aa"));
        for (form, of) in [("denser", "dense"), ("heavier", "heavy"), ("bigger", "big"), ("colder", "cold")] {
            assert!(is_comparative(form, of) && !is_comparative(of, form), "{form}");
        }
        assert!(pairs(OPPOSITES).chain(pairs(STATES)).count() <= 128, "pairs are bits of 128");
    }
}
