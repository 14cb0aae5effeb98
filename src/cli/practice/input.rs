//! Where answers and commands come from: a line editor, the person's own editor, or a pipe.

use super::blocks::Blocks;
use super::{Failure, editor, report, width};
use crate::cli::CONVERT;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, ConditionalEventHandler, Context, Editor, Event, EventContext, EventHandler, Helper, KeyEvent, RepeatCount,
};
use std::cell::RefCell;
use std::io::{self, BufReader, IsTerminal, Stdin, Write};

/// What came in.
pub enum Got {
    /// A text.
    Text(String),
    /// Ctrl-C, and what was written until then.
    Interrupted(String),
    /// No more.
    End,
}

/// The source of answers and commands.
pub enum Input {
    /// Somebody at a terminal.
    Person {
        /// The line editor.
        lines: Box<Editor<Writing, DefaultHistory>>,
        /// Answers are written in the person's own editor.
        own_editor: bool,
        /// How an answer ends was told.
        told: bool,
    },
    /// Blocks from a pipe or a file.
    Pipe(Blocks<BufReader<Stdin>>),
}

impl Input {
    pub fn new(own_editor: bool) -> Result<Self, Failure> {
        if !io::stdin().is_terminal() {
            return Ok(Input::Pipe(Blocks::new(BufReader::new(io::stdin()))));
        }
        let mut lines: Editor<Writing, DefaultHistory> = Editor::new()?;
        lines.set_helper(Some(Writing::default()));
        lines.bind_sequence(KeyEvent::ctrl('D'), EventHandler::Conditional(Box::new(EndOfAnswer)));
        Ok(Input::Person { lines: Box::new(lines), own_editor, told: false })
    }

    /// Whether somebody sits at a terminal.
    pub fn is_person(&self) -> bool {
        matches!(self, Input::Person { .. })
    }

    /// An answer, beginning with `initial`. `keep` is called with what is written so far whenever a line ends. `question`
    /// is for the person's own editor.
    pub fn answer(&mut self, initial: &str, keep: Keep, question: &str) -> Result<Got, Failure> {
        match self {
            Input::Pipe(blocks) => match blocks.next() {
                Ok(Some(block)) => Ok(Got::Text(block)),
                Ok(None) => Ok(Got::End),
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    Err(Failure::Message(format!("standard input is not UTF-8; {CONVERT}")))
                }
                Err(error) => Err(error.into()),
            },
            Input::Person { own_editor: true, .. } => match editor::edit(initial, question) {
                Ok(text) => Ok(Got::Text(text)),
                // Nothing is written then, and somebody is there to mend it or to go on.
                Err(Failure::Message(reason)) => {
                    writeln!(anstream::stderr(), "{reason}")?;
                    Ok(Got::Text(String::new()))
                }
                Err(closed) => Err(closed),
            },
            Input::Person { lines, told, .. } => {
                if !*told {
                    writeln!(anstream::stdout(), "{}", report::how_to_answer(width()))?;
                    *told = true;
                }
                if let Some(writing) = lines.helper_mut() {
                    writing.begin(Some(keep));
                }
                // What is typed next is not to run into what was written before.
                let space = if initial.is_empty() || initial.ends_with(char::is_whitespace) { "" } else { " " };
                let got = lines.readline_with_initial("> ", (&format!("{initial}{space}"), ""));
                let got = self.taken(got)?;
                if let (Got::Text(text), Input::Person { lines, .. }) = (&got, self)
                    && !text.trim().is_empty()
                {
                    lines.add_history_entry(text.trim_end())?;
                }
                Ok(got)
            }
        }
    }

    /// One line.
    pub fn line(&mut self, prompt: &str) -> Result<Got, Failure> {
        let Input::Person { lines, .. } = self else { return Ok(Got::End) };
        if let Some(writing) = lines.helper_mut() {
            writing.begin(None);
        }
        let got = lines.readline(prompt);
        self.taken(got)
    }

    /// What the line editor returned, with what was written when it was interrupted.
    fn taken(&self, got: rustyline::Result<String>) -> Result<Got, Failure> {
        match got {
            Ok(text) => Ok(Got::Text(text)),
            Err(ReadlineError::Interrupted) => {
                let Input::Person { lines, .. } = self else { return Ok(Got::End) };
                let written = lines.helper().filter(|writing| writing.keep.is_some());
                Ok(Got::Interrupted(written.map(|writing| writing.written.borrow().clone()).unwrap_or_default()))
            }
            Err(ReadlineError::Eof) => Ok(Got::End),
            Err(error) => Err(error.into()),
        }
    }
}

/// Keeps what is written so far.
pub type Keep = Box<dyn Fn(&str)>;

/// Tells the line editor when an answer is finished, and remembers what is written: Ctrl-C returns no text.
#[derive(Default)]
pub struct Writing {
    /// Set while an answer is being written, of as many lines as it takes; else one line is asked for.
    keep: Option<Keep>,
    written: RefCell<String>,
}

impl Writing {
    fn begin(&mut self, keep: Option<Keep>) {
        self.keep = keep;
        self.written.borrow_mut().clear();
    }
}

impl Helper for Writing {}
impl Highlighter for Writing {}

impl Completer for Writing {
    type Candidate = String;
}

impl Hinter for Writing {
    type Hint = String;

    /// Is called after every key; hints at nothing.
    fn hint(&self, line: &str, _: usize, _: &Context<'_>) -> Option<String> {
        line.clone_into(&mut self.written.borrow_mut());
        None
    }
}

impl Validator for Writing {
    /// An answer is finished by an empty line; what it is so far is kept with every line, so that a terminal that closes
    /// takes little with it.
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let Some(keep) = &self.keep else { return Ok(ValidationResult::Valid(None)) };
        if text.trim().is_empty() || text.ends_with('\n') {
            return Ok(ValidationResult::Valid(None));
        }
        keep(text);
        Ok(ValidationResult::Incomplete)
    }
}

/// Ctrl-D at the end of what is written ends the answer; within it, the key deletes a character as ever.
struct EndOfAnswer;

impl ConditionalEventHandler for EndOfAnswer {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let at_end = !context.line().is_empty() && context.pos() == context.line().len();
        at_end.then_some(Cmd::AcceptLine)
    }
}
