//! The command line: what was typed, which command runs, and with which exit code it ends.
//!
//! Standard output is for results, standard error for people. Exit codes: 0 done; 1 done, but something fell short;
//! 2 could not be done.

mod args;
mod attack;
mod batch;
mod check;
#[cfg(feature = "practice")]
mod clock;
mod draft;
mod evaluate;
mod grade;
mod inputs;
mod interrupt;
mod items;
mod marks;
mod outputs;
mod overwrites;
mod pager;
#[cfg(feature = "practice")]
mod practice;
#[cfg(feature = "practice")]
mod progress;
mod resume;
mod salt;
mod say;
mod shell;

pub use args::{Args, ColorChoice, Command};

use crate::bank::Bank;
use crate::batch::instead_of;
use crate::engine::Engine;
use crate::finding::Severity;
use crate::report;
use crate::rows::output::OutputError;
use clap::{CommandFactory, FromArgMatches};
use rayon::{ThreadPool, ThreadPoolBuilder};
use say::say;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a command ended when it could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All went well.
    Done,
    /// Done, but something fell short: rows failed, a check found errors, a floor was not reached.
    FellShort,
}

/// What to do about text in another encoding where none can be named.
const CONVERT: &str = "convert it with: iconv -f WINDOWS-1252 -t UTF-8 (or whatever it is in)";

/// Why a command could not be done.
#[derive(Debug)]
pub enum Failure {
    /// One message for people.
    Message(String),
    /// Whoever reads the results has seen enough (`| head`), which is no failure.
    Closed,
}

impl<E: std::error::Error + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        let first: &(dyn std::error::Error + 'static) = &error;
        let is_closed = std::iter::successors(Some(first), |cause| cause.source())
            .filter_map(io_kind)
            .any(|kind| kind == io::ErrorKind::BrokenPipe);
        if is_closed {
            return Failure::Closed;
        }
        // Files are named by who writes them: what has no name is standard output.
        match first.downcast_ref::<io::Error>().filter(|error| error.kind() == io::ErrorKind::StorageFull) {
            Some(full) => Failure::Message(format!("standard output: cannot be written: {full}")),
            None => Failure::Message(error.to_string()),
        }
    }
}

impl Outcome {
    /// How a command ends whose outcome was known before it was shown: whoever has seen enough of it changes nothing.
    fn once(self, shown: Result<(), Failure>) -> Result<Outcome, Failure> {
        match shown {
            Ok(()) | Err(Failure::Closed) => Ok(self),
            Err(failure) => Err(failure),
        }
    }
}

/// The kind of an error of reading or writing. The one that stopped JSON is no `source` of the error that tells it.
fn io_kind(cause: &(dyn std::error::Error + 'static)) -> Option<io::ErrorKind> {
    let of_json = || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    cause.downcast_ref::<io::Error>().map(io::Error::kind).or_else(of_json)
}

/// An output that cannot be written.
fn cannot_write(name: &str, source: io::Error) -> Failure {
    OutputError { name: name.to_string(), source }.into()
}

/// What was typed. An answer may begin as a list does (`- one thread`), which can be no option; only where one does, words
/// with a hyphen in front are taken for answers, so that a misspelt option is still told as one.
fn parse(typed: Vec<OsString>) -> Args {
    let mut command = Args::command();
    if typed.iter().any(|word| is_list(word)) {
        command = command.mut_subcommand("grade", |grade| {
            grade.mut_args(|arg| if arg.is_positional() { arg.allow_hyphen_values(true) } else { arg })
        });
    }
    let args = command.try_get_matches_from(typed).and_then(|matches| Args::from_arg_matches(&matches));
    args.unwrap_or_else(|error| {
        // Help and the version are results: where they cannot be written, that is told. A reader who has seen enough is none.
        let printed = error.print().and_then(|()| io::stdout().flush());
        match printed {
            Err(why) if !error.use_stderr() && why.kind() != io::ErrorKind::BrokenPipe => {
                let _ = say(format_args!("error: standard output: cannot be written: {why}"));
                std::process::exit(2)
            }
            _ => std::process::exit(error.exit_code()),
        }
    })
}

fn is_list(word: &OsStr) -> bool {
    let behind = word.to_str().and_then(|word| word.strip_prefix('-'));
    behind.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Runs the program.
pub fn main() -> ExitCode {
    let args = parse(std::env::args_os().collect());
    args.color.apply();
    let run = match &args.command {
        Command::Grade(command) => grade::run(command, &args),
        Command::Batch(command) => batch::run(command, &args),
        Command::Evaluate(command) => evaluate::run(command, &args),
        Command::Attack(command) => attack::run(command, &args),
        Command::Items(command) => items::run(command, &args),
        Command::Check(command) => check::run(command, &args),
        Command::Draft(command) => draft::run(command, &args),
        #[cfg(feature = "practice")]
        Command::Practice(command) => practice::run(command, &args),
        #[cfg(feature = "practice")]
        Command::Progress(command) => progress::run(command, &args),
        Command::Completions(command) => shell::completions(command),
        Command::Man(command) => shell::man(command),
    };
    match run {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::FellShort) => ExitCode::from(1),
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            let _ = say(format_args!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

/// The bank that a command works with. A bank with errors is not used: what it says would be wrong.
fn engine(args: &Args) -> Result<Engine, Failure> {
    let Some(dir) = &args.bank else { return Ok(Engine::shipped()) };
    let (engine, findings) = Engine::load(Path::new(dir))?;
    let errors: Vec<_> = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    if errors.is_empty() {
        return Ok(engine);
    }
    let rendered = report::findings::render(&errors, engine.bank().sources(), true);
    let _ = writeln!(anstream::stderr(), "{rendered}");
    Err(Failure::Message(format!(
        "the bank in {} has errors; `gradus check --bank {}` lists everything",
        dir.display(),
        dir.display()
    )))
}

/// The threads to work with: so many, or one for each core.
fn pool(jobs: Option<u16>) -> Result<ThreadPool, Failure> {
    Ok(ThreadPoolBuilder::new().num_threads(jobs.map_or(0, usize::from)).build()?)
}

/// The message for an id that is not in the bank.
fn unknown_item(bank: &Bank, id: &str) -> Failure {
    Failure::Message(format!("there is no item `{id}`; {}", instead_of(bank, id)))
}

/// Width of the terminal in columns, within what can be laid out and what reads well.
fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(20, 110)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::BatchError;

    /// Takes nothing.
    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn only_a_closed_pipe_is_a_closed_pipe_however_deep_it_lies() {
        let output = |kind: io::ErrorKind| OutputError { name: "-".to_string(), source: kind.into() };
        let is_closed = |failure: Failure| matches!(failure, Failure::Closed);
        assert!(is_closed(io::Error::from(io::ErrorKind::BrokenPipe).into()));
        assert!(is_closed(BatchError::Output(output(io::ErrorKind::BrokenPipe)).into()));
        assert!(!is_closed(BatchError::Output(output(io::ErrorKind::StorageFull)).into()));
        assert!(!is_closed(io::Error::other("Broken pipe.csv: no such file").into()));
        let json = |kind: io::ErrorKind| serde_json::to_writer(Refusing(kind), "a text").expect_err("refused");
        assert!(is_closed(json(io::ErrorKind::BrokenPipe).into()));
        assert!(!is_closed(json(io::ErrorKind::StorageFull).into()));
    }
}
