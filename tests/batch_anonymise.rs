//! `gradus batch --anonymise`: nobody can be found in what comes out, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, Run, SMALL, gradus};

const SALT: [&str; 3] = ["--anonymise", "--salt", "a salt for these tests"];

const WIDE: &str = "\
Timestamp,Email Address,Your full name,What is a hash table?,\"Which sorting algorithms do you know, and how do they compare?\"
2026-11-21,ada@b.c,Ada Lovelace,\"Ada here: a hash function of Ada turns the key into an index, write to ada@b.c.\",Quicksort by ada lovelace
2026-11-21,bob@b.c,Bob,\"I am Bob; the hash function by Bob of the key gives the position\",
2026-11-21,eve@b.c,Eve Extra,too,many,cells by Eve
";

const LONG: &str = "\
answer_id,student,name,item,answer,max_score
ada@b.c-1,ada@b.c,Ada Lovelace,hash-table,\"A hash function, says Ada, turns the key into an index.\",4
x-2,bob@b.c,Bob,hash-table,Keys,Bob
x-3,bob@b.c,Bob,no-such-item,Keys,4
";

fn batch(folder: &Folder, name: &str, text: &str, args: &[&str]) -> (Run, Vec<String>) {
    let input = folder.write(name, text);
    let outputs = ["out.jsonl", "out.csv", "concepts.csv", "grades.csv"].map(|output| folder.at(output));
    let mut all = vec!["batch", "--bank", SMALL, &input, "--per", "response", "--per", "concept", "--per", "candidate"];
    for output in &outputs {
        all.extend(["-o", output]);
    }
    let run = gradus(all.iter().chain(args));
    let texts = outputs.iter().map(|output| std::fs::read_to_string(output).unwrap_or_default()).collect();
    (run, texts)
}

#[test]
fn nobody_is_found_in_any_output() {
    let folder = Folder::new();
    for (name, text) in [("wide.csv", WIDE), ("long.csv", LONG)] {
        let plain = batch(&folder, name, text, &[]).1;
        assert!(plain.iter().all(|text| text.contains("ada@b.c")), "the test is not blind");
        assert!(plain[2].contains("Ada"), "evidence quotes the answer: {}", plain[2]);
        let has_people =
            |text: &str| text.contains("\"name\":") || text.lines().next().unwrap().contains(",name,email,");
        assert!(plain[..2].iter().all(|text| has_people(text)), "{plain:?}");
        let (run, texts) = batch(&folder, name, text, &SALT);
        let run = run.code(1);
        assert!(!texts[..2].iter().any(|text| has_people(text)), "{texts:?}");
        for text in texts.iter().chain([&run.err, &run.out]) {
            for word in ["ada", "Ada", "Lovelace", "lovelace", "bob", "Bob", "eve@", "Eve", "@b.c"] {
                assert!(!text.contains(word), "{name}: `{word}` in\n{text}");
            }
        }
        // Nothing else is another: the same scores, the same places.
        let grades = |text: &str| {
            let rows = common::json_lines(text);
            rows.into_iter()
                .map(|row| (row["score"].clone(), row["concepts"].clone(), row["line"].clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(grades(&texts[0]), grades(&plain[0]), "{name}");
    }
}

#[test]
fn rows_whose_cells_are_not_aligned_name_nobody() {
    let folder = Folder::new();
    let rows = "answer_id,candidate_id,name,question_id,answer\n\
                Ada,Ada Lovelace,c-1,Ada,hash-table,Keys\n\
                3,c-2,Bob,\"Ada says\nc-3,Eve,hash-table,Keys\n\
                4,c-4,Bob,asked by Bob,Keys\n\
                5,c-5,Bob,hash-table,\"Keys by Ada\n";
    let (run, texts) = batch(&folder, "broken.csv", rows, &SALT);
    let err = run.code(1).err;
    for text in texts.iter().chain([&err]) {
        for word in ["Ada", "Lovelace", "Bob", "Eve", "c-1", "c-2", "c-3", "c-4", "c-5"] {
            assert!(!text.contains(word), "`{word}` in\n{text}");
        }
    }
    assert!(texts[0].contains("asked by ***"), "{}", texts[0]);
    assert!(texts[3].contains("\nrow 1,,"), "{}", texts[3]);
}

#[test]
fn ids_are_the_same_in_every_file_and_run_with_the_same_salt() {
    let folder = Folder::new();
    let ids = |name: &str, text: &str, args: &[&str]| {
        let rows = common::json_lines(&batch(&folder, name, text, args).1[0]);
        let ids = rows.iter().filter(|row| row["question_id"] == "hash-table").map(|row| row["candidate_id"].clone());
        ids.collect::<Vec<_>>()
    };
    let wide = ids("wide.csv", WIDE, &SALT);
    assert_eq!(wide[..2], ids("long.csv", LONG, &SALT)[..2]);
    assert_eq!(wide, ids("wide.csv", WIDE, &SALT));
    assert_ne!(wide[0], wide[1]);
    assert_ne!(wide, ids("wide.csv", WIDE, &["--anonymise", "--salt", "another salt for these tests"]));
}

#[test]
fn a_salt_is_made_once_and_kept() {
    let folder = Folder::new();
    let salt = folder.at("salt.txt");
    let args = ["--anonymise", "--salt-file", &salt];
    let (run, first) = batch(&folder, "wide.csv", WIDE, &args);
    assert!(run.code(1).err.contains("salt.txt: a new salt; keep it"));
    let (run, second) = batch(&folder, "wide.csv", WIDE, &args);
    assert!(!run.code(1).err.contains("new salt"));
    assert_eq!(first, second);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&salt).unwrap().permissions().mode() & 0o077, 0, "for the owner alone");
    }
}

