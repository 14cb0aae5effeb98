//! The bank as one block of bytes: an index, then every item on its own, so that one can be decoded without the rest.
//!
//! ```text
//! "gradus-bank" version | length of index (u32, little-endian) | index (postcard) | body
//! ```
//!
//! The index holds the summaries, the cut points and, as ranges of the body, where everything else is: each item (without
//! examples, with the word sets it uses), each item's examples, the glossary, the red flags, the statistics.

use super::schema::{Alternative, Bands, Example, Glossary, Item, KeywordSet, RedFlag, Text};
use super::store::{Bank, Summary};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

const MAGIC: &[u8] = b"gradus-bank\x01";

/// Why a block of bytes is not a bank.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// It does not begin like one, or was written by another version.
    #[error("not an encoded bank of this version")]
    Header,
    /// Its index or a part points beyond its end.
    #[error("the encoded bank is cut short")]
    Length,
    /// A part does not decode.
    #[error("the encoded bank is damaged: {0}")]
    Decode(postcard::Error),
    /// A part is beyond 4 GiB.
    #[error("the bank is too large to encode")]
    TooLarge,
}

/// A range of the body.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Slice {
    start: u32,
    len: u32,
}

#[derive(Serialize, Deserialize)]
struct Index {
    summaries: Vec<Summary>,
    bands: Bands,
    items: Vec<Ranges>,
    glossary: Slice,
    red_flags: Slice,
    statistics: Slice,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Ranges {
    item: Slice,
    examples: Slice,
}

/// Items that are still encoded.
#[derive(Debug, Clone)]
pub struct Packed {
    blob: Cow<'static, [u8]>,
    /// Where the body begins.
    body: usize,
    items: Vec<Ranges>,
}

impl Packed {
    /// Decodes one item, without its examples.
    pub fn item(&self, index: usize) -> Result<Item, BlobError> {
        decode(self.part(self.items.get(index).ok_or(BlobError::Length)?.item)?)
    }

    /// Decodes the examples of one item.
    pub fn examples(&self, index: usize) -> Result<Vec<Example>, BlobError> {
        decode(self.part(self.items.get(index).ok_or(BlobError::Length)?.examples)?)
    }

    fn part(&self, slice: Slice) -> Result<&[u8], BlobError> {
        part(&self.blob, self.body, slice)
    }
}

fn part(blob: &[u8], body: usize, slice: Slice) -> Result<&[u8], BlobError> {
    let start = body.checked_add(slice.start as usize).ok_or(BlobError::Length)?;
    let end = start.checked_add(slice.len as usize).ok_or(BlobError::Length)?;
    blob.get(start..end).ok_or(BlobError::Length)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BlobError> {
    postcard::from_bytes(bytes).map_err(BlobError::Decode)
}

/// A bank from its encoded form; no bytes at all are a bank without items.
pub fn unpack(blob: Cow<'static, [u8]>) -> Result<Bank, BlobError> {
    if blob.is_empty() {
        return Ok(Bank::default());
    }
    let rest = blob.strip_prefix(MAGIC).ok_or(BlobError::Header)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(BlobError::Length)?;
    let length = u32::from_le_bytes(*length) as usize;
    let index: Index = decode(rest.get(..length).ok_or(BlobError::Length)?)?;
    let body = MAGIC.len() + 4 + length;
    if index.items.len() != index.summaries.len() {
        return Err(BlobError::Length);
    }
    for ranges in &index.items {
        part(&blob, body, ranges.item)?;
        part(&blob, body, ranges.examples)?;
    }
    let glossary: Glossary = decode(part(&blob, body, index.glossary)?)?;
    let red_flags: Vec<RedFlag> = decode(part(&blob, body, index.red_flags)?)?;
    let statistics = match &blob {
        Cow::Borrowed(blob) => Cow::Borrowed(part(blob, body, index.statistics)?),
        Cow::Owned(blob) => Cow::Owned(part(blob, body, index.statistics)?.to_vec()),
    };
    let packed = Packed { blob, body, items: index.items };
    Ok(Bank::packed(index.summaries, glossary, index.bands, red_flags, statistics, packed))
}

/// Encodes a bank. `statistics` is kept as it is.
pub fn pack(bank: &Bank, statistics: &[u8]) -> Result<Vec<u8>, BlobError> {
    let mut body = Vec::new();
    let mut items = Vec::with_capacity(bank.summaries.len());
    for summary in &bank.summaries {
        let mut item = bank.item(&summary.id).ok_or(BlobError::Length)?.into_owned();
        if let Some(set) = &mut item.keyword_set {
            set.examples.clear();
            keep_used_sets(set);
        }
        let examples = bank.examples(&summary.id);
        items.push(Ranges { item: append(&mut body, &item)?, examples: append(&mut body, &examples)? });
    }
    let glossary = append(&mut body, &bank.glossary)?;
    let red_flags = append(&mut body, &bank.red_flags)?;
    let statistics = append_bytes(&mut body, statistics)?;
    let summaries = bank.summaries.clone();
    let index = Index { summaries, bands: bank.bands, items, glossary, red_flags, statistics };
    let index = postcard::to_stdvec(&index).map_err(BlobError::Decode)?;
    let length = u32::try_from(index.len()).map_err(|_| BlobError::TooLarge)?;
    Ok([MAGIC, &length.to_le_bytes(), &index, &body].concat())
}

fn append<T: Serialize + ?Sized>(body: &mut Vec<u8>, value: &T) -> Result<Slice, BlobError> {
    append_bytes(body, &postcard::to_stdvec(value).map_err(BlobError::Decode)?)
}

fn append_bytes(body: &mut Vec<u8>, bytes: &[u8]) -> Result<Slice, BlobError> {
    let start = u32::try_from(body.len()).map_err(|_| BlobError::TooLarge)?;
    let len = u32::try_from(bytes.len()).map_err(|_| BlobError::TooLarge)?;
    body.extend_from_slice(bytes);
    Ok(Slice { start, len })
}

/// Drops word sets that no pattern of the item can reach, so that decoding it does not pay for the whole file's.
fn keep_used_sets(set: &mut KeywordSet) {
    fn mentions(text: &Text, name: &str) -> bool {
        text.value.match_indices('@').any(|(at, _)| text.value[at + 1..].starts_with(name))
    }
    let in_alternative = |alternative: &Alternative, name: &str| {
        mentions(&alternative.pattern, name) || alternative.not.iter().any(|text| mentions(text, name))
    };
    let mut used: Vec<bool> = set
        .sets
        .iter()
        .map(|(name, _)| {
            let mut alternatives =
                set.concepts.iter().flat_map(|concept| concept.alternatives.iter().chain(&concept.partial));
            let mut wrong = set.misconceptions.iter().flat_map(|misconception| &misconception.alternatives);
            let mut sides = set.sides.iter().flat_map(|(_, phrases)| phrases);
            alternatives.any(|alternative| in_alternative(alternative, name))
                || wrong.any(|alternative| in_alternative(alternative, name))
                || sides.any(|phrase| mentions(phrase, name))
        })
        .collect();
    // A used set may name others.
    loop {
        let more = (0..used.len()).find(|at| {
            let reached = |(by, words): (&bool, &(String, Vec<Text>))| {
                *by && words.1.iter().any(|word| mentions(word, &set.sets[*at].0))
            };
            !used[*at] && used.iter().zip(&set.sets).any(reached)
        });
        match more {
            Some(at) => used[at] = true,
            None => break,
        }
    }
    let mut keep = used.into_iter();
    set.sets.retain(|_| keep.next().unwrap_or(true));
}
