//! How a bank holds up as a whole, for people: its size by topic, and what a bank should not do.

use crate::check::audit::{Audit, TopicCount};
use comfy_table::Table;
use comfy_table::presets::ASCII_BORDERS_ONLY_CONDENSED;
use std::fmt::Write;

/// Items that are named for each mistake.
const NAMED: usize = 40;

/// The whole view.
pub fn render(audit: &Audit) -> String {
    let mut out = format!("{}\n", topics(&audit.topics));
    let share = |(all, good): (usize, usize)| 100.0 * good as f64 / all.max(1) as f64;
    let (all, good) = audit.references;
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "references graded without themselves: {good} of {all} strong ({:.1} %)",
        share(audit.references)
    );
    for (item, band) in audit.not_strong.iter().take(NAMED) {
        let _ = writeln!(out, "  {item}: {}", band.name());
    }
    let (all, good) = audit.foreign;
    let _ = writeln!(out, "strong examples against other items: {good} of {all} weak ({:.1} %)", share(audit.foreign));
    for (of, against, band) in audit.not_weak.iter().take(NAMED) {
        let _ = writeln!(out, "  {of} against {against}: {}", band.name());
    }
    out
}

fn topics(topics: &[TopicCount]) -> Table {
    let mut table = Table::new();
    table.load_style(ASCII_BORDERS_ONLY_CONDENSED);
    table.set_header(["topic", "items", "concepts", "alternatives", "misconceptions", "examples"]);
    let mut sum = TopicCount { topic: "all".into(), ..TopicCount::default() };
    for topic in topics {
        sum.items += topic.items;
        sum.concepts += topic.concepts;
        sum.alternatives += topic.alternatives;
        sum.misconceptions += topic.misconceptions;
        sum.examples += topic.examples;
    }
    for topic in topics.iter().chain([&sum]) {
        let counts = [topic.items, topic.concepts, topic.alternatives, topic.misconceptions, topic.examples];
        table.add_row(std::iter::once(topic.topic.clone()).chain(counts.map(|count| count.to_string())));
    }
    table
}