#[test]
fn a_salt_is_needed_and_must_be_long() {
    let folder = Folder::new();
    let fails = |args: &[&str]| batch(&folder, "wide.csv", WIDE, args).0.code(2).err;
    assert!(fails(&["--anonymise"]).contains("--salt"));
    assert!(fails(&["--salt", "a salt for these tests"]).contains("--anonymise"));
    assert!(fails(&["--anonymise", "--salt", "kürze"]).contains("the salt has 5 characters"));
    let nowhere = folder.at("no/such/folder/salt.txt");
    assert!(fails(&["--anonymise", "--salt-file", &nowhere]).contains(&nowhere));
}

#[test]
fn a_workbook_tells_no_folder() {
    use calamine::Reader;
    let folder = Folder::new();
    let (input, out) = (folder.write("long.csv", LONG), folder.at("book.xlsx"));
    gradus(["batch", "--bank", SMALL, &input, "-o", &out].iter().chain(&SALT)).code(1);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&out).unwrap();
    let sheets = book.worksheets();
    let cells = || sheets.iter().flat_map(|(_, range)| range.cells()).map(|(_, _, cell)| cell.to_string());
    assert!(cells().any(|cell| cell == "long.csv"));
    assert_eq!(cells().find(|cell| cell.contains(&folder.at(""))), None);
}

#[test]
fn names_of_accounts_and_of_files_name_nobody() {
    use calamine::Reader;
    let folder = Folder::new();
    let rows = |name: &str, answer: &str| format!("name,question_id,answer\n{name},hash-table,{answer}\n");
    let answer = "See github.com/amaraokafor: AmaraOkafor (@amara_okafor) hashes the key to an index";
    let one = folder.write("amara_okafor.csv", rows("Amara Okafor", answer));
    let two = folder.write("jose.garcia.csv", rows("José García", "Jose Garcia: a hash function of the key"));
    let (list, page, book) = (folder.at("out.jsonl"), folder.at("page.html"), folder.at("book.xlsx"));
    let args = ["batch", "--bank", SMALL, &one, &two, "-o", &list, "-o", &page, "-o", &book];
    gradus(args.iter().chain(&SALT)).code(0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&book).unwrap();
    let cells: Vec<String> = book
        .worksheets()
        .iter()
        .flat_map(|(_, range)| range.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>())
        .collect();
    assert!(cells.contains(&"input-2.csv".to_string()), "{cells:?}");
    let page = folder.read("page.html");
    assert!(page.contains("github.com/***********"), "the test is not blind");
    let inputs: Vec<_> = common::json_lines(&folder.read("out.jsonl")).iter().map(|row| row["file"].clone()).collect();
    assert_eq!(inputs, ["input-1.csv", "input-2.csv"]);
    for text in [folder.read("out.jsonl"), page, cells.join("\n")] {
        let text = text.to_lowercase();
        for word in ["amara", "okafor", "jose", "garcia", "josé", "garcía"] {
            assert!(!text.contains(word), "`{word}` in\n{text}");
        }
    }
}

#[test]
fn a_long_table_says_who_answered_in_any_language_or_is_warned_about() {
    let folder = Folder::new();
    let table = |who: &str| {
        format!("{who};question_id;answer\nZoë Müller;hash-table;\"I am Zoë Müller, and keys are hashed\"\n")
    };
    let book = folder.at("out.xlsx");
    let review = folder.at("review.csv");
    let grade = |who: &str| {
        let input = folder.write("in.csv", table(who));
        let args = ["batch", "--bank", SMALL, &input, "-o", &book, "-o", &review, "--per", "review"];
        gradus(args.iter().chain(&SALT)).code(0).err
    };
    let said = grade("Kandidat");
    assert!(!said.contains("warning") && !folder.read("review.csv").contains("Müller"), "{said}");
    let said = grade("Stimmung");
    assert!(
        said.contains("warning: ") && said.contains("Call the column that says so candidate_id, name or email."),
        "{said}"
    );
}

#[test]
fn a_field_of_json_that_is_no_text_names_nobody_and_is_no_error() {
    let rows = "{\"question_id\":\"hash-table\",\"answer\":\"Keys\",\"Kandidat\":{\"a\":1},\"author\":\"Ann\"}\n";
    let folder = Folder::new();
    let run = gradus(["batch", "--bank", SMALL, &folder.write("in.jsonl", rows), "-o", "-"]).code(0);
    assert!(run.lines()[0]["name"].is_null(), "{}", run.out);
}
