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
    let Some(dir) = &command.dir else {
        io::stdout().write_all(&page(Args::command())?.1)?;
        return Ok(Outcome::Done);
    };
    let failed = |error: io::Error| cannot_write(&dir.display().to_string(), error);
    let mut all = Args::command().disable_help_subcommand(true);
    all.build();
    std::fs::create_dir_all(dir).map_err(failed)?;
    for command in all.get_subcommands().chain([&all]) {
        let (name, page) = page(command.clone()).map_err(failed)?;
        std::fs::write(dir.join(name), page).map_err(failed)?;
    }
    Ok(Outcome::Done)
}

/// The manual page of a command, and the name of its file.
fn page(command: Command) -> io::Result<(String, Vec<u8>)> {
    let behind = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = clap_mangen::Man::new(command.after_help(None::<&'static str>));
    let man = man.source(concat!("gradus ", env!("CARGO_PKG_VERSION")));
    let mut out = Vec::new();
    man.render(&mut out)?;
    out.extend(sections(&behind).into_bytes());
    Ok((man.get_filename(), out))
}

/// What help says behind the options, as sections of a manual page: examples keep their lines.
fn sections(text: &str) -> String {
    let mut out = String::new();
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        if let Some(examples) = block.strip_prefix("Examples:\n") {
            out += &format!(".SH EXAMPLES\n.nf\n{}\n.fi\n", escaped(examples));
        } else if let Some(codes) = block.strip_prefix("Exit codes: ") {
            out += &format!(".SH \"EXIT STATUS\"\n{}\n", escaped(codes));
        } else {
            let head = if out.contains(".SH NOTES") { ".PP" } else { ".SH NOTES" };
            out += &format!("{head}\n{}\n", escaped(block));
        }
    }
    out
}

/// A text that says nothing to the formatter.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let plain = |line: &str| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_string() };
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
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
