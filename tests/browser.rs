//! The report in a real browser: what a person does with it, and what hostile answers must not do.
//!
//! Needs `chromedriver` and Chromium (Debian: `apt-get install chromium-driver`), so the tests are ignored unless asked for:
//!
//! ```text
//! cargo test --test browser -- --ignored
//! ```

#![cfg(feature = "pages")]

mod common;

use common::{Folder, SMALL, gradus};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A browser driven by the WebDriver protocol: HTTP with JSON, of which this is as much as is needed here.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: Folder,
}

impl Browser {
    fn start() -> Browser {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let profile = Folder::new();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts; on Debian it is in the package chromium-driver");
        let mut browser = Browser { driver, port, session: String::new(), _profile: profile };
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let data = format!("--user-data-dir={}", browser._profile.at("profile"));
        let args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000", &data];
        let options = json!({"goog:chromeOptions": {"args": args}, "unhandledPromptBehavior": "ignore"});
        let made = browser.call("POST", "/session", json!({"capabilities": {"alwaysMatch": options}}));
        browser.session = made["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {made}")).to_string();
        browser
    }

    /// One request; the answer's `value`.
    #[track_caller]
    fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        write!(stream, "{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
            .expect("sent");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a header");
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("the body");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        answer["value"].clone()
    }

    #[track_caller]
    fn on(&self, method: &str, path: &str, body: Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), body)
    }

    #[track_caller]
    fn open(&self, url: &str) {
        let value = self.on("POST", "/url", json!({"url": url}));
        assert!(value.is_null(), "{value}");
    }

    /// Runs a function body in the page.
    #[track_caller]
    fn run(&self, script: &str) -> Value {
        let value = self.on("POST", "/execute/sync", json!({"script": script, "args": []}));
        assert!(value.get("error").is_none(), "{script}: {value}");
        value
    }

    #[track_caller]
    fn find(&self, css: &str) -> String {
        let found = self.on("POST", "/element", json!({"using": "css selector", "value": css}));
        let id = found.as_object().and_then(|object| object.values().next()).and_then(Value::as_str);
        id.unwrap_or_else(|| panic!("{css}: {found}")).to_string()
    }

    /// Clicks as a person does: the element must be there to be seen.
    #[track_caller]
    fn click(&self, css: &str) {
        let value = self.on("POST", &format!("/element/{}/click", self.find(css)), json!({}));
        assert!(value.is_null(), "{css}: {value}");
    }

    #[track_caller]
    fn type_into(&self, css: &str, text: &str) {
        let value = self.on("POST", &format!("/element/{}/value", self.find(css)), json!({"text": text}));
        assert!(value.is_null(), "{css}: {value}");
    }

    /// Presses keys wherever the focus is.
    fn press(&self, keys: &[&str]) {
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        self.on("POST", "/actions", json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}));
    }

    /// Texts of the cells of a column that can be seen.
    #[track_caller]
    fn column(&self, number: usize) -> Vec<String> {
        let script = format!(
            "return Array.from(document.querySelectorAll('#ranking tbody tr')).filter(r => !r.hidden)\
             .map(r => r.cells[{number}].querySelector('bdi, .badge')?.textContent ?? r.cells[{number}].textContent.trim())"
        );
        serde_json::from_value(self.run(&script)).expect("texts")
    }

    /// The id of the part that is shown.
    #[track_caller]
    fn shown(&self) -> String {
        let script = "return Array.from(document.querySelectorAll('.view'))\
                      .filter(v => getComputedStyle(v).display !== 'none').map(v => v.id).join(' ')";
        self.run(script).as_str().expect("text").to_string()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser outlives its driver, so it is told to go even when the test has failed.
        if !self.session.is_empty() {
            let end = std::panic::AssertUnwindSafe(|| self.on("DELETE", "", Value::Null));
            let _ = std::panic::catch_unwind(end);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// What must stay text. Each would show itself if it did not.
const HOSTILE: [&str; 9] = [
    "<script>document.title='owned'</script> a hash function turns the key into an index",
    "</script><script>document.body.remove()</script> constant time",
    "</style><style>body{display:none !important}</style> LIFO",
    "\"><img src=x onerror=\"document.body.remove()\"> FIFO",
    "</div></article></section></main><h2>over</h2> constant time",
    "<!-- constant time --> &amp; &lt;b&gt; {{ 7*7 }}",
    "\u{202e}constant time\u{202c} שלום עולם مرحبا",
    "😀👩🏽‍🔬🏳️‍🌈 constant time ⚑",
    "<details open ontoggle=\"document.body.remove()\">constant time",
];

/// A report on six candidates, the last of them hostile, and the report's address.
fn report(folder: &Folder) -> String {
    let good = "A hash function turns the key into an index, so lookups take constant time.";
    let people = [
        ("Ann", good.to_string()),
        ("Zoe", "It stores values under keys, and lookups are fast.".to_string()),
        ("Ben", "It keeps keys sorted. I never write tests.".to_string()),
        ("Cid", "I don't know.".to_string()),
        ("Dot", format!("{good} {}the very end", "word <b>bold</b> ".repeat(6_000))),
    ];
    let mut lines = Vec::new();
    for (name, answer) in &people {
        lines.push(json!({"answer_id": name, "candidate_id": name, "question_id": "hash-table", "answer": answer}));
    }
    let items = ["hash-table", "stack-vs-queue", "sorting"];
    for (at, answer) in HOSTILE.iter().enumerate() {
        let who = format!("<b id=\"mallory\">Mal {}</b>", at / 3);
        lines.push(
            json!({"answer_id": format!("h{at}"), "candidate_id": who, "question_id": items[at % 3], "answer": answer}),
        );
    }
    let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let (input, output) = (folder.write("answers.jsonl", input), folder.at("report.html"));
    gradus(["batch", "--bank", SMALL, &input, "-o", &output]).code(0);
    format!("file://{output}")
}

#[test]
#[ignore = "needs chromedriver and Chromium: cargo test --test browser -- --ignored"]
fn a_person_sorts_filters_and_opens_a_candidate_needs_chromedriver() {
    let folder = Folder::new();
    let url = report(&folder);
    let browser = Browser::start();
    browser.open(&url);
    assert_eq!(browser.shown(), "overview");
    browser.click("nav a[href='#candidates']");
    assert_eq!(browser.shown(), "candidates");
    assert_eq!(browser.run("return document.querySelector('nav [aria-current]').textContent"), "Candidates");

    // Sorting: by name up and down, by keyboard too; ranks are back with the first column.
    let ranked = browser.column(1);
    assert_eq!(ranked.len(), 8);
    browser.click("#ranking th:nth-child(2) button");
    let mut names = ranked.clone();
    names.sort_by_key(|name| (!name.starts_with('<'), name.to_lowercase()));
    assert_eq!(browser.column(1), names);
    assert_eq!(browser.run("return document.querySelector('#ranking th:nth-child(2)').ariaSort"), "ascending");
    browser.press(&["\u{e007}"]);
    names.reverse();
    assert_eq!(browser.column(1), names, "Enter on the button that has the focus turns it round");
    assert_eq!(browser.run("return document.querySelectorAll('#ranking [aria-sort]').length"), 1);
    browser.click("#ranking th:nth-child(1) button");
    assert_eq!(browser.column(1), ranked);

    // Filtering: by text, by band, by flag, and all of them again.
    browser.type_into("input[name=text]", "zOE");
    assert_eq!(browser.column(1), ["Zoe"]);
    assert_eq!(browser.run("return document.querySelector('output').textContent"), "1 of 8 shown");
    browser.click("button[type=reset]");
    assert_eq!(browser.column(1).len(), 8);
    browser.click("select[name=band] option:nth-child(4)");
    let weak = browser.column(3);
    assert!(!weak.is_empty() && weak.len() < 8 && weak.iter().all(|band| band == "weak"), "{weak:?}");
    browser.click("button[type=reset]");
    browser.click("select[name=flag] option[value=red-flag]");
    assert_eq!(browser.column(1), ["Ben"]);

    // Opening a candidate, by the keyboard: the heading has the focus, and the way back works.
    browser.run("document.querySelector('#ranking tbody tr:not([hidden]) a').focus()");
    browser.press(&["\u{e007}"]);
    let page = browser.shown();
    assert!(page.starts_with('c') && page != "candidates", "{page}");
    assert_eq!(browser.run("return document.activeElement.textContent"), "Ben");
    assert_eq!(
        browser.run("return document.querySelector('.view.shown mark.flagged').innerText.startsWith('write tests')"),
        true
    );
    browser.on("POST", "/back", json!({}));
    assert_eq!(browser.shown(), "candidates");
    // The way past the menu leads to what is shown.
    browser.run("location.hash = 'c2'");
    browser.run("document.querySelector('.skip').focus()");
    browser.press(&["\u{e007}"]);
    assert_eq!(browser.run("return document.activeElement.id"), "content");
    assert_eq!(browser.shown(), "c2");
    // A link to an answer opens the candidate's page at the answer.
    browser.run("location.hash = 'c1-q1'");
    assert_eq!(browser.run("return document.activeElement.id"), "c1-q1");
    assert_eq!(browser.shown(), "c1");
    browser.run("location.hash = 'all'");
    assert!(browser.shown().split(' ').count() > 10);
}

#[test]
#[ignore = "needs chromedriver and Chromium: cargo test --test browser -- --ignored"]
fn hostile_answers_stay_text_needs_chromedriver() {
    let folder = Folder::new();
    let url = report(&folder);
    let browser = Browser::start();
    browser.open(&url);
    browser.run("location.hash = 'all'");
    assert!(
        browser
            .run("return document.title")
            .as_str()
            .is_some_and(|title| title.starts_with("Everything – Graded answers"))
    );
    for element in [
        "img",
        "iframe",
        "#mallory",
        "main b",
        "article article",
        "main script",
        "main style",
        "[onerror]",
        "[ontoggle]",
    ] {
        assert_eq!(browser.run(&format!("return document.querySelectorAll('{element}').length")), 0, "{element}");
    }
    assert_eq!(
        browser.run("return document.querySelectorAll('h2').length"),
        browser.run("return document.querySelectorAll('.view').length")
    );
    // What a reader sees in the boxes, without the numbers of the marks, is what was sent.
    let texts = "return Array.from(document.querySelectorAll('.person .answer')).map(box => {\
                 const copy = box.cloneNode(true); copy.querySelectorAll('.tag').forEach(t => t.remove()); return copy.textContent })";
    let texts: Vec<String> = serde_json::from_value(browser.run(texts)).expect("texts");
    for hostile in HOSTILE {
        assert!(texts.iter().any(|text| text == hostile), "{hostile:?} is not among {texts:?}");
    }
    let long = texts.iter().find(|text| text.ends_with("the very end")).expect("the long answer");
    assert!(long.len() > 100_000 && long.matches("<b>bold</b>").count() == 6_000);
    // It is folded, and opens.
    let seen = "return document.querySelector('.fold .answer').checkVisibility()";
    assert_eq!(browser.run(seen), false);
    browser.run("document.querySelector('.fold').open = true");
    assert_eq!(browser.run(seen), true);
    browser.run("document.querySelector('.fold').open = false");
    // On paper it is whole: the script opens it, and closes it again; without the script the style sheet shows it.
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    assert_eq!(browser.run(seen), true);
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    assert_eq!(browser.run(seen), false);
    let print = |media: &str| {
        let params = json!({"cmd": "Emulation.setEmulatedMedia", "params": {"media": media}});
        browser.on("POST", "/goog/cdp/execute", params);
    };
    print("print");
    assert_eq!(browser.run(seen), true);
    print("");
    assert_eq!(browser.run(seen), false);
    // Right-to-left text stands right to left, and the page does not.
    let direction = "return Array.from(document.querySelectorAll('.person .answer')).filter(b => b.textContent.includes('שלום'))\
                     .map(b => getComputedStyle(b).unicodeBidi).join()";
    assert_eq!(browser.run(direction), "isolate");
    // A script that is not the page's own does not run, even if it gets in.
    browser.run("const s = document.createElement('script'); s.textContent = 'document.title = \"owned\"'; document.body.append(s)");
    assert_ne!(browser.run("return document.title"), "owned");
}

#[test]
#[ignore = "needs chromedriver and Chromium: cargo test --test browser -- --ignored"]
fn both_themes_are_readable_and_narrow_pages_do_not_scroll_sideways_needs_chromedriver() {
    let folder = Folder::new();
    let url = report(&folder);
    let browser = Browser::start();
    let cdp = |cmd: &str, params: Value| browser.on("POST", "/goog/cdp/execute", json!({"cmd": cmd, "params": params}));
    for theme in ["light", "dark"] {
        cdp("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-color-scheme", "value": theme}]}));
        browser.open("about:blank");
        browser.open(&url);
        browser.run("location.hash = 'all'");
        let poor = browser.run(CONTRAST);
        assert_eq!(poor, json!([]), "{theme}");
    }
    // The button turns the theme round and keeps it.
    let background = "return getComputedStyle(document.body).backgroundColor";
    let dark = browser.run(background);
    browser.click("#theme");
    assert_ne!(browser.run(background), dark);
    for width in [400, 1400] {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        cdp("Emulation.setDeviceMetricsOverride", size);
        for view in ["overview", "candidates", "c1", "questions", "q1", "review"] {
            browser.run(&format!("location.hash = '{view}'"));
            assert_eq!(browser.shown(), view);
            let wide = browser.run("return document.documentElement.scrollWidth");
            assert!(wide.as_i64().is_some_and(|wide| wide <= width), "{view} at {width}: {wide}");
        }
    }
}

/// Texts whose contrast with what is behind them is below 4.5 (WCAG 2, AA).
const CONTRAST: &str = "
const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1] };
const lum = c => { const f = c.slice(0, 3).map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
  return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2] };
const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c } return [255, 255, 255, 1] };
const poor = new Set();
for (const e of document.querySelectorAll('body *')) {
  if (e.closest('svg, script, style, .vh, .skip') || !Array.from(e.childNodes).some(n => n.nodeType === 3 && n.textContent.trim())) continue;
  const a = lum(parse(getComputedStyle(e).color)), b = lum(behind(e));
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) poor.add(e.tagName + '.' + e.className + ' ' + contrast.toFixed(2));
}
return Array.from(poor)";
