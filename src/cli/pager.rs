//! Long output for a person: through a pager when standard output is a terminal, straight out otherwise.

use super::args::Args;
use anstream::AutoStream;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};

/// Where long output goes. Colours follow `--color` and what standard output is, through a pager, too.
pub struct Pager {
    out: AutoStream<Box<dyn Write>>,
    child: Option<Child>,
}

impl Pager {
    /// The pager, if one is wanted and can be started.
    pub fn open(args: &Args) -> Pager {
        let stdout = io::stdout();
        let colours = AutoStream::choice(&stdout);
        let child = (!args.no_pager && stdout.is_terminal()).then(start).flatten();
        let (raw, child): (Box<dyn Write>, _) = match child {
            Some(mut child) => match child.stdin.take() {
                Some(stdin) => (Box::new(stdin), Some(child)),
                None => (Box::new(stdout), Some(child)),
            },
            None => (Box::new(stdout), None),
        };
        Pager { out: AutoStream::new(raw, colours), child }
    }

    /// Lets the reader finish.
    pub fn finish(self) -> io::Result<()> {
        let Pager { mut out, child } = self;
        let written = out.flush();
        // The pager sees the end of its input.
        drop(out);
        if let Some(mut child) = child {
            child.wait()?;
        }
        written
    }
}

impl Write for Pager {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.out.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Starts `$PAGER` or less; `None` when there is none, or when it is `cat` or empty. As git does, less is told to end at
/// once when all fits on one screen, to pass colours and to leave the text on the screen, unless `$LESS` says otherwise.
fn start() -> Option<Child> {
    let pager = std::env::var("PAGER").unwrap_or_else(|_| "less".to_string());
    let mut words = pager.split_whitespace();
    let program = words.next().filter(|program| *program != "cat")?;
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    // Ctrl-C belongs to the pager while it runs.
    let child = command.spawn().ok()?;
    let _ = ctrlc::set_handler(|| {});
    Some(child)
}
