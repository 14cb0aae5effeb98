//! How to tell that a line inside a record of a CSV file is a row of its own: then a quote before it does not close.

use super::known::{Known, known};
use super::who::is_address;
use super::{Mapping, Taken};
use crate::bank::Bank;
use crate::rows::input::{Layout, Role, Rows};
use crate::text::key;
use csv::ByteRecord;
use rustc_hash::FxHashSet;

/// Watches over the quotes of a table: in a long one a row names a question of the bank; in a wide one its addresses,
/// times and numbers stand where those of the other rows stand.
pub fn watch(rows: &mut Rows, bank: &Bank, mapping: Option<(&Mapping, &[ByteRecord])>) {
    match (&*rows.layout(), mapping) {
        (Layout::Long(long), _) => {
            let Some(column) = long.at(Role::QuestionId).or(long.at(Role::Question)) else { return };
            let mut ids: FxHashSet<String> = FxHashSet::default();
            for item in bank.summaries() {
                ids.insert(key(&item.id));
                ids.insert(key(&item.question));
            }
            rows.watch(Box::new(move |record| {
                let cell = record.get(column).unwrap_or_default();
                std::str::from_utf8(cell).is_ok_and(|cell| ids.contains(&key(cell)))
            }));
        }
        (Layout::Wide(_), Some((mapping, sample))) => {
            let shapes: Vec<(usize, Shape)> = (0..mapping.header.len())
                .filter_map(|at| shape(mapping, sample, at).map(|shape| (at, shape)))
                .collect();
            if !shapes.is_empty() {
                rows.watch(Box::new(move |record| {
                    let mut there =
                        shapes.iter().filter_map(|(at, shape)| record.get(*at).map(|cell| shape.fits(cell))).peekable();
                    there.peek().is_some() && there.all(|fits| fits)
                }));
            }
        }
        _ => {}
    }
}

/// What all cells of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// An e-mail address.
    Address,
    /// Digits, with signs between them.
    Number,
}

impl Shape {
    fn fits(self, cell: &[u8]) -> bool {
        let cell = cell.trim_ascii();
        match self {
            Shape::Address => is_address(cell),
            Shape::Number => {
                cell.first().is_some_and(u8::is_ascii_digit)
                    && cell.iter().all(|byte| byte.is_ascii_digit() || b" :/.-,+TZAPM".contains(byte))
            }
        }
    }
}

fn shape(mapping: &Mapping, sample: &[ByteRecord], at: usize) -> Option<Shape> {
    let about = matches!(mapping.taken[at], Taken::Id | Taken::Email | Taken::Left(_))
        || matches!(known(&mapping.header[at], false), Some(Known::Left(_)));
    // Rows that are broken themselves do not count against a shape that nearly all have.
    let fits = |shape: Shape| {
        let good = sample.iter().filter(|record| record.get(at).is_some_and(|cell| shape.fits(cell))).count();
        good > 0 && good * 10 >= sample.len() * 9
    };
    [Shape::Address, Shape::Number].into_iter().find(|shape| about && fits(*shape))
}
