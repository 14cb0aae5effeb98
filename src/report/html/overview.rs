//! The top of the page: the overview and the ranked candidates.

use super::chart::{BandChart, ScoreChart, Strip, band_strip, bands, scores};
use super::item::{FindingView, anchor, figure, finding};
use super::plan::Plan;
use super::{SCRIPT, STYLE, script_hash};
use crate::analysis::findings::percent;
use crate::analysis::gather::Failed;
use crate::analysis::{CandidateFigures, ItemAnalysis, Person};
use crate::bank::{Band, Bands};
use crate::report::extras::Extras;
use crate::report::facts::{ItemFacts, topics};
use crate::report::words::{NOT_GRADED, count, file_name, grouped, trimmed};
use crate::scoring::{ENGINE, Flag, Status};
use askama::Template;

/// Points named as missed by most.
const MISSED: usize = 10;
/// Input files named.
const FILES: usize = 5;
/// Findings shown in the overview.
const FINDINGS: usize = 8;
/// Candidates and questions in the table of every answer.
const GRID: (usize, usize) = (300, 40);
/// Fewest answers that a point is named as missed by most for.
const FEWEST: u64 = 3;

/// Overview and candidates.
#[derive(Template)]
#[template(path = "top.html", config = "src/report/html/askama.toml")]
pub struct Top<'a> {
    script_hash: String,
    style: &'static str,
    script: &'static str,
    engine: &'static str,
    files: String,
    has_copies: bool,
    candidates_shown: String,
    graded: String,
    questions: String,
    mean: String,
    deviation: String,
    alpha: String,
    alpha_words: String,
    review_count: String,
    queued: String,
    failed_count: u64,
    failed: Vec<FailedRow<'a>>,
    more_failed: u64,
    notes: Vec<String>,
    bands: BandChart,
    scores: ScoreChart,
    missed: Vec<MissedPoint>,
    topics: Vec<(String, String, String)>,
    findings: Vec<FindingView>,
    more_findings: usize,
    few: bool,
    red_flags: Vec<(String, String)>,
    flags: Vec<(&'static str, &'static str, String)>,
    cuts: (String, String),
    has_points: bool,
    candidates: Vec<CandidateRow>,
    /// Those without a rank, behind all others.
    ungraded: &'a [Person],
    not_graded: &'static str,
    more_candidates: usize,
    grid_heads: Vec<(String, usize, String)>,
    grid: Vec<GridRow>,
}

struct FailedRow<'a> {
    file: &'a str,
    row: &'a Failed,
}

struct MissedPoint {
    label: String,
    hit: String,
    contradicted: bool,
    contradicted_shown: String,
    anchor: String,
    number: usize,
}

struct CandidateRow {
    anchor: Option<String>,
    name: String,
    rank: usize,
    share: String,
    points: String,
    points_value: f64,
    band: &'static str,
    band_value: usize,
    strong: u64,
    strip: Strip,
    red_flags: u64,
    wrong: u64,
    review: u64,
    flags: Vec<&'static str>,
    /// What the row can be filtered by.
    words: String,
}

struct GridRow {
    name: String,
    cells: Vec<Option<GridCell>>,
}

struct GridCell {
    anchor: Option<String>,
    band: &'static str,
    letter: char,
    score: String,
}

