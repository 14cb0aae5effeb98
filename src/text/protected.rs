//! Words whose stem is laid down by hand: names that must stay whole, and families that the stemmer would run together
//! (`organ`, `organic`, `organization`). What it tears apart is in [`super::kin`].

/// Words that are their own stem, plural-looking names above all.
pub(super) const WHOLE: &str = "\
    alembic alias analytics ansible apollo args async asyncio atlas await aws axios axis basis bias bus \
    canvas celery census chaos consensus cors corpus cosmos css cypress dbms devops django dns dos ecs eks \
    elasticsearch emphasis eros ethics express falcon false fastapi flask gas gcs genesis gis gps graphql gunicorn \
    haskell heuristics https iis ios iris jenkins jinja js kafka kubernetes kudos kwargs lens lotus mathematics \
    meiosis mongodb ms mysql news nexus nginx ngnix nodejs ns numpy os osmosis pandas paas iaas saas physics postgres \
    pydantic pytest python rabbitmq rds rdbms redis redux rss s3 sanic sass scss series ses siri sms sns species sqs \
    ssms starlette telnetlib tls toss traefik true ts tss ubuntu us uvicorn vitess vps vuejs wordpress xss \
    genus";

/// Families: stem, then every word that takes it.
pub(super) const FAMILIES: &[(&str, &str)] = &[
    ("author", "author authors authored"),
    ("authority", "authority authorities"),
    ("authentic", "authentic authenticity"),
    ("busy", "busy busier busiest"),
    ("business", "business businesses"),
    ("container", "container containers"),
    ("contention", "contention contentions"),
    ("continuous", "continuous continuously"),
    ("controller", "controller controllers"),
    ("conversation", "conversation conversations"),
    ("currently", "currently"),
    ("customer", "customer customers"),
    ("definite", "definite definitely"),
    ("digital", "digital digitally"),
    ("locale", "locale locales"),
    ("direction", "direction directions directional"),
    ("effective", "effective effectively effectiveness"),
    ("emergency", "emergency emergencies"),
    ("evening", "evening evenings"),
    ("experience", "experience experiences experienced"),
    ("experiment", "experiment experiments experimental experimentally experimentation"),
    ("expression", "expression expressions"),
    ("factorial", "factorial factorials"),
    ("former", "former formerly"),
    ("general", "general generally"),
    ("generator", "generator generators"),
    ("generic", "generic generics"),
    ("hardly", "hardly"),
    ("important", "important importantly importance"),
    ("initial", "initial initially"),
    ("integrity", "integrity"),
    ("intern", "intern interns interned interning"),
    ("internal", "internal internals internally"),
    ("international", "international internationally"),
    ("interval", "interval intervals"),
    ("invalidate", "invalidate invalidates invalidated invalidating invalidation"),
    ("iterable", "iterable iterables"),
    ("iterator", "iterator iterators"),
    ("lateral", "lateral laterally"),
    ("likely", "likely"),
    ("literal", "literal literals"),
    ("native", "native natively"),
    ("objective", "objective objectives"),
    ("operator", "operator operators"),
    ("organ", "organ organs"),
    ("organic", "organic organics organically"),
    ("organism", "organism organisms"),
    ("original", "original originals originally"),
    ("performance", "performance performances performant"),
    ("personal", "personal personally"),
    ("police", "police"),
    ("policy", "policy policies"),
    ("position", "position positions positioned positioning positional"),
    ("production", "production productions"),
    ("productive", "productive productivity productively"),
    ("relational", "relational"),
    ("relationship", "relationship relationships"),
    ("relative", "relative relatively"),
    ("respective", "respective respectively"),
    ("serial", "serial serially"),
    ("server", "server servers serverless"),
    ("settings", "settings"),
    ("several", "several"),
    ("solute", "solute solutes"),
    ("specific", "specific specifically specifics specificity"),
    ("stateful", "stateful"),
    ("static", "static statically"),
    ("statistic", "statistic statistics statistical statistically"),
    ("successive", "successive successively succession"),
    ("terminal", "terminal terminals"),
    ("universal", "universal universally"),
    ("universe", "universe universes"),
    ("university", "university universities"),
    ("unlikely", "unlikely"),
    ("useful", "useful usefulness usefully"),
    // Share a stem with what they are not about: `consist`, `response`.
    ("consistent", "consistent consistency consistently"),
    ("inconsistent", "inconsistent inconsistency inconsistently inconsistencies"),
    ("responsible", "responsible responsibility responsibilities"),
    ("responsive", "responsive responsiveness"),
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
