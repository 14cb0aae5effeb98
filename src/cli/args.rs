//! What can be typed.

mod practice;

pub use practice::{Completions, Man};
#[cfg(feature = "practice")]
pub use practice::{Practice, Progress};

use crate::agreement::Cuts;
use crate::bank::Level;
#[cfg(feature = "search")]
use crate::columns::Said;
use crate::feedback::Reveal;
use crate::rows::input::{Format, Options};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Grades free-text answers by rules: strong, average or weak, with the evidence shown.
///
/// Local and deterministic: nothing leaves this machine, and the same answer always gets the same result.
#[derive(Debug, Parser)]
#[command(
    name = "gradus",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "\
Examples:
  gradus items indexing                              find a question
  gradus grade gil \"Only one thread at a time ...\"   grade one answer
  gradus batch answers.csv -o results.jsonl          grade a file of answers
  gradus evaluate exam.csv                           how well do grades agree with people?
  gradus check --bank my-bank                        is this bank sound?
  gradus attack                                      can the grader be fooled?
  gradus practice --topic security                   practise in the terminal
  gradus progress                                    weak spots, and what is due

Exit codes: 0 done; 1 done, but something fell short; 2 could not be done."
)]
pub struct Args {
    /// Use the bank in this folder (with corpus/ and keyword-sets/) instead of the one inside the program
    #[arg(long, global = true, value_name = "DIR")]
    pub bank: Option<PathBuf>,

    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,

    /// Do not show long output in a pager ($PAGER, or less)
    #[arg(long, global = true)]
    pub no_pager: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Grade one answer and show what earned it and what is missing
    Grade(Grade),
    /// Grade many answers from files: tables, form exports, workbooks, JSON Lines
    Batch(Batch),
    /// Compare grades with human judgement: correlation, kappa, errors, by file, question and band
    Evaluate(Evaluate),
    /// Try to fool the grader: probes over a bank or a labelled file, with the lines to hold
    Attack(Attack),
    /// List, filter or search the questions of the bank
    Items(Items),
    /// Check a bank: every problem with file, line and a caret under it; runs all examples
    Check(Check),
    /// Draft a keyword set from references, as TOML to edit: the fastest way to start an item
    Draft(Draft),
    /// Practise: answer questions, see what is missing, get hints, come back to what you keep missing
    #[cfg(feature = "practice")]
    Practice(Practice),
    /// Look back at practice: weak spots, trend, what is due; export, import, forget
    #[cfg(feature = "practice")]
    Progress(Progress),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page, or write one for every command
    Man(Man),
}

/// `gradus grade`.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "\
gradus grade [OPTIONS] <ITEM> [ANSWER]
       gradus grade [OPTIONS] --question <TEXT> --reference <TEXT>... [ANSWER]",
    after_help = "\
Examples:
  gradus grade django-vs-flask \"Django is batteries included, Flask a micro framework ...\"
  gradus grade gil - < answer.txt
  gradus grade gil --explain \"One lock, so one thread runs bytecode at a time.\"
  gradus grade gil --reveal hint \"One lock.\"         hints instead of what is missing
  gradus grade gil --format json \"...\" | jq .band
  gradus grade --question \"Why do leaves look green?\" --reference \"Chlorophyll reflects green light.\" \"...\""
)]
pub struct Grade {
    /// The question's id (see `gradus items`); left out where --reference says what is right
    #[arg(index = 1, required_unless_present = "reference")]
    pub item: Option<String>,
    /// The answer; `-` or nothing reads standard input
    #[arg(index = 2)]
    pub answer: Option<String>,
    /// A question that is not in the bank; what it gives away earns nothing
    #[arg(long, value_name = "TEXT", requires = "reference")]
    pub question: Option<String>,
    /// A model answer to grade by instead of an item; may be repeated, each is one way to answer
    #[arg(long, value_name = "TEXT")]
    pub reference: Vec<String>,
    /// How to show the result
    #[arg(long, value_enum, default_value_t = View::Text)]
    pub format: View,
    /// Print the arithmetic of the score
    #[arg(long)]
    pub explain: bool,
    /// How much to tell about what is missing
    #[arg(long, value_enum, default_value_t = Reveal::Label, value_name = "LEVEL")]
    pub reveal: Reveal,
}