/// The top of the page.
pub fn top<'a>(
    analysis: &'a ItemAnalysis,
    facts: &[ItemFacts],
    cuts: Bands,
    plan: &Plan,
    queued: usize,
    extras: &Extras,
) -> Top<'a> {
    let overall = &analysis.overall;
    let graded = overall.rows - overall.failed;
    let shown = plan.rows.min(analysis.candidates.len());
    let ungraded = &analysis.ungraded[..analysis.ungraded.len().min(plan.rows - shown)];
    let share = |count: u64| if graded == 0 { 0.0 } else { count as f64 / graded as f64 };
    // What is very likely broken first.
    let mut findings: Vec<_> = analysis.findings.iter().collect();
    findings.sort_by_key(|finding| finding.weight);
    Top {
        script_hash: script_hash(),
        style: STYLE,
        script: SCRIPT,
        engine: ENGINE,
        files: files(&overall.files),
        has_copies: extras.has_alike(),
        candidates_shown: grouped(analysis.people() as u64),
        graded: grouped(graded),
        questions: count(analysis.items.len() as u64, "question", "questions"),
        mean: figure(overall.scores.mean_of_x()),
        deviation: figure(overall.scores.deviation_x()),
        alpha: figure(analysis.alpha.as_ref().map(|alpha| alpha.alpha)),
        alpha_words: alpha_words(analysis),
        review_count: grouped(overall.review),
        queued: grouped(queued as u64),
        failed_count: overall.failed,
        failed: analysis.failed.iter().map(|row| FailedRow { file: file_name(&row.file), row }).collect(),
        more_failed: overall.failed - analysis.failed.len() as u64,
        notes: plan.notes(analysis, extras),
        bands: bands(overall.bands),
        scores: scores(&overall.histogram),
        missed: missed(analysis),
        topics: topics(facts, means(analysis).into_iter())
            .into_iter()
            .map(|(name, mean, _)| (name, format!("{mean:.2}"), format!("{:.1}", 100.0 * mean)))
            .collect(),
        more_findings: findings.len().saturating_sub(FINDINGS),
        findings: findings.iter().take(FINDINGS).map(|one| finding(one)).collect(),
        few: analysis.items.iter().any(|item| item.tally.answers() < crate::analysis::findings::FEWEST),
        red_flags: overall
            .red_flags
            .iter()
            .map(|flag| (flag.label.clone(), count(flag.count, "answer", "answers")))
            .collect(),
        flags: Flag::ALL
            .into_iter()
            .zip(overall.flags)
            .filter(|(_, count)| *count > 0)
            .map(|(flag, count)| {
                (flag.name(), meaning(flag), format!("{} ({})", grouped(count), percent(share(count))))
            })
            .collect(),
        cuts: (trimmed(cuts.average), trimmed(cuts.strong)),
        has_points: analysis.candidates.iter().any(|candidate| candidate.points.is_some()),
        candidates: analysis.candidates[..shown].iter().enumerate().map(|(at, one)| row(at, one, cuts, plan)).collect(),
        ungraded,
        not_graded: NOT_GRADED,
        more_candidates: analysis.people() - shown - ungraded.len(),
        grid_heads: grid_heads(facts),
        grid: grid(analysis, plan),
    }
}

/// The names of the input files.
fn files(files: &[String]) -> String {
    let shown: Vec<&str> = files.iter().take(FILES).map(|file| file_name(file)).collect();
    match files.len().saturating_sub(FILES) {
        0 if shown.is_empty() => "no rows".to_string(),
        0 => shown.join(", "),
        more => format!("{} and {}", shown.join(", "), count(more as u64, "more file", "more files")),
    }
}

/// The mean score of each item, as often as it has answers.
fn means(analysis: &ItemAnalysis) -> Vec<(usize, f64)> {
    let mean = |(at, item): (usize, &crate::analysis::ItemFigures)| (at, item.tally.facility());
    analysis.items.iter().enumerate().map(mean).collect()
}

fn alpha_words(analysis: &ItemAnalysis) -> String {
    let Some(alpha) = &analysis.alpha else {
        return "cannot be told: it needs several people with the same questions".to_string();
    };
    let words = match alpha.alpha {
        value if value >= 0.9 => "the questions agree very well",
        value if value >= 0.7 => "enough to rank people",
        value if value >= 0.5 => "low: read ranks with care",
        _ => "too low to rank people",
    };
    if alpha.fewest < 30 { format!("{words}; rough with {} people", alpha.fewest) } else { words.to_string() }
}

