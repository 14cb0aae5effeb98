//! The analyser as a whole, as tables: text in, tokens, compounds, sentences and clauses out; and its laws.

use super::*;
use proptest::prelude::*;

fn analyze(text: &str) -> Analysis {
    Analyzer::new().analyze(text)
}

/// Normal forms of the tokens, with what the flags say: `!` negator, `#` number, `v` version, `%` percentage, `~` code.
fn words(text: &str) -> String {
    let analysis = analyze(text);
    let mut out = String::new();
    for token in &analysis.tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        for (bit, mark) in [
            (Flags::NEGATOR, '!'),
            (Flags::NUMBER, '#'),
            (Flags::VERSION, 'v'),
            (Flags::PERCENT, '%'),
            (Flags::CODE, '~'),
        ] {
            if token.flags.has(bit) {
                out.push(mark);
            }
        }
        out.push_str(analysis.norm(token));
    }
    out
}

/// The written form that each token's span covers.
fn spans(text: &str) -> String {
    let analysis = analyze(text);
    let slices: Vec<_> = analysis.tokens.iter().map(|t| &text[t.start as usize..t.end as usize]).collect();
    slices.join("|")
}

/// For each compound the text from its first to its last token.
fn compounds(text: &str) -> String {
    let analysis = analyze(text);
    let slice = |c: &Compound| {
        let (first, last) = (analysis.tokens[c.at as usize], analysis.tokens[(c.at + c.len - 1) as usize]);
        &text[first.start as usize..last.end as usize]
    };
    analysis.compounds.iter().map(slice).collect::<Vec<_>>().join("|")
}

/// Sentences separated by `||`, clauses by `|`, contrast clauses marked `<`.
fn clauses(text: &str) -> String {
    let analysis = analyze(text);
    let mut out = String::new();
    for (at, clause) in analysis.clauses.iter().enumerate() {
        if at > 0 {
            out.push_str(if analysis.clauses[at - 1].sentence == clause.sentence { " | " } else { " || " });
        }
        if clause.contrast {
            out.push('<');
        }
        let tokens = &analysis.tokens[clause.tokens.start as usize..clause.tokens.end as usize];
        out.push_str(&tokens.iter().map(|t| analysis.norm(t)).collect::<Vec<_>>().join(" "));
    }
    out
}

