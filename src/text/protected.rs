//! Words whose stem is laid down by hand: names that must stay whole, and families that the stemmer would run together
//! (`organ`, `organic`, `organization`) or tear apart.

/// Words that are their own stem, plural-looking names above all.
pub(super) const WHOLE: &str = "\
    alembic alias analytics ansible apollo args async asyncio atlas await aws axes axios axis basis bias bus \
    canvas celery census chaos consensus cors corpus cosmos css cypress dbms devops django dns dos ecs eks \
    elasticsearch emphasis eros ethics express falcon false fastapi flask gas gcs genesis gis gps graphql gunicorn \
    haskell heuristics https iis ios iris jenkins jinja js kafka kubernetes kudos kwargs lens lotus mathematics \
    meiosis mongodb ms mysql news nexus nginx ngnix nodejs ns numpy os osmosis pandas paas iaas saas physics postgres \
    pydantic pytest python rabbitmq rds rdbms redis redux rss s3 sanic sass scss series ses siri sms sns species sqs \
    ssms starlette telnetlib tls toss traefik true ts tss ubuntu us uvicorn vitess vps vuejs windows wordpress xss \
    genus";

/// Families: stem, then every word that takes it.
pub(super) const FAMILIES: &[(&str, &str)] = &[
    // Run together by the stemmer.
    ("organ", "organ organs"),
    ("organic", "organic organics organically"),
    ("organism", "organism organisms"),
    ("universe", "universe universes"),
    ("university", "university universities"),
    ("universal", "universal universally"),
    ("internal", "internal internals internally"),
    ("intern", "intern interns interned interning"),
    ("later", "later"),
    ("lateral", "lateral laterally"),
    ("even", "even evenly"),
    ("evening", "evening evenings"),
    ("interval", "interval intervals"),
    ("author", "author authors authored"),
    ("authority", "authority authorities"),
    ("important", "important importantly importance"),
    ("position", "position positions positioned positional"),
    ("experiment", "experiment experiments experimental experimentally"),
    ("experience", "experience experiences experienced"),
    ("several", "several"),
    ("container", "container containers"),
    ("controller", "controller controllers"),
    ("useful", "useful usefulness usefully"),
    ("use", "usage usages"),
    ("objective", "objective objectives"),
    ("general", "general generally"),
    ("generic", "generic generics"),
    ("generator", "generator generators"),
    ("former", "former formerly"),
    ("serial", "serial serially"),
    ("authentic", "authentic authenticity"),
    ("server", "server servers serverless"),
    ("static", "static statically"),
    ("statistic", "statistic statistics statistical"),
    ("iterator", "iterator iterators"),
    ("iterable", "iterable iterables"),
    ("decorator", "decorator decorators"),
    ("operator", "operator operators"),
    ("relational", "relational"),
    ("relationship", "relationship relationships"),
    ("relative", "relative relatively"),
    ("import", "import imports imported importing"),
    ("add", "add adds added adding addition additions"),
    ("additional", "additional additionally"),
    ("native", "native natively"),
    ("policy", "policy policies"),
    ("police", "police"),
    // Torn apart by the stemmer.
    ("delete", "delete deletes deleted deleting deletion deletions"),
    ("describe", "describe describes described describing description descriptions"),
    ("simple", "simple simpler simplest simply simplicity"),
    ("easy", "easy easier easiest easily ease eases eased"),
    ("fast", "fast faster fastest"),
    ("slow", "slow slower slowest slowly slowness slowed slows slowing"),
    ("quick", "quick quicker quickest quickly"),
    ("heavy", "heavy heavier heaviest heavily"),
    ("light", "light lighter lightest"),
    ("safe", "safe safer safest safely"),
    ("safety", "safety"),
    ("large", "large larger largest"),
    ("small", "small smaller smallest"),
    ("big", "big bigger biggest"),
    ("high", "high higher highest"),
    ("low", "low lower lowest"),
    ("long", "long longer longest"),
    ("short", "short shorter shortest"),
    ("cheap", "cheap cheaper cheapest"),
    ("strong", "strong stronger strongest strongly"),
    ("weak", "weak weaker weakest weakly"),
    ("hard", "hard harder hardest"),
    ("clean", "clean cleaner cleanest cleans cleaned cleaning cleanly"),
    ("rare", "rare rarely rarer"),
    ("receive", "receive receives received receiving receipt"),
    ("respond", "respond responds responded responding"),
    ("response", "response responses"),
    ("proof", "proof proofs"),
    ("choice", "choice choices"),
    ("immutable", "immutable immutability immutably"),
    ("mutable", "mutable mutability mutably"),
    ("scalable", "scalable scalability scalably"),
    ("maintain", "maintain maintains maintained maintaining maintenance maintainable maintainability"),
    ("readable", "readable readability"),
    ("reusable", "reusable reusability"),
    ("reuse", "reuse reuses reused reusing"),
    ("available", "available availability"),
    ("consistent", "consistent consistency consistently"),
    ("inconsistent", "inconsistent inconsistency inconsistently inconsistencies"),
    ("concurrent", "concurrent concurrency concurrently"),
    ("asynchronous", "asynchronous asynchronously asynchrony"),
    ("synchronous", "synchronous synchronously"),
    ("transparent", "transparent transparency transparently"),
    ("efficient", "efficient efficiency efficiently"),
    ("inefficient", "inefficient inefficiency inefficiently"),
    ("frequent", "frequent frequency frequently frequencies"),
    ("secure", "secure secures secured securing securely security"),
    ("compatible", "compatible compatibility"),
    ("flexible", "flexible flexibility"),
    ("visible", "visible visibility"),
    ("responsible", "responsible responsibility responsibilities"),
    ("complex", "complex complexity complexities"),
    ("parallel", "parallel parallelism parallelly"),
];

/// Beginnings that fix the stem: every word that begins so takes the beginning as its stem.
pub(super) const BEGINNINGS: &[(&str, &str)] = &[("authenticat", "authenticat"), ("polymorph", "polymorph")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_in_two_families() {
        let mut words: Vec<&str> = FAMILIES.iter().flat_map(|(_, words)| words.split_ascii_whitespace()).collect();
        words.sort_unstable();
        for pair in words.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
