//! What the payload of a vault takes of memory when it is opened: a damaged writer, or somebody who
//! knows the password, may have made it of very many very small parts.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use tessera_core::vault::{MAX_FILE, Vault};

use crate::support::{forge, password, rng};

const FILE: &str = "TESSERA_TEST_PAYLOAD";

/// Deriving the key, the program itself, and the room of a small vault, in bytes.
const CONSTANT: usize = 64 << 20;

const STAMP: &str = r#"[0,0,"0000000000000000"]"#;

/// What an entry has beside the parts that are in question, each as short as it may be.
fn entry(number: usize, without: &str, more: &str) -> String {
    let parts = [
        ("otp", r#""kind":"steam","secret":"GE""#),
        ("labels", r#""issuer":"","account":"""#),
        ("tags", r#""names":[]"#),
        ("note", r#""text":"""#),
        ("pin", r#""pinned":false"#),
        ("order", r#""position":0"#),
        ("trash", r#""trashed_at":null"#),
        ("usage", r#""confirmed":true,"used_at":null"#),
    ];
    let parts = parts.iter().filter(|(name, _)| *name != without);
    let parts: String =
        parts.map(|(name, value)| format!(r#""{name}":{{"stamp":{STAMP},{value}}},"#)).collect();
    format!(r#"{{{parts}{more}"id":"00000000-0000-4000-8000-{number:012x}","created_at":0}}"#)
}

fn document(entries: &str, more: &str) -> String {
    format!(r#"{{"entries":[{entries}],"tombstones":[]{more}}}"#)
}

/// `one` for every number, as many as fill the bytes.
fn fill(bytes: usize, one: impl Fn(usize) -> String) -> String {
    let mut all = String::with_capacity(bytes + 4_096);
    for number in 0.. {
        let next = one(number);
        if all.len() + next.len() + 1 > bytes {
            break;
        }
        if number > 0 {
            all.push(',');
        }
        all.push_str(&next);
    }
    all
}

fn fields(number: usize) -> String {
    format!(r#""{number:x}":0"#)
}

/// Payloads of about so many bytes, by what they are made of.
fn payloads(bytes: usize) -> Vec<(&'static str, String)> {
    let with = |without: &'static str, more: fn(usize) -> String| {
        fill(bytes, move |number| entry(number, without, &more(number)))
    };
    let part = |name: &str, value: String| format!(r#""{name}":{{"stamp":{STAMP},{value}}},"#);
    let one = |without: &str, more: String| entry(0, without, &more);
    let of_rivals = format!(
        r#"{},"otp_rivals":[{}],"#,
        part("note", format!(r#""text":"{}""#, "x".repeat(60_000))).trim_end_matches(','),
        fill(60 * 100, |n| format!(
            r#"{{"stamp":[{n},0,"0000000000000000"],"kind":"steam","secret":"{}"}}"#,
            ["GE", "GI", "GM", "GQ"][n % 4].repeat(1 + n / 4)
        )),
    );
    vec![
        ("short entries", document(&with("", |_| String::new()), "")),
        ("nothing but brackets", document(&fill(bytes, |_| "{}".into()), "")),
        ("as many brackets as were taken", document(&fill(3 << 20, |_| "{}".into()), "")),
        ("fields beside the entries", document("", &format!(",{}", fill(bytes, fields)))),
        ("fields of one entry", document(&one("", fill(bytes, fields) + ","), "")),
        ("fields of entries", document(&with("", |_| fill(7_000, fields) + ","), "")),
        (
            "fields of parts",
            document(
                &with("pin", |_| {
                    let fields = fill(7_000, fields);
                    format!(r#""pin":{{"stamp":{STAMP},"pinned":true,{fields}}},"#)
                }),
                "",
            ),
        ),
        (
            "tags",
            document(
                &with("tags", |_| {
                    let tags = fill(29_000, |_| "\"\"".into());
                    format!(r#""tags":{{"stamp":{STAMP},"names":[{tags}]}},"#)
                }),
                "",
            ),
        ),
        (
            "tags of one entry",
            document(
                &one(
                    "tags",
                    part("tags", format!(r#""names":[{}]"#, fill(bytes, |_| "\"\"".into()))),
                ),
                "",
            ),
        ),
        (
            "rivals of one entry",
            document(&one("", format!(r#""otp_rivals":[{}],"#, fill(bytes, |_| "{}".into()))), ""),
        ),
        ("rivals beside long notes", document(&fill(bytes, |n| entry(n, "note", &of_rivals)), "")),
        (
            "versions of one entry",
            document(
                &one(
                    "",
                    format!(
                        r#""otp_past":[{}],"#,
                        fill(bytes, |n| format!(r#"[{n},0,"0000000000000000"]"#))
                    ),
                ),
                "",
            ),
        ),
        (
            "a long secret",
            document(
                &one(
                    "otp",
                    part("otp", format!(r#""kind":"steam","secret":"{}""#, "G".repeat(bytes))),
                ),
                "",
            ),
        ),
        (
            "a long name",
            document(
                &one(
                    "labels",
                    part("labels", format!(r#""issuer":"{}","account":"""#, "G".repeat(bytes))),
                ),
                "",
            ),
        ),
        (
            "a note of escapes",
            document(
                &one("note", part("note", format!(r#""text":"{}""#, "\\n".repeat(bytes / 2)))),
                "",
            ),
        ),
        (
            "tombstones",
            format!(
                r#"{{"entries":[],"tombstones":[{}]}}"#,
                fill(bytes, |n| format!(
                    r#"{{"id":"00000000-0000-4000-8000-{n:012x}","stamp":{STAMP},{}}}"#,
                    fill(400, fields)
                ))
            ),
        ),
    ]
}

/// How much memory a program of its own took at most to open a file, in bytes.
fn measured(file: &Path) -> usize {
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "payload_memory::as_a_program_that_opens_a_vault", "--nocapture"])
        .env(FILE, file)
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stdout).unwrap();
    let most = said.lines().find_map(|line| line.split_once("most ")?.1.parse().ok());
    most.unwrap_or_else(|| panic!("{said}"))
}

#[test]
fn as_a_program_that_opens_a_vault() {
    let Some(file) = std::env::var_os(FILE) else { return };
    let bytes = fs::read(file).unwrap();
    let opened = Vault::open(&bytes, &password(forge::PASSWORD), &mut rng());
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kibibytes: usize = most.trim().trim_end_matches(" kB").parse().unwrap();
    let found = opened.map(|vault| (vault.contents().all().len(), vault.contents().quarantined()));
    println!("\nfound {found:?}\nmost {}", kibibytes * 1_024);
}

fn check(bytes: usize) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vault.tessera");
    let mut over = Vec::new();
    for (name, json) in payloads(bytes) {
        let file = forge::vault(&json);
        drop(json);
        assert!(file.len() <= MAX_FILE, "{name}");
        fs::write(&path, &file).unwrap();
        let (took, may) = (measured(&path), 4 * file.len() + CONSTANT);
        println!("{name}: {} MiB for {} MiB", took >> 20, file.len() >> 20);
        if took > may {
            over.push(name);
        }
    }
    assert!(over.is_empty(), "{over:?}");
}

#[test]
fn no_payload_takes_four_times_its_length() {
    check(12 << 20);
}

/// About a minute where programs are optimised.
#[test]
#[ignore = "takes long: run by name"]
fn no_payload_of_64_mib_takes_four_times_its_length() {
    check(MAX_FILE - (1 << 20));
}

#[test]
fn ordinary_entries_find_room() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vault.tessera");
    let ordinary = |number| {
        let labels = format!(
            r#""labels":{{"stamp":{STAMP},"issuer":"Example {number}","account":"alice@example.org"}},"#
        );
        let tags = format!(r#""tags":{{"stamp":{STAMP},"names":["work","shared"]}},"#);
        entry(number, "labels", &labels)
            .replace(&format!(r#""tags":{{"stamp":{STAMP},"names":[]}},"#), &tags)
    };
    let file = forge::vault(&document(&fill(40 << 20, ordinary), ""));
    fs::write(&path, &file).unwrap();
    let vault = Vault::open(&file, &password(forge::PASSWORD), &mut rng()).unwrap();
    assert_eq!(vault.contents().quarantined(), 0);
    assert!(vault.contents().all().len() > 50_000);
}
