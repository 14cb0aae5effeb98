//! Numbers that look random and are not: the same for the same seed on every machine.

use crate::agreement::bootstrap::Numbers;
use crate::text::term_of;

/// Enough to shuffle words and to make up letters.
#[derive(Debug, Clone)]
pub struct Seed(Numbers);

impl Seed {
    /// A stream that depends on these words alone.
    pub fn of(parts: &[&str]) -> Self {
        let seed = parts.iter().fold(0, |seed: u64, part| seed.rotate_left(7) ^ term_of(part));
        Seed(Numbers::new(seed))
    }

    /// A number below `most`; 0 when there is nothing to choose from.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.0.next_bits() % most as u64) as usize }
    }

    /// Another order (Fisher and Yates 1938).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_gives_others() {
        let draw = |parts: &[&str]| -> Vec<usize> {
            let mut seed = Seed::of(parts);
            (0..4).map(|_| seed.below(usize::MAX)).collect()
        };
        assert_eq!(draw(&["gil", "gibberish"]), draw(&["gil", "gibberish"]));
        assert_ne!(draw(&["gil", "gibberish"]), draw(&["gil", "shuffle"]));
        let mut list: Vec<usize> = (0..20).collect();
        Seed::of(&["gil"]).shuffle(&mut list);
        assert_ne!(list, (0..20).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..20).collect::<Vec<_>>());
    }
}
