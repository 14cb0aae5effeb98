//! `--anonymise`: the salt, from the command line or from a file that is kept.

use super::Failure;
use super::args::Batch;
use super::say::say;
use crate::engine::Engine;
use crate::rows::anonymise::Anonymiser;
use crate::text::stem_term;
use std::io::{self, Write};
use std::path::Path;

/// Characters: a shorter salt can be guessed, and with it who is behind an id.
const LEAST: usize = 12;
/// Random bytes of a new salt.
const BYTES: usize = 32;

/// What replaces identities, if that was asked for.
pub fn anonymiser<'e>(command: &Batch, engine: &'e Engine) -> Result<Option<Anonymiser<'e>>, Failure> {
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
            (salt.map_err(|error| Failure::Message(format!("{name}: {error}")))?, name)
        }
        (None, None) => return Err(Failure::Message("--anonymise needs --salt-file FILE or --salt TEXT".into())),
    };
    let salt = salt.trim();
    let length = salt.chars().count();
    if length < LEAST {
        return Err(Failure::Message(format!("{name}: the salt has {length} characters; give {LEAST} at least")));
    }
    let is_word = |word: &str| engine.compiler().lexicon().knows(stem_term(word));
    Ok(Some(Anonymiser::new(salt.as_bytes(), is_word)))
}

/// A new salt in a file of its own, for the owner's eyes alone: whole or not at all, since a shorter one would serve as well
/// and be worth less.
fn made(path: &Path, quiet: bool) -> io::Result<String> {
    let mut bytes = [0; BYTES];
    let help = "make the file yourself, with a long text that nobody can guess";
    getrandom::fill(&mut bytes)
        .map_err(|_| io::Error::other(format!("there is no such file, and no randomness to make it; {help}")))?;
    let salt: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".gradus-").tempfile_in(folder)?;
    writeln!(file, "{salt}")?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    if !quiet {
        say(format_args!(
            "{}: a new salt; keep it, and keep it secret: with it, ids stay the same and can be checked",
            path.display()
        ))?;
    }
    Ok(salt)
}
