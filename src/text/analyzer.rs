//! The analyser: a text in, tokens, compounds, sentences and clauses out; and the stem of a single word.

use super::beginning::beginning;
use super::sink::{Scratch, Sink};
use super::stem;
use super::token::{Analysis, TermId, term_of};
use super::tokenize::Scanner;
use super::{lexicon, open_compounds, run_on, sentence};

/// Longest text taken, in bytes: offsets are 32 bits, and a normal form can be 30 times as long as what is written.
const LONGEST_TEXT: usize = u32::MAX as usize / 32;

/// Turns texts into [`Analysis`] values. Keeps buffers and remembers the words it has seen; neither has any effect on
/// results, so one per thread is as good as one for all.
#[derive(Debug, Default, Clone)]
pub struct Analyzer {
    scratch: Scratch,
}

impl Analyzer {
    /// An analyser that has seen no word yet.
    pub fn new() -> Self {
        Analyzer::default()
    }

    /// Analyses `text`.
    pub fn analyze(&mut self, text: &str) -> Analysis {
        let mut out = Analysis::default();
        self.analyze_into(text, &mut out);
        out
    }

    /// Analyses `text` into `out`, whose buffers are cleared and used again. Text beyond the first 128 MiB is ignored.
    pub fn analyze_into(&mut self, text: &str, out: &mut Analysis) {
        out.tokens.clear();
        out.compounds.clear();
        out.norms.clear();
        out.sentences.clear();
        out.clauses.clear();
        self.scratch.gaps.clear();
        let text = beginning(text, LONGEST_TEXT);
        Scanner::new(Sink::new(text, out, &mut self.scratch)).run();
        open_compounds::add(text, out, &mut self.scratch.memo);
        run_on::mark(out, &mut self.scratch.gaps);
        sentence::divide(out, &self.scratch.gaps);
    }
}

/// The term of a single word, exactly as the analyser gives it: of the token, or of the compound over all its parts
/// (`front-end` gives the term of `frontend`). Several words give the term of [`stem_of`].
pub fn stem_term(word: &str) -> TermId {
    if let Some(known) = lexicon::plain(word) {
        return known.term;
    }
    let analysis = Analyzer::new().analyze(word);
    if let Some(whole) = analysis.compounds.first()
        && whole.len as usize == analysis.tokens.len()
    {
        return whole.term;
    }
    match analysis.tokens.as_slice() {
        [token] => token.term,
        _ => term_of(&stem_of(word)),
    }
}

/// The stem of a word as text, for messages; the stems of several words or parts, with spaces between.
pub fn stem_of(word: &str) -> String {
    if lexicon::is_plain(word) {
        return stem::stem(word).into_owned();
    }
    let analysis = Analyzer::new().analyze(word);
    let mut out = String::with_capacity(word.len());
    for token in &analysis.tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        let norm = analysis.norm(token);
        let stem = stem::stem(norm);
        // In capitals the word may have been left as it stands.
        out.push_str(if term_of(norm) == token.term { norm } else { &stem });
    }
    out
}
