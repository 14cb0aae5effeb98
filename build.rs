//! Packs the bank in `corpus/` and `keyword-sets/` into `OUT_DIR/bank.bin`, with the library's own loader.
//!
//! The modules below are the library's; the build sees them under the same paths (`crate::bank`, `crate::span` ...), so
//! there is one loader and one format. Mistakes in the bank fail the build, with file and line.

#![allow(dead_code, unused_imports)] // the build uses a part of the library's modules

#[path = "src/finding.rs"]
mod finding;
#[path = "src/similarity"]
mod similarity {
    pub mod bm25;
    mod statistics;

    pub use bm25::Statistics;
}
#[path = "src/span.rs"]
mod span;
#[path = "src/text/mod.rs"]
mod text;

#[path = "src/bank"]
mod bank {
    mod alternatives;
    pub mod blob;
    pub mod codes;
    mod files;
    mod join;
    mod keywords;
    mod language;
    mod load;
    mod questions;
    mod reader;
    pub mod schema;
    mod seen;
    mod store;
    pub mod suggest;
    mod syntax;
    mod table;

    pub use files::{Folder, read_files};
    pub use load::load_files;
    pub use schema::{Alternative, Glossary, Item};
    pub use store::{Bank, Summary};
}

use bank::{Bank, Folder, Item, Summary, blob};
use finding::Severity;
use similarity::Statistics;
use std::borrow::Cow;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    for path in [
        "build.rs",
        "src/bank",
        "src/finding.rs",
        "src/similarity/bm25.rs",
        "src/similarity/statistics.rs",
        "src/span.rs",
        "src/text",
        "corpus",
        "keyword-sets",
    ] {
        println!("cargo:rerun-if-changed={path}");
    }
    let blob = pack_bank()?;
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    std::fs::write(Path::new(&out).join("bank.bin"), blob)?;
    Ok(())
}

/// The encoded bank; empty where there are no questions.
fn pack_bank() -> Result<Vec<u8>, Box<dyn Error>> {
    let files = match bank::read_files(Path::new(".")) {
        Ok(files) if files.iter().any(|file| file.folder == Folder::Corpus) => files,
        Ok(_) => return Ok(Vec::new()),
        Err(_) if !Path::new("corpus").exists() && !Path::new("keyword-sets").exists() => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let (bank, findings) = bank::load_files(files);
    let errors: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.to_line(bank.sources()))
        .collect();
    if !errors.is_empty() {
        return Err(format!("the bank has {} errors\n{}", errors.len(), errors.join("\n")).into());
    }
    let items: Vec<Cow<Item>> = bank.summaries().iter().filter_map(|summary| bank.item(&summary.id)).collect();
    let statistics = Statistics::of_bank(items.iter().map(Cow::as_ref), bank.glossary());
    let blob = blob::pack(&bank, &postcard::to_stdvec(&statistics)?)?;
    read_back(&blob, &bank, &statistics)?;
    Ok(blob)
}

/// What cannot be read back must not ship.
fn read_back(blob: &[u8], bank: &Bank, statistics: &Statistics) -> Result<(), Box<dyn Error>> {
    let packed = blob::unpack(Cow::Owned(blob.to_vec()))?;
    if postcard::from_bytes::<Statistics>(packed.statistics())? != *statistics {
        return Err("the packed statistics cannot be read back".into());
    }
    for Summary { id, .. } in bank.summaries() {
        if packed.item(id).is_none() || packed.examples(id).len() != bank.examples(id).len() {
            return Err(format!("the packed item `{id}` cannot be read back").into());
        }
    }
    Ok(())
}
