//! What words do in sentences of general English: lists made by hand, each with the question that it answers, and the one
//! table that analysis asks for all of them when it meets a word for the first time.
//!
//! A list tells where to look twice: the rule itself, with the words beside, stands where the role's line says.

use super::lexicon;
use super::token::TermId;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The roles of a word. A small bit set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(pub u32);

impl Roles {
    /// A content word that says little of its own: it does not carry a point.
    pub const LIGHT: u32 = 1;
    /// A common verb of technical prose: tells a statement from a bare term.
    pub const COMMON_VERB: u32 = 1 << 1;
    /// Denies or doubts, alone or with a word beside it (`claims::polarity`).
    pub const CUE: u32 = 1 << 2;
    /// Of believing or saying, or what is believed (`claims::belief`, as the next four).
    pub const BELIEF: u32 = 1 << 3;
    /// Of hearing and reading.
    pub const HEARSAY: u32 = 1 << 4;
    /// Somebody who believes.
    pub const HOLDER: u32 = 1 << 5;
    /// Turns against what was said before.
    pub const REJECTION: u32 = 1 << 6;
    /// `mistakenly`
    pub const MISTAKENLY: u32 = 1 << 7;
    /// Of knowing, and of what one does who does not know (`claims::admission`).
    pub const KNOWING: u32 = 1 << 8;
    /// Says by itself that something is there or belongs here (`scoring::hollow`, as the next six).
    pub const HOLLOW: u32 = 1 << 9;
    /// Says so behind a form of `be`, with up to three words between.
    pub const TOPIC: u32 = 1 << 10;
    /// Says why, when, how, or that it is not so.
    pub const RELATION: u32 = 1 << 11;
    /// A verb that hollow sentences use, too.
    pub const PALE: u32 = 1 << 12;
    /// A form of `be`.
    pub const BE: u32 = 1 << 13;
    /// Begins a telling part behind `to`, though it is no common verb.
    pub const DOES: u32 = 1 << 14;
    /// Is hollow with certain words beside it.
    pub const WITH: u32 = 1 << 15;
    /// May speak to whoever grades (`similarity::appeal`).
    pub const APPEAL: u32 = 1 << 16;
    /// One of two opposites that say where or when, not how something is (`similarity::contrary`).
    pub const POSITION: u32 = 1 << 17;
    /// Something that nobody wants to happen, or who makes it happen (`claims::hazard`, as the next two).
    pub const ILL: u32 = 1 << 18;
    /// Judges, as the predicate of something.
    pub const BLAME: u32 = 1 << 19;
    /// Warns, alone or with a word beside it.
    pub const WARNING: u32 = 1 << 20;
    /// A verb of general prose that is hardly ever a noun: tells a clause from bare terms (`scoring::list`).
    pub const PURE_VERB: u32 = 1 << 21;
    /// Praises, wonders at or stresses what it stands with, and says nothing of it: between the words of a pattern it
    /// does not count (`matching::hits`, `matching::reading`), nor by itself in a comparison (`similarity::words`).
    pub const ADORNS: u32 = 1 << 22;

    /// Whether the word has any of `roles`.
    pub fn has(self, roles: u32) -> bool {
        self.0 & roles != 0
    }
}

/// Words that say little of their own.
pub const LIGHT_WORDS: &str = "\
    use make do get give take put go come let keep help need want try start begin work happen seem look find see know \
    think say tell mean call become cause allow able thing something anything everything way part place time case fact \
    example instance general certain specific particular various different same other another one some any many much \
    more most less few several all both each every lot bit kind type sort form number amount set order point \
    only even still again then now always often usually sometimes never however therefore because if when while before \
    after during until between over under about than as up down out off back away first second last next new old \
    good better best bad well big large small little long short high low great important main major simple possible \
    likely actual order result reason person people someone student you answer question explain describe tell show \
    contain include consist provide require depend refer represent have be not will can would could should may might \
    must such own whole rest enough instead without within through also too very just really basically around \
    across along together once already almost quite rather else since though although unless whether where why how";

