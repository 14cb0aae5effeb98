use gradus::engine::Engine;
use gradus::matching::Polarity;
use gradus::similarity::words::{Kind, Words};
use gradus::text::{Analyzer, stem_of};
use std::collections::HashMap;
use std::io::{BufRead, Write};
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::shipped();
    let rubric = engine.inline("x", "q", &["a".to_string()]);
    let mut an = Analyzer::new();
    let mut stems: HashMap<String, String> = HashMap::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let a = an.analyze(&text);
        let p = Polarity::read(&a, &text);
        let w = Words::new(&a, &rubric.lexicon.statistics, &p);
        let toks: Vec<serde_json::Value> = w
            .words
            .iter()
            .enumerate()
            .map(|(at, x)| {
                let norm = w.norm(x).to_string();
                let stem = stems.entry(norm.clone()).or_insert_with(|| stem_of(&norm)).clone();
                let kind = match x.kind {
                    Kind::Content => 0,
                    Kind::Number => 1,
                    Kind::Small => 2,
                    Kind::Negator => 3,
                };
                serde_json::json!([
                    norm,
                    stem,
                    kind,
                    x.weight,
                    x.denied.map(|s| s.start),
                    x.clause,
                    x.sentence,
                    x.span.start,
                    x.span.end,
                    a.tokens[at].flags.0,
                    p.cue_at(at as u32).map(|s| s.end),
                    format!("{:x}", x.term),
                    rubric.lexicon.statistics.knows(x.term)
                ])
            })
            .collect();
        writeln!(
            out,
            "{}",
            serde_json::json!({"t": text, "w": toks, "ap": w.appeals, "cl": a.clauses.iter().map(|c| c.contrast).collect::<Vec<_>>()})
        )?;
    }
    Ok(())
}
