//! Charts as numbers: geometry for the SVG in the templates, with words for those who do not see them.

use crate::analysis::histogram::{Histogram, STEPS};
use crate::report::words::{count, grouped};
use askama::Template;

/// Bands of answers as a bar each.
#[derive(Template)]
#[template(path = "chart_bands.html", config = "src/report/html/askama.toml")]
pub struct BandChart {
    /// Strong, average, weak.
    pub bars: Vec<BandBar>,
    /// The same in a sentence.
    pub words: String,
}

/// One bar.
pub struct BandBar {
    /// `strong`, `average` or `weak`.
    pub name: &'static str,
    /// Top, in units of the picture.
    pub y: usize,
    /// Length, in units of the picture; a full bar has 240.
    pub width: String,
    /// `12 (40 %)`.
    pub label: String,
}

/// Three bars from counts (weak, average, strong).
pub fn bands(counts: [u64; 3]) -> BandChart {
    let all: u64 = counts.iter().sum();
    let bar = |(at, (name, number)): (usize, (&'static str, u64))| BandBar {
        name,
        y: 6 + 30 * at,
        width: format!("{:.1}", 240.0 * share(number, all)),
        label: format!("{} ({})", grouped(number), percent(number, all)),
    };
    let [weak, average, strong] = counts;
    BandChart {
        bars: [("strong", strong), ("average", average), ("weak", weak)].into_iter().enumerate().map(bar).collect(),
        words: format!(
            "Of {}, {} are strong, {} average and {} weak.",
            count(all, "answer", "answers"),
            percent(strong, all),
            percent(average, all),
            percent(weak, all)
        ),
    }
}

/// Parts of a whole side by side.
#[derive(Template)]
#[template(path = "chart_strip.html", config = "src/report/html/askama.toml")]
pub struct Strip {
    /// Class, left edge and width of each part, of 100.
    pub parts: Vec<(&'static str, String, String)>,
    /// The same in words.
    pub words: String,
}

/// Bands side by side, from counts (weak, average, strong).
pub fn band_strip(counts: [u64; 3]) -> Strip {
    let [weak, average, strong] = counts;
    strip(&[("strong", strong), ("average", average), ("weak", weak)])
}

/// Named counts side by side.
pub fn strip(counts: &[(&'static str, u64)]) -> Strip {
    let all: u64 = counts.iter().map(|(_, number)| number).sum();
    let mut left = 0.0;
    let mut parts = Vec::new();
    for (name, number) in counts.iter().filter(|(_, number)| *number > 0) {
        let width = 100.0 * share(*number, all);
        // A gap of one unit tells neighbours apart without colour.
        parts.push((*name, format!("{left:.2}"), format!("{:.2}", (width - 1.0).max(0.5))));
        left += width;
    }
    let words: Vec<String> = counts.iter().map(|(name, number)| format!("{} {name}", grouped(*number))).collect();
    Strip { parts, words: words.join(", ") }
}

/// A histogram of scores.
#[derive(Template)]
#[template(path = "chart_scores.html", config = "src/report/html/askama.toml")]
pub struct ScoreChart {
    /// One bar a step.
    pub bars: Vec<ScoreBar>,
    /// The count that the highest bar stands for.
    pub highest: String,
    /// The same in a sentence.
    pub words: String,
}

/// One bar, in units of the picture.
pub struct ScoreBar {
    /// Left edge.
    pub x: usize,
    /// Top.
    pub y: String,
    /// Height.
    pub height: String,
    /// `0.15 to 0.20`.
    pub range: String,
    /// Scores in it.
    pub count: String,
}

/// Height of the highest bar, in units of the picture.
const HEIGHT: f64 = 120.0;

/// The picture of a histogram.
pub fn scores(histogram: &Histogram) -> ScoreChart {
    let highest = histogram.highest();
    let all: u64 = histogram.counts.iter().sum();
    let range = |step: usize| {
        let (from, to) = Histogram::borders(step);
        format!("{from:.2} to {to:.2}")
    };
    let bar = |(step, number): (usize, &u64)| {
        let height = HEIGHT * share(*number, highest);
        ScoreBar {
            x: 40 + 17 * step,
            y: format!("{:.1}", 10.0 + HEIGHT - height),
            height: format!("{height:.1}"),
            range: range(step),
            count: grouped(*number),
        }
    };
    // `max_by_key` gives the last of equals: counted from behind it is the first.
    let mode = (0..STEPS).rev().max_by_key(|step| histogram.counts[*step]).unwrap_or_default();
    let low: u64 = histogram.counts[..STEPS / 4].iter().sum();
    let high: u64 = histogram.counts[STEPS - STEPS / 4..].iter().sum();
    let words = format!(
        "Of {}, {} score below 0.25 and {} score 0.75 or more. The fullest step is {} with {}.",
        count(all, "answer", "answers"),
        percent(low, all),
        percent(high, all),
        range(mode),
        grouped(highest)
    );
    ScoreChart {
        bars: histogram.counts.iter().enumerate().map(bar).collect(),
        highest: grouped(highest),
        words: if all == 0 { "There are no scores.".to_string() } else { words },
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn percent(part: u64, whole: u64) -> String {
    crate::analysis::findings::percent(share(part, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_for_shares() {
        let chart = bands([10, 20, 10]);
        let bars: Vec<_> = chart.bars.iter().map(|bar| (bar.name, bar.width.as_str(), bar.label.as_str())).collect();
        assert_eq!(
            bars,
            [("strong", "60.0", "10 (25 %)"), ("average", "120.0", "20 (50 %)"), ("weak", "60.0", "10 (25 %)")]
        );
        assert_eq!(chart.words, "Of 40 answers, 25 % are strong, 50 % average and 25 % weak.");
        assert_eq!(bands([0; 3]).bars[0].label, "0 (0 %)");
    }

    #[test]
    fn a_histogram_is_told_in_words() {
        let mut histogram = Histogram::default();
        [0.0, 0.1, 0.9, 0.92, 1.0].into_iter().for_each(|score| histogram.add(score));
        let chart = scores(&histogram);
        assert_eq!(
            chart.words,
            "Of 5 answers, 40 % score below 0.25 and 60 % score 0.75 or more. The fullest step is 0.90 to 0.95 with 2."
        );
        assert_eq!((chart.bars[18].height.as_str(), chart.bars[19].height.as_str()), ("120.0", "60.0"));
        assert_eq!(scores(&Histogram::default()).words, "There are no scores.");
    }

    #[test]
    fn a_strip_is_whole() {
        let strip = band_strip([1, 0, 3]);
        assert_eq!(strip.words, "3 strong, 0 average, 1 weak");
        assert_eq!(strip.parts[1], ("weak", "75.00".to_string(), "24.00".to_string()));
    }
}