/// The words of every role.
const LISTS: [(u32, &str); 23] = [
    (Roles::LIGHT, LIGHT_WORDS),
    (
        Roles::COMMON_VERB,
        "add aggregate allow apply ask assert attach authenticate authorize boot break bring build bundle cache call \
         catch change check choose clean clone collect combine commit compare compile compress configure connect \
         contain convert copy cover create cut declare decode define delete deliver deploy describe design detect \
         develop disable distribute divide download encode encrypt enforce ensure escape execute expire explain \
         expose extend fetch filter find fix generate get give handle help hide hold identify implement import \
         improve include increase inherit inject install integrate invalidate isolate iterate join keep learn let \
         limit listen look loop maintain make manage map measure merge migrate mock mount move need offload open \
         optimize orchestrate organize pass pay persist prefer prevent produce profile protect provide publish pull \
         push put raise read rebuild receive redirect reduce refresh register reload remove render repeat replace \
         request require reset resolve respond restart restrict retrieve retry return reuse rollback rotate route run \
         sanitize save scale schedule scan search secure see select send separate serialize serve set share show sign \
         simplify skip solve spawn speed split start stay stop store submit switch sync take tell throttle track \
         transfer tune turn type understand unpack update upgrade upload use validate verify wait want warn watch \
         wrap write yield",
    ),
    (
        Roles::CUE,
        "absence avoid avoided bad barely believe certain disable disabled disables disabling discouraged doubt fail failed fails false \
         far forbidden guess hardly impossible incorrect instead irrelevant lack lacking lacks maybe might misconception myth \
         nonsense off opposed perhaps place pointless possibly presumably probably rarely rather scarcely seldom suppose sure think unable \
         unnecessary unsure untrue useless wrong",
    ),
    (
        Roles::BELIEF,
        "say think believe assume expect claim imagine hear read told tell suppose argue insist reckon guess swear \
         conclude convince \
         myth misconception misunderstanding misbelief mistake fallacy belief assumption trap error confusion idea \
         view opinion answer line advice story explanation slogan",
    ),
    (Roles::HEARSAY, "hear heard read told tell"),
    (
        Roles::HOLDER,
        "people person colleague developer dev programmer engineer beginner newcomer junior candidate folk student \
         team tutorial blog post guy other some many most everyone everybody someone somebody they one company lots \
         few those whoever anyone anybody visitor stranger outsiders",
    ),
    (
        Roles::REJECTION,
        "neither no nope nah wrong false untrue incorrect nonsense reality fact actually actual contrary opposite \
         truth myth misconception fallacy mistaken misleading disagree",
    ),
    (Roles::MISTAKENLY, "mistakenly"),
    (
        Roles::KNOWING,
        "know remember recall recollect say tell explain describe understand grasp sure certain clear idea clue \
         forget forgot forgotten look google beyond",
    ),
    (Roles::HOLLOW, "belong consider mention exist"),
    (
        Roles::TOPIC,
        "involve relate relevant concern topic subject aspect point term concept theme area name known feature word \
         part important necessary essential picture there key",
    ),
    (
        Roles::RELATION,
        "because since when while if whether until unless than instead rather not never no without only but however \
         although though whereas which who whose where why how by from through via per before after during again \
         across against out up down off over become mean call therefore hence thus otherwise every same do will",
    ),
    (Roles::PALE, "include need use handle apply take see set cover type test design map cache mount index work"),
    (Roles::BE, "is are be being been"),
    (Roles::DOES, "give let do know get"),
    (
        Roles::WITH,
        "there play come think talk speak care into practice next together well important relevant typical as so we \
         one",
    ),
    (
        Roles::APPEAL,
        "rubric grader examiner answer response ignore disregard forget previous prior above mark point score credit \
         grade",
    ),
    (
        Roles::POSITION,
        "first last begin start end stop finish before after above below over under up down top bottom front back left \
         right inside outside within forward backward early late",
    ),
    (
        Roles::PURE_VERB,
        "absorb accelerate accept accompany accumulate achieve acquire activate adapt adhere adjust affect aggregate \
         alter appear arise arrive assign assume attract authenticate avoid become begin behave belong bend bind bring \
         carry choose circulate collapse collect collide combine compete compose compress comprise conclude condense \
         connect conserve consist construct consume contain contract contribute convert correspond corrode create \
         decide decompose decrypt define deliver deploy derive descend destroy deteriorate determine develop die differ \
         diffuse diminish disappear dissolve distinguish distribute disturb divide dominate eat elect eliminate emerge \
         emit employ enable encode encounter encourage encrypt enforce enlarge ensure enter erode evaporate evolve \
         exceed excrete execute exert exhale exist expand expel explain explode expose extend extract fall feed flee fly \
         follow freeze generate give govern grow happen harden hold identify ignite illustrate impede improve include \
         indicate infect inform inhabit inhale inherit inhibit inject interact introduce invade involve isolate join keep \
         know lay lead learn lie live lose maintain make mature mean meet melt migrate modify multiply neutralize observe \
         obtain occupy occur oppose orchestrate overcome oxidize participate penetrate perceive perform persist pollinate \
         possess precede prefer preserve prevent produce prohibit promote propagate protect prove provide provoke pump \
         purify raise react realize receive recognize reduce refer reflect refract refuse regulate reject rely remain \
         remember remind remove repel replace represent reproduce require resemble resist respond restrict reveal rise \
         rotate rust say scatter secrete seek send separate shrink sink slide soften solidify solve speak spin spread \
         stabilize stimulate store strengthen subscribe suffer suggest surround survive swallow swell swim synthesize tend \
         throw transfer transform transmit transport travel undergo understand unite validate vaporize vary verify vibrate \
         warn weaken win write yield",
    ),
    (
        Roles::ILL,
        "any attack attacker bot breach break broken bug catastrophe chaos clash collide conflict corrupt crack crash danger \
         dangerous deadlock difficult disappear disaster downtime drop duplicate end error expose fail failed failure fall \
         fell forge fragile freeze gone hacked hacker hang hard hijack hole hurt inconsistent inject insecure leak log lose \
         lost mess miss nightmare off outage overload pain painful problem regret risk risky slow slower spam stale steal \
         stolen suffer tamper thief trouble unsafe useless vanish vulnerable waste weak wrong",
    ),
    (
        Roles::BLAME,
        "acceptable advisable antipattern blunder careless catastrophe catastrophic crime danger dangerous disaster \
         disastrous enough error fatal fine foolish footgun friend good harmful hazard horror inadequate insecure \
         insufficient madness mistake misuse naive nightmare ok okay pitfall reckless recommended risk risky safe secure \
         sin sloppy stupid sufficient trap unacceptable unsafe vulnerability wise",
    ),
    (
        Roles::WARNING,
        "avoid beware blunder careful crime danger dangerous disaster footgun guard keep mistake pitfall refrain risk risky \
         sin stay steer stop stupid tempt tempting temptation trap used warn wary watch",
    ),
    (
        Roles::ADORNS,
        "amazing astonishing awesome awful beautiful brilliant charming clever cool crazy curious delightful dramatic \
         elegant enormous excellent exceptional exciting extraordinary fabulous famous fancy fantastic fascinating \
         favorite favourite fine funny gigantic glorious good gorgeous grand great handy horrible huge immense \
         impressive incredible ingenious interesting intriguing legendary lovely magical magnificent marvellous \
         marvelous massive mighty neat nice notable noteworthy odd outstanding particular peculiar perfect pleasant \
         precious pretty remarkable renowned ridiculous serious shiny silly special spectacular splendid strange \
         striking stunning superb surprising terrible terrific tremendous ugly unbelievable unusual vast weird wild \
         wonderful absolutely admittedly apparently arguably certainly clearly completely definitely deeply entirely \
         especially evidently exactly extremely fairly frankly fully genuinely greatly highly honestly hopefully \
         importantly incredibly indeed inevitably interestingly naturally nicely notably obviously particularly \
         perfectly personally plainly precisely quietly readily reasonably relatively remarkably seemingly \
         significantly slightly somehow somewhat strictly strongly supposedly surely surprisingly terribly thoroughly \
         totally tremendously truly undoubtedly unfortunately utterly vastly wholly",
    ),
];

