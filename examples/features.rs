//! Prints the features of labelled rows as JSON lines: `cargo run --release --example features -- FILE...`

use gradus::engine::Engine;
use gradus::matching::Polarity;
use gradus::rubric::Lexicon;
use gradus::similarity::asked::Asked;
use gradus::similarity::compare::{Model, compare_all};
use gradus::similarity::features::Features;
use gradus::similarity::words::Words;
use gradus::text::Analyzer;
use std::collections::HashMap;
use std::io::{BufRead, Write};

fn words(analyzer: &mut Analyzer, text: &str, lexicon: &Lexicon) -> Words {
    let analysis = analyzer.analyze(text);
    let polarity = Polarity::read(&analysis, text);
    Words::new(&analysis, &lexicon.statistics, |token| polarity.denies(token))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::shipped();
    let lexicon = engine.compiler().lexicon();
    let mut analyzer = Analyzer::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": Features::NAMES }))?;
    let mut cache: HashMap<String, (Asked, Vec<Model>)> = HashMap::new();
    for file in std::env::args().skip(1) {
        for line in std::io::BufReader::new(std::fs::File::open(file)?).lines() {
            let row: serde_json::Value = serde_json::from_str(&line?)?;
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_string();
            let references: Vec<String> = serde_json::from_value(row["references"].clone())?;
            let question = text("question");
            let key = format!("{question}\u{1}{references:?}");
            let (asked, models) = cache.entry(key).or_insert_with(|| {
                let asked = Asked::new(&words(&mut analyzer, &question, lexicon));
                let models = references
                    .iter()
                    .map(|reference| Model::new(words(&mut analyzer, reference, lexicon), &asked))
                    .collect();
                (asked, models)
            });
            let response = words(&mut analyzer, &text("answer"), lexicon);
            let all = compare_all(models, &response, asked, lexicon);
            let values: Vec<_> = all.iter().map(|one| one.features.values().to_vec()).collect();
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
