//! Drafts: what the vault says to a candidate, and that one bad candidate never sinks the rest.

use tessera_core::entry::{NewEntry, TooLong};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::otpauth::{Account, UriError};
use tessera_core::vault::{KdfParams, Vault};
use tessera_exchange::draft::{Difference, Draft, Status, compare, compare_import};
use tessera_exchange::formats::Found;
use tessera_exchange::intake::{self, SourceError};

use crate::support::{self, NOW, hotp, labels, new_entry, password, rng, totp};

const SECRET: &str = "JBSWY3DPEHPK3PXP";

fn draft(issuer: &str, account: &str, otp: Otp) -> Draft {
    Draft::new(Account { labels: labels(issuer, account), issuer_alt: None, otp })
}

fn vault_with(entries: Vec<NewEntry>) -> Vault {
    let mut vault = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
    for entry in entries {
        vault.contents_mut().add(entry, NOW, &mut rng());
    }
    vault
}

fn timed(algorithm: Algorithm, digits: u64, period: u64) -> Otp {
    let (digits, period) = (Digits::new(digits).unwrap(), Period::new(period).unwrap());
    Otp::new(support::secret(SECRET), Scheme::Totp { algorithm, digits, period })
}

/// The text of a file: what it gives against a vault.
fn imported(text: &str, vault: &Vault) -> Vec<Draft> {
    let mut found = Found::default();
    found.extend(intake::text(text.as_bytes(), &|| false).unwrap().pieces);
    compare(&mut found.drafts, vault.contents().all());
    found.drafts
}

#[test]
fn a_draft_is_new_a_duplicate_or_a_conflict_that_names_the_first_difference() {
    let vault = vault_with(vec![
        new_entry("Example", "alice", totp(SECRET)),
        new_entry("Example", "counted", hotp(SECRET, 5)),
    ]);
    let steam = Otp::new(support::secret(SECRET), Scheme::Steam);
    let other = "GEZDGNBVGY3TQOJQ";
    for (account, otp, status) in [
        ("alice", totp(SECRET), Status::Duplicate),
        ("bob", totp(SECRET), Status::New),
        ("Alice", totp(SECRET), Status::New),
        ("alice", totp(other), Status::Conflict(Difference::Secret)),
        ("alice", timed(Algorithm::Sha256, 8, 60), Status::Conflict(Difference::Algorithm)),
        ("alice", timed(Algorithm::Sha1, 8, 60), Status::Conflict(Difference::Digits)),
        ("alice", timed(Algorithm::Sha1, 6, 60), Status::Conflict(Difference::Period)),
        ("alice", hotp(other, 0), Status::Conflict(Difference::Kind)),
        ("alice", steam, Status::Conflict(Difference::Kind)),
        ("counted", hotp(SECRET, 5), Status::Duplicate),
        ("counted", hotp(SECRET, 6), Status::Conflict(Difference::Counter)),
    ] {
        let mut drafts = [draft("Example", account, otp)];
        compare(&mut drafts, vault.contents().all());
        assert_eq!(drafts[0].status, status, "{account}");
    }
}

#[test]
fn the_same_secret_under_other_labels_is_another_account() {
    let vault = vault_with(vec![new_entry("Example", "alice", totp(SECRET))]);
    let mut drafts = [draft("Example", "bob", totp(SECRET)), draft("", "alice", totp(SECRET))];
    compare(&mut drafts, vault.contents().all());
    assert!(drafts.iter().all(|d| d.status == Status::New));
}

#[test]
fn an_account_without_names_is_known_by_its_secret() {
    let vault = vault_with(vec![
        new_entry("", "", totp(SECRET)),
        new_entry("Example", "alice", hotp("MFRGGZDFMZTWQ2LK", 5)),
    ]);
    let mut drafts = [
        draft("", "", totp("GEZDGNBVGY3TQOJQ")),
        draft("", "", totp(SECRET)),
        draft("", "", hotp("MFRGGZDFMZTWQ2LK", 5)),
        draft("", "", hotp("MFRGGZDFMZTWQ2LK", 3)),
        draft("", "", totp("GEZDGNBVGY3TQOJQ")),
    ];
    compare(&mut drafts, vault.contents().all());
    let (new, here) = (Status::New, Status::Duplicate);
    assert_eq!(drafts.each_ref().map(|d| d.status), [new, here, here, new, here]);
    let mut moved_on = [draft("", "", hotp("MFRGGZDFMZTWQ2LK", 3))];
    compare(&mut moved_on, vault.contents().all());
    assert_eq!(moved_on[0].status, Status::Conflict(Difference::Counter));
}

