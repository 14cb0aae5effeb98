//! Common verbs of technical prose: they tell a statement from a bare term, and where a new predicate begins.

use crate::text::{TermId, word_list};
use rustc_hash::FxHashSet;
use std::sync::OnceLock;

/// Verbs with which terse notes open: `add indexes`, `scales containers`.
const VERBS: &str = " add aggregate allow apply ask assert attach authenticate authorize boot break bring build bundle cache call catch \
 change check choose clean clone collect combine commit compare compile compress configure connect contain convert copy cover create cut \
 declare decode define delete deliver deploy describe design detect develop disable distribute divide download encode encrypt enforce ensure escape \
 execute expire explain expose extend fetch filter find fix generate get give handle help hide hold identify implement import improve include \
 increase inherit inject install integrate invalidate isolate iterate join keep learn let limit listen look loop maintain make manage map measure \
 merge migrate mock mount move need offload open optimize orchestrate organize pass pay persist prefer prevent produce \
 profile protect provide publish pull push put raise read rebuild receive redirect reduce refresh register reload remove render repeat \
 replace request require reset resolve respond restart restrict retrieve retry return reuse rollback rotate route run sanitize save scale schedule scan search \
 secure see select send separate serialize serve set share show sign simplify skip solve spawn speed split start stay stop store submit \
 switch sync take tell throttle track transfer tune turn type understand unpack update upgrade upload use validate verify wait want warn watch wrap \
 write yield";

fn verbs() -> &'static FxHashSet<TermId> {
    static TERMS: OnceLock<FxHashSet<TermId>> = OnceLock::new();
    TERMS.get_or_init(|| word_list::terms(VERBS))
}

/// Whether a term is the stem of a common verb.
pub fn is_common_verb(term: TermId) -> bool {
    verbs().contains(&term)
}
