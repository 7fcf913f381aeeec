//! Transfers of Google Authenticator: payloads of our own making, and the samples of other apps.

use std::fs;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tessera_core::otp::{Algorithm, Kind};
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;
use tessera_exchange::draft::{Draft, Status};
use tessera_exchange::formats::{Batch, Found, Reading, Sighting};
use tessera_exchange::intake::{self, Source, SourceError};
use tessera_qr::{Limits, PictureError};

use crate::pictures;
use crate::support::{self, labels, secret};

/// A protocol buffer, written field by field.
#[derive(Clone, Default)]
struct Message(Vec<u8>);

impl Message {
    fn number(mut self, field: u64, value: i64) -> Self {
        self.varint(field << 3);
        self.varint(value as u64);
        self
    }

    fn bytes(mut self, field: u64, value: &[u8]) -> Self {
        self.varint(field << 3 | 2);
        self.varint(value.len() as u64);
        self.0.extend_from_slice(value);
        self
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}

/// A TOTP account as Google writes it: SHA-1, six digits.
fn account(name: &str, secret: &[u8]) -> Message {
    Message::default()
        .bytes(1, secret)
        .bytes(2, name.as_bytes())
        .number(4, 1)
        .number(5, 1)
        .number(6, 2)
}

fn payload(accounts: &[Message]) -> Message {
    accounts.iter().fold(Message::default(), |payload, account| payload.bytes(1, &account.0))
}

fn part(accounts: &[Message], of: i64, index: i64, id: i64) -> String {
    uri(&payload(accounts).number(2, 1).number(3, of).number(4, index).number(5, id))
}

fn uri(payload: &Message) -> String {
    let base64 = data_encoding::BASE64.encode(&payload.0);
    format!("otpauth-migration://offline?data={}", utf8_percent_encode(&base64, NON_ALPHANUMERIC))
}

fn read(texts: &[&str]) -> Found {
    let mut found = Found::default();
    for text in texts {
        assert_eq!(found.read(&SecretText::new((*text).to_owned())), Reading::Account, "{text}");
    }
    found
}

fn names(found: &Found) -> Vec<&str> {
    found.drafts.iter().map(|draft| draft.labels.account.as_str()).collect()
}

fn one(account: Message) -> Draft {
    let mut found = read(&[&part(&[account], 1, 0, 1)]);
    assert_eq!(found.drafts.len(), 1);
    found.drafts.remove(0)
}

#[test]
fn the_parts_of_a_transfer_come_in_any_order() {
    let parts: Vec<_> =
        (0..3).map(|n| part(&[account(&format!("a{n}"), b"secret")], 3, n, -456_711_658)).collect();
    let found = read(&[&parts[2], &parts[0]]);
    assert_eq!(names(&found), ["a2", "a0"]);
    assert_eq!(found.batches.batches(), [Batch { of: 3, missing: vec![2] }]);
    let found = read(&[&parts[2], &parts[0], &parts[1]]);
    assert_eq!(found.batches.batches(), [Batch { of: 3, missing: vec![] }]);
}

#[test]
fn the_same_part_twice_counts_once() {
    let again = part(&[account("a", b"secret")], 3, 1, 7);
    let found = read(&[&again, &again]);
    assert_eq!(names(&found), ["a"]);
    assert_eq!(found.batches.batches(), [Batch { of: 3, missing: vec![1, 3] }]);
}

#[test]
fn transfers_with_their_own_id_are_kept_apart() {
    let found = read(&[
        &part(&[account("a", b"secret")], 2, 0, 1),
        &part(&[account("b", b"secret")], 2, 0, 2),
        &part(&[account("c", b"secret")], 2, 1, 2),
    ]);
    let expected = [Batch { of: 2, missing: vec![2] }, Batch { of: 2, missing: vec![] }];
    assert_eq!(found.batches.batches(), expected);
}

#[test]
fn version_2_without_id_and_with_a_string_id_on_each_account_is_read() {
    let part = |index: i64, name: &str| {
        let account = account(name, b"secret").bytes(8, b"f81d4fae-7dec-11d0");
        uri(&payload(&[account]).number(2, 2).number(3, 2).number(4, index))
    };
    let found = read(&[&part(1, "b"), &part(0, "a")]);
    assert_eq!(names(&found), ["b", "a"]);
    assert_eq!(found.batches.batches(), [Batch { of: 2, missing: vec![] }]);
}

#[test]
fn without_id_the_same_part_with_other_contents_is_a_second_transfer() {
    let part = |index: i64, name: &str| {
        uri(&payload(&[account(name, b"secret")]).number(2, 2).number(3, 2).number(4, index))
    };
    let found = read(&[&part(0, "a"), &part(0, "x"), &part(1, "b")]);
    assert_eq!(names(&found), ["a", "x", "b"], "no account is lost");
    let expected = [Batch { of: 2, missing: vec![] }, Batch { of: 2, missing: vec![2] }];
    assert_eq!(found.batches.batches(), expected);
}

#[test]
fn parts_that_were_joined_as_bytes_are_all_there() {
    let part = |names: &[&str], of, index: i64, id| {
        let accounts: Vec<_> = names.iter().map(|name| account(name, b"secret")).collect();
        let part = payload(&accounts).number(2, 1).number(3, of);
        // Google leaves out the index of the first part.
        let part = if index > 0 { part.number(4, index) } else { part };
        part.number(5, id)
    };
    let joined =
        |parts: &[Message]| uri(&Message(parts.iter().flat_map(|p| p.0.clone()).collect()));
    let complete = |of| Batch { of, missing: vec![] };
    for (parts, names_of_all, batches) in [
        (vec![part(&["a"], 2, 0, 7), part(&["b"], 2, 1, 7)], vec!["a", "b"], vec![complete(2)]),
        (vec![part(&["b"], 2, 1, 7), part(&["a"], 2, 0, 7)], vec!["b", "a"], vec![complete(2)]),
        (
            vec![part(&["a", "b"], 3, 0, 7), part(&["c"], 3, 1, 7), part(&["d"], 3, 2, 7)],
            vec!["a", "b", "c", "d"],
            vec![complete(3)],
        ),
        (
            vec![part(&["a"], 1, 0, 7), part(&["b"], 1, 0, 8)],
            vec!["a", "b"],
            vec![complete(1), complete(1)],
        ),
        (
            vec![part(&["a"], 3, 0, 7), part(&["c"], 3, 2, 7)],
            vec!["a", "c"],
            vec![Batch { of: 3, missing: vec![2] }],
        ),
    ] {
        let found = read(&[&joined(&parts)]);
        assert_eq!(names(&found), names_of_all);
        assert_eq!(found.batches.batches(), batches, "{names_of_all:?}");
    }
}

#[test]
fn a_part_with_more_accounts_than_one_holds_is_the_whole_transfer() {
    let accounts: Vec<_> = (0..13).map(|n| account(&format!("a{n}"), b"secret")).collect();
    let found = read(&[&part(&accounts, 2, 1, 7)]);
    assert_eq!(found.drafts.len(), 13);
    assert_eq!(found.batches.batches(), [Batch { of: 1, missing: vec![] }]);
    let found = read(&[&part(&accounts[..10], 2, 0, 7)]);
    assert_eq!(found.batches.batches(), [Batch { of: 2, missing: vec![2] }]);
}

#[test]
fn unknown_fields_of_every_wire_type_are_passed_over() {
    let mut account = account("a", b"secret").number(9, 1).bytes(10, b"later");
    account.0.extend([11 << 3 | 1, 1, 2, 3, 4, 5, 6, 7, 8]); // 64 bits
    account.0.extend([12 << 3 | 5, 1, 2, 3, 4]); // 32 bits
    let found = read(&[&uri(&payload(&[account]).number(3, 1).number(17, 9).bytes(18, b"later"))]);
    assert_eq!(names(&found), ["a"]);
    assert!(found.drafts[0].otp.is_ok());
}

#[test]
fn the_data_may_have_lost_its_padding_and_its_pluses() {
    let bytes = payload(&[account("alice@b", &[0xfb; 6])]).0;
    let base64 = data_encoding::BASE64.encode(&bytes);
    assert!(base64.contains('+') && base64.contains('/') && base64.ends_with('='), "{base64}");
    let bare = base64.trim_end_matches('=');
    for data in [
        base64.clone(),
        bare.to_owned(),
        base64.replace('+', " "),
        base64.replace('+', "%20"),
        utf8_percent_encode(&base64, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(bare, NON_ALPHANUMERIC).to_string(),
        data_encoding::BASE64URL.encode(&bytes),
    ] {
        let found = read(&[&format!("otpauth-migration://offline?data={data}")]);
        assert_eq!(names(&found), ["alice@b"], "{data}");
    }
    read(&[&format!("OTPAUTH-MIGRATION://offline?x=1&data={base64}&y")]);
}

#[test]
fn what_cannot_be_read_is_one_refused_draft_and_sinks_nothing() {
    let good = part(&[account("a", b"secret")], 1, 0, 1);
    let of = |of, index| part(&[account("a", b"secret")], of, index, 1);
    for bad in [
        "otpauth-migration://offline".to_owned(),
        "otpauth-migration://offline?data=".to_owned(),
        "otpauth-migration://offline?data=%%%".to_owned(),
        "otpauth-migration://offline?data=Lorem+ipsum!".to_owned(),
        "otpauth-migration://offline?data=%FF".to_owned(),
        // Two transfers in one link: neither may be lost without a word.
        format!("{}&data=AAAA", of(1, 0)),
        format!("otpauth-migration://offline?data={}", "A".repeat(400_000)),
        uri(&Message(vec![0x0a, 0x7f])),
        uri(&Message::default().number(3, 1)),
        of(2, 2),
        of(2, -1),
        of(1_001, 0),
        of(i64::from(i32::MAX), 0),
    ] {
        let found = read(&[&bad, &good]);
        assert_eq!(found.drafts.len(), 2, "{bad:.60}");
        assert_eq!(found.drafts[0].otp.as_ref().unwrap_err(), &UriError::Transfer, "{bad:.60}");
        assert_eq!(found.drafts[0].status, Status::Invalid);
        assert!(found.drafts[1].otp.is_ok());
    }
}

#[test]
fn an_account_that_gives_no_codes_says_why_and_the_others_stay() {
    let algorithm = |given: &str| UriError::Algorithm { given: given.into() };
    for (bad, reason) in [
        (account("bad", b""), UriError::SecretMissing),
        (account("bad", b"secret").number(4, 4), algorithm("MD5")),
        (account("bad", b"secret").number(4, 5), algorithm("5")),
        (account("bad", b"secret").number(5, 3), UriError::DigitsNotANumber),
        (account("bad", b"secret").number(5, 7), UriError::DigitsNotANumber),
        (account("bad", b"secret").number(5, -1), UriError::DigitsNotANumber),
        (account("bad", b"secret").number(6, 3), UriError::UnsupportedType { given: "3".into() }),
        (account("bad", b"secret").number(6, 1).number(7, -1), UriError::Counter),
    ] {
        let accounts = [account("before", b"secret"), bad, account("after", b"secret")];
        let found = read(&[&part(&accounts, 1, 0, 1)]);
        assert_eq!(names(&found), ["before", "bad", "after"]);
        assert_eq!(found.drafts[1].otp.as_ref().unwrap_err(), &reason);
        assert!(found.drafts[0].otp.is_ok() && found.drafts[2].otp.is_ok());
    }
}

#[test]
fn parameters_are_the_words_of_googles_enums() {
    let blank = Message::default().bytes(1, b"secret").bytes(2, b"a");
    let otp = one(blank.clone()).otp.unwrap();
    assert_eq!((otp.kind(), otp.algorithm(), otp.digits()), (Kind::Totp, Algorithm::Sha1, 6));
    assert_eq!(otp.period().unwrap().seconds(), 30);
    for (word, algorithm) in
        [(0, Algorithm::Sha1), (1, Algorithm::Sha1), (2, Algorithm::Sha256), (3, Algorithm::Sha512)]
    {
        assert_eq!(one(blank.clone().number(4, word)).otp.unwrap().algorithm(), algorithm);
    }
    for (word, digits) in [(0, 6), (1, 6), (2, 8)] {
        assert_eq!(one(blank.clone().number(5, word)).otp.unwrap().digits(), digits);
    }
    for (counter, message) in
        [(0, blank.clone().number(6, 1)), (i64::MAX, blank.number(6, 1).number(7, i64::MAX))]
    {
        assert_eq!(one(message).otp.unwrap().counter(), Some(counter as u64));
    }
}

#[test]
fn names_and_issuers_are_told_apart() {
    for (name, issuer, expected) in [
        ("Example:alice", "Example", ("Example", "alice")),
        ("Example: alice", "Example", ("Example", "alice")),
        ("alice", "Example", ("Example", "alice")),
        ("Other:alice", "Example", ("Example", "Other:alice")),
        ("Example:alice", "", ("Example", "alice")),
        ("alice", "", ("", "alice")),
        ("a:b", "a:b", ("a:b", "a:b")),
        ("日本:é", "日本", ("日本", "é")),
    ] {
        let draft = one(account(name, b"secret").bytes(3, issuer.as_bytes()));
        assert_eq!(draft.labels, labels(expected.0, expected.1), "{name} by {issuer}");
    }
}

#[test]
fn the_samples_of_other_apps_hold_what_their_manifest_says() {
    let Some(folder) = support::corpus("import") else { return };
    let manifest = fs::read_to_string(folder.join("MANIFEST.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let mut seen = 0;
    for sample in manifest["files"].as_array().unwrap() {
        let name = sample["file"].as_str().unwrap();
        let ours = name.starts_with("google_migration/")
            || name.starts_with("otpauth_qr/")
            || matches!(name, "otpauth_uri/aegis__plain.txt" | "otpauth_uri/gnomeauth__plain.txt");
        let (true, Ok(bytes)) = (ours, fs::read(folder.join(name))) else { continue };
        seen += 1;
        let mut found = Found::default();
        let read = intake(&bytes, &mut found);
        // What other programs pass over, and has an entry all the same, is read here.
        if sample["kind"] == "negative" && sample["entries"].as_array().is_none_or(Vec::is_empty) {
            let refused = matches!(
                read,
                Err(SourceError::NoAccount | SourceError::Empty | SourceError::Damaged)
            );
            assert!(refused && found.drafts.is_empty(), "{name}: {read:?}");
        } else {
            let source = if name.ends_with("txt") { Source::Text } else { Source::Picture };
            assert_eq!(read, Ok(source), "{name}");
            assert_entries(name, sample["entries"].as_array().unwrap(), &found.drafts);
            assert_batch(name, &sample["batch"], &found);
        }
    }
    assert!(seen >= 16, "only {seen} samples");
}

fn assert_entries(name: &str, expected: &[Value], drafts: &[Draft]) {
    assert_eq!(drafts.len(), expected.len(), "{name}");
    for (expected, draft) in expected.iter().zip(drafts) {
        let text = |key: &str| expected[key].as_str().unwrap_or_default();
        let otp = draft.otp.as_ref().unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(draft.labels, labels(text("issuer"), text("name")), "{name}");
        assert_eq!(*otp.secret(), secret(text("secret")), "{name}");
        assert_eq!(otp.kind().name(), text("type"), "{name}");
        assert_eq!(otp.algorithm().name(), text("algorithm"), "{name}");
        assert_eq!(Some(u64::from(otp.digits())), expected["digits"].as_u64(), "{name}");
        assert_eq!(otp.counter(), expected["counter"].as_u64(), "{name}");
    }
}

/// For a file with one picture's worth of it.
fn assert_batch(name: &str, expected: &Value, found: &Found) {
    let Some(of) = expected["batch_size"].as_u64() else { return };
    let index = expected["batch_index"].as_u64().unwrap();
    let missing = (0..of).filter(|n| *n != index).map(|n| n as u32 + 1).collect();
    assert_eq!(found.batches.batches(), [Batch { of: of as u32, missing }], "{name}");
}

/// Reads a picture or a text, without the process that reads pictures in the product. A file of
/// another app is only told from them: its readers have tests of their own.
fn intake(file: &[u8], found: &mut Found) -> Result<Source, SourceError> {
    let source = intake::classify(file, &|| false)?;
    match source {
        Source::Format(_) => {}
        Source::Text => found.extend(intake::text(file, &|| false)?.pieces),
        Source::Picture => {
            let texts =
                pictures::texts(file, &Limits::default()).map_err(|problem| match problem {
                    PictureError::OtherKind => SourceError::OtherPicture,
                    PictureError::TooLarge => SourceError::TooLarge,
                    PictureError::Damaged => SourceError::Damaged,
                    PictureError::NotAPicture => SourceError::Unknown,
                })?;
            let texts: Vec<_> = texts.into_iter().map(SecretText::new).collect();
            intake::codes(texts.iter().map(Sighting::from), found)?;
        }
    }
    Ok(source)
}
