//! `--anonymise`: the salt, from the command line or from a file that is kept.

use super::Failure;
use super::args::Batch;
use crate::rows::anonymise::Anonymiser;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// A shorter salt can be guessed, and with it who is behind an id.
const LEAST: usize = 12;
/// Random bytes of a new salt.
const BYTES: usize = 32;

/// What replaces identities, if that was asked for.
pub fn anonymiser(command: &Batch) -> Result<Option<Anonymiser>, Failure> {
    if !command.anonymise {
        return Ok(None);
    }
    let (salt, name) = match (&command.salt, &command.salt_file) {
        (Some(salt), _) => (salt.clone(), "--salt".to_string()),
        (None, Some(file)) => {
            let name = file.display().to_string();
            let salt = match std::fs::read_to_string(file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => made(file, command.quiet),
                read => read,
            };
            (salt.map_err(|error| Failure(format!("{name}: {error}")))?, name)
        }
        (None, None) => return Err(Failure("--anonymise needs --salt-file FILE or --salt TEXT".into())),
    };
    let salt = salt.trim();
    if salt.len() < LEAST {
        return Err(Failure(format!("{name}: the salt has {} characters; give {LEAST} at least", salt.len())));
    }
    Ok(Some(Anonymiser::new(salt.as_bytes())))
}

/// A new salt in a file of its own, for the owner's eyes alone.
fn made(path: &Path, quiet: bool) -> io::Result<String> {
    let mut bytes = [0; BYTES];
    let help = "make the file yourself, with a long text that nobody can guess";
    File::open("/dev/urandom")
        .and_then(|mut random| random.read_exact(&mut bytes))
        .map_err(|_| io::Error::other(format!("there is no such file, and no randomness to make it; {help}")))?;
    let salt: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{salt}")?;
    file.sync_all()?;
    if !quiet {
        writeln!(
            anstream::stderr(),
            "{}: a new salt; keep it, and keep it secret: with it, ids stay the same and can be checked",
            path.display()
        )?;
    }
    Ok(salt)
}
