//! A practice session as a pure state machine: events in, effects out. It knows no terminal, no file and no clock.
//!
//! [`Session::step`] takes what happened (an answer, a command, Ctrl-C) and returns what is to be done, in order. What must
//! be kept always comes before what is shown of it, so that nothing on the screen can be lost.

mod aid;
mod command;
mod pick;
mod session;
#[cfg(test)]
mod tests;
mod view;
mod visit;

pub use aid::Aid;
pub use command::Command;
pub use pick::{Order, Past, Picker, Plan};
pub use session::{Ask, Effect, Event, Picked, Session, Unfinished};
pub use view::{Note, Tally, View};
pub use visit::{Point, Visit};