/// `gradus batch`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Tables come long or wide. A row of a long one is an answer: it needs `question_id` (or the question's text) and `answer`; \
`answer_id`, `candidate_id`, `name`, `email` and `max_score` are kept when present; a row may carry its own `question` and \
`references` instead of an item of the bank (with both, the bank's item wins, unless the row's question is another). Who answered is the candidate's id, else the e-mail address, else the name, \
else the row itself. A row of a wide one is a candidate, with a column per question whose header is \
the question's text, as forms and learning platforms export them. How columns were matched to questions is shown first; what \
is not sure is refused with a --map line to paste.

Examples:
  gradus batch answers.csv -o results.csv
  gradus batch form-export.xlsx -o results.jsonl -o grades.csv --per candidate
  gradus batch export.csv -o results.csv --map '4=csrf' --map 'Any comments?=-'
  gradus batch answers.csv.gz --encoding windows-1252 -o results.csv
  gradus batch answers.csv -o shared.jsonl --anonymise --salt-file salt.txt
  gradus batch million.jsonl -o results.jsonl --resume        after Ctrl-C or a power cut
  gradus batch monday.csv tuesday.csv -o all.jsonl -o all.csv
  gradus batch answers.csv -o report.html -o results.xlsx     to hand over: one page, and a workbook
  gradus batch answers.csv -o grades.csv --per candidate      a gradebook: points per question, total, comment
  gradus batch answers.csv -o a.csv --per response -o c.csv --per concept
  gradus batch answers.csv -o review.csv --per review --review 50      the answers to look at first; fill in band or score ...
  gradus batch answers.csv -o final.csv --overrides review.csv        ... and a person's marks win over the machine's
  gradus batch answers.csv -o copies.csv --per copy           answers that share passages: leads, never a verdict
  cat answers.jsonl | gradus batch - -o - | jq -r .band")]
pub struct Batch {
    /// Files of answers: .csv, .tsv, .jsonl, .json, .xlsx, also packed as .gz or .zst; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_parser = named)]
    pub files: Vec<String>,
    /// Where results go; the ending chooses the format: .jsonl, .csv, .html or .xlsx; `-` is standard output. May be repeated
    #[arg(short, long = "output", required = true, value_name = "OUT", value_parser = named)]
    pub output: Vec<String>,
    #[command(flatten)]
    pub reading: Reading,
    /// What a column of a wide table is: an item's id, `-` to leave it out, or @id, @name, @email. The column is a number, a
    /// letter or its header. May be repeated
    #[cfg(feature = "search")]
    #[arg(long, value_name = "COLUMN=ITEM")]
    pub map: Vec<Said>,
    /// Format of outputs whose names do not tell, such as standard output [default for `-`: jsonl]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub output_format: Option<Format>,
    /// What a row of a CSV output stands for. Repeated, it holds for the CSV outputs in their order
    #[arg(long, value_enum, value_name = "ROW")]
    pub per: Vec<Per>,
    /// How many answers are listed as worth a person's look, in the outputs that list them [default: 500]
    #[arg(long, value_name = "N", value_parser = reviews)]
    pub review: Option<usize>,
    /// Marks of a person (CSV or XLSX: answer_id, then band, score from 0 to 1 or points, and comment; question_id, candidate_id
    /// and file where answer ids are not enough). They win over the machine's, which are kept beside them. A mark that cannot be used, such as a band and a
    /// score that contradict each other, is told, and the exit code is 1
    #[arg(long, value_name = "FILE")]
    pub overrides: Option<PathBuf>,
    /// Threads to use; by default all cores
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// How much results tell about what is missing: below `label` no id, label or message names it
    #[arg(long, value_enum, default_value_t = Reveal::Label, value_name = "LEVEL")]
    pub reveal: Reveal,
    /// Stop at the first row that cannot be graded: no file is written; standard output and pipes have the rows before it
    #[arg(long)]
    pub strict: bool,
    /// Replace candidates' ids in all outputs, leave out names and addresses, and cover them in answers. The ids stay the
    /// same from run to run with the same salt
    #[arg(long, requires = "salted")]
    pub anonymise: bool,
    /// The secret that ids are made with, in a file to keep; made where there is none
    #[arg(long, value_name = "FILE", group = "salted", requires = "anonymise")]
    pub salt_file: Option<PathBuf>,
    /// The secret itself (other users may see it in the list of processes)
    #[arg(long, value_name = "TEXT", group = "salted", requires = "anonymise")]
    pub salt: Option<String>,
    /// Go on with a run that was interrupted: the same command, with files as input and output
    #[arg(long)]
    pub resume: bool,
    /// No progress bar and no summary
    #[arg(short, long)]
    pub quiet: bool,
}