static WORDS: LazyLock<FxHashMap<TermId, Roles>> = LazyLock::new(|| {
    let mut words: FxHashMap<TermId, Roles> = FxHashMap::default();
    for (role, list) in LISTS {
        for known in list.split_ascii_whitespace().filter_map(lexicon::plain) {
            // `FAILS` in capitals may be left unstemmed, but is no other word.
            for term in [known.term, known.acronym] {
                words.entry(term).or_default().0 |= role;
            }
        }
    }
    words
});

/// The roles of a term: those of all words with its stem.
pub fn of(term: TermId) -> Roles {
    WORDS.get(&term).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Analyzer, stem_term};

    #[test]
    fn every_listed_word_is_one_that_analysis_leaves_whole() {
        for (_, list) in LISTS {
            for word in list.split_ascii_whitespace() {
                assert!(lexicon::plain(word).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn a_role_belongs_to_all_forms_of_a_word() {
        for (word, role, other) in [
            ("makes", Roles::LIGHT, Roles::CUE),
            ("beginning", Roles::POSITION, Roles::CUE),
            ("deployed", Roles::COMMON_VERB, Roles::LIGHT),
            ("lacking", Roles::CUE, Roles::BELIEF),
            ("myths", Roles::BELIEF | Roles::REJECTION, Roles::HOLDER),
        ] {
            let roles = of(stem_term(word));
            assert!(roles.has(role) && !roles.has(other), "{word} {roles:?}");
        }
        assert_eq!(of(stem_term("battery")), Roles::default());
    }

    #[test]
    fn tokens_carry_the_roles_of_their_terms() {
        let text = "It FAILS to read one file, LED lamps know 1 `thing` of APIs; don't get v2 from two front-ends.";
        for token in Analyzer::new().analyze(text).tokens {
            assert_eq!(token.roles, of(token.term), "{}", &text[token.start as usize..token.end as usize]);
        }
    }
}
