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
    assert_eq!(lines[0], json!({"file": code, "texts": [URI], "error": null}));
    assert_eq!(lines[1], json!({"file": paper, "texts": [], "error": null}));
    assert_eq!(fields(&lines[2]), ["error", "file", "texts"]);
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
