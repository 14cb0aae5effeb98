//! What each reason weighs. The table in `review` tells it to people and has these very rows.

use super::reasons::Reason;

/// A kind of reason: what it weighs at most.
#[derive(Debug, Clone, Copy)]
pub struct Kind(u32);

macro_rules! kinds {
    ($($name:ident $most:literal $about:literal $graded:literal)*) => {
        $(#[doc = $about] pub const $name: Kind = Kind($most);)*
        /// The rows of the table: what a reason is, its weight, and how less of it comes about.
        #[cfg(test)]
        const ROWS: &[(&str, u32, &str)] = &[$(($about, $most, $graded)),*];
    };
}

kinds! {
    DISAGREEMENT   60 "a person's mark is far from the machine's (two bands, or 0.35 of the score)" ""
    LOW_CONFIDENCE 60 "low confidence: below where the grader asks for a person's look" "the lower the more"
    MIXED          30 "mixed evidence: points contradicted beside points met" ""
    NEAR_CUT       30 "close to a cut point: within 0.05" "the closer the more"
    UNEXPLAINED    30 "content that nothing explains, in an answer that is not strong" "the more the higher"
    MISCONCEPTION  25 "a misconception lowered the band" ""
    COPY           25 "shares passages with another candidate's answer" ""
    WORDS_ALONE    25 "average or strong by likeness of words alone: no point met, not even in part" ""
    ODD            20 "odd as a whole (off-topic, keyword list, other language, cut off) and yet of some length" ""
    MISSING        15 "a missing essential point lowered the band" ""
    EXCHANGED      15 "exchanged sides of a comparison lowered the band" ""
    CONTRARY       15 "saying nothing but the contrary lowered the band" ""
    SHALLOW        10 "little said about the points lowered the band" ""
    ADMISSION      10 "saying that a part is not known lowered the band" ""
    DOUBTFUL       5  "evidence in words read as misspelt, or only implied, and no better one" ""
}

impl Kind {
    /// A reason of this kind with its whole weight.
    pub fn reason(self, words: String) -> Reason {
        self.graded(1.0, words)
    }

    /// A reason of this kind with a share (0 to 1) of its weight.
    pub fn graded(self, share: f64, words: String) -> Reason {
        Reason { weight: (f64::from(self.0) * share).round().max(1.0) as u32, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_for_people_has_these_rows() {
        let rows = ROWS.iter().map(|(about, most, graded)| match *graded {
            "" => format!("//! | {about} | {most} |"),
            graded => format!("//! | {about} | up to {most}, {graded} |"),
        });
        let told = include_str!("mod.rs").lines().filter(|line| line.starts_with("//! |")).skip(2);
        assert_eq!(told.collect::<Vec<_>>(), rows.collect::<Vec<_>>());
    }
}
