//! Labelled rows and the measures of each answer against each reference.

use super::Failure;
use gradus::claims::Polarity;
use gradus::engine::Engine;
use gradus::rubric::Rubric;
use gradus::scoring::derived::Comparisons;
use gradus::text::Analyzer;
use std::collections::HashMap;
use std::io::BufRead;
use std::sync::Arc;

/// A judged answer.
pub struct Row {
    pub set: String,
    pub question: String,
    pub id: String,
    pub label: String,
    /// Share of the maximum.
    pub score: f64,
    /// The engine finds that it says the contrary.
    pub contrary: bool,
    /// The measures against each reference.
    pub features: Vec<Vec<f64>>,
    /// Tokens of the answer.
    pub words: f64,
}

/// Reads labelled rows and measures each answer against each reference.
pub fn read(files: &[String]) -> Result<Vec<Row>, Failure> {
    let engine = Engine::shipped();
    let mut analyzer = Analyzer::new();
    let mut rubrics: HashMap<String, Arc<Rubric>> = HashMap::new();
    let mut rows = Vec::new();
    for file in files {
        for line in std::io::BufReader::new(std::fs::File::open(file)?).lines() {
            let row: serde_json::Value = serde_json::from_str(&line?)?;
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_string();
            let references: Vec<String> = serde_json::from_value(row["references"].clone())?;
            let (question, answer) = (text("question"), text("answer"));
            let rubric = rubrics
                .entry(format!("{question}\u{1}{references:?}"))
                .or_insert_with(|| engine.inline("row", &question, &references));
            let Some(derived) = &rubric.derived else { continue };
            let analysis = analyzer.analyze(&answer);
            let polarity = Polarity::read_supposed(&analysis, &answer);
            let reading = Comparisons::new(derived, rubric, &analysis, &polarity);
            rows.push(Row {
                set: text("dataset"),
                question: text("question_id"),
                label: text("label"),
                contrary: reading.contrary().is_some(),
                score: row["score"].as_f64().unwrap_or(0.0) / row["max_score"].as_f64().unwrap_or(1.0),
                features: reading.features().map(|one| one.values().to_vec()).collect(),
                words: analysis.tokens.len() as f64,
                id: text("answer_id"),
            });
        }
    }
    Ok(rows)
}

/// The sets in order of appearance.
pub fn sets(rows: &[Row]) -> Vec<String> {
    let mut sets: Vec<String> = Vec::new();
    for row in rows {
        if !sets.contains(&row.set) {
            sets.push(row.set.clone());
        }
    }
    sets
}
