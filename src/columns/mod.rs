//! Wide tables: a candidate a row, a column per question. Which column answers which item is found from the headers, by
//! the bank's questions (`items`), by what platforms are known to export (`known`) and by what people say (`said`). What
//! is not sure is refused, with the candidates (`show`): a column graded as the wrong question helps nobody.

mod headings;
mod items;
mod known;
mod said;
mod show;
mod watch;
mod who;

pub use headings::{Headings, headings};
pub use items::{Candidate, Items, SearchError};
pub use said::{Said, What};
pub use show::{Refused, mapping, nobody};
pub use watch::watch;

use crate::rows::input::{AnswerColumn, ItemOf, Wide};
use csv::ByteRecord;
use items::Found;
use known::{Known, are_numbers, known, look_like_answers};
use rustc_hash::FxHashMap;
use who::are_addresses;

/// Rows that are looked at before a table is mapped.
pub const SAMPLE: usize = 200;

/// A header that has less in common with a question is no guess worth offering.
const RESEMBLES: f64 = 0.35;
/// A header with this much in common is taken for a question, whether or not it ends in a question mark.
const ALIKE: f64 = 0.5;
/// A heading with fewer words is not looked for in others.
const WORDS_REPEATED: usize = 3;

/// Why a column is left out that no question heads.
const NO_WORDS: &str = "no answers in words";
/// Why a column is left out that a question heads: marks for its answers, perhaps.
const NUMBERS: &str = "numbers, no answers in words";

/// What a column is taken for.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// Answers to an item.
    Answers(String, Sureness),
    /// Answers to the questions in another column.
    AnswersTo(usize),
    /// Texts of questions.
    Questions,
    /// Who answered.
    Id,
    /// Who answered.
    Name,
    /// Who answered.
    Email,
    /// Nothing to grade; the reason.
    Left(&'static str),
    /// It may be answers to one of these.
    Unsure(Vec<Candidate>, Doubt),
}

/// How an item was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sureness {
    /// The header is its question or its id.
    Same,
    /// The header says it in nearly the same words: 0 to 1.
    Like(f64),
    /// `--map` says so.
    Said,
}

/// Why a column is not mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The header fits several questions, or none well.
    Header,
    /// The same, and the header asks for yes or no, with no sentences below it.
    YesNo,
    /// The header says nothing; its answers sound like these questions.
    Answers,
    /// This column answers the same item.
    Twice(usize),
    /// A text in a column of questions.
    Text,
}

/// A table with its columns taken for something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// The header.
    pub header: Vec<String>,
    /// What each column is.
    pub taken: Vec<Taken>,
    /// How the rows are to be read.
    pub wide: Wide,
}

impl Mapping {
    /// Whether any column says who answered.
    pub fn says_who(&self) -> bool {
        !self.wide.ids.is_empty() || !self.wide.name.is_empty() || self.wide.email.is_some()
    }
}

/// Why a table cannot be mapped.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The search failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// `--map` names an item that does not exist.
    #[error("--map {column}={id}: there is no item `{id}` in the bank; `gradus items` lists them all")]
    NoItem {
        /// The column, as typed.
        column: String,
        /// The item, as typed.
        id: String,
    },
    /// Two `--map` speak of one column.
    #[error("{file}: --map {first}=... and --map {second}=... are both about column {}; leave one out", at + 1)]
    SaidTwice {
        /// The table.
        file: String,
        /// The column, counted from 0.
        at: usize,
        /// It as typed first.
        first: String,
        /// It as typed again.
        second: String,
    },
    /// Two `--map` name one item.
    #[error("{file}: --map {first}={id} and --map {second}={id}: only one column can answer an item; leave one out")]
    ItemTwice {
        /// The table.
        file: String,
        /// The item.
        id: String,
        /// One column, as typed.
        first: String,
        /// The other one.
        second: String,
    },
    /// Something is not sure.
    #[error(transparent)]
    Refused(#[from] Refused),
}

/// Whether any header of a table names a question: a sheet with such a header is one of answers.
pub fn is_usable(items: &Items, header: &[String]) -> bool {
    header.iter().enumerate().any(|(at, name)| {
        at > 0 && matches!(known(name, false), Some(Known::Response(_)))
            || matches!(items.find(name), Ok(Found::Same(_) | Found::Sure(_)))
    })
}

