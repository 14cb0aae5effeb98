//! What can be typed after a result.

/// A command, by its word or its first letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Tell more about a missing point.
    Hint,
    /// Answer once more.
    Again,
    /// What an interviewer would ask next.
    FollowUp,
    /// The grade is wrong.
    Right,
    /// Show everything that a good answer says.
    Show,
    /// Go on to the next question.
    Next,
    /// End the session.
    Quit,
    /// Explain the commands.
    Help,
}

impl Command {
    /// All, in the order in which a menu lists them.
    pub const ALL: [Command; 8] = [
        Command::Hint,
        Command::Again,
        Command::FollowUp,
        Command::Right,
        Command::Show,
        Command::Next,
        Command::Quit,
        Command::Help,
    ];

    /// The word to type.
    pub fn word(self) -> &'static str {
        match self {
            Command::Hint => "hint",
            Command::Again => "again",
            Command::FollowUp => "follow-up",
            Command::Right => "right",
            Command::Show => "show",
            Command::Next => "next",
            Command::Quit => "quit",
            Command::Help => "help",
        }
    }

    /// What it does.
    pub fn about(self) -> &'static str {
        match self {
            Command::Hint => {
                "more about the missing point that gains most; `hint b`: about point b; repeat it for more"
            }
            Command::Again => "answer once more, beginning with what you wrote",
            Command::FollowUp => "what an interviewer would ask next",
            Command::Right => "I was right: tell the author of the bank; `right b`, or `right b` and your words for it",
            Command::Show => "everything that a good answer says",
            Command::Next => "the next question (also: skip)",
            Command::Quit => "end here, with a summary (also: Ctrl-D)",
            Command::Help => "this list",
        }
    }

    /// Reads a line: a command by its word, the beginning of its word or `?`, and what follows it.
    pub fn parse(line: &str) -> Option<(Command, &str)> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let word = word.to_lowercase();
        let command = match word.as_str() {
            "" => return None,
            "?" => Command::Help,
            "skip" => Command::Next,
            "retry" => Command::Again,
            "key" => Command::Show,
            "exit" => Command::Quit,
            "followup" => Command::FollowUp,
            // `h` is asked for much more often as a hint; help has `?`.
            word => Command::ALL.into_iter().find(|command| command.word().starts_with(word))?,
        };
        Some((command, rest.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_first_letters() {
        let command = |line: &str| Command::parse(line).map(|(command, _)| command);
        for known in Command::ALL {
            assert_eq!(command(known.word()), Some(known));
            assert_eq!(command(&known.word().to_uppercase()), Some(known));
        }
        let letters = ["h", "a", "f", "r", "s", "n", "q", "?"];
        assert_eq!(letters.map(|letter| command(letter).expect("a command")), Command::ALL);
        assert_eq!(Command::parse(" right  b one lock "), Some((Command::Right, "b one lock")));
        assert_eq!((command(""), command("x"), command("hints")), (None, None, None));
    }
}
