//! SQLite databases: Google's, Microsoft's with its log, and Authenticator Plus' under SQLCipher.
//!
//! They were made by SQLite itself: tests/data/formats/make_databases.py.

use cbc::cipher::KeyIvInit;
use cbc::cipher::block_padding::NoPadding;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use tessera_exchange::formats::{self, Content, Import, ReadContext, ReadError, Remark};
use tessera_exchange::intake::{self, Source};

use super::{padded, zipped};
use crate::corpus;
use crate::reading::{SECRET, read, recognised, told};

const GOOGLE: &[u8] = include_bytes!("../../data/formats/google.sqlite");
const MICROSOFT: &[u8] = include_bytes!("../../data/formats/microsoft.sqlite");
const LOG: &[u8] = include_bytes!("../../data/formats/microsoft.sqlite-wal");
const PLUS: &[u8] = include_bytes!("../../data/formats/plus.sqlite");

#[test]
fn the_samples_give_what_their_manifest_says() {
    for format in ["google_sqlite", "microsoft", "authenticator_plus"] {
        corpus::hold(format);
    }
}

fn lines(import: &Import) -> Vec<String> {
    import.drafts.iter().map(told).collect()
}

#[test]
fn a_tree_with_branches_and_long_values_is_read_whole() {
    let import = read("google-database", GOOGLE, None).unwrap();
    let lines = lines(&import);
    assert_eq!(lines.len(), 47);
    assert_eq!(
        lines[..4],
        [
            "Acme|ada: totp SHA1 6 30s",
            "Bérénice|bea: totp SHA1 6 30s",
            "|cyd: hotp SHA1 6 #70000",
            "Acme|Other:dee: totp SHA1 6 30s",
        ]
    );
    assert_eq!(import.drafts[4].labels.account, "x".repeat(990));
    assert_eq!(lines[5], "|bad: character 1 of the secret is not base32 (A to Z and 2 to 7)");
    assert_eq!(lines[45], "Many|39: hotp SHA1 6 #39");
    assert_eq!(lines[46], "|sealed: the entry cannot be read");
}

fn microsoft(log: Option<&[u8]>) -> Result<Import, ReadError> {
    let mut context = ReadContext {
        sibling: Some(&|name| {
            (name == "PhoneFactor-wal").then(|| log.map(<[u8]>::to_vec)).flatten()
        }),
        ..ReadContext::default()
    };
    formats::by_name("microsoft").unwrap().read(&Content::new(MICROSOFT), &mut context)
}

#[test]
fn what_is_in_the_log_beside_a_database_counts() {
    assert_eq!(recognised(MICROSOFT), Some("microsoft"));
    let import = microsoft(None).unwrap();
    assert_eq!(lines(&import), ["Acme|ada: totp SHA1 6 30s"]);
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);
    let import = microsoft(Some(LOG)).unwrap();
    assert_eq!(
        lines(&import),
        ["Acme|ada lovelace: totp SHA1 6 30s", "Microsoft|ada@example.com: totp SHA1 8 30s"]
    );
    assert_eq!(import.drafts[1].otp.as_ref().unwrap().secret().expose(), b"12345678901234567890");
}

#[test]
fn a_transaction_that_was_cut_off_in_the_log_does_not_count() {
    let whole = lines(&microsoft(Some(LOG)).unwrap());
    let without = lines(&microsoft(None).unwrap());
    let mut seen = Vec::new();
    for cut in (0..LOG.len()).step_by(97) {
        let told = lines(&microsoft(Some(&LOG[..cut])).unwrap());
        if seen.last() != Some(&told) {
            seen.push(told);
        }
    }
    assert_eq!(seen.first(), Some(&without));
    assert!(!seen.contains(&whole) && seen.len() == 2, "{seen:?}");
    let mut changed = LOG.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(lines(&microsoft(Some(&changed)).unwrap()), *seen.last().unwrap());
}

#[test]
fn no_changed_byte_makes_a_reader_panic_or_loop() {
    for (name, file) in [("google-database", GOOGLE), ("microsoft", MICROSOFT)] {
        let format = formats::by_name(name).unwrap();
        for at in (0..file.len()).filter(|at| at % 3 == 0 || *at < 200) {
            let mut changed = file.to_vec();
            changed[at] ^= 0xff;
            let mut context = ReadContext { ..ReadContext::default() };
            if let Ok(import) = format.read(&Content::new(&changed), &mut context) {
                assert!(import.drafts.len() < 200, "{name} {at}");
            }
        }
    }
}

