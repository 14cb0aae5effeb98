//! A keyword set drafted from references, for an author to edit.
//!
//! Each reference is cut into the points that it makes (`points`): phrases, cut once more where a denial begins or ends and
//! where the other of two things compared is spoken of. A point becomes patterns (`wording`), of which the first is taken
//! that its own reference meets (`proof`); points of several references that say the same become one concept (`concepts`).
//! What no pattern can say is told, not left out in silence. `toml` writes it all down.

mod concepts;
mod points;
mod proof;
mod sides;
mod toml;
mod wording;

use crate::bank::{Band, Item, KeywordSet, Kind, Level};
use crate::compile::Compiler;
use crate::rubric::derive::words_of;
use crate::similarity::asked::Asked;
use crate::similarity::model::Model;
use crate::similarity::words::Words;
use crate::span::Place;
use crate::text::Analyzer;
use points::Point;
use sides::Sides;

/// Points of one item at most; a reference of many pages is not a rubric.
const MOST: usize = 48;

/// What to draft from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The item's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// Model answers, each of them one way to answer.
    pub references: Vec<String>,
    /// The item stands in a bank already.
    pub known: bool,
}

/// A keyword set in the making.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What it was made from; references that say nothing are left out.
    pub source: Source,
    /// The keyword set.
    pub set: KeywordSet,
    /// What references say and no pattern of the set asks for.
    pub left: Vec<String>,
    /// References that this draft does not find strong: number, from 1 on, and band.
    pub short: Vec<(usize, Band)>,
}

/// Why there is nothing to draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The question is blank.
    #[error("a draft needs the question: what it says itself earns nothing in an answer")]
    NoQuestion,
    /// There is no reference, or all of them are blank.
    #[error("a draft needs a reference: a model answer in one sentence or more")]
    NoReference,
    /// The references say nothing that a pattern could ask for.
    #[error(
        "nothing to draft: the references say nothing beyond the question; expected a model answer that states what an \
         answer should say"
    )]
    NothingSaid,
}

impl Draft {
    /// Drafts.
    pub fn new(mut source: Source, compiler: &Compiler) -> Result<Draft, DraftError> {
        let says = |text: &String| text.chars().any(char::is_alphanumeric);
        source.references.retain(says);
        if !says(&source.question) {
            return Err(DraftError::NoQuestion);
        }
        if source.references.is_empty() {
            return Err(DraftError::NoReference);
        }
        let read = Read::new(&source, compiler);
        let item = item(&source);
        let worded = proof::choose(&item, &read, compiler);
        let mut left = worded.left;
        let mut set = concepts::set(&read, worded.points);
        left.extend(proof::drop_swallowed(&item, &mut set, compiler));
        if set.concepts.is_empty() {
            return Err(DraftError::NothingSaid);
        }
        left.extend(read.beyond.iter().map(|point| proof::label(point, &read)));
        let short = proof::ask_for_less(&item, &mut set, compiler);
        Ok(Draft { source, set, left, short })
    }

    /// The draft as TOML.
    pub fn to_toml(&self) -> String {
        toml::write(self)
    }
}

/// A question and its references, read.
struct Read<'s> {
    models: Vec<(Model, &'s str)>,
    points: Vec<Point>,
    /// Points beyond those that one item may have.
    beyond: Vec<Point>,
    sides: Option<Sides>,
}

impl<'s> Read<'s> {
    fn new(source: &'s Source, compiler: &Compiler) -> Self {
        let lexicon = compiler.lexicon();
        let mut analyzer = Analyzer::new();
        let question = words_of(&source.question, &mut analyzer, lexicon);
        let mut asked = Asked::new(&question);
        let texts: Vec<Words> = source.references.iter().map(|text| words_of(text, &mut analyzer, lexicon)).collect();
        asked.compared = asked.compared.map(|compared| compared.apart_in(texts.iter()));
        let sides = Sides::new(&question, &source.question, &asked, &texts);
        let texts = texts.into_iter().zip(&source.references);
        let models: Vec<(Model, &str)> =
            texts.map(|(words, text)| (Model::new(words, &asked), text.as_str())).collect();
        let mut points: Vec<Point> = Vec::new();
        for (reference, (model, text)) in models.iter().enumerate() {
            points.extend(points::of(reference, model, text, asked.compared.as_ref()));
        }
        let beyond = points.split_off(points.len().min(MOST));
        Read { models, points, beyond, sides }
    }
}

/// The item that a keyword set is drafted for.
fn item(source: &Source) -> Item {
    Item {
        id: source.id.clone(),
        question: source.question.clone(),
        topic: String::new(),
        level: Level::Mid,
        kind: Kind::Definition,
        references: source.references.clone(),
        related: Vec::new(),
        keyword_set: None,
        place: Place::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;

    /// A draft by the shipped bank's language.
    pub fn draft(question: &str, references: &[&str]) -> Result<Draft, DraftError> {
        let source = Source {
            id: "x".into(),
            question: question.into(),
            references: references.iter().map(|text| (*text).to_string()).collect(),
            known: false,
        };
        Draft::new(source, Engine::shipped().compiler())
    }

    #[test]
    fn nothing_to_draft_from_is_an_error() {
        assert_eq!(draft(" ", &["Because."]).unwrap_err(), DraftError::NoQuestion);
        assert_eq!(draft("Why?", &["", "..."]).unwrap_err(), DraftError::NoReference);
        assert_eq!(draft("Why do ducks float?", &["Why?"]).unwrap_err(), DraftError::NothingSaid);
    }

    #[test]
    fn two_references_are_two_ways_to_answer() {
        let draft = draft("Why sleep?", &["Neurons discharge waste overnight.", "Memories settle. Muscles mend."]);
        let set = draft.expect("a draft").set;
        assert_eq!((set.concepts.len(), set.groups.len()), (3, 1));
        assert_eq!(set.groups[0].need, Some(crate::bank::Need::Count(1)));
    }

    #[test]
    fn a_page_is_drafted_as_far_as_an_item_goes() {
        let page: String = (0..60).map(|at| format!("Letter{at} follows number{at}. ")).collect();
        let draft = draft("What follows what?", &[&page]).expect("a draft");
        assert_eq!(draft.set.concepts.len() + draft.left.len(), 60);
        assert!(draft.set.concepts.len() <= MOST, "{}", draft.set.concepts.len());
    }

    #[test]
    fn what_is_left_out_is_told() {
        // Whatever names coyotes in packs names coyotes.
        let draft = draft("What howls?", &["Coyotes. Coyotes in packs."]).expect("a draft");
        assert!(draft.set.concepts.iter().all(|concept| concept.label != "Coyotes"), "{:?}", draft.set);
        assert!(draft.to_toml().contains("#   Coyotes"), "{}", draft.to_toml());
    }
}