impl Batch {
    /// How many answers are listed as worth a person's look.
    pub fn reviews(&self) -> usize {
        self.review.unwrap_or(500)
    }
}

/// The name of a file. An empty one is what a variable of the shell gives that is not set.
fn named(text: &str) -> Result<String, String> {
    match text {
        "" => Err("the name is empty; give the name of a file, such as answers.csv or results.jsonl".to_string()),
        text => Ok(text.to_string()),
    }
}

fn reviews(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=100_000).contains(number));
    number.ok_or_else(|| "expected a number from 1 to 100000".to_string())
}

/// What a row of a CSV output stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Per {
    /// One answer, with its flat fields
    #[default]
    Response,
    /// One concept of one answer: status and the words that show it
    Concept,
    /// One candidate: points for each question, total, comment; of several answers to a question the last one counts
    Candidate,
    /// One answer worth a person's look, the most urgent first, with the reason and room for a mark (see --overrides)
    Review,
    /// One pair of answers that share passages: a lead to look at, never a verdict
    Copy,
}

/// `gradus evaluate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Rows are those of `gradus batch` with a human's judgement: `score` or `points` and `max_score` (and `score_1`, `score_2` where \
two people judged), or `band` (strong, average, weak), or `label` (correct, partially_correct, contradictory, irrelevant, non_domain, \
incorrect). Floors hold for every file by itself.

Examples:
  gradus evaluate exam.csv
  gradus evaluate exam.csv quiz.jsonl --per-question --worst 5
  gradus evaluate exam.csv --format json | jq .overall.measures
  gradus evaluate exam.csv --min-qwk 0.6               exit code 1 when agreement is lower")]
