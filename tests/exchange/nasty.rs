//! Accounts with everything that has ever broken an exporter, written for each app and read again:
//! they come back as they were, or it is said beforehand of which they do not.

use std::collections::BTreeSet;

use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::otpauth::Account;
use tessera_core::secret::OtpSecret;
use tessera_core::vault::{KdfParams, Vault};
use tessera_exchange::draft::{Draft, Status, compare};
use tessera_exchange::formats::Found;
use tessera_exchange::formats::write::{Loss, Outgoing, TARGETS, Target};

use crate::support::{NOW, password, rng};
use crate::write::{PASSWORD, codes, files, is_same, read};

/// Names and what is odd about them; each account has a secret of its own.
const NAMES: &[(&str, &str)] = &[
    ("🦊 Fox", "ada 👩\u{200d}💻"),
    ("בנק", "עדה@example.org"),
    ("بنك", "می\u{200c}خواهم"),
    ("\"Mill\"", "'ada'"),
    ("Mill, Loom, Co", "ada,bo"),
    ("Mill; Loom", "a;b"),
    ("two\nlines", "a\nb"),
    ("Dos\r\nlines", "a\tb"),
    ("Mill:Loom", "ada"),
    ("Mill", "ada:bo"),
    ("Mill:Loom", "ada:bo"),
    (":Mill", "ada:"),
    ("100 %", "a%41b"),
    ("R&D", "a&amp;b"),
    ("#1", "a#b"),
    ("Who?", "a?secret"),
    ("1+1", "a+b c"),
    ("a=b", "x/y\\z"),
    ("<b>Mill</b>", "</svg>&lt;"),
    ("=SUM(A1:A9)", "@ada"),
    ("-1", "+49 170"),
    ("Only issuer", ""),
    ("", "only account"),
    ("", "left:right"),
    ("", ""),
    ("", ""),
    ("Twin", "ada"),
    ("Twin", "ada"),
    ("Caf\u{e9}", "ada"),
    ("Cafe\u{301}", "ada"),
    ("Bell\u{7}", "a\u{1b}[2Jb"),
    ("Mi\u{200b}ll", "a\u{ad}da"),
    ("\u{202e}lliM", "ada\u{feff}"),
    ("Steam", "is none"),
];

fn secret(number: u8) -> OtpSecret {
    OtpSecret::new([b"a secret of nobody ".as_slice(), &[number]].concat()).unwrap()
}

fn draft(issuer: &str, account: &str, otp: Otp) -> Draft {
    let labels = Labels { issuer: issuer.to_owned(), account: account.to_owned() };
    Draft::new(Account { labels, issuer_alt: None, otp })
}

fn timed(algorithm: Algorithm, digits: u64, period: u64) -> Scheme {
    let (digits, period) = (Digits::new(digits).unwrap(), Period::new(period).unwrap());
    Scheme::Totp { algorithm, digits, period }
}

fn accounts() -> Vec<Draft> {
    let usual = || timed(Algorithm::Sha1, 6, 30);
    let counted = |counter| {
        let (algorithm, digits) = (Algorithm::Sha1, Digits::DEFAULT);
        Scheme::Hotp { algorithm, digits, counter }
    };
    let mut kinds: Vec<(String, Scheme)> = Vec::new();
    for counter in [0, 1 << 31, (1 << 53) + 1, (1 << 63) - 1, 1 << 63] {
        kinds.push((format!("counter {counter}"), counted(counter)));
    }
    for digits in 1..=10 {
        kinds.push((format!("{digits} digits"), timed(Algorithm::Sha1, digits, 30)));
    }
    for period in [1, 60, 86_400] {
        kinds.push((format!("{period} s"), timed(Algorithm::Sha1, 6, period)));
    }
    kinds.push(("sha 256".into(), timed(Algorithm::Sha256, 6, 30)));
    kinds.push(("sha 512".into(), timed(Algorithm::Sha512, 8, 30)));
    let long = "né".repeat(150);
    let named = NAMES.iter().map(|(issuer, account)| (*issuer, account.to_string(), usual()));
    let of_kinds = kinds.into_iter().map(|(account, scheme)| ("Kinds", account, scheme));
    let steam = [
        ("Steam", "gabe".to_owned(), Scheme::Steam),
        ("", String::new(), Scheme::Steam),
        ("Valve", "gordon".to_owned(), Scheme::Steam),
        ("Steam", "five digits".to_owned(), timed(Algorithm::Sha1, 5, 30)),
        (long.as_str(), long.clone(), usual()),
    ];
    let all = named.chain(of_kinds).chain(steam).zip(0..);
    let mut drafts: Vec<Draft> = all
        .map(|((issuer, account, scheme), n)| draft(issuer, &account, Otp::new(secret(n), scheme)))
        .collect();
    let shared = || Otp::new(secret(255), usual());
    drafts.extend([draft("One", "secret", shared()), draft("Two", "names", shared())]);
    drafts
        .push(Draft { note: "a \"note\",\nof two lines".into(), ..draft("Note", "x", dressed(1)) });
    drafts.push(Draft { pinned: true, ..draft("Pin", "x", dressed(2)) });
    let tags = vec!["Work, \"old\"".to_owned(), "日本".to_owned()];
    drafts.push(Draft { tags, ..draft("Tags", "x", dressed(3)) });
    drafts
}