/// Encrypts each page of a database as SQLCipher 3 does.
fn sealed(plain: &[u8], password: &[u8]) -> Vec<u8> {
    let (salt, iv) = ([3; 16], [4; 16]);
    let (mut key, mut mac_key) = ([0; 32], [0; 32]);
    pbkdf2::pbkdf2_hmac::<Sha1>(password, &salt, 64_000, &mut key);
    pbkdf2::pbkdf2_hmac::<Sha1>(&key, &salt.map(|byte| byte ^ 0x3a), 2, &mut mac_key);
    let mut file = salt.to_vec();
    for (number, page) in (1_u32..).zip(plain.chunks(1_024)) {
        let start = if number == 1 { 16 } else { 0 };
        let text = padded::<NoPadding>(
            cbc::Encryptor::<aes::Aes256>::new(&key.into(), &iv.into()),
            &page[start..1_024 - 48],
        );
        let mut mac = Hmac::<Sha1>::new_from_slice(&mac_key).unwrap();
        mac.update(&text);
        mac.update(&iv);
        mac.update(&number.to_le_bytes());
        file.extend(text);
        file.extend(iv);
        file.extend(mac.finalize().into_bytes());
        file.extend([0; 12]);
    }
    file
}

#[test]
fn a_database_under_sqlcipher_opens_with_its_password_and_with_no_other() {
    let file = sealed(PLUS, b"one");
    let format = "authenticator-plus-database";
    let import = read(format, &file, Some("one")).unwrap();
    let lines = lines(&import);
    assert_eq!(
        lines[..3],
        ["Acme|ada: totp SHA1 6 30s", "|bea: hotp SHA1 6 #7", "Battle.net|cyd: totp SHA1 8 30s"]
    );
    assert_eq!(import.drafts[3].labels.account, "y".repeat(1_000));
    assert_eq!(import.drafts[1].tags, ["Work"]);
    assert!(import.drafts[0].tags.is_empty());
    assert_eq!(import.drafts[2].otp.as_ref().unwrap().secret().expose(), b"12345678901234567890");

    let given = |file: &[u8], word| read(format, file, word).map(|_| ()).unwrap_err();
    assert_eq!(given(&file, Some("two")), ReadError::WrongPassword);
    assert_eq!(given(&file, None), ReadError::NeedsPassword);
    let mut damaged = file.clone();
    damaged[2_000] ^= 1;
    assert_eq!(given(&damaged, Some("one")), ReadError::Damaged);
}

#[test]
fn what_only_a_password_tells_is_offered_where_the_file_is_named_and_nowhere_else() {
    let noise = sealed(PLUS, b"one");
    assert_eq!(intake::classify(&noise, &|| false), Ok(Source::Picture));
    let name = |file: &[u8]| intake::sealed(file).map(|format| format.name);
    assert_eq!(name(&noise), Some("authenticator-plus-database"));
    assert_eq!(name(&noise[..1_500]), Some("andotp-encrypted"));
    let mut tar = vec![0xff; 4_096];
    tar[257..262].copy_from_slice(b"ustar");
    for head in
        [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ\0", b""]
    {
        tar[..head.len()].copy_from_slice(head);
        assert_eq!(name(&tar), None);
        assert_eq!(recognised(&tar), None);
    }
}

#[test]
fn a_list_in_an_archive_opens_with_its_password_and_with_no_other() {
    let list = format!("otpauth://totp/Acme:ada?secret={SECRET}&issuer=Acme\n\nnonsense\n");
    let zip = zipped(&[("Accounts.txt", list.as_bytes())], Some("one"));
    let given = |word| read("authenticator-plus", &zip, word).map(|import| lines(&import));
    assert_eq!(given(Some("one")), Ok(vec!["Acme|ada: totp SHA1 6 30s".to_owned()]));
    assert_eq!(given(Some("two")), Err(ReadError::WrongPassword));
    assert_eq!(given(None), Err(ReadError::NeedsPassword));
}

#[test]
fn an_archive_that_unpacks_to_too_much_is_refused() {
    let zeros = vec![b'\n'; 80 << 20];
    let zip = zipped(&[("Accounts.txt", &zeros)], None);
    assert_eq!(read("authenticator-plus", &zip, None).unwrap_err(), ReadError::TooLarge);
}
