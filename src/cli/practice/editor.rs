//! An answer written in the person's own editor.

use super::Failure;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// Everything from this line on is not part of the answer.
const CUT: &str = "---------- the answer ends above this line ----------";

/// Opens `$VISUAL` or `$EDITOR` (or `vi`) on `initial`, with the question below, and returns what was saved.
pub fn edit(initial: &str, question: &str) -> Result<String, Failure> {
    let failed = |error: std::io::Error| Failure::Message(format!("a file for the editor cannot be made: {error}"));
    let mut file = tempfile::Builder::new().prefix("gradus-answer-").suffix(".md").tempfile().map_err(failed)?;
    write!(file, "{initial}\n\n{CUT}\n\n{question}\n").and_then(|()| file.flush()).map_err(failed)?;
    let editor =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let editor = editor.unwrap_or_else(|| "vi".to_string());
    // Ctrl-C belongs to the editor while it runs; a handler that does nothing is not passed on to it.
    let _ = ctrlc::set_handler(|| {});
    let status = command(&editor, file.path())
        .status()
        .map_err(|error| Failure::Message(format!("the editor `{editor}` cannot be started: {error}; set EDITOR")))?;
    if !status.success() {
        return Err(Failure::Message(format!("the editor `{editor}` ended with {status}; nothing was taken over")));
    }
    let bytes = std::fs::read(file.path()).map_err(failed)?;
    Ok(answer(&String::from_utf8_lossy(&bytes)).to_string())
}

/// `EDITOR` may hold arguments, and is read by the shell as other programs do.
#[cfg(unix)]
fn command(editor: &str, file: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: &str, file: &Path) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("notepad"));
    command.args(words).arg(file);
    command
}

/// The part of a file that is the answer.
fn answer(text: &str) -> &str {
    text.split(CUT).next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_is_no_part_of_the_answer() {
        assert_eq!(answer(&format!("# A heading\n\nmine\n\n{CUT}\n\nWhat?\n")), "# A heading\n\nmine");
        assert_eq!(answer("no line left"), "no line left");
        assert_eq!(answer(&format!("\n\n{CUT}")), "");
    }
}