/// Maps the columns of a table. `sample` is the first rows of it; `said` is what people say.
pub fn map(
    file: &str,
    header: &[String],
    sample: &[ByteRecord],
    items: &Items,
    said: &[Said],
) -> Result<Mapping, MapError> {
    no_contradiction(file, header, said)?;
    let mut mapper = Mapper { header, sample, items, texts: FxHashMap::default(), points: FxHashMap::default() };
    let mut taken = Vec::with_capacity(header.len());
    for at in 0..header.len() {
        let before_is_answer = matches!(taken.last(), Some(Taken::Answers(..) | Taken::Unsure(..)));
        taken.push(match said.iter().find(|said| said.at(header) == Some(at)) {
            Some(said) => mapper.as_said(said)?,
            None => mapper.take(at, before_is_answer)?,
        });
    }
    if let Some(at) = headerless(&taken, &mapper) {
        return Err(Refused::headerless(file, &header[at]).into());
    }
    without_words(&mut taken, &mapper);
    twice(&mut taken, items);
    let answers = taken.iter().any(|taken| matches!(taken, Taken::Answers(..) | Taken::AnswersTo(_)));
    let doubts = taken.iter().any(|taken| matches!(taken, Taken::Unsure(..)));
    if doubts || !answers {
        return Err(Refused::new(file, header, &taken).into());
    }
    let wide = mapper.wide(&taken);
    Ok(Mapping { header: header.to_vec(), taken, wide })
}

struct Mapper<'a> {
    header: &'a [String],
    sample: &'a [ByteRecord],
    items: &'a Items,
    /// Questions in cells, with their items.
    texts: FxHashMap<String, String>,
    /// The most points of columns of answers.
    points: FxHashMap<usize, f64>,
}

