//! Words whose stem is laid down by hand: names that must stay whole, and families that the stemmer would run together
//! (`organ`, `organic`, `organization`) or tear apart.

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
    // Run together by the stemmer: what is, what is done with it, who does it.
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
    (
        "direction",
        "direction directions directional bidirectional unidirectional",
    ),
    ("effective", "effective effectively effectiveness"),
    ("emergency", "emergency emergencies"),
    ("evening", "evening evenings"),
    ("experience", "experience experiences experienced"),
    (
        "experiment",
        "experiment experiments experimental experimentally experimentation",
    ),
    ("expression", "expression expressions"),
    ("factorial", "factorial factorials"),
    ("former", "former formerly"),
    ("general", "general generally"),
    ("generator", "generator generators"),
    ("generic", "generic generics"),
    ("important", "important importantly importance"),
    ("initial", "initial initially"),
    ("integrity", "integrity"),
    ("intern", "intern interns interned interning"),
    ("internal", "internal internals internally"),
    ("international", "international internationally"),
    ("interval", "interval intervals"),
    (
        "invalidate",
        "invalidate invalidates invalidated invalidating invalidation",
    ),
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
    (
        "position",
        "position positions positioned positioning positional",
    ),
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
    (
        "statistic",
        "statistic statistics statistical statistically",
    ),
    ("successive", "successive successively succession"),
    ("terminal", "terminal terminals"),
    ("universal", "universal universally"),
    ("universe", "universe universes"),
    ("university", "university universities"),
    ("unlikely", "unlikely"),
    ("useful", "useful usefulness usefully"),
    // Torn apart by the stemmer: a verb and its noun, an adjective and its noun or degrees.
    ("absent", "absent absence absences"),
    (
        "absorb",
        "absorb absorbs absorbed absorbing absorption absorbent",
    ),
    ("add", "add adds added adding addition additions"),
    ("additional", "additional additionally"),
    (
        "approve",
        "approve approves approved approving approval approvals",
    ),
    (
        "assume",
        "assume assumes assumed assuming assumption assumptions",
    ),
    ("asynchronous", "asynchronous asynchronously asynchrony"),
    ("atomic", "atomic atomicity atomically"),
    (
        "automatic",
        "automatic automatically automate automates automated automating automation automations",
    ),
    ("available", "available availability"),
    (
        "believe",
        "believe believes believed believing belief beliefs",
    ),
    ("big", "big bigger biggest"),
    ("cheap", "cheap cheaper cheapest cheaply"),
    (
        "clean",
        "clean cleaner cleanest cleans cleaned cleaning cleanly",
    ),
    (
        "compare",
        "compare compares compared comparing comparison comparisons",
    ),
    ("compatible", "compatible compatibility"),
    ("complex", "complex complexity complexities"),
    (
        "compose",
        "compose composes composed composing composition compositions",
    ),
    (
        "conclude",
        "conclude concludes concluded concluding conclusion conclusions",
    ),
    ("concurrent", "concurrent concurrency concurrently"),
    ("consistent", "consistent consistency consistently"),
    ("consume", "consume consumes consumed consuming consumption"),
    (
        "convert",
        "convert converts converted converting conversion conversions",
    ),
    (
        "decide",
        "decide decides decided deciding decision decisions",
    ),
    (
        "define",
        "define defines defined defining definition definitions",
    ),
    (
        "delete",
        "delete deletes deleted deleting deletion deletions",
    ),
    (
        "deliver",
        "deliver delivers delivered delivering delivery deliveries",
    ),
    (
        "describe",
        "describe describes described describing description descriptions",
    ),
    (
        "destroy",
        "destroy destroys destroyed destroying destruction",
    ),
    (
        "discover",
        "discover discovers discovered discovering discovery discoveries",
    ),
    (
        "divide",
        "divide divides divided dividing division divisions",
    ),
    ("easy", "easy easier easiest easily ease eases eased"),
    ("efficient", "efficient efficiency efficiently"),
    (
        "exclude",
        "exclude excludes excluded excluding exclusion exclusions",
    ),
    (
        "expand",
        "expand expands expanded expanding expansion expansions",
    ),
    (
        "expire",
        "expire expires expired expiring expiry expiration expirations",
    ),
    (
        "explain",
        "explain explains explained explaining explanation explanations",
    ),
    ("expose", "expose exposes exposed exposing exposure"),
    ("fail", "fail fails failed failing failure failures"),
    ("fast", "fast faster fastest"),
    ("flexible", "flexible flexibility"),
    ("frequent", "frequent frequency frequently frequencies"),
    ("grow", "grow grows growing growth"),
    ("hard", "hard harder hardest"),
    ("heavy", "heavy heavier heaviest heavily"),
    ("high", "high higher highest highly"),
    (
        "idempotent",
        "idempotent idempotency idempotence idempotently",
    ),
    ("immutable", "immutable immutability immutably"),
    (
        "inconsistent",
        "inconsistent inconsistency inconsistently inconsistencies",
    ),
    (
        "inefficient",
        "inefficient inefficiency inefficiently inefficiencies",
    ),
    (
        "introduce",
        "introduce introduces introduced introducing introduction introductions",
    ),
    (
        "invert",
        "invert inverts inverted inverting inversion inversions",
    ),
    ("large", "large larger largest"),
    ("light", "light lighter lightest"),
    ("long", "long longer longest"),
    ("low", "low lower lowest"),
    (
        "maintain",
        "maintain maintains maintained maintaining maintenance maintainable maintainability maintainer maintainers",
    ),
    (
        "modify",
        "modify modifies modified modifying modification modifications",
    ),
    ("mutable", "mutable mutability mutably"),
    (
        "notify",
        "notify notifies notified notifying notification notifications",
    ),
    ("parallel", "parallel parallelism parallelly"),
    ("present", "present presents presented presenting presence"),
    ("queue", "queue queues queued queuing queueing"),
    ("quick", "quick quicker quickest quickly"),
    ("rare", "rare rarely rarer"),
    ("readable", "readable readability"),
    ("receive", "receive receives received receiving receipt"),
    (
        "recover",
        "recover recovers recovered recovering recovery recoveries",
    ),
    (
        "reduce",
        "reduce reduces reduced reducing reduction reductions",
    ),
    ("redundant", "redundant redundancy redundancies redundantly"),
    (
        "register",
        "register registers registered registering registration registrations",
    ),
    (
        "response",
        "response responses respond responds responded responding",
    ),
    ("responsible", "responsible responsibility responsibilities"),
    ("responsive", "responsive responsiveness"),
    ("reuse", "reuse reuses reused reusing reusable reusability"),
    ("safe", "safe safer safest safely"),
    ("safety", "safety"),
    ("scale", "scale scales scaled scaling scalable scalability"),
    (
        "secure",
        "secure secures secured securing securely security",
    ),
    ("short", "short shorter shortest"),
    ("simple", "simple simpler simplest simply simplicity"),
    (
        "simplify",
        "simplify simplifies simplified simplifying simplification simplifications",
    ),
    (
        "slow",
        "slow slower slowest slowly slowness slowed slows slowing",
    ),
    ("small", "small smaller smallest"),
    (
        "specify",
        "specify specifies specified specifying specification specifications",
    ),
    ("store", "store stores stored storing storage storages"),
    ("strong", "strong stronger strongest strongly"),
    (
        "submit",
        "submit submits submitted submitting submission submissions",
    ),
    (
        "subscribe",
        "subscribe subscribes subscribed subscribing subscription subscriptions",
    ),
    ("synchronous", "synchronous synchronously"),
    (
        "transmit",
        "transmit transmits transmitted transmitting transmission transmissions",
    ),
    ("transparent", "transparent transparency transparently"),
    ("use", "usage usages"),
    ("vary", "vary varies varied varying variation variations"),
    (
        "verify",
        "verify verifies verified verifying verification verifications",
    ),
    ("visible", "visible visibility"),
    ("weak", "weak weaker weakest weakly weakness weaknesses"),
];

/// Beginnings that fix the stem: every word that begins so takes the beginning as its stem.
pub(super) const BEGINNINGS: &[(&str, &str)] =
    &[("authenticat", "authenticat"), ("polymorph", "polymorph")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_in_two_families() {
        let mut words: Vec<&str> = FAMILIES
            .iter()
            .flat_map(|(_, words)| words.split_ascii_whitespace())
            .collect();
        words.sort_unstable();
        for pair in words.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