/// Which of several it is said to be.
fn places(drafts: &[Draft]) -> Vec<Option<(usize, usize)>> {
    drafts.iter().map(|draft| draft.namesake.map(|n| (n.number, n.of))).collect()
}

#[test]
fn accounts_of_one_name_in_a_file_are_all_new_and_told_apart_by_number() {
    let file = "otpauth://totp/Mill:ada?secret=GEZDGNBVGY3TQOJQ\n\
                otpauth://totp/Mill:ada?secret=MFRGGZDFMZTWQ2LK\n\
                otpauth://totp/Mill:ada?secret=GEZDGNBVGY3TQOJQ\n\
                otpauth://totp/Loom:bo?secret=MFRGGZDFMZTWQ2LK\n\
                otpauth://totp?secret=GEZDGNBVGY3TQOJQ\n\
                otpauth://totp/?secret=MFRGGZDFMZTWQ2LK\n";
    let mut vault = vault_with(vec![]);
    let first = imported(file, &vault);
    let (new, here) = (Status::New, Status::Duplicate);
    let statuses: Vec<_> = first.iter().map(|draft| draft.status).collect();
    assert_eq!(statuses, [new, new, here, new, new, new]);
    let (one, two) = (Some((1, 2)), Some((2, 2)));
    assert_eq!(places(&first), [one, two, one, None, one, two]);
    for draft in first.iter().filter(|draft| draft.status == new) {
        vault.contents_mut().add(draft.confirm().unwrap(), NOW, &mut rng());
    }
    let again = imported(file, &vault);
    assert!(again.iter().all(|draft| draft.status == here));
    assert_eq!(places(&again), [one, two, one, None, one, two]);
}

#[test]
fn a_draft_differs_only_from_an_entry_that_is_not_in_the_file_as_well() {
    let vault = vault_with(vec![new_entry("Mill", "ada", totp("GEZDGNBVGY3TQOJQ"))]);
    let [first, second] =
        ["GEZDGNBVGY3TQOJQ", "MFRGGZDFMZTWQ2LK"].map(|secret| draft("Mill", "ada", totp(secret)));
    let mut both = [first, second.clone()];
    compare(&mut both, vault.contents().all());
    assert_eq!(both.map(|draft| draft.status), [Status::Duplicate, Status::New]);
    let mut alone = [second];
    compare(&mut alone, vault.contents().all());
    assert_eq!(alone[0].status, Status::Conflict(Difference::Secret));
}

const NORTH: &str =
    "otpauth://totp/Slack%20(North%20Mill):ada?secret=GEZDGNBVGY3TQOJQ&issuer=Slack\n";
const SOUTH: &str =
    "otpauth://totp/Slack%20(South%20Mill):ada?secret=MFRGGZDFMZTWQ2LK&issuer=Slack\n";
const PLAIN: &str = "otpauth://totp/Slack:ada?secret=KRUGKIDROVUWG2ZAMJZG653O&issuer=Slack\n";
const MAIL: [&str; 2] = [
    "otpauth://totp/North%20Mill%3Aada?secret=GEZDGNBVGY3TQOJQ&issuer=Microsoft\n",
    "otpauth://totp/South%20Mill%3Aada?secret=MFRGGZDFMZTWQ2LK&issuer=Microsoft\n",
];

