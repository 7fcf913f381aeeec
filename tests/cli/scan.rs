//! scan: what pictures hold.

use serde_json::{Value, json};

use crate::desk::{Desk, fields};
use crate::pictures;

const URI: &str = "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub";

#[test]
fn every_picture_gives_one_line() {
    let desk = Desk::bare();
    let code = desk.file("code.png", pictures::of(URI));
    let paper = desk.file("paper.png", pictures::empty());
    let letter = desk.file("letter.png", "dear all");
    let ran = desk.raw("", &["scan", &code, &paper, &letter, "--json"]).ended(1);
    let lines: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    for (line, file, texts) in [(&lines[0], &code, json!([URI])), (&lines[1], &paper, json!([]))] {
        assert_eq!(fields(line), ["codes", "error", "file", "pictures", "texts"]);
        assert_eq!((&line["file"], &line["texts"]), (&json!(file), &texts));
        assert_eq!(line["error"], Value::Null);
    }
    assert!(lines[2]["error"].as_str().unwrap().contains("not a picture"));
}

#[test]
fn the_ending_says_whether_anything_was_found() {
    let desk = Desk::bare();
    let code = desk.file("code.png", pictures::of("https://example.org"));
    let paper = desk.file("paper.png", pictures::empty());
    desk.raw("", &["scan", &code]).done().prints("https://example.org");
    desk.raw("", &["scan", &code, &paper]).done().says("no QR code");
    desk.raw("", &["scan", &paper]).ended(5);
    desk.raw("", &["scan", &desk.arg("missing.png")]).ended(1).says("missing.png");
    desk.raw("", &["scan"]).ended(2);
}

#[test]
fn json_says_where_a_code_lies_and_what_found_it() {
    let desk = Desk::bare();
    let code = desk.file("code.png", pictures::of(URI));
    let line = desk.raw("", &["scan", &code, "--json"]).done().json();
    let (seen, picture) = (&line["codes"][0], &line["pictures"][0]);
    let number = |value: &Value| value.as_f64().unwrap();
    let [left, top, right, bottom] = [0, 1, 2, 3].map(|i| number(&seen["bounds"][i]));
    assert!(0.0 < left && left < right && right < number(&picture["width"]), "{seen}");
    assert!(0.0 < top && top < bottom && bottom < number(&picture["height"]), "{seen}");
    assert_eq!(seen["corners"].as_array().unwrap().len(), 4);
    assert_eq!((&seen["text"], &seen["is"]), (&json!(URI), &json!("account")));
    assert_eq!(seen["symbology"], "qr");
    assert!(!seen["pass"].as_str().unwrap().is_empty());
    assert!(number(&seen["milliseconds"]) <= number(&picture["milliseconds"]));
    assert_eq!(picture["gave_up"], false);
}

#[test]
fn a_code_that_is_no_account_is_named() {
    let desk = Desk::bare();
    let link = desk.file("link.png", pictures::of("https://ada:canary@example.org/a?b"));
    let seen = &desk.raw("", &["scan", &link, "--json"]).done().json()["codes"][0];
    assert_eq!((&seen["is"], &seen["detail"]), (&json!("link"), &json!("example.org")));
    let micro = desk.file("micro.png", pictures::micro("Mill 1"));
    let seen = &desk.raw("", &["scan", &micro, "--json"]).done().json()["codes"][0];
    assert_eq!((&seen["symbology"], &seen["is"]), (&json!("micro_qr"), &json!("barcode")));
    assert_eq!((&seen["text"], &seen["detail"]), (&json!("Mill 1"), &json!("Micro QR")));
}

#[test]
fn folders_and_patterns_name_many_pictures() {
    let desk = Desk::bare();
    std::fs::create_dir_all(desk.path("sheet/inner")).unwrap();
    desk.file("sheet/b.png", pictures::of("second"));
    desk.file("sheet/a.png", pictures::of("first"));
    desk.file("sheet/.hidden.png", pictures::of("hidden"));
    desk.file("sheet/inner/c.png", pictures::of("third"));
    desk.file("sheet/list.json", "{}");
    desk.file("sheet/letter.doc", "dear all");
    let folder = desk.arg("sheet");
    let out = |argument: &str| desk.raw("", &["scan", argument]).done().out;
    assert_eq!(out(&folder), "first\nsecond\nthird\n");
    assert_eq!(out(&format!("{folder}/*.png")), "first\nsecond\n");
    assert_eq!(out(&format!("{folder}/[ab].p?g")), "first\nsecond\n");
    desk.raw("", &["scan", &format!("{folder}/*.gif")]).ended(1).says("*.gif");
    std::fs::create_dir_all(desk.path("empty")).unwrap();
    desk.raw("", &["scan", &desk.arg("empty")]).ended(1).says("no pictures");
}

#[test]
fn standard_input_is_a_picture_too() {
    use std::io::Write;
    let mut child =
        Desk::bare().command(&["scan", "-"]).stdin(std::process::Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&pictures::of("piped")).unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, b"piped\n");
}

#[test]
fn without_the_picture_reader_the_sentence_says_what_to_do() {
    let desk = Desk::bare();
    let code = desk.file("code.png", pictures::of(URI));
    // Alone in a folder, as after a bad installation.
    let alone = desk.path("tessera-cli");
    std::fs::copy(env!("CARGO_BIN_EXE_tessera-cli"), &alone).unwrap();
    let output = std::process::Command::new(alone).args(["scan", &code]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Install Tessera again"));
}
