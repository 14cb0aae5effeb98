//! The inputs of `gradus batch`: opened, wide tables mapped to the bank's questions, and all that is told about it.

use super::Failure;
use super::args::Batch;
use crate::engine::Engine;
use crate::rows::input::{self, Options, Rows};
use std::io::Write;

/// Opens all inputs. What was guessed and how columns were mapped goes to standard error before the first row is graded.
#[cfg(feature = "search")]
pub fn open(command: &Batch, engine: &Engine) -> Result<Vec<Rows>, Failure> {
    use crate::columns::{self, Items, MapError, SAMPLE};
    use crate::rows::input::Layout;
    use std::sync::{Arc, OnceLock};

    // The search over questions is only made for tables that need it.
    let items: Arc<OnceLock<Option<Items>>> = Arc::default();
    let bank = engine.bank().clone();
    let lazily = Arc::clone(&items);
    let wide = move |header: &[String]| {
        let items = lazily.get_or_init(|| Items::new(&bank).ok());
        items.as_ref().is_some_and(|items| columns::is_usable(items, header))
    };
    let options = Options {
        format: command.input_format,
        encoding: command.encoding.clone(),
        sheet: command.sheet.clone(),
        wide: Some(Arc::new(wide)),
    };
    let mut met = vec![false; command.map.len()];
    let mut inputs = Vec::new();
    let mut told = String::new();
    let mut refused = Vec::new();
    for file in &command.files {
        let mut rows = input::open_any(file, &options)?;
        told.extend(rows.notes().iter().map(|note| format!("{note}\n")));
        if let Layout::Unmapped(header) = &*rows.layout() {
            let sample = rows.sample(SAMPLE)?;
            if items.get().is_none() {
                let _ = items.set(Some(Items::new(engine.bank())?));
            }
            let Some(Some(found)) = items.get() else { return Err(Failure("the questions cannot be searched".into())) };
            for (met, said) in met.iter_mut().zip(&command.map) {
                *met |= said.at(header).is_some();
            }
            let mapping = match columns::map(file, header, &sample, found, &command.map) {
                Ok(mapping) => mapping,
                // One half of a long table is there: then the other half is what is missing.
                Err(MapError::Refused(_)) if input::is_half_long(header) => {
                    inputs.push(rows.long()?);
                    continue;
                }
                // The other tables are looked at, too: a `--map` may be meant for one of them.
                Err(error @ MapError::Refused(_)) => {
                    refused.push(error.to_string());
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            told.push_str(&columns::mapping(file, &mapping));
            if command.anonymise && !mapping.says_who() {
                // Even where nothing else is told.
                anstream::stderr().lock().write_all(columns::nobody(file).as_bytes())?;
            }
            rows.map(mapping.wide.clone());
            columns::watch(&mut rows, engine.bank(), Some((&mapping, &sample)));
        } else {
            columns::watch(&mut rows, engine.bank(), None);
        }
        inputs.push(rows);
    }
    tell(command, &told)?;
    let unmet = command.map.iter().zip(met).filter(|(_, met)| !met).map(|(said, _)| {
        let column = &said.column;
        format!("--map {column}=...: no wide table among the inputs has a column `{column}`")
    });
    let wrong: Vec<String> = unmet.chain(refused).collect();
    if wrong.is_empty() { Ok(inputs) } else { Err(Failure(wrong.join("\n"))) }
}

/// Opens all inputs. Without search, only long tables can be read.
#[cfg(not(feature = "search"))]
pub fn open(command: &Batch, _: &Engine) -> Result<Vec<Rows>, Failure> {
    let options = Options {
        format: command.input_format,
        encoding: command.encoding.clone(),
        sheet: command.sheet.clone(),
        wide: None,
    };
    let inputs = command.files.iter().map(|file| input::open(file, options.clone())).collect::<Result<Vec<_>, _>>()?;
    let told: String = inputs.iter().flat_map(Rows::notes).map(|note| format!("{note}\n")).collect();
    tell(command, &told)?;
    Ok(inputs)
}

fn tell(command: &Batch, text: &str) -> Result<(), Failure> {
    if !command.quiet {
        anstream::stderr().lock().write_all(text.as_bytes())?;
    }
    Ok(())
}