impl Mapper<'_> {
    fn as_said(&self, said: &Said) -> Result<Taken, MapError> {
        Ok(match &said.what {
            What::Nothing => Taken::Left("as --map says"),
            What::Id => Taken::Id,
            What::Name => Taken::Name,
            What::Email => Taken::Email,
            What::Item(id) => match self.items.id(id) {
                Some(id) => Taken::Answers(id.to_string(), Sureness::Said),
                None => return Err(MapError::NoItem { column: said.column.clone(), id: id.clone() }),
            },
        })
    }

    fn take(&mut self, at: usize, before_is_answer: bool) -> Result<Taken, SearchError> {
        let header = self.header[at].as_str();
        let known = known(header, before_is_answer);
        let says_little =
            matches!(known, None | Some(Known::Left(_) | Known::Name | Known::FirstName | Known::LastName));
        if says_little && are_addresses(header, self.cells(at)) {
            return Ok(Taken::Email);
        }
        Ok(match known {
            Some(Known::Id) => Taken::Id,
            Some(Known::Name | Known::FirstName | Known::LastName) => Taken::Name,
            Some(Known::Email) => Taken::Email,
            Some(Known::Left(reason)) => Taken::Left(reason),
            Some(Known::Points(points)) => {
                self.points.insert(at - 1, points);
                Taken::Left("the most points of the column before")
            }
            Some(Known::PossiblePoints(_)) => Taken::Left("what a question is worth"),
            Some(Known::QuestionText(_)) => Taken::Questions,
            Some(Known::Response(number)) => self.response(at, number)?,
            None if self.is_about_another(at) => Taken::Left("about another column"),
            None => match self.items.find(header)? {
                Found::Same(_) | Found::Sure(_) if are_numbers(self.cells(at)) => Taken::Left(NUMBERS),
                Found::Same(id) => Taken::Answers(id, Sureness::Same),
                Found::Sure(found) => Taken::Answers(found.id, Sureness::Like(found.likeness)),
                // Short or missing answers to what may well be a question of the bank are not passed over in silence.
                Found::Unsure(candidates) if look_like_answers(self.cells(at)) => {
                    Taken::Unsure(candidates, Doubt::Header)
                }
                Found::Unsure(candidates) if may_ask(header, &candidates) => {
                    Taken::Unsure(candidates, if asks_yes_or_no(header) { Doubt::YesNo } else { Doubt::Header })
                }
                Found::Unsure(_) => Taken::Left(NO_WORDS),
            },
        })
    }

    fn cells(&self, at: usize) -> impl Iterator<Item = &[u8]> {
        self.sample.iter().filter_map(move |record| record.get(at))
    }

    /// Whether a column repeats the heading of another, with a word and a dash before it or something in brackets behind it, and
    /// has no sentences: points and remarks, as quizzes export them in many languages (`Punkte - ...`, `... [Puntuación]`).
    fn is_about_another(&self, at: usize) -> bool {
        let header = self.header[at].trim();
        let repeats = |other: &&String| {
            let other = other.trim();
            let before = header.strip_suffix(other).map(str::trim_end);
            let behind = header.strip_prefix(other).map(str::trim_start);
            before.is_some_and(|word| word.ends_with(['-', '\u{2013}']) && word.chars().any(char::is_alphabetic))
                || behind.is_some_and(|word| word.starts_with('[') && word.ends_with(']'))
        };
        let long = |other: &&String| other.split_whitespace().count() >= WORDS_REPEATED;
        self.header.iter().filter(long).any(|other| repeats(&other)) && !look_like_answers(self.cells(at))
    }

    /// A column whose header only says the number of the question: another column may have its text.
    fn response(&mut self, at: usize, number: u32) -> Result<Taken, SearchError> {
        let asked = self.header.iter().position(|name| known(name, false) == Some(Known::QuestionText(number)));
        let Some(asked) = asked else {
            let answers: Vec<String> =
                self.cells(at).take(20).map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            return Ok(Taken::Unsure(self.items.sound_like(&answers.join(" "))?, Doubt::Answers));
        };
        let mut texts: Vec<String> = Vec::new();
        for cell in self.cells(asked) {
            let text = String::from_utf8_lossy(cell).trim().to_string();
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        for text in texts {
            match self.items.find(&text)? {
                Found::Same(id) => drop(self.texts.insert(text, id)),
                Found::Sure(found) => drop(self.texts.insert(text, found.id)),
                Found::Unsure(candidates) => return Ok(Taken::Unsure(candidates, Doubt::Text)),
            }
        }
        Ok(Taken::AnswersTo(asked))
    }

    fn wide(self, taken: &[Taken]) -> Wide {
        let columns = |wanted: &dyn Fn(&Taken) -> bool| -> Vec<usize> {
            taken.iter().enumerate().filter(|(_, taken)| wanted(taken)).map(|(at, _)| at).collect()
        };
        let mut ids = columns(&|taken| *taken == Taken::Id);
        // A bare `id` may be the number of the answer sheet, as a response's is: any other column says better who it was.
        ids.sort_by_key(|at| matches!(&*crate::text::key(&self.header[*at]), "id" | "response_id" | "responseid"));
        let mut name = columns(&|taken| *taken == Taken::Name);
        let is = |at: &usize, wanted: Known| known(&self.header[*at], false) == Some(wanted);
        let part = |at: &usize| {
            if is(at, Known::FirstName) {
                0
            } else if is(at, Known::LastName) {
                2
            } else {
                1
            }
        };
        if let Some(whole) = name.iter().copied().find(|at| part(at) == 1) {
            // `Nom` beside `Prénom` and `Nombre` beside `Apellidos` are the other part of the name.
            let (first, last) = (name.iter().any(|at| part(at) == 0), name.iter().any(|at| part(at) == 2));
            name.retain(|at| *at == whole || first != last && part(at) != 1);
        }
        name.sort_by_key(part);
        let answers = taken.iter().enumerate().filter_map(|(at, taken)| {
            let item = match taken {
                Taken::Answers(id, _) => ItemOf::Id(id.clone()),
                Taken::AnswersTo(asked) => ItemOf::TextIn(*asked),
                _ => return None,
            };
            let response = match known(&self.header[at], false) {
                Some(Known::Response(number)) => Some(number),
                _ => None,
            };
            let max_in = response.and_then(|number| {
                self.header.iter().position(|name| known(name, false) == Some(Known::PossiblePoints(number)))
            });
            let max_score = self.points.get(&at).copied();
            Some(AnswerColumn { column: at, item, max_score, max_in, dash_is_empty: response.is_some() })
        });
        let answers = answers.collect();
        let email = columns(&|taken| *taken == Taken::Email).first().copied();
        Wide { names: self.header.to_vec(), ids, name, email, answers, texts: self.texts, delimiter: 0 }
    }
}

