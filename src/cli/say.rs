//! Messages for people, on standard error. They quote cells, headers and names of files; whatever those hold, no control
//! character reaches the terminal.

use crate::report::terminal::clean;
use std::fmt::Display;
use std::io::{self, Write};

/// A message, with a line's end. Where nobody reads messages, they change nothing about how a run ends.
pub fn say(message: impl Display) -> io::Result<()> {
    match writeln!(anstream::stderr(), "{}", clean(&message.to_string())) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}