#[test]
fn a_tenant_is_kept_where_it_tells_accounts_apart() {
    let (north, south) = ("Slack (North Mill)", "Slack (South Mill)");
    let other_mail = NORTH.replace("ada", "bo");
    for (file, issuers) in [
        (NORTH.to_owned(), &["Slack"][..]),
        ([NORTH, SOUTH].concat(), &[north, south]),
        ([PLAIN, SOUTH].concat(), &["Slack", south]),
        ([other_mail.as_str(), SOUTH].concat(), &["Slack", "Slack"]),
        ([NORTH, NORTH, SOUTH].concat(), &[north, north, south]),
        (MAIL.concat(), &["Microsoft (North Mill)", "Microsoft (South Mill)"]),
    ] {
        let drafts = imported(&file, &vault_with(vec![]));
        let told: Vec<_> = drafts.iter().map(|draft| draft.labels.issuer.as_str()).collect();
        assert_eq!(told, issuers, "{file}");
        assert!(places(&drafts).iter().all(Option::is_none), "{file}");
    }
}

#[test]
fn tenants_come_in_one_after_the_other_and_never_twice() {
    let mut vault = vault_with(vec![]);
    let mut add = |file: &str| {
        let new = imported(file, &vault).into_iter().filter(|draft| draft.status == Status::New);
        let new: Vec<_> = new.map(|draft| draft.confirm().unwrap()).collect();
        let issuers: Vec<_> = new.iter().map(|new| new.labels.issuer.clone()).collect();
        for new in new {
            vault.contents_mut().add(new, NOW, &mut rng());
        }
        issuers
    };
    assert_eq!(add(NORTH), ["Slack"]);
    assert_eq!(add(SOUTH), ["Slack (South Mill)"]);
    for file in [NORTH, SOUTH, &[NORTH, SOUTH].concat(), &[SOUTH, NORTH].concat()] {
        assert_eq!(add(file), [""; 0], "{file}");
    }
    assert_eq!(add(&[PLAIN, SOUTH].concat()), [""; 0], "the vault has another one of its names");
    assert_eq!(add(&[PLAIN, NORTH].concat()), ["Slack"], "unless the file has that one, too");
    assert_eq!(add(&[PLAIN, NORTH, SOUTH].concat()), [""; 0]);
}

#[test]
fn a_link_that_gives_no_codes_is_refused_by_its_names() {
    for (link, issuer, account) in [
        ("otpauth://totp/Mill:ada?issuer=Mill", "Mill", "ada"),
        ("otpauth://totp/Mill:ada", "Mill", "ada"),
        ("otpauth:///totp/Mill:ada?secret=GEZDGNBVGY3TQOJ1", "Mill", "ada"),
        ("otpauth://totp/Mill:ada%3Fsecret=GEZDGNBVGY3TQOJ0", "Mill", "ada"),
        ("otpauth://ocra/Mill:ada?secret=GEZDGNBVGY3TQOJQ", "Mill", "ada"),
        ("otpauth://totp/Mill:ada?secret=GEZDGNBVGY3TQOJQ&digits=x", "Mill", "ada"),
        // What may be the secret is no name.
        ("otpauth://totp/GEZDGNBVGY3TQOJQ", "", ""),
        ("otpauth://totp/Mill:GEZDGNBVGY3TQOJQ", "", ""),
    ] {
        let drafts = imported(link, &vault_with(vec![]));
        assert!(drafts[0].otp.is_err(), "{link}");
        assert_eq!(drafts[0].labels, labels(issuer, account), "{link}");
        let said = drafts[0].otp.as_ref().unwrap_err().to_string();
        assert!(!said.contains("  "), "{said}");
    }
}

#[test]
fn a_link_of_which_only_the_marks_between_its_parts_are_odd_is_read() {
    for link in [
        "otpauth://totp/Mill:ada%3Fsecret=MFRGGZDFMZTWQ2LK",
        "otpauth:///totp/Mill:ada?secret=MFRGGZDFMZTWQ2LK",
    ] {
        let drafts = imported(link, &vault_with(vec![]));
        assert_eq!(drafts[0].otp, Ok(totp("MFRGGZDFMZTWQ2LK")), "{link}");
        assert_eq!(drafts[0].labels, labels("Mill", "ada"), "{link}");
    }
}