/// Two `--map` for one column, or two columns for one item, cannot both be meant.
fn no_contradiction(file: &str, header: &[String], said: &[Said]) -> Result<(), MapError> {
    for (number, later) in said.iter().enumerate() {
        let Some(at) = later.at(header) else { continue };
        for earlier in &said[..number] {
            let (first, second) = (earlier.column.clone(), later.column.clone());
            match earlier.at(header) {
                Some(before) if before == at => {
                    return Err(MapError::SaidTwice { file: file.to_string(), at, first, second });
                }
                Some(_) if earlier.what == later.what => {
                    if let What::Item(id) = &later.what {
                        return Err(MapError::ItemTwice { file: file.to_string(), id: id.clone(), first, second });
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Whether a header may well be a question of the bank: it is much like one, or a question that resembles one.
fn may_ask(header: &str, candidates: &[Candidate]) -> bool {
    let likeness = candidates.first().map_or(0.0, |best| best.likeness);
    likeness >= ALIKE || likeness >= RESEMBLES && header.trim_end().ends_with('?')
}

/// Whether a header asks the candidate for yes or no: `Have you used Django?`.
fn asks_yes_or_no(header: &str) -> bool {
    let key = crate::text::key(header);
    let mut words = key.split('_');
    let begins = ["are", "can", "could", "did", "do", "had", "have", "were", "will", "would"];
    words.next().is_some_and(|first| begins.contains(&first)) && words.next() == Some("you")
}

/// The column by which the first line is a row, and no header: it names a question, and so do the cells below it. Where there
/// are no cells, it is an id beside words that are no heading of anything.
fn headerless(taken: &[Taken], mapper: &Mapper) -> Option<usize> {
    let mut same = (0..taken.len()).filter(|at| matches!(taken[*at], Taken::Answers(_, Sureness::Same)));
    let (at, None) = (same.next()?, same.next()) else { return None };
    let header = mapper.header[at].as_str();
    let question = !mapper.items.is_named(header, false);
    let (mut all, mut named) = (0, 0);
    for cell in mapper.cells(at).filter(|cell| !cell.trim_ascii().is_empty()) {
        all += 1;
        named += usize::from(mapper.items.is_named(&String::from_utf8_lossy(cell), question));
    }
    let says_nothing = |other: &Taken| matches!(other, Taken::Left(NO_WORDS) | Taken::Unsure(..));
    let alone = mapper.sample.is_empty()
        && !question
        && taken.iter().any(says_nothing)
        && taken.iter().enumerate().all(|(other, taken)| other == at || says_nothing(taken));
    (all > 0 && named * 2 >= all && taken.len() > 1 || alone).then_some(at)
}

/// Where questions head numbers and no column has a word below it, the table is one of marks, and its empty columns are those
/// of questions that nobody answered.
fn without_words(taken: &mut [Taken], mapper: &Mapper) {
    let is_empty = |at: usize| mapper.cells(at).all(|cell| cell.trim_ascii().is_empty());
    let is_worded = |(at, taken): (usize, &Taken)| match taken {
        Taken::Answers(_, how) => *how == Sureness::Said || !is_empty(at),
        Taken::AnswersTo(_) => true,
        _ => false,
    };
    let of_marks = taken.contains(&Taken::Left(NUMBERS)) && !taken.iter().enumerate().any(is_worded);
    for column in taken.iter_mut().filter(|column| of_marks && matches!(column, Taken::Answers(..))) {
        *column = Taken::Left("empty, beside columns of numbers");
    }
}

/// Two columns cannot both be the answers to one item: the better founded of them is, or else the first.
fn twice(taken: &mut [Taken], items: &Items) {
    let rank = |how: Sureness| match how {
        Sureness::Like(_) => 0,
        Sureness::Same => 1,
        Sureness::Said => 2,
    };
    let mut best: FxHashMap<String, (u8, usize)> = FxHashMap::default();
    for (at, column) in taken.iter().enumerate() {
        if let Taken::Answers(id, how) = column {
            let first = best.entry(id.clone()).or_insert((rank(*how), at));
            if rank(*how) > first.0 {
                *first = (rank(*how), at);
            }
        }
    }
    for (at, column) in taken.iter_mut().enumerate() {
        if let Taken::Answers(id, _) = column
            && let Some((_, answers)) = best.get(id)
            && *answers != at
        {
            *column = Taken::Unsure(items.candidate(id).into_iter().collect(), Doubt::Twice(*answers));
        }
    }
}

#[cfg(test)]
mod tests;
