//! From answers, one by one, to leads and groups. Memory holds 28 bytes for each answer, up to a limit; fingerprints are
//! sorted on disk where they are many.

use super::groups::{groups, signature};
use super::pairs::{Doc, pairs, promising};
use super::passages::compare;
use super::text::{Runs, Wording};
use super::winnow::winnow;
use super::{Group, Lead, mix};
use crate::bank::Bank;
use crate::rows::record::Record;
use crate::rows::sorter::Sorter;
use crate::rows::spill::{Reader, Spill};
use crate::text::{Analyzer, term_of};
use rustc_hash::FxHashMap;
use std::io;
use std::path::PathBuf;
use std::rc::Rc;

/// Answers that are compared; further ones are only counted.
pub const MOST_ANSWERS: usize = 2_000_000;
/// Items whose wording is kept.
pub const MOST_ITEMS: usize = 2_000;
/// Pairs that are laid side by side.
const MOST_PAIRS: usize = 5_000;
/// Leads that are told.
pub const MOST_LEADS: usize = 500;
/// Answers with fewer own runs are too short to tell anything.
const FEWEST_RUNS: usize = 8;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Pairs that share passages, those that share most first.
    pub leads: Vec<Lead>,
    /// Groups of like answers, the largest first.
    pub groups: Vec<Group>,
    /// Answers beyond [`MOST_ANSWERS`].
    pub left_out: u64,
}

/// Takes in answers.
pub struct Gatherer<'b> {
    bank: &'b Bank,
    folder: PathBuf,
    analyzer: Analyzer,
    wordings: FxHashMap<u64, Rc<Wording>>,
    docs: Vec<Doc>,
    /// Half a hash of each answer's item.
    items: Vec<u32>,
    prints: Sorter,
    signatures: Sorter,
    left_out: u64,
}

impl<'b> Gatherer<'b> {
    /// For answers to the items of a bank, or to items that the rows bring along. Temporary files lie beside the spill.
    pub fn new(bank: &'b Bank, spill: &Spill) -> Gatherer<'b> {
        let folder = spill.path().parent().map_or_else(std::env::temp_dir, PathBuf::from);
        Gatherer {
            bank,
            analyzer: Analyzer::new(),
            wordings: FxHashMap::default(),
            docs: Vec::new(),
            items: Vec::new(),
            prints: Sorter::new(&folder),
            signatures: Sorter::new(&folder),
            folder,
            left_out: 0,
        }
    }

    /// Adds an answer.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        let Some(grade) = &record.grade else { return Ok(()) };
        if self.docs.len() >= MOST_ANSWERS {
            self.left_out += 1;
            return Ok(());
        }
        let (item, wording) = self.wording(record);
        let runs = Runs::new(&mut self.analyzer, &record.answer, &wording);
        let number = self.docs.len() as u32;
        let hash = term_of(record.item());
        let mut prints = Vec::new();
        if runs.own.len() >= FEWEST_RUNS {
            prints = winnow(&runs.own.iter().map(|run| mix(hash, run.0)).collect::<Vec<_>>());
        }
        for print in &prints {
            self.prints.push((*print, number))?;
        }
        if let Some(signature) = signature(record, grade) {
            self.signatures.push((signature, number))?;
        }
        let ids = mix(term_of(record.who().unwrap_or(&record.answer_id)), term_of(&record.answer_id));
        self.docs.push(Doc {
            place: record.at,
            key: runs.whole & !0xffff_ffff | ids >> 32,
            candidate: (term_of(&record.candidate().to_string()) >> 32) as u32,
            prints: prints.len() as u32,
        });
        self.items.push(item);
        Ok(())
    }

    /// What tells the item from others, and what it says itself.
    fn wording(&mut self, record: &Record) -> (u32, Rc<Wording>) {
        let own = |hash: u64, text: &String| mix(hash, term_of(text));
        let key = record.references.iter().fold(term_of(record.item()), own);
        let item = (key >> 32) as u32;
        if let Some(wording) = self.wordings.get(&key) {
            return (item, Rc::clone(wording));
        }
        let known = record.question_id.as_deref().and_then(|id| self.bank.item(id));
        let wording = Rc::new(match known {
            Some(item) => Wording::new(&mut self.analyzer, &item.question, &item.references),
            None => {
                let question = record.question.as_deref().unwrap_or_default();
                Wording::new(&mut self.analyzer, question, &record.references)
            }
        });
        if self.wordings.len() < MOST_ITEMS {
            self.wordings.insert(key, Rc::clone(&wording));
        }
        (item, wording)
    }

    /// Lays the most promising answers side by side.
    pub fn finish(mut self, reader: &mut Reader) -> io::Result<Found> {
        let groups = groups(
            std::mem::replace(&mut self.signatures, Sorter::new(&self.folder)).sorted()?,
            &self.docs,
            &self.items,
        )?;
        let prints = std::mem::replace(&mut self.prints, Sorter::new(&self.folder));
        let mut sorter = Sorter::new(&self.folder);
        pairs(prints.sorted()?, &self.docs, &mut sorter)?;
        let mut leads: Vec<(Lead, [u64; 2])> = Vec::new();
        for [a, b] in promising(sorter.sorted()?, &self.docs, MOST_PAIRS)? {
            let (one, two) = (self.docs[a as usize], self.docs[b as usize]);
            // In an order of their own, not that of the input.
            let (one, two) = if one.key <= two.key { (one, two) } else { (two, one) };
            let records = [reader.record(one.place)?, reader.record(two.place)?];
            if records[0].candidate() == records[1].candidate() || records[0].item() != records[1].item() {
                continue;
            }
            let wording = self.wording(&records[0]).1;
            let runs = records.map(|record| Runs::new(&mut self.analyzer, &record.answer, &wording));
            let shared = compare(&runs[0], &runs[1]);
            if shared.is_lead() {
                let lead = Lead { places: [one.place, two.place], share: shared.share, passages: shared.passages };
                leads.push((lead, [one.key, two.key]));
            }
        }
        leads.sort_by(|(a, of_a), (b, of_b)| b.share.total_cmp(&a.share).then(of_a.cmp(of_b)));
        leads.truncate(MOST_LEADS);
        Ok(Found { leads: leads.into_iter().map(|lead| lead.0).collect(), groups, left_out: self.left_out })
    }
}
