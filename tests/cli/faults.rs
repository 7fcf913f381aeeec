//! Files with one fault each, held to what their manifest says has to become of them: what is in the
//! vault after an import as it is by default, what was said, and what must not be shown.
//!
//! They lie beside the checkout (`../shared/corpus/faults/import`) and are no part of it. `cargo xtask
//! corpus import` prints a row for each.

use std::fs;
use std::path::{Path, PathBuf};

use regex::RegexBuilder;
use serde::Deserialize;
use serde_json::Value;
use tessera_core::base32;

use crate::desk::Desk;
use crate::skipped::skipped;

/// What is not right yet. A file that has become right is to be struck from it.
const OPEN: &[&str] = &[
    "entity_between_parameters.txt",
    "entity_between_parameters_qr.png",
    "entity_between_parameters.csv",
    "spaces_around_parameters.txt",
    "wrapped_before_parameters.txt",
    "wrapped_in_secret.txt",
    "other_words_for_parameters.json",
    "other_words_for_parameters.csv",
    "key_before_link.txt",
    "key_dash_and_number_before_links.txt",
    "markdown_around_links.txt",
    "quotes_around_links.txt",
    "byte_order_mark_inside.txt",
    "rich_text.rtf",
    "line_that_is_no_link.txt",
    "two_links_comma_space.txt",
    "two_links_glued.txt",
    "old_mac_line_ends.txt",
    "two_links_in_one_cell.csv",
    "two_links_in_one_qr.png",
    "keepassxc_second_and_third_code.xml",
    "two_links_in_a_row.csv",
    "keeper_two_codes_in_a_row.csv",
    "bitwarden_codes_in_custom_fields.json",
    "bitwarden_list_items.json",
    "list_with_bare_secrets.json",
    "zoho_user_in_secretdata.csv",
    "keeper_one_time_code.json",
    "bitwarden_authenticator_null_name.json",
    "list_with_title_and_email.json",
    "latin1_percent_in_names.txt",
    "latin1_list.txt",
    "windows1252.csv",
    "one_byte_of_latin1_among_13.txt",
    "utf16_without_mark.txt",
    "header_below_sep_line.csv",
    "header_below_comment.csv",
    "roboform_key_in_extra_columns.csv",
    "onepassword_interchange.1pif",
    "cut_aegis.json",
    "cut_2fas.2fas",
    "nulls_in_the_envelope.json",
    "stratum_steam_as_totp.json",
];

#[test]
fn files_with_one_fault_each_are_read_or_refused_as_they_should_be() {
    let Some(folder) = folder() else {
        skipped("../shared/corpus/faults/import is not here");
        return;
    };
    let manifest = fs::read_to_string(folder.join("MANIFEST.json")).unwrap();
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    let vault = fs::read(Desk::new().vault()).unwrap();
    let (mut kind, mut unexpected) = (String::new(), Vec::new());
    let mut right = 0;
    for sample in &manifest.files {
        if kind != sample.kind {
            println!("{}", sample.kind);
            kind.clone_from(&sample.kind);
        }
        let complaints = Outcome::of(&folder.join(&sample.file), &vault).complaints(&sample.expect);
        let is_right = complaints.is_empty();
        right += usize::from(is_right);
        println!("  {:<48}{}", sample.file, if is_right { "right" } else { "WRONG" });
        complaints.iter().for_each(|complaint| println!("    {complaint}"));
        if is_right == OPEN.contains(&sample.file.as_str()) {
            unexpected.push(format!("{}: {}", sample.file, complaints.join("; ")));
        }
    }
    println!("{right} of {} files right", manifest.files.len());
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
    let folder = root.join("shared/corpus/faults/import");
    folder.join("MANIFEST.json").exists().then_some(folder)
}

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    file: String,
    kind: String,
    expect: Expect,
}

