//! The `gradus` program: parse the command line, run the command, turn the outcome into an exit code.

use std::process::ExitCode;

#[cfg(feature = "cli")]
fn main() -> ExitCode {
    gradus::cli::main()
}

#[cfg(not(feature = "cli"))]
fn main() -> ExitCode {
    eprintln!("gradus was built without its command line; build with `--features cli`");
    ExitCode::from(2)
}