fn table(run: fn(&str) -> String, rows: &[(&str, &str)]) {
    let mut failed = String::new();
    for (text, expected) in rows {
        let found = run(text);
        if found != *expected {
            failed.push_str(&format!("{text:?}\n  expected {expected}\n  found    {found}\n"));
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}

#[test]
fn contractions() {
    table(
        words,
        &[
            ("isn't", "is !not"),
            ("isn\u{2019}t", "is !not"),
            ("isn`t it", "is !not it"),
            ("isnt dont doesnt", "is !not do !not does !not"),
            ("can't cannot cant can not", "can !not can !not can !not can !not"),
            ("won't wont", "will !not will !not"),
            ("Don't", "do !not"),
            ("does'nt don\"t it\"s \"so\"", "does !not do !not it is so"),
            ("w/o locks b/c A v/s B", "!without locks because a versus b"),
            ("it's It\u{2019}s", "it is it is"),
            ("Django's ORM", "django orm"),
            ("users' data", "users data"),
            ("I'd you're they've let's we'll I'm", "i would you are they have let us we will i am"),
            ("API's", "api"),
            ("that's what there's", "that is what there is"),
            ("print('x')", "~print x"),
        ],
    );
    table(
        spans,
        &[
            ("it isn't so", "it|is|n't|so"),
            ("it isn\u{2019}t so", "it|is|n\u{2019}t|so"),
            ("we can't", "we|can|'t"),
            ("we cannot", "we|can|not"),
            ("they won't", "they|wo|n't"),
            ("they dont", "they|do|nt"),
            // Letters of more than one byte, and invisible ones.
            ("\u{1d422}M here", "\u{1d422}|M|here"),
            ("we can\u{ad}not", "we|can|\u{ad}not"),
            ("\u{1d427}\u{1d428}\u{1d427}blocking", "\u{1d427}\u{1d428}\u{1d427}|blocking"),
            ("it's Django's", "it|'s|Django"),
        ],
    );
}

#[test]
fn numbers() {
    table(
        words,
        &[
            ("3 3.5 3.10 0.50", "#3 #v3.5 #v3.10 #0.5"),
            ("1,000 10k 1M 1e6 1.5k", "#1000 #10000 #1000000 #1000000 #1500"),
            ("50% 50 % 50 percent 50 per cent", "#%50 percent #%50 percent #%50 percent #%50 per cent"),
            ("200ms 5GB 2FA", "#200 ms #5 gb #2 fa"),
            ("-2 x=-1 5-2", "#-2 x #-1 #5 #2"),
            ("1st 2nd 3rd 11th", "first second third #11"),
            ("forty-six twenty three Ninety-Nine ten-six", "#46 #23 #99 #ten #six"),
            ("forty, six forty-six-year-old", "#forty #six #46 year old"),
            ("two twenty hundred once first", "#two #twenty #hundred once first"),
            ("3.12.1 v2 v3.12 V2", "v3.12.1 v2 v3.12 v2"),
            ("Python3 python3.11 Python 3", "python #3 python #v3.11 python #3"),
            ("Python 3.x and 3.6+", "python #~3 ~x and #v3.6"),
            ("127.0.0.1", "v127.0.0.1"),
            (".5 seconds", "#0.5 seconds"),
            ("It has 3. Then 4.", "it has #3 then #4"),
            ("s3 ec2 k8s i18n UTF8 oauth2 sha256", "s3 ec2 k8s i18n utf8 oauth #2 sha256"),
            ("in 2020, 3, 4", "in #2020 #3 #4"),
        ],
    );
    for (one, other) in
        [("1,000", "1000"), ("10k", "10,000"), ("two", "2"), ("v2", "2"), ("1e3", "1k"), ("1st", "first")]
    {
        assert_eq!(stem_term(one), stem_term(other), "{one} {other}");
    }
    assert_eq!(analyze("3.12").tokens[0].term, term_of("#3.12"));
    assert_eq!(analyze("10k").tokens[0].term, term_of("#10000"));
    assert_ne!(stem_term("3.1"), stem_term("3.10"));
}

#[test]
fn technical_words() {
    table(
        words,
        &[
            ("C++ C# F# .NET c", "c++ c# f# .net c"),
            ("node.js Next.js", "~node ~js ~next ~js"),
            ("__init__ and *args, **kwargs", "~init and args kwargs"),
            ("*very* **bold** _so_", "very bold so"),
            ("snake_case camelCase PascalCase", "~snake ~case camel case pascal case"),
            ("async/await CI/CD and/or", "async await ci cd and or"),
            ("select_related() .filter(x=1)", "~select ~related ~filter ~x #1"),
            ("User.objects.filter(age__gte=18)", "~user ~objects ~filter ~age ~gte #18"),
            ("@app.get(\"/users\")", "~app ~get users"),
            ("settings.py, requirements.txt.", "~settings ~py ~requirements ~txt"),
            ("Content-Type X-Frame-Options", "content type x frame options"),
            ("non-blocking nonblocking non blocking", "!non blocking !non blocking !non blocking"),
            ("localhost:3000", "localhost #3000"),
            ("see https://example.com/a?b=1.", "see ~https ~example ~com ~a ~b #1"),
            ("N+1 I/O utf-8", "n #1 i o utf #8"),
            ("x == y >= z -> w => v", "x y z w v"),
            ("use `await` here, `not` `a b` c", "use ~await here ~not ~a ~b c"),
            ("no-cache not_null non-null and not/never", "no cache ~not ~null !non null and !not !never"),
            ("thread(s) run", "thread run"),
            ("ORM(Object Mapper) f(x) threads (or processes)", "orm object mapper ~f x threads or processes"),
            ("O(n log n) O(1) O(n^2)", "~o ~n ~log ~n ~o #~1 ~o ~n #~2"),
            ("APIs ORMs URLs DBs JavaScript FastAPI APIView iOS", "apis orms urls dbs javascript fastapi api view ios"),
            ("DEBUG=True", "~debug true"),
            ("na\u{ef}ve ＤＪＡＮＧＯ thr\u{200b}ead", "na\u{ef}ve django thread"),
            ("e.g. lists, i.e. arrays etc.", "eg lists ie arrays etc"),
        ],
    );
    table(
        compounds,
        &[
            ("a select_related() call", "select_related"),
            ("async/await", "async/await"),
            ("O(n log n)", "O(n log n"),
            ("__init__", "init"),
            ("*args", "args"),
            ("*emphasis*", ""),
            ("Python3 200ms", "Python3|200ms"),
            ("models.ForeignKey", "models.ForeignKey|ForeignKey"),
            ("CI/CD-pipeline", "CI/CD-pipeline|CI/CD|CD-pipeline"),
            ("C++ Django's isn't", ""),
            ("N+1", "N+1"),
            ("nonblocking", "nonblocking"),
            ("client-side/server-side", "client-side/server-side|client-side|side/server|server-side"),
        ],
    );
    table(spans, &[("C++, .NET!", "C++|.NET"), ("50% off", "50|%|off"), ("Django's", "Django")]);
}

#[test]
fn written_apart_or_together() {
    for (one, other) in [
        ("front-end", "frontend"),
        ("select_related", "selectRelated"),
        ("e-mail", "email"),
        ("non-blocking", "nonblocking"),
        ("utf-8", "UTF8"),
        ("Node.js", "NodeJS"),
        ("multi-threading", "multithreading"),
        ("I/O", "IO"),
        ("O(n log n)", "o(n*log(n))"),
        ("O(n^2)", "O(n\u{b2})"),
        ("QuerySets", "queryset"),
        ("Web-Socket", "WebSockets"),
        ("front end", "frontend"),
        ("web sockets", "websocket"),
        ("Class Method", "classmethod"),
    ] {
        assert_eq!(stem_term(one), stem_term(other), "{one} {other}");
    }
    for (one, other) in [("__init__", "init"), ("*args", "args"), ("C++", "C"), ("1/2", "12"), ("AWS", "aw")] {
        assert_ne!(stem_term(one), stem_term(other), "{one} {other}");
    }
}

#[test]
fn acronyms_and_their_plurals() {
    for (one, other) in [
        ("APIs", "API"),
        ("ORMs", "orm"),
        ("DBs", "DB"),
        ("URLs", "url"),
        ("AWS", "aws"),
        ("CORS", "cors"),
        ("dbs", "db"),
        ("CACHE", "caches"),
        ("IDs", "id"),
    ] {
        assert_eq!(stem_term(one), stem_term(other), "{one} {other}");
    }
    assert_ne!(stem_term("LED"), stem_term("led"));
    assert_eq!(stem_of("AWS"), "aws");
    // Where everything is in capitals, capitals say nothing.
    let shouted = analyze("LISTS ARE MUTABLE AND TUPLES ARE NOT MUTABLE AT ALL");
    assert_eq!(shouted.tokens[0].term, stem_term("list"));
}

#[test]
fn sentences_end() {
    table(
        clauses,
        &[
            ("One lock. Two threads! Why? So.", "one lock || two threads || why || so"),
            ("Use 3.12 or settings.py now.", "use 3.12 or settings py now"),
            ("Lists, tuples, etc. are types, e.g. Python types.", "lists tuples etc are types eg python types"),
            ("Lists, sets etc. They vary.", "lists sets etc || they vary"),
            ("it is fast. it is small", "it is fast || it is small"),
            ("a request.Then the view", "a request || then the view"),
            ("works on models.Model only", "works on models model only"),
            ("- first point\n- second point", "first point || second point"),
            ("1. Open it\n2. Close it\n3) Go", "open it || close it || go"),
            ("a) one b\n\nnext one", "one b || next one"),
            ("Django is big\nFlask is small", "django is big || flask is small"),
            ("Django uses the\nORM a lot", "django uses the orm a lot"),
            ("the first,\nSecond and\nthird", "the first second and third"),
            ("\u{2022} one\n\u{2022} two", "one || two"),
            ("-No space\n1.None either\n2)Nor here", "no space || none either || nor here"),
            ("steps: 1) open it 2) close it", "steps | open it | close it"),
            ("1. Open it. 2. Close it.", "open it || close it"),
            ("1: open it\n2: close it", "open it || close it"),
            ("one<br>Two", "one || two"),
            ("use `a: b; (c)` and then `d`, so", "use a b c and then d | so"),
            ("use do...while here", "use do while here"),
            ("# Title\nand text", "title || and text"),
            ("wait... what", "wait | what"),
            ("Flask vs. Django", "flask vs django"),
            ("```python\nx = 1\ny = 2\n```\nThen it runs", "x 1 || y 2 || then it runs"),
        ],
    );
}

#[test]
fn clauses_break() {
    table(
        clauses,
        &[
            ("Lists are mutable but tuples are not", "lists are mutable | <but tuples are not"),
            ("Django is big, whereas Flask is small", "django is big | <whereas flask is small"),
            ("Django is big; Flask: small", "django is big | flask | small"),
            ("it waits - the lock is free", "it waits | the lock is free"),
            ("fast \u{2014} really", "fast | really"),
            ("However, it is slow.", "<however it is slow"),
            ("Flask, on the other hand, is small", "<flask on the other hand is small"),
            ("call f() to see it does", "call f to see it does"),
            ("call get_it(request, x) if it is", "call get it request x if it is"),
            ("Flask, however, is small", "<flask however is small"),
            ("While Django is big, Flask is small", "<while django is big | flask is small"),
            ("Unlike lists, tuples are fixed", "<unlike lists | tuples are fixed"),
            ("it is fast, simple, and safe", "it is fast simple and safe"),
            ("threads share memory, and processes do not", "threads share memory | and processes do not"),
            ("it does not block, it waits", "it does not block | it waits"),
            ("tuples are immutable and lists are not", "tuples are immutable | and lists are not"),
            ("lists, tuples, and sets are ordered", "lists tuples and sets are ordered"),
            ("In Django, it is built in", "in django it is built in"),
            ("lists and tuples are ordered", "lists and tuples are ordered"),
            ("it does not block and needs no lock", "it does not block | and needs no lock"),
            ("Flask has no ORM and Django includes one", "flask has no orm | and django includes one"),
            ("it is not shared and has no lock", "it is not shared | and has no lock"),
            ("a while loop and a for loop", "a while loop and a for loop"),
            ("the GIL is released while a thread waits", "the gil is released | <while a thread waits"),
            ("threads share memory and processes do not", "threads share memory | and processes do not"),
            ("No, it is not shared", "no | it is not shared"),
            ("it is a while and a do while loop", "it is a while and a do while loop"),
            ("the GIL (global lock) is held", "the gil global lock is held"),
            ("threads (which do not share it) run", "threads | which do not share it | run"),
            ("not only fast but also safe", "not only fast | but also safe"),
            ("it is slow, though.", "it is slow though"),
            ("locked because it counts", "locked | because it counts"),
            ("request -> view \u{2192} response", "request | view | response"),
            ("On the other hand, it is small", "<on the other hand it is small"),
        ],
    );
}

#[test]
fn flags_that_follow_from_the_text() {
    let analysis = analyze("The Django ORM and `it` in select_related");
    let flags: Vec<Flags> = analysis.tokens.iter().map(|token| token.flags).collect();
    assert!(flags[0].has(Flags::ARTICLE) && flags[0].has(Flags::CAPITAL));
    assert!(flags[1].has(Flags::CAPITAL) && !flags[1].has(Flags::EXACT_ONLY));
    assert!(flags[2].has(Flags::EXACT_ONLY));
    assert!(flags[4].has(Flags::CODE) && flags[4].has(Flags::EXACT_ONLY));
    assert!(flags[6].has(Flags::CODE));
    assert!(!analyze("I/O").tokens[0].flags.has(Flags::SMALL));
    assert!(analyze("I").tokens[0].flags.has(Flags::SMALL));
}

#[test]
fn a_word_alone_has_the_term_it_has_in_a_text() {
    let words =
        "caching cannot nonblocking two aws led django children select_related front-end Django's APIs 3.12 v2 C++";
    let analysis = analyze(words);
    let mut at = 0;
    for word in words.split(' ') {
        let alone = analyze(word);
        for token in &alone.tokens {
            assert_eq!(token.term, analysis.tokens[at].term, "{word}");
            at += 1;
        }
        if let [token] = alone.tokens.as_slice() {
            assert_eq!(stem_term(word), alone.compounds.first().map_or(token.term, |whole| whole.term), "{word}");
        }
    }
    assert_eq!(stem_of("caching"), "cach");
    assert_eq!(stem_of("two front-ends"), "two front end");
    assert_eq!(stem_of("isn't"), "be not");
}

/// The laws that hold for every text.
fn check_laws(text: &str) {
    let analysis = analyze(text);
    let mut last = 0;
    for token in &analysis.tokens {
        let (start, end) = (token.start as usize, token.end as usize);
        assert!(start < end && end <= text.len(), "{text:?}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{text:?}");
        assert!(start >= last, "tokens in order, none over another: {text:?}");
        last = end;
        assert_eq!(token.exact, term_of(&text[start..end]));
        assert!(token.norm.0 <= token.norm.1);
        let _ = analysis.norm(token);
        let clause = &analysis.clauses[token.clause as usize];
        assert_eq!(clause.sentence, token.sentence);
    }
    let count = analysis.tokens.len() as u32;
    for compound in &analysis.compounds {
        assert!(compound.len >= 1 && compound.at + compound.len <= count, "{text:?}");
    }
    for pair in analysis.compounds.windows(2) {
        let key = |c: &Compound| (c.at, std::cmp::Reverse(c.len));
        assert!(key(&pair[0]) <= key(&pair[1]), "compounds by place, longest first: {text:?}");
    }
    // Sentences and clauses tile the tokens.
    let mut at = 0;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        assert_eq!(sentence.start, at, "{text:?}");
        assert!(sentence.end > at);
        at = sentence.end;
        assert!(analysis.tokens[sentence.start as usize..at as usize].iter().all(|t| t.sentence == index as u32));
    }
    assert_eq!(at, count);
    let mut at = 0;
    for (index, clause) in analysis.clauses.iter().enumerate() {
        assert_eq!(clause.tokens.start, at, "{text:?}");
        assert!(clause.tokens.end > at);
        at = clause.tokens.end;
        assert!(analysis.tokens[clause.tokens.start as usize..at as usize].iter().all(|t| t.clause == index as u32));
    }
    assert_eq!(at, count);
    // A warm memo and used buffers change nothing.
    let mut warm = Analyzer::new();
    let mut again = warm.analyze("isn't `select_related` the 1st?");
    warm.analyze_into(text, &mut again);
    warm.analyze_into(text, &mut again);
    assert_eq!(again.tokens, analysis.tokens);
    assert_eq!(again.compounds, analysis.compounds);
    assert_eq!(again.norms, analysis.norms);
    assert_eq!(again.sentences, analysis.sentences);
    assert_eq!(again.clauses, analysis.clauses);
}

#[test]
fn odd_texts_keep_the_laws() {
    for text in [
        "",
        " ",
        "\n",
        ".",
        "'",
        "`",
        "```",
        "-",
        "--",
        "_",
        "__",
        "*",
        "(",
        "O(",
        "O()",
        "O((n)",
        "e.g",
        "3.",
        ".5",
        "-",
        "-1",
        "+1",
        "%",
        "50%",
        "\u{0}a\u{0}b",
        "a\u{301}",
        "\u{301}",
        "\u{200b}",
        "\u{feff}Django",
        "👩‍💻 codes 👍🏽",
        "שלום עולם (test)",
        "日本語のテキスト。",
        "İstanbul ǅ ﷺ ½ ²",
        "a'",
        "'a",
        "n't",
        "x's's",
        "a-",
        "a_-_b",
        "a__",
        "a.b.",
        "v2",
        "v",
        "C++++",
        "C##",
        "a//b",
        "http://",
        "https://x",
        "1,000,00",
        "1.2.3.4.5",
        "1e",
        "1e+",
        "O(n",
        "``a`b``",
        "a\r\nb\rc",
        "#",
        "# ",
        "1.",
        "1. ",
        "(a)",
        "(a) x",
        "a) ",
        "•",
        "•x",
        "@",
        "@a",
        "&a&b",
        "a:1:2",
        "a::b",
        "ßa_ßb",
        "ab\u{ad}cd",
        "\u{2028}x",
        "cant/won't",
        "=a=b==c",
        "....",
        "a....b",
        "thread(s)(s)",
        "non-",
        "nonblocking-x",
        "O(n nonblocking)",
    ] {
        check_laws(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_the_laws(text in any::<String>()) {
        check_laws(&text);
    }

    #[test]
    fn prose_like_text_keeps_the_laws(
        text in proptest::collection::vec(
            prop_oneof![
                "[a-zA-Z]{1,8}",
                "[0-9]{1,4}",
                "[-_./'`*+#@&:;,!?()%=<> \n]{1,3}",
                Just("isn't".to_string()), Just("O(n ".to_string()), Just("e.g.".to_string()), Just("\u{2019}s".to_string()),
                Just("\u{e9}".to_string()), Just("\u{301}".to_string()), Just("\u{200b}".to_string()), Just("—".to_string()),
                Just("```".to_string()), Just("nonblocking".to_string()), Just("://".to_string()), Just("(s)".to_string()),
                Just("² ".to_string()), Just("but ".to_string()), Just(", however, ".to_string()), Just("\n- ".to_string()),
            ],
            0..24,
        )
    ) {
        check_laws(&text.concat());
    }
}