/// In the words of the manifest's `fields`.
#[derive(Deserialize)]
struct Expect {
    entries: Vec<Entry>,
    not_read: Vec<NotRead>,
    may_refuse: bool,
    refusal_says: Option<String>,
    says_not: Option<String>,
    #[serde(default)]
    complete: bool,
    #[serde(default)]
    alike: bool,
    #[serde(default)]
    other_secrets: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    r#type: String,
    issuer: Option<String>,
    name: Option<String>,
    secret: String,
    algorithm: String,
    digits: u64,
    period: Option<u64>,
    counter: Option<u64>,
    #[serde(default)]
    issuer_alt: Vec<String>,
    #[serde(default)]
    name_alt: Vec<String>,
    #[serde(default)]
    shows: Vec<String>,
    shows_not: Option<String>,
    note: Option<String>,
    #[serde(default)]
    must: bool,
    or_totp: Option<(String, u64, u64)>,
}

#[derive(Deserialize)]
struct NotRead {
    name: Option<String>,
    #[serde(default)]
    name_alt: Vec<String>,
    reason_says: String,
}

/// What an import left in an empty vault, and what it said.
struct Outcome {
    held: Vec<Value>,
    /// The drafts that were not added.
    left_out: Vec<Value>,
    /// Why the file gave nothing, what else there is to know of it, and what stands on standard error.
    said: Vec<String>,
    is_incomplete: bool,
    /// All that was printed, and all names in the vault.
    shown: String,
}

impl Outcome {
    fn of(file: &Path, vault: &[u8]) -> Self {
        let desk = Desk::bare();
        fs::write(desk.vault(), vault).unwrap();
        let ran = desk.run(&["import", file.to_str().unwrap(), "--json"]);
        let report: Value = serde_json::from_str(&ran.out).unwrap_or_default();
        let export = desk.run(&["export", "--to", "aegis", "--plaintext", "-"]);
        let export: Value = serde_json::from_str(&export.out).unwrap_or_default();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let held = list(&export["db"]["entries"]);
        let mut said: Vec<String> = ran.err.lines().map(str::to_owned).collect();
        for source in list(&report["sources"]) {
            said.extend(source["problem"].as_str().map(str::to_owned));
            said.extend(list(&source["remarks"]).iter().filter_map(text));
        }
        let batches = list(&report["batches"]);
        let is_incomplete = batches.iter().any(|batch| batch["missing"] != Value::Array(vec![]));
        let names =
            held.iter().flat_map(|entry| [&entry["issuer"], &entry["name"], &entry["note"]]);
        let shown = names.filter_map(text).chain([ran.out, ran.err]).collect::<Vec<_>>().join("\n");
        let drafts = list(&report["drafts"]).into_iter();
        let left_out =
            drafts.filter(|d| d["added"] != true && d["status"] != "duplicate").collect();
        Self { held, left_out, said, is_incomplete, shown }
    }

    fn complaints(&self, expect: &Expect) -> Vec<String> {
        let mut complaints = Vec::new();
        let mut left: Vec<&Value> = self.held.iter().collect();
        for entry in &expect.entries {
            if let Some(at) = left.iter().position(|held| self.is(held, entry)) {
                left.remove(at);
            } else if entry.must || !expect.may_refuse {
                complaints.push(format!("missing: {}", entry.title()));
            } else if !self.tells(entry, expect) {
                complaints.push(format!("missing without a word: {}", entry.title()));
            }
        }
        complaints.extend(left.iter().map(|held| format!("wrong or too much: {held}")));
        for one in &expect.not_read {
            if !self.tells_not_read(one) {
                let name = one.name.as_deref().unwrap_or("(nameless)");
                complaints.push(format!("not told: {name}, {}", one.reason_says));
            }
        }
        let says = |words: &String| self.said.iter().any(|said| matches(words, said));
        if expect.says_not.as_ref().is_some_and(says) {
            complaints.push("says what is false".to_owned());
        }
        if expect.complete && (self.is_incomplete || says(&"missing".to_owned())) {
            complaints.push("a part is called missing".to_owned());
        }
        let names: Vec<_> = self.held.iter().map(|held| (&held["issuer"], &held["name"])).collect();
        let is_twin = |(at, name): (usize, _)| names[..at].contains(name);
        if !expect.alike && names.iter().enumerate().any(is_twin) {
            complaints.push("two entries look alike".to_owned());
        }
        let secrets = expect.entries.iter().map(|entry| &entry.secret).chain(&expect.other_secrets);
        let shown = self.shown.to_ascii_uppercase();
        if { secrets }.any(|secret| shown.contains(secret.as_str())) {
            complaints.push("a secret is shown".to_owned());
        }
        if !complaints.is_empty() {
            complaints.push(format!("said: {:?}; left out: {:?}", self.said, self.left_out));
        }
        complaints
    }

