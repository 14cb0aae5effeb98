//! The inputs of commands: opened; for `gradus batch` wide tables mapped to the bank's questions, and all that is told about it.

use super::Failure;
use super::args::{Batch, Reading};
use super::say::say;
use crate::engine::Engine;
use crate::rows::input::{self, Options, Rows};

/// Refuses to read standard input twice: the second time there is nothing in it.
pub fn read_once(files: &[String]) -> Result<(), Failure> {
    match files.iter().filter(|file| *file == "-").count() {
        0 | 1 => Ok(()),
        times => Err(Failure::Message(format!(
            "`-` stands {} among the inputs, but standard input can be read once; give it once",
            if times == 2 { "twice".to_string() } else { format!("{times} times") }
        ))),
    }
}

/// Opens inputs that say themselves which question each row answers.
pub fn open_long(files: &[String], reading: &Reading) -> Result<Vec<Rows>, Failure> {
    read_once(files)?;
    let options = Options::from(reading);
    let inputs = files.iter().map(|file| input::open(file, options.clone())).collect::<Result<Vec<_>, _>>()?;
    has_sheets(reading, &inputs)?;
    Ok(inputs)
}

/// Fails where a sheet is named and there is no workbook to look for it.
fn has_sheets(reading: &Reading, inputs: &[Rows]) -> Result<(), Failure> {
    match &reading.sheet {
        Some(sheet) if !inputs.is_empty() && !inputs.iter().any(Rows::is_sheet) => {
            let message = format!("--sheet {sheet}: none of the inputs is a workbook (.xlsx)");
            Err(Failure::Message(message))
        }
        _ => Ok(()),
    }
}

/// Opens all inputs. What was guessed and how columns were mapped goes to standard error before the first row is graded.
#[cfg(feature = "search")]
pub fn open(command: &Batch, engine: &Engine) -> Result<Vec<Rows>, Failure> {
    let mut mapper = mapping::Mapper::new(command, engine);
    let options = mapper.options();
    let mut inputs = Vec::new();
    for file in &command.files {
        inputs.extend(mapper.mapped(input::open_any(file, &options)?)?);
    }
    tell(command, &mapper.told)?;
    mapper.wrong()?;
    has_sheets(&command.reading, &inputs)?;
    Ok(inputs)
}

/// Opens all inputs. Without search, only long tables can be read.
#[cfg(not(feature = "search"))]
pub fn open(command: &Batch, _: &Engine) -> Result<Vec<Rows>, Failure> {
    let inputs = open_long(&command.files, &command.reading)?;
    let told: Vec<String> = inputs.iter().flat_map(Rows::notes).cloned().collect();
    tell(command, &told)?;
    Ok(inputs)
}

fn tell(command: &Batch, told: &[String]) -> Result<(), Failure> {
    if !command.quiet {
        told.iter().try_for_each(say)?;
    }
    Ok(())
}

#[cfg(feature = "search")]
mod mapping {
    use super::*;
    use crate::columns::{self, Headings, Items, MapError, SAMPLE};
    use crate::rows::input::Layout;
    use std::sync::{Arc, OnceLock};

