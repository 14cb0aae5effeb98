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
use crate::rubric::Compiler;
use crate::rubric::derive::words_of;
use crate::scoring::Grader;
use crate::similarity::asked::Asked;
use crate::similarity::model::Model;
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
        let short = short(&item, &set, compiler);
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
    sides: Option<Sides>,
}

impl<'s> Read<'s> {
    fn new(source: &'s Source, compiler: &Compiler) -> Self {
        let lexicon = compiler.lexicon();
        let mut analyzer = Analyzer::new();
        let question = words_of(&source.question, &mut analyzer, lexicon);
        let asked = Asked::new(&question);
        let models: Vec<(Model, &str)> = source
            .references
            .iter()
            .map(|text| (Model::new(words_of(text, &mut analyzer, lexicon), &asked), text.as_str()))
            .collect();
        let sides = Sides::new(&question, &source.question, models.iter().map(|(model, _)| &model.words));
        let mut points: Vec<Point> = Vec::new();
        for (reference, (model, text)) in models.iter().enumerate() {
            points.extend(points::of(reference, model, text, asked.compared.as_ref()));
        }
        points.truncate(MOST);
        Read { models, points, sides }
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

/// The references that a set does not find strong.
fn short(item: &Item, set: &KeywordSet, compiler: &Compiler) -> Vec<(usize, Band)> {
    let (rubric, _) = compiler.compile(&Item { keyword_set: Some(set.clone()), ..item.clone() });
    let mut grader = Grader::default();
    let bands = item.references.iter().map(|reference| grader.grade(&rubric, reference).band);
    (1..).zip(bands).filter(|(_, band)| *band != Band::Strong).collect()
}
