//! One candidate's page: strengths, weak spots by topic, what to ask in the interview, and the answers.

use super::answer::{AnswerView, PointView, StatementView};
use super::chart::{Strip, band_strip};
use crate::analysis::CandidateFigures;
use crate::bank::{Band, Bands};
use crate::report::facts::{ItemFacts, topics};
use crate::report::words::{count, trimmed};
use crate::scoring::Status;
use askama::Template;

/// Strong answers named as strengths.
const STRENGTHS: usize = 6;
/// Weak topics named, and points of each.
const WEAK: (usize, usize) = (5, 3);
/// Follow-up questions named, and of one answer.
const ASKS: (usize, usize) = (8, 2);

/// A candidate's page.
#[derive(Template)]
#[template(path = "candidate.html", config = "src/report/html/askama.toml")]
pub struct CandidateView {
    /// Its place in the page.
    pub anchor: String,
    /// Place and name of the candidate ranked before.
    pub previous: Option<(String, String)>,
    /// Place and name of the candidate ranked after.
    pub next: Option<(String, String)>,
    name: String,
    id: Option<String>,
    email: Option<String>,
    rank: usize,
    of: usize,
    share: String,
    band: Band,
    points: Option<(String, String)>,
    strip: Strip,
    review: u64,
    strengths: Vec<Strength>,
    topics: Vec<WeakTopic>,
    more_topics: usize,
    red_flags: Vec<Said>,
    wrong: Vec<Said>,
    asks: Vec<Ask>,
    answers: Vec<AnswerView>,
}

struct Strength {
    anchor: String,
    question: String,
    labels: String,
}

struct WeakTopic {
    name: String,
    mean: String,
    width: String,
    answers: String,
    missed: Vec<(String, String)>,
}

/// Something that an answer says, with the place of the answer.
struct Said {
    anchor: String,
    label: String,
    quote: String,
    correction: Option<String>,
}

struct Ask {
    question: String,
    because: &'static str,
    anchor: String,
    label: String,
}

/// The page of a candidate. `answers` come with the place of their item in `facts`.
pub fn candidate(
    figures: &CandidateFigures,
    answers: Vec<(usize, AnswerView)>,
    facts: &[ItemFacts],
    bands: Bands,
    of: usize,
) -> CandidateView {
    let said = |pick: fn(&AnswerView) -> &[StatementView]| {
        let all = answers.iter().flat_map(|(_, answer)| pick(answer).iter().map(move |one| (answer, one)));
        all.map(|(answer, one)| Said {
            anchor: answer.anchor.clone(),
            label: one.label.clone(),
            quote: one.quote.clone(),
            correction: one.correction.clone(),
        })
        .collect()
    };
    let mut topics = weak_topics(&answers, facts, bands);
    let more_topics = topics.len().saturating_sub(WEAK.0);
    topics.truncate(WEAK.0);
    let person = &figures.person;
    CandidateView {
        anchor: String::new(),
        previous: None,
        next: None,
        name: person.shown().to_string(),
        id: (person.shown() != person.id).then(|| person.id.clone()),
        // Often the id is the address.
        email: person.email.clone().filter(|email| *email != person.id && email != person.shown()),
        rank: figures.rank,
        of,
        share: format!("{:.2}", figures.share),
        band: bands.of(figures.share),
        points: figures.points.map(|(earned, possible)| (trimmed(earned), trimmed(possible))),
        strip: band_strip(figures.bands),
        review: figures.review,
        strengths: strengths(&answers),
        topics,
        more_topics,
        red_flags: said(|answer| &answer.red_flags[..]),
        wrong: said(|answer| &answer.wrong[..]),
        asks: asks(&answers),
        answers: answers.into_iter().map(|(_, answer)| answer).collect(),
    }
}

fn strengths(answers: &[(usize, AnswerView)]) -> Vec<Strength> {
    let mut strong: Vec<&AnswerView> =
        answers.iter().map(|(_, answer)| answer).filter(|answer| answer.band == Band::Strong).collect();
    strong.sort_by(|a, b| b.score.total_cmp(&a.score));
    let strength = |answer: &&AnswerView| Strength {
        anchor: answer.anchor.clone(),
        question: answer.question.clone(),
        labels: answer.met().take(2).map(|point| point.label.as_str()).collect::<Vec<_>>().join("; "),
    };
    strong.iter().take(STRENGTHS).map(strength).collect()
}

/// Topics whose mean is not strong, the weakest first, with what weighs most among what is missing.
fn weak_topics(answers: &[(usize, AnswerView)], facts: &[ItemFacts], bands: Bands) -> Vec<WeakTopic> {
    let means = topics(facts, answers.iter().map(|(item, answer)| (*item, answer.score)));
    let weak = means.into_iter().filter(|(_, mean, _)| *mean < bands.strong);
    weak.map(|(name, mean, answers_in)| {
        let own = answers.iter().filter(|(item, _)| facts.get(*item).is_some_and(|facts| facts.topic == name));
        let mut open: Vec<_> =
            own.flat_map(|(_, answer)| answer.open().into_iter().map(move |point| (answer, point))).collect();
        open.sort_by(|(_, a), (_, b)| a.before(b));
        let missed = open.iter().take(WEAK.1).map(|(answer, point)| (answer.anchor.clone(), point.label.clone()));
        WeakTopic {
            mean: format!("{mean:.2}"),
            width: format!("{:.1}", 100.0 * mean),
            answers: count(answers_in, "question", "questions"),
            missed: missed.collect(),
            name,
        }
    })
    .collect()
}

/// What to ask about points that are not met, the most urgent first.
fn asks(answers: &[(usize, AnswerView)]) -> Vec<Ask> {
    let mut all = Vec::new();
    for (_, answer) in answers {
        let open = answer.open().into_iter().filter_map(|point| Some((answer, point, point.follow_up.as_ref()?)));
        all.extend(open.take(ASKS.1));
    }
    all.sort_by(|(_, a, _), (_, b, _)| a.before(b));
    let ask = |(answer, point, question): (&AnswerView, &PointView, &String)| Ask {
        question: question.clone(),
        because: match point.status {
            Status::Contradicted => "said otherwise",
            Status::Partial => "only in part",
            Status::Met | Status::Missed => "not said",
        },
        anchor: answer.anchor.clone(),
        label: point.label.clone(),
    };
    all.into_iter().take(ASKS.0).map(ask).collect()
}
