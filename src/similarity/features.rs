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
    cov, cov_q, cov_w, cov_wq, sim, sim_q, small, context,
    clause_mean, clause_sq, clause_full, clause_first,
    order, bigram, bigram_q, near_q,
    hist_full, hist_part, hist_none,
    soft_cov, soft_jac, soft_cov_q,
    gram_cov, gram_cos, gram_cov_q,
    ratio, explained, unexplained, given, new_none,
    flips, flips_any, opposites, numbers_cov, numbers_wrong, roles, extra_negation, missing_negation,
    stance_same, stance_other, because, because_q, asks_why, asks_yes,
    ref_len, ref_new, weight_top, only_given,
    union_cov_q, mean_cov_q, refs,
    net_q, net_w, clause_flip, clause_net, clause_net_any, top3, after_because, all_order, flips_heavy, numbers_extra, type_cov, type_cov_q, type_cov_w, on_len, on_words, kept_share, cov_root, flip_short, concepts, contradicted,
    x_log_len, x_words,
}
