//! `gradus completions` and `gradus man`: both made from what can be typed, so that they are never out of date.

use super::args::{Args, Completions, Man};
use super::{Failure, Outcome, cannot_write};
use crate::bank::Bank;
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use std::io::{self, Write};

/// Prints completions. Ids of the shipped bank are completed, too.
pub fn completions(command: &Completions) -> Result<Outcome, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(command.shell, &mut with_ids(), "gradus", &mut out);
    io::stdout().write_all(&out)?;
    Ok(Outcome::Done)
}

/// The commands, with the ids of the shipped bank wherever an item is named. For completions alone: another bank has
/// other ids.
fn with_ids() -> Command {
    let ids: Vec<&'static str> = Bank::shipped().summaries().iter().map(|item| item.id.as_str()).collect();
    let mut named = vec![("grade", "item"), ("draft", "item"), ("attack", "item"), ("attack", "smallest")];
    if cfg!(feature = "practice") {
        named.extend([("practice", "item"), ("progress", "forget")]);
    }
    named.into_iter().fold(Args::command(), |command, (name, argument)| {
        let ids = ids.clone();
        command.mut_subcommand(name, |command| {
            command.mut_arg(argument, |arg| arg.value_parser(PossibleValuesParser::new(ids)))
        })
    })
}

/// Prints the manual page, or writes one for every command into a folder.
pub fn man(command: &Man) -> Result<Outcome, Failure> {
    match &command.dir {
        Some(dir) => clap_mangen::generate_to(Args::command(), dir)
            .map_err(|error| cannot_write(&dir.display().to_string(), error))?,
        None => {
            let mut out = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut out)?;
            io::stdout().write_all(&out)?;
        }
    }
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
        with_ids().debug_assert();
    }
}
