//! Prints the features of labelled rows as JSON lines: `cargo run --release --example features -- FILE...`

use gradus::engine::Engine;
use gradus::matching::Polarity;
use gradus::rubric::Rubric;
use gradus::scoring::derived::Reading;
use gradus::similarity::features::Features;
use gradus::text::Analyzer;
use std::collections::HashMap;
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::shipped();
    let mut analyzer = Analyzer::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": Features::NAMES }))?;
    let mut cache: HashMap<String, Rubric> = HashMap::new();
    for file in std::env::args().skip(1) {
        for line in std::io::BufReader::new(std::fs::File::open(file)?).lines() {
            let row: serde_json::Value = serde_json::from_str(&line?)?;
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_string();
            let references: Vec<String> = serde_json::from_value(row["references"].clone())?;
            let question = text("question");
            let rubric = cache
                .entry(format!("{question}\u{1}{references:?}"))
                .or_insert_with(|| engine.inline("row", &question, &references));
            let Some(derived) = &rubric.derived else { continue };
            let answer = text("answer");
            let analysis = analyzer.analyze(&answer);
            let polarity = Polarity::read(&analysis, &answer);
            let reading = Reading::new(derived, rubric, &analysis, &polarity);
            let values: Vec<_> = reading.features().map(|one| one.values().to_vec()).collect();
            let y = row["score"].as_f64().unwrap_or(0.0) / row["max_score"].as_f64().unwrap_or(1.0);
            writeln!(
                out,
                "{}",
                serde_json::json!({"set": row["dataset"], "q": row["question_id"], "id": row["answer_id"], "label": row["label"], "y": y, "x": values})
            )?;
        }
    }
    Ok(())
}
