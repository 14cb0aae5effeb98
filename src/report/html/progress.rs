//! The page of `gradus progress`: weak spots, what is still believed, the trend, and what is due.

use super::STYLE;
use crate::progress::summary::{Due, Held, Period, Summary, WeakConcept, WeakTopic};
use crate::report::words::count;
use crate::scoring::ENGINE;
use askama::Template;

/// Weak spots on the page.
const SPOTS: usize = 20;
/// Height of the pictures, in their own units.
const HEIGHT: f64 = 120.0;
/// Width of one column of a picture.
const STEP: usize = 46;

#[derive(Template)]
#[template(path = "progress.html", config = "src/report/html/askama.toml")]
struct Page<'a> {
    style: &'static str,
    engine: &'static str,
    day: String,
    since: String,
    summary: &'a Summary,
    topics: Vec<(&'a WeakTopic, String, String, String)>,
    spots: &'a [WeakConcept],
    more: usize,
    held: &'a [Held],
    trend: Vec<Column>,
    trend_words: String,
    forecast: Vec<Column>,
    forecast_words: String,
    /// Widths of the two pictures.
    widths: (usize, usize),
    due_today: u64,
}

/// One column of a picture.
struct Column {
    x: usize,
    y: String,
    height: String,
    /// Above it.
    value: String,
    /// Below it.
    name: String,
    /// All of it in words.
    title: String,
}

/// The whole page.
pub fn progress(summary: &Summary) -> Result<String, askama::Error> {
    let spots = &summary.concepts[..summary.concepts.len().min(SPOTS)];
    let trend = trend(&summary.trend);
    let forecast = forecast(&summary.forecast);
    Page {
        style: STYLE,
        engine: ENGINE,
        day: summary.day.to_string(),
        since: summary.since.map(|day| day.to_string()).unwrap_or_default(),
        topics: summary.topics.iter().map(topic).collect(),
        spots,
        more: summary.concepts.len() - spots.len(),
        held: &summary.misconceptions,
        widths: (40 + STEP * trend.len().max(1), 40 + STEP * forecast.len().max(1)),
        trend_words: trend_words(&summary.trend),
        forecast_words: forecast_words(&summary.forecast),
        trend,
        forecast,
        due_today: summary.forecast.first().map_or(0, |due| due.concepts),
        summary,
    }
    .render()
}

/// A topic with its score, the width of its bar, and the share of points missed.
fn topic(topic: &WeakTopic) -> (&WeakTopic, String, String, String) {
    let share = if topic.asked == 0 { 0.0 } else { 100.0 * topic.missed as f64 / topic.asked as f64 };
    (topic, format!("{:.2}", topic.score), format!("{:.1}", 100.0 * topic.score), format!("{share:.0} %"))
}

fn column(at: usize, share: f64, value: String, name: String, title: String) -> Column {
    let height = HEIGHT * share.clamp(0.0, 1.0);
    Column {
        x: 36 + STEP * at,
        y: format!("{:.1}", 20.0 + HEIGHT - height),
        height: format!("{height:.1}"),
        value,
        name,
        title,
    }
}

fn trend(periods: &[Period]) -> Vec<Column> {
    let columns = periods.iter().enumerate().map(|(at, period)| {
        let days = period.days();
        // The year is in the table below the picture.
        let name = period.from.to_string().get(5..).unwrap_or_default().to_string();
        let Some(score) = period.score else {
            return column(at, 0.0, "-".to_string(), name, format!("{days}: no answers"));
        };
        let answers = count(period.answers, "answer", "answers");
        let title = format!("{days}: {score:.2} from {answers}, {} strong", period.strong);
        column(at, score, format!("{score:.2}"), name, title)
    });
    columns.collect()
}

/// What the first and the last scores say.
fn trend_words(periods: &[Period]) -> String {
    let scores: Vec<f64> = periods.iter().filter_map(|period| period.score).collect();
    match scores.as_slice() {
        [] => "There are no answers yet.".to_string(),
        [only] => format!("The mean score of first tries is {only:.2}."),
        [first, .., last] => {
            let way = match last - first {
                change if change > 0.03 => "up",
                change if change < -0.03 => "down",
                _ => "about the same",
            };
            format!("The mean score of first tries went from {first:.2} to {last:.2}: {way}.")
        }
    }
}

fn forecast(due: &[Due]) -> Vec<Column> {
    let highest = due.iter().map(|due| due.concepts).max().unwrap_or(0).max(1);
    let columns = due.iter().enumerate().map(|(at, due)| {
        let name = match due.in_days {
            Some(days) if days > 0 => format!("+{days}"),
            _ => due.day(),
        };
        let share = due.concepts as f64 / highest as f64;
        let points = count(due.concepts, "point", "points");
        column(at, share, due.concepts.to_string(), name, format!("Due {}: {points}", due.day()))
    });
    columns.collect()
}

fn forecast_words(due: &[Due]) -> String {
    let of = |fits: &dyn Fn(&Due) -> bool| due.iter().filter(|due| fits(due)).map(|due| due.concepts).sum::<u64>();
    let today = of(&|due| due.in_days == Some(0));
    let week = of(&|due| due.in_days.is_some_and(|days| days > 0));
    format!("{} due today, {week} in the next six days.", count(today, "point is", "points are"))
}