/// Points that at most half of the answers meet, those first that cost the most: the share of its question's weight that
/// a point has, times the share of answers that do not meet it.
fn missed(analysis: &ItemAnalysis) -> Vec<MissedPoint> {
    let mut all = Vec::new();
    for (item, figures) in analysis.items.iter().enumerate() {
        let whole: f64 = figures.tally.concepts.iter().map(|concept| concept.weight).sum();
        let own = figures.tally.concepts.iter();
        let often = own.filter(|one| !one.grouped && one.answers() >= FEWEST && one.hit_rate() <= 0.5);
        all.extend(often.map(|concept| (item, concept, concept.weight / whole * (1.0 - concept.hit_rate()))));
    }
    all.sort_by(|a, b| b.2.total_cmp(&a.2));
    let point = |(item, concept, _): (usize, &crate::analysis::tally::ConceptTally, f64)| MissedPoint {
        label: concept.label.clone(),
        hit: percent(concept.hit_rate()),
        contradicted: concept.with(Status::Contradicted) > 0,
        contradicted_shown: percent(concept.share(Status::Contradicted)),
        anchor: anchor(item),
        number: item + 1,
    };
    all.into_iter().take(MISSED).map(point).collect()
}

/// A flag in words.
fn meaning(flag: Flag) -> &'static str {
    match flag {
        Flag::Empty => "no text",
        Flag::NonAnswer => "says that the answer is not known",
        Flag::Echo => "repeats the question",
        Flag::OffTopic => "is about something else",
        Flag::KeywordList => "terms without statements",
        Flag::TooShort => "hardly any content",
        Flag::Truncated => "read only in part, for its length",
        Flag::OtherLanguage => "in another language",
    }
}

fn row(at: usize, figures: &CandidateFigures, cuts: Bands, plan: &Plan) -> CandidateRow {
    let band = cuts.of(figures.share);
    let flags: Vec<&'static str> = figures.flags.iter().map(|flag| flag.name()).collect();
    let signs =
        [(figures.red_flags, "red-flag"), (figures.misconceptions, "misconception"), (figures.review, "review")];
    let words = signs.iter().filter(|(count, _)| *count > 0).map(|(_, word)| *word).chain(flags.iter().copied());
    CandidateRow {
        anchor: plan.page(at),
        name: figures.person.shown().to_string(),
        rank: figures.rank,
        share: format!("{:.2}", figures.share),
        points: figures.points.map(|(got, of)| format!("{} of {}", trimmed(got), trimmed(of))).unwrap_or_default(),
        points_value: figures.points.map_or(0.0, |(got, _)| got),
        band: band.name(),
        band_value: band as usize,
        strong: figures.bands[Band::Strong as usize],
        strip: band_strip(figures.bands),
        red_flags: figures.red_flags,
        wrong: figures.misconceptions,
        review: figures.review,
        words: words.collect::<Vec<_>>().join(" "),
        flags,
    }
}

fn grid_heads(facts: &[ItemFacts]) -> Vec<(String, usize, String)> {
    facts.iter().take(GRID.1).enumerate().map(|(at, facts)| (anchor(at), at + 1, facts.question.clone())).collect()
}

/// Band letters of every answer; nothing for a run that is too large for it, or with one question.
fn grid(analysis: &ItemAnalysis, plan: &Plan) -> Vec<GridRow> {
    let items = analysis.items.len();
    if !(2..=GRID.1).contains(&items) || analysis.candidates.len() > GRID.0 {
        return Vec::new();
    }
    let row = |(at, figures): (usize, &CandidateFigures)| {
        let mut cells: Vec<Option<GridCell>> = (0..items).map(|_| None).collect();
        for score in analysis.scores.of(figures.index) {
            cells[score.item()] = Some(GridCell {
                anchor: plan.answer(at, score.item()),
                band: score.band().name(),
                letter: match score.band() {
                    Band::Strong => 'S',
                    Band::Average => 'A',
                    Band::Weak => 'W',
                },
                score: format!("{:.2}", score.score()),
            });
        }
        GridRow { name: figures.person.shown().to_string(), cells }
    };
    analysis.candidates.iter().enumerate().map(row).collect()
}
