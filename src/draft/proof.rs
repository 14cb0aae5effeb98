//! Tries patterns out: each point is asked for by the first wording that its own reference meets, and no concept is met by
//! whatever meets another one.

use super::points::Point;
use super::wording::{self, Wording};
use super::{Read, concepts};
use crate::bank::{Band, Item, KeywordSet, Need};
use crate::check::lints::swallowing;
use crate::compile::Compiler;
use crate::rubric::phrase;
use crate::scoring::{Flag, Scorer, Status};

/// Words that only tie a point to the one before it.
const LINKS: [&str; 9] = ["which", "that", "whereas", "therefore", "thus", "hence", "and", "but", "so"];
/// How much less than the shortest reference says may be asked for where references contradict each other.
const LESS: u32 = 3;

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
    let mut scorer = Scorer::default();
    // For each reference, whether each pattern in turn is met; nothing where it is a list of terms, which states nothing.
    let met: Vec<Option<Vec<bool>>> = item
        .references
        .iter()
        .map(|reference| {
            let grade = scorer.grade(&rubric, reference);
            let states = !grade.flags.contains(&Flag::KeywordList);
            states.then(|| grade.concepts.iter().map(|concept| concept.status == Status::Met).collect())
        })
        .collect();
    let mut worded = Worded { points: Vec::new(), left: Vec::new() };
    let mut number = 0;
    for (point, wordings) in read.points.iter().zip(wordings) {
        let mut chosen: Option<Wording> = None;
        for mut wording in wordings {
            let mut holds = || {
                number += 1;
                met[point.reference].as_ref().is_none_or(|met| met.get(number - 1).copied().unwrap_or(false))
            };
            let whole = holds();
            wording.half = wording.half.filter(|_| holds());
            if whole && chosen.is_none() {
                chosen = Some(wording);
            }
        }
        match chosen {
            Some(wording) => worded.points.push((point.clone(), wording)),
            None => worded.left.push(label(point, read)),
        }
    }
    worded
}

/// What a point is called.
pub fn label(point: &Point, read: &Read) -> String {
    let (model, text) = &read.models[point.reference];
    let words = point.words.clone();
    let is_link = |at: &usize| {
        let norm = model.words.norm(&model.words.words[*at]);
        LINKS.contains(&norm) || norm == "while" && point.about.is_some()
    };
    let links = words.clone().take_while(is_link).count();
    phrase::label(model, text, (words.start + links).min(point.core.end - 1)..words.end)
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

/// Lowers what is asked for where a reference is not strong: references may contradict each other. Those that are not strong
/// all the same, by number from 1 on, with their bands; nothing is lowered for them.
pub fn ask_for_less(item: &Item, set: &mut KeywordSet, compiler: &Compiler) -> Vec<(usize, Band)> {
    let short = short(item, set, compiler);
    let mut less = set.clone();
    for _ in 0..LESS {
        let lowered = less.groups.iter_mut().any(|group| match &mut group.need {
            Some(Need::Count(need)) if *need > 1 => {
                *need -= 1;
                true
            }
            _ => false,
        });
        if short.is_empty() || !lowered {
            break;
        }
        concepts::regroup(&mut less);
        if self::short(item, &less, compiler).is_empty() {
            *set = less;
            return Vec::new();
        }
    }
    short
}

/// The references that a set does not find strong.
fn short(item: &Item, set: &KeywordSet, compiler: &Compiler) -> Vec<(usize, Band)> {
    let (rubric, _) = compiler.compile(&Item { keyword_set: Some(set.clone()), ..item.clone() });
    let mut scorer = Scorer::default();
    let bands = item.references.iter().map(|reference| scorer.grade(&rubric, reference).band);
    (1..).zip(bands).filter(|(_, band)| *band != Band::Strong).collect()
}
