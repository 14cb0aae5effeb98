//! `gradus practice`: drives a session with what people type, and keeps what it says must be kept.

mod blocks;
mod editor;
mod input;

use super::args::{Args, Practice};
use super::{Failure, Outcome, clock, engine, unknown_item, width};
use crate::bank::Bank;
use crate::engine::Engine;
use crate::practice::{Ask, Effect, Event, Note, Order, Past, Picked, Picker, Plan, Session, View};
use crate::progress::{Answered, Moment, Store};
use crate::report::practice as report;
use input::{Got, Input};
use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

pub fn run(command: &Practice, args: &Args) -> Result<Outcome, Failure> {
    // The shipped bank is looked through without being made ready for grading: the first question does not wait for it.
    let ready: OnceCell<Engine> = OnceCell::new();
    if args.bank.is_some() {
        let _ = ready.set(engine(args)?);
    }
    let bank: &Bank = ready.get().map_or_else(|| Bank::shipped(), Engine::bank);
    let rubrics = |id: &str| ready.get_or_init(Engine::shipped).rubric(id).cloned();
    let now = clock::now()?;
    let plan = plan(command, bank, now)?;
    let path = store_path(command.store.as_deref())?;
    let store = Rc::new(RefCell::new(Store::open(&path)?));
    let mut input = Input::new(command.editor)?;
    let mut driver = Driver {
        bank,
        picker: Picker::new(plan),
        store: Rc::clone(&store),
        person: input.is_person(),
        begun: false,
        lots: fastrand::Rng::new(),
    };
    let mut session = Session::new(&rubrics, command.count);
    let mut effects: VecDeque<Effect> = session.begin().into();
    while let Some(effect) = effects.pop_front() {
        let event = match effect {
            Effect::Over => break,
            Effect::Pick => driver.pick(clock::now()?)?,
            Effect::Ask(ask) => driver.ask(&ask, &session, &mut input)?,
            effect => {
                driver.carry_out(&effect, &mut input)?;
                continue;
            }
        };
        effects.extend(session.step(event, clock::now()?));
    }
    driver.farewell(clock::now()?)?;
    Ok(Outcome::Done)
}

/// What is to be practised. A filter that nothing fits is a mistake.
fn plan(command: &Practice, bank: &Bank, now: Moment) -> Result<Plan, Failure> {
    if let Some(unknown) = command.item.iter().find(|id| bank.summaries().iter().all(|item| item.id != **id)) {
        return Err(unknown_item(bank, unknown));
    }
    let order = match (command.due, command.weakest, command.random, command.seed) {
        (true, ..) => Order::Due,
        (_, true, ..) => Order::Weakest,
        (.., Some(seed)) => Order::Random(seed),
        (.., true, None) => Order::Random(now.at.unsigned_abs()),
        _ => Order::Mix,
    };
    let plan = Plan {
        topic: command.topic.as_deref().map(str::to_lowercase),
        level: command.level.map(Into::into),
        items: command.item.clone(),
        order,
    };
    let picker = Picker::new(plan.clone());
    if !bank.summaries().iter().any(|item| picker.fits(item)) {
        return Err(super::items::nothing_fits(bank));
    }
    Ok(plan)
}

/// Where the store is: as named, or in the user's data folder, which is made when it is not there.
pub fn store_path(named: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(path) = named {
        return Ok(path.to_path_buf());
    }
    let folder = default_folder()?;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    // What somebody answered is nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder).map_err(|error| {
        Failure::Message(format!(
            "{}: the folder cannot be made: {error}; name another store with --store",
            folder.display()
        ))
    })?;
    Ok(folder.join("practice.db"))
}

fn default_folder() -> Result<PathBuf, Failure> {
    use etcetera::BaseStrategy;
    let folders = etcetera::base_strategy::choose_native_strategy()
        .map_err(|error| Failure::Message(format!("no home folder is known ({error}); name a store with --store")))?;
    Ok(folders.data_dir().join("gradus"))
}

/// What carries out the effects of a session.
struct Driver<'b> {
    bank: &'b Bank,
    picker: Picker,
    store: Rc<RefCell<Store>>,
    /// Somebody sits at a terminal.
    person: bool,
    /// The first question was picked.
    begun: bool,
    lots: fastrand::Rng,
}

