//! What a comparison of a response with one reference yields: named numbers, each between 0 and 1 where not said otherwise.
//!
//! Only what the fit counts stands here; what was measured and left out is told in `METHOD.md` beside this file.

/// Declares the features once: the struct, the names, the order, and what people are told that each of them is.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $words:literal),* $(,)?) => {
        /// One comparison; or what is to be known of each measure (its weight, its sign), so that a table of them can neither
        /// leave one out nor name one that is not there.
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct Features<T = f64> { $($(#[$doc])* pub $name: T),* }

        /// How many measures there are.
        pub const COUNT: usize = [$(stringify!($name)),*].len();

        impl Features {
            /// Names in order.
            pub const NAMES: [&'static str; COUNT] = [$(stringify!($name)),*];

            /// What each of them measures, in plain words for whoever reads a result; in the same order.
            pub const WORDS: [&'static str; COUNT] = [$($words),*];
        }

        impl<T: Copy> Features<T> {
            /// The same for every measure.
            pub const fn each(value: T) -> Self {
                Features { $($name: value),* }
            }

            /// Values in the order of [`Features::NAMES`].
            pub const fn values(&self) -> [T; COUNT] {
                [$(self.$name),*]
            }
        }
    };
}

features! {
    /// The first two fifths of the reference's content that aligned words cover; full from there on.
    covered = "how much of the reference is there, of any words; two fifths are enough",
    /// Coverage of what the question did not give, later words of the reference counting more; full from three fifths on.
    late = "how much is there that the question does not give, later words of it counting more; three fifths are enough",
    /// Soft cardinality of what the question did not give, by likeness of spelling; full from three tenths on.
    soft = "the same, by words that are spelt alike; three tenths are enough",
    /// Coverage of what the question did not give, words that are said the other way round counted against it (-1 to 1).
    net = "the same, less what is said the other way round (denied, or by an opposite)",
    /// Aligned words of both sides beyond one half: the whole is there, and little else.
    close = "how far answer and reference have the same words and few others",
    /// Function words that stand beside aligned words.
    small = "how many of the reference's small words (of, in, that ...) stand beside the same words",
    /// The question asks for so many items: what the best so many sentences of the reference gain over all of them.
    items = "where so many things are asked for: how much more the best as many sentences of the reference are there than all",
    /// Fewer statements than the reference makes: logarithm of the ratio of clauses, 0 where there are as many.
    brief = "how many statements fewer the answer makes than the reference",
    /// The reference denies something, the response denies nothing; less for longer references.
    undenied = "the reference denies something, the answer denies nothing",
    /// Both deny something, the response in no more clauses than the reference, and none of those is denied once more or less.
    denied = "both deny something, and the same as far as it shows",
    /// Something is said of the other side of a pair of opposites than in all references; less for longer references.
    opposed = "the answer says an opposite of what all references say (more for less, hot for cold)",
    /// Both begin with yes, both with no, or both take the same option of the question.
    stance_same = "both say yes, both say no, or both take the same option of the question",
    /// One begins with yes and the other with no, or they take different options of the question.
    stance_other = "one says yes and the other no, or they take different options of the question",
    /// Share of what is there of the reference in clauses that are denied once more or once less, or said with an opposite;
    /// less for longer references.
    turned = "how much of what is there stands in statements that are denied or turned into their opposite",
    /// Share of aligned words that are opposites and not denied; less for longer references.
    opposites = "how many of the words that are there are there as their opposites",
    /// Two words around a `than` or around a third stand the other way round; less for longer references.
    roles = "two things stand in each other's place (sound faster than light, for light faster than sound)",
    /// Of two things compared: share of what both texts say of one alone that the response says of the other.
    swapped = "of two things that are compared: how much is said of the one that belongs to the other",
    /// A number stands where the reference has another: the share of its numbers that is missing; less for longer references.
    numbers_wrong = "another number stands where the reference has its own",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_is_told_in_a_few_words_of_its_own() {
        for (name, words) in Features::NAMES.into_iter().zip(Features::WORDS) {
            assert!((20..140).contains(&words.len()) && !words.contains('_'), "{name}: {words}");
            assert_eq!(Features::WORDS.iter().filter(|other| **other == words).count(), 1, "{name}");
        }
    }

    #[test]
    fn values_come_in_the_order_of_the_names() {
        let mut features = Features::each(0);
        features.close = 4;
        features.numbers_wrong = 17;
        let set: Vec<(&str, i32)> =
            Features::NAMES.into_iter().zip(features.values()).filter(|one| one.1 != 0).collect();
        assert_eq!(set, [("close", 4), ("numbers_wrong", 17)]);
    }
}
