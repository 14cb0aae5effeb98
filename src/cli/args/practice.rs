//! What can be typed after `practice`, `progress`, `completions` and `man`.

use super::{LevelArg, View, named};
use clap_complete::Shell;
use std::path::PathBuf;

/// `gradus practice`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without a choice the mix is: what is due, then what is weak; every third question is new. After each answer type hint, \
again, follow-up, right, show, next or quit (or the first letter). What is kept, and nothing else: your answers, what they \
said, disputes, unfinished answers, and which questions you skipped. It is kept in one file on this machine; `gradus progress --forget` deletes it.

From a pipe, answers are blocks: an empty line or a line --- ends one. When the input begins with ---, only such lines do.

Examples:
  gradus practice                                    the usual mix
  gradus practice --due --count 5                    five questions at most, of what is due today
  gradus practice --topic security --level senior
  gradus practice --item gil -e                      one question, answered in $EDITOR
  gradus practice --random --seed 7                  by lot, the same lot for the same seed
  gradus practice --item gil --item csrf < answers.txt")]
pub struct Practice {
    /// Only topics whose name contains this
    #[arg(long)]
    pub topic: Option<String>,
    /// Only this level
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// This question. May be repeated: in this order
    #[arg(long, value_name = "ID", conflicts_with_all = ["topic", "level", "due", "weakest", "random", "seed"])]
    pub item: Vec<String>,
    /// Only what is due
    #[arg(long, conflicts_with_all = ["weakest", "random", "seed"])]
    pub due: bool,
    /// What went worst so far, first
    #[arg(long, conflicts_with_all = ["random", "seed"])]
    pub weakest: bool,
    /// By lot
    #[arg(long)]
    pub random: bool,
    /// By lot, always the same for the same number
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many questions at most
    #[arg(long, short = 'n', value_name = "N", value_parser = count)]
    pub count: Option<usize>,
    /// Write answers in $VISUAL or $EDITOR
    #[arg(short, long)]
    pub editor: bool,
    /// Keep answers in this file instead of the one in your data folder
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
}

/// At least one question.
fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("expected a number from 1 on".to_string()),
        Ok(count) => Ok(count),
    }
}

/// `gradus progress`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gradus progress                                    weak spots, trend, what is due
  gradus progress --html progress.html               the same as a page
  gradus progress --disputes                         what you said was right, for the author of the bank
  gradus progress --export practice.jsonl            take it along ...
  gradus progress --import practice.jsonl            ... and in again; doing so twice changes nothing
  gradus progress --forget gil                       delete everything about one question
  gradus progress --forget                           delete everything")]
pub struct Progress {
    /// How to show it
    #[arg(long, value_enum, default_value_t = View::Text)]
    pub format: View,
    /// Write a self-contained page
    #[arg(long, value_name = "FILE", group = "action", value_parser = named)]
    pub html: Option<String>,
    /// Write everything that is kept, as JSON Lines; `-` is standard output
    #[arg(long, value_name = "FILE", group = "action", value_parser = named)]
    pub export: Option<String>,
    /// Take over what an export holds; `-` is standard input
    #[arg(long, value_name = "FILE", group = "action", value_parser = named)]
    pub import: Option<String>,
    /// List disputed grades
    #[arg(long, group = "action")]
    pub disputes: bool,
    /// Delete everything about a question, or everything
    #[arg(long, value_name = "ID", group = "action")]
    pub forget: Option<Option<String>>,
    /// Do not ask before deleting everything
    #[arg(long, requires = "forget")]
    pub yes: bool,
    /// Read this file instead of the one in your data folder
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
}

/// `gradus completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gradus completions bash > ~/.local/share/bash-completion/completions/gradus
  gradus completions zsh > ~/.zfunc/_gradus          with ~/.zfunc in fpath
  gradus completions fish > ~/.config/fish/completions/gradus.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `gradus man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gradus man | man -l -                              read it
  gradus man ~/.local/share/man/man1                 install it, with a page for every command")]
pub struct Man {
    /// Write gradus.1 and a page for every command into this folder
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
