//! Holds the import table and the code map of ARCHITECTURE.md: page, test and code cannot drift apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md")
}

/// The rows of the table under `heading` as cells.
fn table(page: &str, heading: &str) -> Vec<Vec<String>> {
    let part = page.split_once(heading).unwrap_or_else(|| panic!("no `{heading}` in ARCHITECTURE.md")).1;
    let lines = part.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let rows =
        lines.skip(2).map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect());
    rows.collect()
}

/// The words in backticks outside parentheses: of "`rubric`, `x` (to find `y`)" the first two.
fn names(cell: &str) -> Vec<String> {
    let mut depth = 0;
    let outside = |c: &char| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        depth == 0
    };
    let text: String = cell.chars().filter(outside).collect();
    text.split('`').skip(1).step_by(2).map(String::from).collect()
}

struct File {
    path: PathBuf,
    /// Relative to the repository, with `/`.
    name: String,
    /// The top-level module it belongs to.
    module: String,
    /// Its code, without comments and without the module of unit tests at its end.
    code: String,
}

fn sources() -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                // Folders of unit tests are not what this page is about.
                folders.extend((!path.ends_with("tests")).then_some(path));
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && path.file_stem() != Some("tests".as_ref())
            {
                files.push(read(path));
            }
        }
    }
    assert!(files.len() > 50, "{} files", files.len());
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn read(path: PathBuf) -> File {
    let text = std::fs::read_to_string(&path).expect("UTF-8");
    let name = path.strip_prefix(root()).expect("below the root").to_str().expect("UTF-8").replace('\\', "/");
    let module =
        name.trim_start_matches("src/").split('/').next().unwrap_or_default().trim_end_matches(".rs").to_string();
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code = text.lines().map(without_comment).collect::<Vec<_>>().join("\n");
    File { path, name, module, code }
}

/// A line without its comment. A `//` in a string is kept by the quote before it.
fn without_comment(line: &str) -> &str {
    let ends = line.match_indices("//").map(|(at, _)| at).find(|at| line[..*at].matches('"').count().is_multiple_of(2));
    &line[..ends.unwrap_or(line.len())]
}

