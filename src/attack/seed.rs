//! Numbers that look random and are not: the same for the same seed on every machine.

use crate::text::term_of;

/// SplitMix64 (Steele, Lea, Flood 2014): enough to shuffle words and to make up letters.
#[derive(Debug, Clone)]
pub struct Seed(u64);

impl Seed {
    /// A stream that depends on these words alone.
    pub fn of(parts: &[&str]) -> Self {
        Seed(parts.iter().fold(0, |seed: u64, part| seed.rotate_left(7) ^ term_of(part)))
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// A number below `most`; 0 when there is nothing to choose from.
    pub fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.number() % most as u64) as usize }
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
        let draw = |parts: &[&str]| -> Vec<u64> {
            let mut seed = Seed::of(parts);
            (0..4).map(|_| seed.number()).collect()
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