fn dressed(number: u8) -> Otp {
    Otp::new(secret(200 + number), timed(Algorithm::Sha1, 6, 30))
}

/// What a target wrote of accounts, as it is read again.
fn back(target: &Target, accounts: &[Outgoing<'_>]) -> Vec<Draft> {
    let password = target.takes_password.then_some(PASSWORD);
    let written = files(target, accounts, password).unwrap();
    if target.extension != "png" {
        let [file] = &written[..] else { panic!("{target:?} wrote {} files", written.len()) };
        return read(file, password).unwrap();
    }
    let mut found = Found::default();
    for code in written.iter().flat_map(|picture| codes(picture)) {
        found.read(&code);
    }
    assert!(found.batches.batches().iter().all(|batch| batch.missing.is_empty()));
    found.drafts
}

#[test]
fn every_account_comes_back_as_it_was_or_is_named_with_what_it_loses() {
    let drafts = accounts();
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    for target in TARGETS {
        let losses = target.loses(&accounts);
        let mut back = back(target, &accounts);
        for ((account, losses), is_carried) in
            accounts.iter().zip(losses.each()).zip(losses.carried())
        {
            if !is_carried {
                continue;
            }
            let same = back.iter().position(|draft| is_same(account, draft, losses));
            let Some(at) = same else { panic!("{target:?} loses {account:?}, told {losses:?}") };
            back.remove(at);
        }
        assert!(back.is_empty(), "{target:?} makes up {back:?}");
    }
}

/// Names that readers change, and those that apps split at a colon, are all that may come in again.
#[test]
fn what_was_exported_adds_nothing_when_it_comes_back() {
    let drafts = accounts();
    let mut vault = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
    for draft in &drafts {
        let new = NewEntry { ..draft.confirm().unwrap() };
        vault.contents_mut().add(new, NOW, &mut rng());
    }
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    for target in TARGETS.iter().filter(|target| !target.takes_password) {
        let losses = target.loses(&accounts);
        let renamed: BTreeSet<&[u8]> = accounts
            .iter()
            .zip(losses.each())
            .filter(|(_, losses)| losses.contains(&Loss::Labels))
            .map(|(account, _)| account.otp.secret().expose())
            .collect();
        let mut back = back(target, &accounts);
        compare(&mut back, vault.contents().live());
        for draft in back.iter().filter(|draft| draft.status != Status::Duplicate) {
            let secret = draft.otp.as_ref().unwrap().secret().expose();
            assert!(renamed.contains(secret), "{target:?} adds {draft:?}");
        }
    }
}

/// Into an empty vault all come, twins and nameless ones among them, and no two of them look the same.
#[test]
fn all_accounts_of_a_file_are_new_and_told_apart() {
    let drafts = accounts();
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let aegis = TARGETS.iter().find(|target| target.name == "aegis").unwrap();
    let mut back = back(aegis, &accounts);
    compare(&mut back, []);
    assert_eq!(back.len(), drafts.len());
    assert!(back.iter().all(|draft| draft.status == Status::New));
    let shown: BTreeSet<_> = back
        .iter()
        .map(|draft| (draft.labels.clone(), draft.namesake.map(|namesake| namesake.number)))
        .collect();
    assert_eq!(shown.len(), back.len());
}
