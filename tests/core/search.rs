//! Which accounts are meant by what was typed, in which order, and what of them is marked.

use proptest::prelude::*;
use tessera_core::search::{Account, Hit, search};
use tessera_core::time::UnixTime;

const BARE: Account<'_> = Account { issuer: "", account: "", tags: &[], note: "", used_at: None };

fn named<'a>(issuer: &'a str, account: &'a str) -> Account<'a> {
    Account { issuer, account, ..BARE }
}

fn issuers<'a>(typed: &str, accounts: &[Account<'a>]) -> Vec<&'a str> {
    search(typed, accounts).iter().map(|hit| accounts[hit.at].issuer).collect()
}

/// The text with what is marked in brackets.
fn marked(typed: &str, text: &str) -> String {
    let hits = search(typed, &[named(text, "")]);
    let [Hit { issuer: marks, .. }] = hits.as_slice() else { return "not found".into() };
    let mut shown = String::new();
    for (at, character) in text.chars().enumerate() {
        if marks.iter().any(|mark| mark.start == at) {
            shown.push('[');
        }
        shown.push(character);
        if marks.iter().any(|mark| mark.end == at + 1) {
            shown.push(']');
        }
    }
    shown
}

#[test]
#[rustfmt::skip] // A table.
fn what_was_typed_is_found_and_marked() {
    for (typed, text, shown) in [
        // Whole words, beginnings, insides.
        ("github",         "GitHub",               "[GitHub]"),
        ("web",            "Amazon Web Services",  "Amazon [Web] Services"),
        ("serv",           "Amazon Web Services",  "Amazon Web [Serv]ices"),
        ("zon",            "Amazon Web Services",  "Ama[zon] Web Services"),
        ("hub",            "hubert's hub",         "hubert's [hub]"),
        ("da",             "ada da capo dame",     "ada [da] capo dame"),
        ("da",             "ada dame",             "ada [da]me"),
        ("1pass",          "1Password",            "[1Pass]word"),
        ("ada@",           "ada@example.org",      "[ada@]example.org"),
        // Several words, in any order; what touches is one mark.
        ("services amazon", "Amazon Web Services", "[Amazon] Web [Services]"),
        ("hub git",        "GitHub",               "[GitHub]"),
        ("git hub git",    "GitHub",               "[GitHub]"),
        ("amazon cloud",   "Amazon Web Services",  "not found"),
        // Case, accents and forms of letters.
        ("GITHUB",         "github",               "[github]"),
        ("societe gen",    "Société Générale",     "[Société] [Gén]érale"),
        ("SOCIÉTÉ",        "societe",              "[societe]"),
        ("cafe",           "Cafe\u{301} Nord",     "[Cafe\u{301}] Nord"),
        ("strasse",        "Straße",               "[Straße]"),
        ("stras",          "Straße",               "[Straß]e"),
        ("oystein",        "Øystein",              "[Øystein]"),
        ("ст",             "Почта Стрим",          "Почта [Ст]рим"),
        ("銀行",            "中国銀行",              "中国[銀行]"),
        ("하",              "한국은행",              "[한]국은행"),
        // Initials, of parts of words too.
        ("aws",            "Amazon Web Services",  "[A]mazon [W]eb [S]ervices"),
        ("ws",             "Amazon Web Services",  "Amazon [W]eb [S]ervices"),
        ("gh",             "GitHub",               "[G]it[H]ub"),
        ("gh",             "my-git_Hub",           "my-[g]it_[H]ub"),
        ("sg",             "Société Générale",     "[S]ociété [G]énérale"),
        ("ga",             "GitHub",               "not found"),
        // Slips of the finger, in words of four letters and more.
        ("gihtub",         "GitHub",               "[GitHub]"),
        ("gothub",         "GitHub",               "[GitHub]"),
        ("gthub",          "GitHub",               "[GitHub]"),
        ("gitthub",        "GitHub",               "[GitHub]"),
        ("githubb",        "GitHub",               "[GitHub]"),
        ("amozon serv",    "Amazon Web Services",  "[Amazon] Web [Serv]ices"),
        ("gthb",           "GitHub",               "[G]i[tH]u[b]"),
        ("amzn",           "Amazon Web Services",  "[Am]a[z]o[n] Web Services"),
        ("gtb",            "GitHub",               "not found"),
        ("gxthxb",         "GitHub",               "not found"),
        ("thgi",           "GitHub",               "not found"),
        ("axyz",           "a long name with x y and z", "not found"),
        // Nothing to look for.
        (" \t",            "GitHub",               "not found"),
        ("\u{301}",        "GitHub",               "not found"),
        ("git",            "",                     "not found"),
    ] {
        assert_eq!(marked(typed, text), shown, "{typed:?} in {text:?}");
    }
}