impl Driver<'_> {
    fn pick(&mut self, now: Moment) -> Result<Event, Failure> {
        let store = self.store.borrow();
        let drafts = store.drafts()?;
        let past = Past { due: store.due(now.day)?, known: store.standings()?, skips: store.skips()?, today: now.day };
        // An answer that was left unfinished comes first, once.
        let left = drafts.iter().filter(|_| !self.begun && self.person).find_map(|draft| {
            self.bank.summaries().iter().find(|item| item.id == draft.item && self.picker.fits(item))
        });
        self.begun = true;
        let question = match left {
            Some(question) => Some(question),
            None => self.picker.next(self.bank, &past),
        };
        let Some(question) = question else { return Ok(Event::Picked(None)) };
        self.picker.asked(&question.id);
        let count = past.due.iter().find(|due| due.item == question.id).map_or(0, |due| due.concepts);
        let draft = drafts.into_iter().find(|draft| self.person && draft.item == question.id);
        Ok(Event::Picked(Some(Picked { question: question.clone(), due: count, draft })))
    }

    fn ask(&mut self, ask: &Ask, session: &Session, input: &mut Input) -> Result<Event, Failure> {
        let got = match ask {
            Ask::Answer(initial) => {
                let unfinished = session.unfinished();
                let question = unfinished.as_ref().map_or("", |left| &left.question).to_string();
                let store = Rc::clone(&self.store);
                let keep = move |text: &str| {
                    let now = clock::now().ok();
                    let draft = now.and_then(|now| unfinished.as_ref()?.draft(text, now));
                    if let Some(draft) = draft {
                        // A failure here is no reason to disturb somebody who writes: the finished answer is kept again,
                        // and that is told.
                        let _ = store.borrow_mut().keep_draft(&draft);
                    }
                };
                match input.answer(initial, Box::new(keep), &question)? {
                    Got::Text(text) => return Ok(Event::Answer { text, uid: format!("{:032x}", self.lots.u128(..)) }),
                    other => other,
                }
            }
            // Answers come one after the other: there is nobody to give commands.
            Ask::Command if !self.person => return Ok(Event::Line("next".to_string())),
            Ask::Command => input.line(&report::menu(width()))?,
            Ask::Wording(name) => input.line(&report::which_words(name, width()))?,
        };
        Ok(match got {
            Got::Text(line) => Event::Line(line),
            Got::Interrupted(text) => Event::Interrupted(text),
            Got::End => Event::End,
        })
    }

    fn carry_out(&mut self, effect: &Effect, input: &mut Input) -> Result<(), Failure> {
        match effect {
            Effect::Record(answered) => self.record(answered, input)?,
            Effect::Dispute(dispute) => self.store.borrow_mut().dispute(dispute)?,
            Effect::KeepDraft(draft) => self.store.borrow_mut().keep_draft(draft)?,
            Effect::Skip(skip) => self.store.borrow_mut().skip(skip)?,
            // The last line says when something is due.
            Effect::Show(View::Note(Note::NothingLeft)) if self.picker.takes_all_that_is_due() => {}
            Effect::Show(view) => show(view)?,
            Effect::Pick | Effect::Ask(_) | Effect::Over => {}
        }
        Ok(())
    }

    /// Keeps an answer. Where that fails, somebody at a terminal can mend the cause and try again.
    fn record(&mut self, answered: &Answered, input: &mut Input) -> Result<(), Failure> {
        loop {
            let Err(error) = self.store.borrow_mut().record(answered) else { return Ok(()) };
            if !self.person {
                return Err(error.into());
            }
            writeln!(anstream::stderr(), "{error}")?;
            match input.line("Your answer is still here. Enter to try again, Ctrl-C to give it up: ")? {
                Got::Text(_) => {}
                Got::Interrupted(_) | Got::End => return Err(error.into()),
            }
        }
    }

    /// What is due, as the last line.
    fn farewell(&self, now: Moment) -> Result<(), Failure> {
        let points = |day: i32| -> Result<u32, Failure> {
            Ok(self.store.borrow().due(day)?.iter().map(|due| due.concepts).sum())
        };
        let today = points(now.day)?;
        let tomorrow = points(now.day.saturating_add(1))? - today;
        let mut out = anstream::stdout().lock();
        write!(out, "{}", report::due(today, tomorrow, width()))?;
        out.flush()?;
        Ok(())
    }
}

fn show(view: &View) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    write!(out, "{}", report::view(view, width()))?;
    out.flush()?;
    Ok(())
}