/// Top-level modules that a piece of code names as `crate::NAME`, also in `use crate::{a, b::c}`.
fn used(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => drop(found.insert(word(rest))),
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && depth == 0 && c.is_alphabetic() => {
                            found.insert(word(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

/// Top-level modules as `src/lib.rs` declares them.
fn modules() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    let declared = text.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    declared.map(String::from).collect()
}

#[test]
fn imports_follow_the_table() {
    let mut allowed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table(&page(), "## Who may import whom") {
        for module in names(&row[0]) {
            allowed.insert(module, names(&row[1]));
        }
    }
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in sources().iter().filter(|file| !matches!(file.module.as_str(), "main" | "lib" | "cli")) {
        let Some(may) = allowed.get(&file.module) else {
            wrong.push(format!("{}: `{}` has no row in the table", file.name, file.module));
            continue;
        };
        for other in used(&file.code).into_iter().filter(|other| *other != file.module) {
            seen.entry(file.module.clone()).or_default().insert(other.clone());
            if !may.contains(&other) {
                wrong.push(format!("{}: `{}` must not use `{other}`", file.name, file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    // What the table allows and no one uses is a lie of the page.
    for (module, may) in &allowed {
        for other in may.iter().filter(|_| module != "cli") {
            let uses = seen.get(module).is_some_and(|used| used.contains(other));
            let known = other == "cli" || uses;
            assert!(known, "ARCHITECTURE.md: `{module}` may use `{other}` but does not");
        }
    }
    assert!(seen.values().map(BTreeSet::len).sum::<usize>() > 30, "the imports were found: {seen:?}");
}

#[test]
fn imports_go_one_way() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in sources() {
        uses.entry(file.module.clone()).or_default().extend(used(&file.code));
    }
    // What uses nothing that is left is taken away, until nothing is left, or a circle.
    uses.iter_mut().for_each(|(module, used)| used.retain(|other| other != module));
    loop {
        let left: BTreeSet<String> = uses.keys().cloned().collect();
        uses.values_mut().for_each(|used| used.retain(|other| left.contains(other)));
        uses.retain(|_, used| !used.is_empty());
        if uses.len() == left.len() {
            break;
        }
    }
    assert!(uses.is_empty(), "these use each other, or what does: {uses:?}");
}

#[test]
fn nothing_imports_the_command_line() {
    for file in sources().iter().filter(|file| !matches!(file.module.as_str(), "main" | "cli")) {
        assert!(!used(&file.code).contains("cli"), "{} uses cli", file.name);
    }
}

#[test]
fn the_code_map_names_every_module() {
    let modules = modules();
    assert!(modules.len() > 12, "{modules:?}");
    let mapped: BTreeSet<String> = table(&page(), "## Code map").iter().flat_map(|row| names(&row[0])).collect();
    assert_eq!(mapped, modules, "left: the code map; right: src/lib.rs");
    let ruled: BTreeSet<String> =
        table(&page(), "## Who may import whom").iter().flat_map(|row| names(&row[0])).collect();
    assert_eq!(ruled, modules, "left: the import table; right: src/lib.rs");
}

#[test]
fn places_to_begin_exist() {
    let mut named = 0;
    for row in table(&page(), "## Code map") {
        let mut folder = PathBuf::new();
        for name in names(&row[2]) {
            let path = if name.starts_with("src/") { PathBuf::from(&name) } else { folder.join(&name) };
            assert!(root().join(&path).exists(), "ARCHITECTURE.md: there is no {}", path.display());
            folder = path.parent().expect("a file in a folder").to_path_buf();
            named += 1;
        }
    }
    assert!(named >= 12, "{named}");
}

/// Files, other than those for which `fits` holds, whose code has `needle`.
fn elsewhere(needle: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let all: Vec<File> = sources().into_iter().filter(|file| file.code.contains(needle)).collect();
    assert!(all.iter().any(|file| fits(&file.name)), "nobody has `{needle}`: this test is blind");
    all.into_iter().map(|file| file.name).filter(|name| !fits(name)).collect()
}

#[test]
fn crates_with_one_door_have_one() {
    assert_eq!(elsewhere("tantivy", |name| name == "src/search.rs"), Vec::<String>::new());
    assert_eq!(elsewhere("rust_stemmers", |name| name == "src/text/stem.rs"), Vec::<String>::new());
    assert_eq!(elsewhere("rusqlite", |name| name.starts_with("src/progress/store/")), Vec::<String>::new());
    assert_eq!(elsewhere("fsrs::", |name| name == "src/progress/schedule.rs"), Vec::<String>::new());
    assert_eq!(elsewhere("rustyline", |name| name == "src/cli/practice/input.rs"), Vec::<String>::new());
}

#[test]
fn only_a_few_touch_files() {
    let may = |name: &str| match name {
        // Of a damaged store the first bytes are read; everything else goes through SQLite.
        "src/bank/files.rs" | "src/progress/store/mark.rs" => true,
        name => name.starts_with("src/rows/") || name.starts_with("src/cli/"),
    };
    assert_eq!(elsewhere("std::fs", may), Vec::<String>::new());
    for needle in ["File::open", "File::create", "fs::read"] {
        assert_eq!(elsewhere(needle, may), Vec::<String>::new(), "{needle}");
    }
}

#[test]
fn nothing_prints_below_the_command_line() {
    let may = |name: &str| name.starts_with("src/cli/") || name == "src/main.rs";
    for file in sources().iter().filter(|file| !may(&file.name)) {
        for needle in ["println!", "eprintln!", "print!(", "eprint!(", "dbg!", "io::stdout", "io::stderr"] {
            // `rows` opens standard output as one of the places that results go to.
            let output = file.name == "src/rows/output/file.rs" && needle == "io::stdout";
            assert!(output || !file.code.contains(needle), "{} has {needle}", file.path.display());
        }
    }
}

#[test]
fn the_reader_of_this_test_sees_imports() {
    let code = "use crate::a::{b, c};\nuse crate::{d, e::{f, g}, h};\nfn x() -> crate::i::J { $crate::k!() }";
    assert_eq!(used(code), ["a", "d", "e", "h", "i"].map(String::from).into());
    assert_eq!(without_comment("a // use crate::b;"), "a ");
    assert_eq!(without_comment("let a = \"http://b\";"), "let a = \"http://b\";");
    assert_eq!(names("`rubric`, `x` (to find `y`)"), ["rubric", "x"]);
}