#[test]
fn what_comes_from_a_trash_is_held_against_the_trash_and_what_does_not_is_new_again() {
    let mut vault = vault_with(vec![new_entry("Example", "alice", totp(SECRET))]);
    let id = vault.contents().live()[0].id();
    vault.contents_mut().trash(id, NOW).unwrap();
    let removed = Draft { trashed: true, ..draft("Example", "alice", totp(SECRET)) };
    let other = Draft { trashed: true, ..draft("Example", "bob", totp(SECRET)) };
    let again = other.clone();
    let mut drafts = [removed, other, again, draft("Example", "alice", totp(SECRET))];
    compare_import(&mut drafts, vault.contents().live(), vault.contents().trashed());
    assert_eq!(
        drafts.map(|d| d.status),
        [Status::Duplicate, Status::New, Status::Duplicate, Status::New]
    );
}

#[test]
fn drafts_are_held_against_the_drafts_before_them() {
    let mut drafts = [
        draft("Example", "alice", totp(SECRET)),
        draft("Example", "alice", totp(SECRET)),
        draft("Example", "alice", timed(Algorithm::Sha1, 8, 30)),
        draft("Example", "alice", timed(Algorithm::Sha1, 8, 30)),
    ];
    compare(&mut drafts, []);
    let (new, here) = (Status::New, Status::Duplicate);
    assert_eq!(drafts.map(|d| d.status), [new, here, new, here]);
}

#[test]
fn a_second_import_of_the_same_file_changes_nothing() {
    let file = "otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP\n\
                otpauth://totp/Example:bob?secret=JBSWY3DPEHPK3PXP\n\
                otpauth://hotp/Example:carol?secret=GEZDGNBVGY3TQOJQ&counter=3\n\
                otpauth://steam/Steam:dave?secret=GEZDGNBVGY3TQOJQ\n";
    let mut vault = vault_with(vec![]);
    let first = imported(file, &vault);
    assert!(first.iter().all(|d| d.status == Status::New));
    for draft in &first {
        vault.contents_mut().add(draft.confirm().unwrap(), NOW, &mut rng());
    }
    assert!(imported(file, &vault).iter().all(|d| d.status == Status::Duplicate));
    // An entry in the trash is still in the vault.
    let id = vault.contents().live()[0].id();
    vault.contents_mut().trash(id, NOW).unwrap();
    assert!(imported(file, &vault).iter().all(|d| d.status == Status::Duplicate));
}

#[test]
fn one_bad_entry_never_sinks_the_rest() {
    let file = "\u{feff}# a comment\r\n\r\n\
                otpauth://totp/Example:good1?secret=JBSWY3DPEHPK3PXP\r\n\
                otpauth://totp/Example:bad?secret=JBSWY3DPEHPK3PX0\n\
                otpauth://totp/Example:bad?secret=JBSWY3DPEHPK3PXP&algorithm=MD5\n\
                otpauth://ocra/Example:foreign?secret=JBSWY3DPEHPK3PXP\n\
                otpauth-migration://offline?data=!!!\n\
                https://example.com/\n\
                not a URI at all\n\
                \totpauth://totp/Example:good2?secret=JBSWY3DPEHPK3PXP  ";
    let drafts = imported(file, &vault_with(vec![]));
    let told: Vec<_> = drafts.iter().map(|d| (d.labels.account.as_str(), d.status)).collect();
    assert_eq!(
        told,
        [
            ("good1", Status::New),
            ("bad", Status::Invalid),
            ("bad", Status::Invalid),
            ("foreign", Status::Unsupported),
            ("", Status::Invalid),
            ("good2", Status::New),
        ]
    );
    assert_eq!(drafts[2].otp, Err(UriError::Algorithm { given: "MD5".into() }));
    let confirmable: Vec<_> = drafts.iter().map(|d| d.confirm().is_some()).collect();
    assert_eq!(confirmable, [true, false, false, false, false, true]);
}

#[test]
fn text_without_an_account_says_so() {
    for text in ["", "\n\n", "# only comments", "https://example.com", "The scheme is otpauth://"] {
        let read = intake::text(text.as_bytes(), &|| false);
        assert_eq!(read.unwrap_err(), SourceError::NoAccount, "{text:?}");
    }
}