#[test]
fn the_better_it_fits_the_further_up_it_stands() {
    let accounts = [
        named("Nightly", "hugh@gitter.example"),
        named("Legit", ""),
        named("Great Iron Trading", ""),
        named("Notes", "my.git"),
        named("GitHub", ""),
        named("Git", ""),
    ];
    let order = ["Git", "GitHub", "Notes", "Nightly", "Legit", "Great Iron Trading"];
    assert_eq!(issuers("git", &accounts), order);
}

#[test]
fn an_account_without_an_issuer_is_known_by_its_name() {
    let accounts = [named("Depot", "harbour"), named("", "harbour")];
    assert_eq!(search("harbour", &accounts)[0].at, 1);
}

#[test]
fn a_slip_is_forgiven_only_where_nothing_fits_without() {
    let accounts = [named("GitHub", ""), named("Gitlab", "")];
    assert_eq!(issuers("gitl", &accounts), ["Gitlab"]);
    assert_eq!(issuers("gitx", &accounts), ["GitHub", "Gitlab"]);
}

#[test]
fn among_equals_the_one_used_last_stands_first_and_the_others_as_they_stood() {
    let used =
        |issuer, at| Account { used_at: Some(UnixTime::from_seconds(at)), ..named(issuer, "") };
    let accounts = [
        named("Bank A", ""),
        used("Bank B", 5),
        named("Bank C", ""),
        used("Bank D", 7),
        used("Embankment", 9),
    ];
    let order = ["Bank D", "Bank B", "Bank A", "Bank C", "Embankment"];
    assert_eq!(issuers("bank", &accounts), order);
}

#[test]
fn words_are_found_in_tags_and_notes_too_and_those_of_a_note_count_least() {
    let tags = ["Work".to_owned(), "Servers".to_owned()];
    let accounts = [
        Account { note: "Codes in Ærøskøbing, drawer 2", ..named("Harbour", "ada") },
        Account { tags: &tags, ..named("Depot", "ada") },
        named("Aeroplane", "ada"),
    ];
    assert_eq!(issuers("aero", &accounts), ["Aeroplane", "Harbour"]);
    assert_eq!(issuers("drawer ada", &accounts), ["Harbour"]);
    assert_eq!(issuers("serv work", &accounts), ["Depot"]);
    assert_eq!(issuers("drwaer", &accounts), [""; 0], "no slip is forgiven in a note");
}

#[test]
fn both_names_are_marked_each_for_itself() {
    let hits = search("git ada", &[named("GitHub", "ada@git.example")]);
    let issuer = std::iter::once(0..3).collect();
    assert_eq!(hits, [Hit { at: 0, issuer, account: vec![0..3, 4..7] }]);
}

proptest! {
    #[test]
    fn marks_lie_within_the_text_in_order_and_apart(typed in "\\PC{0,12}", text in "\\PC{0,24}") {
        for Hit { issuer, .. } in search(&typed, &[named(&text, "")]) {
            let mut free_from = 0;
            for mark in issuer {
                prop_assert!(mark.start < mark.end && mark.end <= text.chars().count());
                prop_assert!(mark.start >= free_from, "{:?}", mark);
                free_from = mark.end + 1;
            }
        }
    }

    #[test]
    fn every_part_of_a_name_finds_it(text in "\\w{1,16}", start in 0_usize..16, length in 1_usize..8) {
        let part: String = text.chars().skip(start).take(length).collect();
        let has_letters = !tessera_core::search::folded(&part).is_empty();
        prop_assert_eq!(search(&part, &[named(&text, "")]).len(), usize::from(has_letters));
    }
}
