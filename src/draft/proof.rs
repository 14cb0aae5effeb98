//! Tries patterns out: each point is asked for by the first wording that its own reference meets, and no concept is met by
//! whatever meets another one.

use super::points::Point;
use super::wording::{self, Wording};
use super::{Read, concepts};
use crate::bank::{Item, KeywordSet};
use crate::check::lints::swallowing;
use crate::rubric::Compiler;
use crate::rubric::phrase;
use crate::scoring::{Flag, Grader, Status};

/// Points with the wording chosen for each.
pub struct Worded {
    pub points: Vec<(Point, Wording)>,
    /// What could not be worded.
    pub left: Vec<String>,
}

/// Chooses a wording for each point.
pub fn choose(item: &Item, read: &Read, compiler: &Compiler) -> Worded {
    let wordings: Vec<Vec<Wording>> = read.points.iter().map(|point| wording::of(point, read)).collect();
    let probe = concepts::probe(read, &wordings);
    let (rubric, _) = compiler.compile(&Item { keyword_set: Some(probe), ..item.clone() });
    let mut grader = Grader::default();
    // For each reference, whether each wording in turn is met; nothing where it is a list of terms, which states nothing.
    let met: Vec<Option<Vec<bool>>> = item
        .references
        .iter()
        .map(|reference| {
            let grade = grader.grade(&rubric, reference);
            let states = !grade.flags.contains(&Flag::KeywordList);
            states.then(|| grade.concepts.iter().map(|concept| concept.status == Status::Met).collect())
        })
        .collect();
    let mut worded = Worded { points: Vec::new(), left: Vec::new() };
    let mut number = 0;
    for (point, wordings) in read.points.iter().zip(wordings) {
        let first = number;
        number += wordings.len();
        let met = met[point.reference].as_ref();
        let holds = |at: usize| met.is_none_or(|met| met.get(first + at).copied().unwrap_or(false));
        match wordings.into_iter().enumerate().find(|(at, _)| holds(*at)) {
            Some((_, wording)) => worded.points.push((point.clone(), wording)),
            None => worded.left.push(label(point, read)),
        }
    }
    worded
}

/// What a point is called.
pub fn label(point: &Point, read: &Read) -> String {
    let (model, text) = &read.models[point.reference];
    phrase::label(model, text, point.words.clone())
}

/// Takes out the concepts that another one is met by whenever it is met itself, until there are none: what they say is said
/// again there, in more words. Their labels.
pub fn drop_swallowed(item: &Item, set: &mut KeywordSet, compiler: &Compiler) -> Vec<String> {
    let mut dropped = Vec::new();
    loop {
        let (rubric, _) = compiler.compile(&Item { keyword_set: Some(set.clone()), ..item.clone() });
        let Some((_, large)) = swallowing(&rubric).into_iter().next_back() else { return dropped };
        dropped.push(set.concepts.remove(large).label);
        concepts::regroup(set);
    }
}
