//! What a comparison of a response with one reference yields: named numbers, each between 0 and 1 where not said otherwise.

/// Declares the features once: the struct, the names, the order.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// One comparison.
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        pub struct Features { $($(#[$doc])* pub $name: f64),* }

        impl Features {
            /// Names in order.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];

            /// Values in the order of [`Features::NAMES`].
            pub fn values(&self) -> [f64; Features::NAMES.len()] {
                [$(self.$name),*]
            }
        }
    };
}

features! {
    // Coverage of the reference's content by aligned words; `_q`: the question's words left out; `_w`: by weight.
    cov, cov_q, cov_w, cov_wq, cov_root, type_cov, type_cov_q, type_cov_w, weight_top, top3, after_because,
    // The same from both sides; function words; likeness of surroundings.
    sim, sim_q, small, context,
    // Coverage clause by clause (mean, mean square, share of clauses well covered, the first), and of derived concepts.
    clause_mean, clause_sq, clause_full, clause_first, concepts,
    // Order: longest common run of aligned words, neighbours kept in order, neighbours kept near.
    order, all_order, bigram, bigram_q, near_q,
    // Best-match histogram: words at 1, in between, at 0.
    hist_full, hist_part, hist_none,
    // Soft cardinality and character 3-grams: share of the reference, overlap of both.
    soft_cov, soft_jac, soft_cov_q, gram_cov, gram_cos, gram_cov_q,
    // Length and what explains it.
    ratio, explained, unexplained, given, only_given, on_len, on_words, kept_share, new_none,
    // Polarity: aligned words turned by negation or an opposite, clauses turned, coverage with turned words against it.
    flips, flips_any, flips_heavy, opposites, net_q, net_w, clause_flip, clause_net, clause_net_any, flip_short,
    contradicted, extra_negation, missing_negation,
    // Numbers and roles.
    numbers_cov, numbers_wrong, numbers_extra, roles,
    // What the question asks for: a side (yes or no), a reason.
    stance_same, stance_other, because, because_q, asks_why, asks_yes,
    // The item: length of the reference, number of references, the references as a pool.
    ref_len, ref_new, refs, union_cov_q, mean_cov_q,
    // Plain length of the answer: measured as a baseline, never counted.
    x_log_len, x_words,
}