    fn is(&self, held: &Value, entry: &Entry) -> bool {
        let info = &held["info"];
        let totp = |algorithm: &str, digits: u64, period: Option<u64>| {
            held["type"] == "totp"
                && info["algo"] == algorithm
                && info["digits"] == digits
                && info["period"].as_u64() == period
        };
        let is_kind = match entry.r#type.as_str() {
            "totp" => totp(&entry.algorithm, entry.digits, entry.period),
            "hotp" => {
                held["type"] == "hotp"
                    && info["algo"] == *entry.algorithm
                    && info["digits"] == entry.digits
                    && info["counter"].as_u64() == entry.counter
            }
            kind => held["type"] == kind,
        };
        let is_told_totp = entry.or_totp.as_ref().is_some_and(|(algorithm, digits, period)| {
            totp(algorithm, *digits, Some(*period)) && self.said.iter().any(|s| s.contains("Steam"))
        });
        let one_of = |given: &Value, expected: &Option<String>, others: &[String]| {
            let given = given.as_str().unwrap_or_default();
            expected.as_ref().is_none_or(|expected| expected == given)
                || others.iter().any(|other| other == given)
        };
        let names = format!("{} {}", held["issuer"], held["name"]);
        let secret = info["secret"].as_str().and_then(|secret| base32::decode(secret).ok());
        (is_kind || is_told_totp)
            && secret == base32::decode(&entry.secret).ok()
            && one_of(&held["issuer"], &entry.issuer, &entry.issuer_alt)
            && one_of(&held["name"], &entry.name, &entry.name_alt)
            && entry.shows.iter().all(|words| matches(words, &names))
            && !entry.shows_not.as_ref().is_some_and(|words| matches(words, &names))
            && entry.note.as_ref().is_none_or(|note| held["note"] == **note)
    }

    /// Whether somebody who misses the account is told of it.
    fn tells(&self, entry: &Entry, expect: &Expect) -> bool {
        let names: Vec<&str> = [&entry.issuer, &entry.name]
            .into_iter()
            .filter_map(|name| name.as_deref())
            .filter(|name| !name.is_empty())
            .collect();
        let is_named = |text: &str| names.iter().any(|name| text.contains(name));
        let counts = r"\d+ .*(left out|not understood|cannot be read|could not be read|not read)";
        let refusal = expect.refusal_says.as_ref().filter(|_| self.held.is_empty());
        self.left_out.iter().any(|draft| is_named(&titled(draft)))
            || self.said.iter().any(|said| is_named(said) || matches(counts, said))
            || refusal.is_some_and(|words| {
                let reasons = self.left_out.iter().filter_map(|draft| text(&draft["reason"]));
                self.said.iter().cloned().chain(reasons).any(|said| matches(words, &said))
            })
    }

    fn tells_not_read(&self, one: &NotRead) -> bool {
        let names: Vec<&String> = one.name.iter().chain(&one.name_alt).collect();
        let is_it = |draft: &Value| {
            let title = titled(draft);
            names.is_empty() || names.iter().any(|name| title.contains(*name))
        };
        let mut reasons = self.left_out.iter().filter(|draft| is_it(draft));
        reasons.any(|d| text(&d["reason"]).is_some_and(|r| matches(&one.reason_says, &r)))
            || self.said.iter().any(|said| {
                matches(&one.reason_says, said)
                    && (names.is_empty() || names.iter().any(|name| said.contains(*name)))
            })
    }
}

impl Entry {
    fn title(&self) -> String {
        let [issuer, name] = [&self.issuer, &self.name].map(|n| n.as_deref().unwrap_or("(any)"));
        format!("{issuer}, {name}")
    }
}

fn titled(draft: &Value) -> String {
    format!("{} {}", draft["issuer"], draft["account"])
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn matches(expression: &str, text: &str) -> bool {
    RegexBuilder::new(expression).case_insensitive(true).build().unwrap().is_match(text)
}