pub struct Evaluate {
    /// Files of judged answers, .csv, .jsonl or .xlsx; `-` is standard input
    #[arg(required = true, value_name = "FILE", value_parser = named)]
    pub files: Vec<String>,
    /// How to show the result; JSON always holds everything
    #[arg(long, value_enum, default_value_t = View::Text)]
    pub format: View,
    /// List every question, too
    #[arg(long)]
    pub per_question: bool,
    /// How many of the largest disagreements to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub worst: usize,
    /// Least quadratic weighted kappa of the points that every file must reach
    #[arg(long, value_name = "X", value_parser = super::evaluate::floor, allow_hyphen_values = true)]
    pub min_qwk: Option<f64>,
    /// Least Pearson correlation that every file must reach
    #[arg(long, value_name = "X", value_parser = super::evaluate::floor, allow_hyphen_values = true)]
    pub min_pearson: Option<f64>,
    /// Shares of the most points from which a human's points count as average and as strong [default: 0.4,0.75]
    #[arg(long, value_name = "AVERAGE,STRONG", value_parser = super::evaluate::cuts)]
    pub human_bands: Option<Cuts>,
    /// How often questions are drawn for the 95 % intervals; 0 for no intervals
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub resamples: u32,
    #[command(flatten)]
    pub reading: Reading,
    /// Threads to use; by default all cores
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// How to read files of answers, where they do not tell.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Format of the input, where the name does not tell
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<Format>,
    /// Encoding of the input, where gradus guesses wrong: utf-8, utf-16le, windows-1252, shift_jis ...
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Sheet of a workbook; by default the first whose header can be used
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

impl From<&Reading> for Options {
    fn from(reading: &Reading) -> Options {
        Options {
            format: reading.input_format,
            encoding: reading.encoding.clone(),
            sheet: reading.sheet.clone(),
            wide: None,
        }
    }
}

/// `gradus attack`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every probe changes answers in one way (or makes one up) and says what must hold afterwards, and in which share of the cases. \
Without a file the items of the bank are attacked: references and strong examples are right answers, weak examples wrong ones. \
In a file, rows judged correct or strong are right, rows judged wrong or weak are wrong.

Examples:
  gradus attack                                      the whole bank; exit code 1 when a line is not held
  gradus attack --item gil --probe negated           one item, one probe, with the worst cases
  gradus attack exam.jsonl --format json | jq '.rows[] | select(.held == false)'
  gradus attack --rows probes.jsonl                  keep the attacked answers
  gradus attack --smallest gil                       the fewest words that reach each band of an item
  gradus attack --list                               all probes with their lines")]
pub struct Attack {
    /// Files of judged answers, .csv or .jsonl, to attack instead of the bank; `-` is standard input
    #[arg(value_name = "FILE", value_parser = named)]
    pub files: Vec<String>,
    /// Only this item. May be repeated
    #[arg(long, value_name = "ID")]
    pub item: Vec<String>,
    /// Only this probe (see --list). May be repeated
    #[arg(long, value_name = "NAME")]
    pub probe: Vec<String>,
    /// List all probes with their lines, and do nothing
    #[arg(long)]
    pub list: bool,
    /// Show the fewest words that reach each band of this item. May be repeated
    #[arg(long, value_name = "ITEM", conflicts_with_all = ["files", "item", "probe", "rows"])]
    pub smallest: Vec<String>,
    /// How to show the result
    #[arg(long, value_enum, default_value_t = View::Text)]
    pub format: View,
    /// How many of the worst cases of each line to show
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub worst: usize,
    /// Write all attacked answers with their scores to this file (JSON Lines; `gradus batch` reads them)
    #[arg(long, value_name = "OUT")]
    pub rows: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
    /// Threads to use; by default all cores
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// `gradus items`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gradus items                        all questions by topic
  gradus items slow query             search
  gradus items --topic django --level senior")]
pub struct Items {
    /// Words to search for
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only topics whose name contains this
    #[arg(long)]
    pub topic: Option<String>,
    /// Only this level
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = View::Text)]
    pub format: View,
}

/// `gradus check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gradus check                        the bank inside the program
  gradus check my-bank                a bank in a folder; several folders one after the other
  gradus check my-bank gil            findings and examples of some items or topics only
  gradus check my-bank/corpus/x.toml  what concerns one file of a bank
  gradus check --codes                what can be found, by code")]
pub struct Check {
    /// Folders of banks, or files of one; anything else is an item id or a topic to restrict the report to
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// How to show findings
    #[arg(long, value_enum, default_value_t = View::Text)]
    pub format: View,
    /// Show errors only
    #[arg(long)]
    pub errors: bool,
    /// List what can be found, by the codes that findings have, and check nothing
    #[arg(long, conflicts_with_all = ["paths", "audit"])]
    pub codes: bool,
    /// Also print how the bank holds up as a whole: its size by topic, references graded without themselves, answers to
    /// other questions
    #[arg(long)]
    pub audit: bool,
}

/// `gradus draft`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gradus draft gil                                   from the references of an item of the bank
  gradus draft --question \"Why ...?\" --reference \"Because ...\" --reference \"...\"
  head -1 answers.jsonl | gradus draft - > keyword-sets/new.toml")]
pub struct Draft {
    /// An item's id, or `-` for a JSON object with `question` and `references` on standard input
    pub item: Option<String>,
    /// The question's text
    #[arg(long, value_name = "TEXT", conflicts_with = "item")]
    pub question: Option<String>,
    /// A model answer; may be repeated, each is one way to answer
    #[arg(long, value_name = "TEXT", conflicts_with = "item")]
    pub reference: Vec<String>,
}

/// How to show something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// For people
    Text,
    /// For programs
    Json,
}

/// A level, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// First job
    Entry,
    /// A few years
    Mid,
    /// Leads others
    Senior,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Level {
        match level {
            LevelArg::Entry => Level::Entry,
            LevelArg::Mid => Level::Mid,
            LevelArg::Senior => Level::Senior,
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorChoice {
    /// Makes it so for both output streams.
    pub fn apply(self) {
        match self {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