#[test]
fn a_draft_of_an_entry_brings_all_that_is_its_own() {
    let new = NewEntry {
        tags: vec!["work".into()],
        note: "a note".into(),
        pinned: true,
        trashed: true,
        confirmed: true,
        ..new_entry("Example", "alice", totp(SECRET))
    };
    let vault = vault_with(vec![new.clone()]);
    assert_eq!(Draft::of(&vault.contents().all()[0]).confirm(), Some(new));
}

#[test]
fn what_lay_in_the_bin_of_another_app_comes_into_the_trash() {
    let mut thrown = draft("Example", "alice", totp(SECRET));
    thrown.trashed = true;
    let vault = vault_with(vec![thrown.confirm().unwrap()]);
    assert!(vault.contents().live().is_empty());
    assert_eq!(vault.contents().all()[0].trashed_at(), Some(NOW));
}

#[test]
fn a_draft_does_not_print_its_secret() {
    let printed = format!("{:?}", draft("Example", "alice", totp(SECRET)));
    assert!(printed.contains("[redacted]") && !printed.contains("JBSWY"), "{printed}");
}

#[test]
fn accounts_of_one_name_are_compared_in_time_that_grows_with_their_number() {
    let secret = |n: u32| support::secret(&format!("MFRG{}", base32_of(n)));
    let digits = Digits::new(6).unwrap();
    let counted = |n: u32| Scheme::Hotp { algorithm: Algorithm::Sha1, digits, counter: n.into() };
    let of_secrets = (0..60_000).map(|n| draft("A", "a", Otp::new(secret(n), counted(0))));
    let of_counters = (1..60_000).map(|n| draft("A", "a", Otp::new(secret(0), counted(n))));
    let mut drafts: Vec<Draft> = of_secrets.chain(of_counters).collect();
    drafts.push(drafts[7].clone());
    let started = std::time::Instant::now();
    compare(&mut drafts, []);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    let statuses = |status| drafts.iter().filter(|draft| draft.status == status).count();
    assert_eq!((statuses(Status::New), statuses(Status::Duplicate)), (119_999, 1));
}

/// Four digits of base32.
fn base32_of(number: u32) -> String {
    let digit = |place: u32| {
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[(number >> place) as usize % 32])
    };
    [15, 10, 5, 0].map(digit).iter().collect()
}

#[test]
fn what_is_too_long_for_an_entry_is_refused_by_name() {
    let vault = vault_with(Vec::new());
    let link = |name: &str| format!("otpauth://totp/{name}?secret={SECRET}");
    let (fits, long) = ("é".repeat(1_000), "é".repeat(1_001));
    let drafts = imported(&[link(&fits), link(&long), link("Bank:ada")].join("\n"), &vault);
    assert_eq!(
        drafts.iter().map(|draft| draft.status).collect::<Vec<_>>(),
        [Status::New, Status::Invalid, Status::New]
    );
    assert_eq!(drafts[1].otp, Err(UriError::TooLong(TooLong::Name)));
    assert_eq!(drafts[1].labels.account, "é".repeat(100) + "…");

    let entry = |tags: usize, note: usize| {
        let tags: Vec<String> = (0..tags).map(|n| format!("tag {n}")).collect();
        let draft = draft("Bank", "ada", totp(SECRET));
        Draft { tags, note: "x".repeat(note).into(), ..draft }.within_bounds().otp.err()
    };
    assert_eq!(entry(100, 65_536), None);
    assert_eq!(entry(101, 0), Some(UriError::TooLong(TooLong::Tags)));
    assert_eq!(entry(0, 65_537), Some(UriError::TooLong(TooLong::Note)));
}

#[test]
fn a_link_that_is_longer_than_any_is_refused_unread() {
    let long = format!("otpauth://totp/x?secret={SECRET}{}", "&a=b".repeat(20_000));
    let drafts =
        imported(&format!("{long}\notpauth://totp/a?secret={SECRET}"), &vault_with(vec![]));
    assert_eq!(drafts[0].otp, Err(UriError::Unreadable));
    assert_eq!(drafts[1].status, Status::New);
}