    /// Maps the columns of wide tables, and gathers what is to be told about all inputs.
    pub struct Mapper<'a> {
        command: &'a Batch,
        engine: &'a Engine,
        /// The search over questions, which is only made for tables that need it.
        items: Arc<OnceLock<Option<Items>>>,
        /// Which `--map` speak of a column of some table.
        met: Vec<bool>,
        /// Tables that are not mapped for sure, and why.
        refused: Vec<String>,
        /// What was guessed and mapped.
        pub told: Vec<String>,
    }

    impl<'a> Mapper<'a> {
        pub fn new(command: &'a Batch, engine: &'a Engine) -> Mapper<'a> {
            let met = vec![false; command.map.len()];
            Mapper { command, engine, items: Arc::default(), met, refused: Vec::new(), told: Vec::new() }
        }

        /// How files are read: a sheet of a workbook may be a wide table.
        pub fn options(&self) -> Options {
            let (bank, items) = (self.engine.bank().clone(), Arc::clone(&self.items));
            let wide = move |header: &[String]| {
                let items = items.get_or_init(|| Items::new(&bank).ok());
                items.as_ref().is_some_and(|items| columns::is_usable(items, header))
            };
            Options { wide: Some(Arc::new(wide)), ..Options::from(&self.command.reading) }
        }

        /// The rows of an input, ready to be parsed; nothing where its columns are not sure, which `wrong` tells.
        pub fn mapped(&mut self, mut rows: Rows) -> Result<Option<Rows>, Failure> {
            self.told.extend(rows.notes().iter().cloned());
            if let Layout::Unmapped(header) = &*rows.layout() {
                return self.map(rows, header);
            }
            if let Layout::Long(long) = &*rows.layout()
                && self.command.anonymise
                && !long.says_who()
            {
                // Even where nothing else is told.
                let way = "Call the column that says so candidate_id, name or email.";
                say(columns::nobody(rows.name(), way).trim_end())?;
            }
            columns::watch(&mut rows, self.engine.bank(), None);
            Ok(Some(rows))
        }

        fn map(&mut self, mut rows: Rows, header: &[String]) -> Result<Option<Rows>, Failure> {
            let mut sample = rows.sample(SAMPLE)?;
            let headings = columns::headings(header, &sample);
            if let Some(Headings { more, .. }) = headings {
                let lines = match more {
                    1 => "the line below the header holds headings, too".to_string(),
                    more => format!("the {more} lines below the header hold headings, too"),
                };
                self.told.push(format!("{}: {lines}; they are no answers", rows.name()));
                rows.pass_headings(more)?;
                sample.drain(..more);
            }
            let header = headings.as_ref().map_or(header, |headings| &headings.header);
            for (met, said) in self.met.iter_mut().zip(&self.command.map) {
                *met |= said.at(header).is_some();
            }
            if self.items.get().is_none() {
                let _ = self.items.set(Some(Items::new(self.engine.bank())?));
            }
            let Some(Some(items)) = self.items.get() else {
                return Err(Failure::Message("the questions cannot be searched".into()));
            };
            let file = rows.name().to_string();
            let mapping = match columns::map(&file, header, &sample, items, &self.command.map) {
                Ok(mapping) => mapping,
                // One half of a long table is there: then the other half is what is missing.
                Err(MapError::Refused(_)) if input::is_half_long(header) => return Ok(Some(rows.long()?)),
                // The other tables are looked at, too: a `--map` may be meant for one of them.
                Err(error @ MapError::Refused(_)) => {
                    self.refused.push(error.to_string());
                    return Ok(None);
                }
                Err(error) => return Err(error.into()),
            };
            self.told.push(columns::mapping(&file, &mapping).trim_end().to_string());
            if self.command.anonymise && !mapping.says_who() {
                // Even where nothing else is told.
                let way = "--map COLUMN=@id, =@name or =@email says which column it is.";
                say(columns::nobody(&file, way).trim_end())?;
            }
            rows.map(mapping.wide.clone());
            columns::watch(&mut rows, self.engine.bank(), Some((&mapping, &sample)));
            Ok(Some(rows))
        }

        /// Fails where a table is not mapped, or a `--map` is about none.
        pub fn wrong(self) -> Result<(), Failure> {
            let unmet = self.command.map.iter().zip(self.met).filter(|(_, met)| !met).map(|(said, _)| {
                let column = &said.column;
                format!("--map {column}=...: no wide table among the inputs has a column `{column}`")
            });
            let wrong: Vec<String> = unmet.chain(self.refused).collect();
            if wrong.is_empty() { Ok(()) } else { Err(Failure::Message(wrong.join("\n"))) }
        }
    }
}
