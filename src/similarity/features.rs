//! What a comparison of a response with one reference yields: named numbers, each between 0 and 1 where not said otherwise.
//!
//! Only what the fit counts stands here; what was measured and left out is told in `METHOD.md` beside this file.

/// Declares the features once: the struct, the names, the order.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// One comparison; or what is to be known of each measure (its weight, its sign), so that a table of them can neither
        /// leave one out nor name one that is not there.
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct Features<T = f64> { $($(#[$doc])* pub $name: T),* }

        /// How many measures there are.
        pub const COUNT: usize = [$(stringify!($name)),*].len();

        impl Features {
            /// Names in order.
            pub const NAMES: [&'static str; COUNT] = [$(stringify!($name)),*];
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
    covered,
    /// Coverage of what the question did not give, later words of the reference counting more; full from three fifths on.
    late,
    /// Soft cardinality of what the question did not give, by likeness of spelling; full from three tenths on.
    soft,
    /// Coverage of what the question did not give, words that are said the other way round counted against it (-1 to 1).
    net,
    /// Aligned words of both sides beyond one half: the whole is there, and little else.
    close,
    /// Function words that stand beside aligned words.
    small,
    /// The question asks for so many items: what the best so many sentences of the reference gain over all of them.
    items,
    /// Fewer statements than the reference makes: logarithm of the ratio of clauses, 0 where there are as many.
    brief,
    /// The reference denies something, the response denies nothing; less for longer references.
    undenied,
    /// Both deny something, the response in no more clauses than the reference, and none of those is denied once more or less.
    denied,
    /// Something is said of the other side of a pair of opposites than in all references; less for longer references.
    opposed,
    /// Both begin with yes, both with no, or both take the same option of the question.
    stance_same,
    /// One begins with yes and the other with no, or they take different options of the question.
    stance_other,
    /// Share of what is there of the reference in clauses that are denied once more or once less, or said with an opposite;
    /// less for longer references.
    turned,
    /// Share of aligned words that are opposites and not denied; less for longer references.
    opposites,
    /// Two words around a `than` or around a third stand the other way round; less for longer references.
    roles,
    /// Of two things compared: share of what both texts say of one alone that the response says of the other.
    swapped,
    /// A number stands where the reference has another: the share of its numbers that is missing; less for longer references.
    numbers_wrong,
}

#[cfg(test)]
mod tests {
    use super::*;

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
