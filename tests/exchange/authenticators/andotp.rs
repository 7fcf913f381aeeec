//! andOTP and GNOME Authenticator: plain, and both encryptions of andOTP.

use sha2::{Digest as _, Sha256};
use tessera_core::secret::SecretText;
use tessera_exchange::formats::{self, Content, ReadContext, ReadError};

use crate::corpus;
use crate::reading::{SECRET, all_told, drafts, read, recognised, seal_gcm};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("andotp");
    corpus::hold("gnome_authenticator");
}

fn entry(fields: &str) -> String {
    format!(r#"{{"secret":"{SECRET}","thumbnail":"Default","last_used":0,{fields}}}"#)
}

#[test]
fn entries_of_every_age_come_over() {
    let entries = [
        entry(
            r#""issuer":"A","label":"a","digits":8,"type":"TOTP","algorithm":"SHA256","period":60,"tags":["t"]"#,
        ),
        entry(
            r#""issuer":"A","label":"b","digits":6,"type":"HOTP","algorithm":"SHA1","counter":9"#,
        ),
        entry(r#""issuer":"Steam","label":"c","digits":5,"type":"STEAM","algorithm":"SHA1""#),
        entry(r#""label":"A - a","type":"TOTP""#),
        entry(r#""label":"A - A:a","type":"TOTP""#),
        entry(r#""label":"A:a","type":"TOTP""#),
        entry(r#""label":":a","type":"TOTP""#),
        entry(r#""label":"a","type":"TOTP""#),
        entry(r#""issuer":"","label":"a - b:c","type":"TOTP""#),
        entry(r#""label":"x","type":"TOTP","algorithm":"MD5""#),
    ];
    let file = format!("[{}]", entries.join(","));
    assert_eq!(
        all_told("andotp", file.as_bytes()),
        [
            "A|a: totp SHA256 8 60s",
            "A|b: hotp SHA1 6 #9",
            "Steam|c: steam SHA1 5 30s",
            "A|a: totp SHA1 6 30s",
            "A|a: totp SHA1 6 30s",
            "A|a: totp SHA1 6 30s",
            "|a: totp SHA1 6 30s",
            "|a: totp SHA1 6 30s",
            "|a - b:c: totp SHA1 6 30s",
            "|x: the algorithm MD5 is not one of SHA1, SHA256 and SHA512",
        ]
    );
    assert_eq!(drafts("andotp", file.as_bytes())[0].tags, ["t"]);
}

/// Before there were kinds, algorithms and lengths.
#[test]
fn the_oldest_entries_have_a_period_and_no_kind() {
    let file = format!("[{}]", entry(r#""label":"A - a","period":20"#));
    assert_eq!(all_told("andotp", file.as_bytes()), ["A|a: totp SHA1 6 20s"]);
}

fn sealed_new(rounds: u32, plain: &[u8]) -> Vec<u8> {
    let (salt, nonce) = ([5; 12], [6; 12]);
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(b"one", &salt, rounds, &mut key);
    [&rounds.to_be_bytes()[..], &salt, &nonce, &seal_gcm(&key, &nonce, plain, b"")].concat()
}

fn sealed_old(nonce: [u8; 12], plain: &[u8]) -> Vec<u8> {
    let key: [u8; 32] = Sha256::digest(b"one").into();
    [&nonce[..], &seal_gcm(&key, &nonce, plain, b"")].concat()
}

#[test]
fn both_encryptions_open_with_the_password_and_with_no_other() {
    let plain = format!("[{}]", entry(r#""issuer":"A","label":"a","type":"TOTP""#));
    let files = [
        sealed_new(1_000, plain.as_bytes()),
        sealed_old([0xff; 12], plain.as_bytes()),
        // A nonce that could be a number of rounds.
        sealed_old([0, 0, 1, 0xff, 0, 0, 0, 0, 0, 0, 0, 0], plain.as_bytes()),
    ];
    for file in files {
        let format = "andotp-encrypted";
        assert_eq!(read(format, &file, Some("one")).unwrap().drafts.len(), 1);
        assert_eq!(read(format, &file, Some("two")).err(), Some(ReadError::WrongPassword));
        assert_eq!(read(format, &file, None).err(), Some(ReadError::NeedsPassword));
    }
    let other = sealed_new(1_000, b"{}");
    assert_eq!(read("andotp-encrypted", &other, Some("one")).err(), Some(ReadError::Damaged));
}

#[test]
fn a_file_that_is_too_short_is_damaged_and_no_password_is_wrong() {
    let format = formats::by_name("andotp-encrypted").unwrap();
    let password = SecretText::new("one".to_owned());
    let mut context = ReadContext { password: Some(&password), ..ReadContext::default() };
    let outcome = format.read(&Content::new(&[0xfe; 5]), &mut context);
    assert_eq!(outcome.err(), Some(ReadError::Damaged));
}

#[test]
fn pictures_and_short_files_are_not_taken_for_encrypted_ones() {
    let long = [0xfe; 64];
    for beginning in [
        &b"\x89PNG\r\n\x1a\n"[..],
        b"\xff\xd8\xff\xe0",
        b"PK\x03\x04",
        b"%PDF-1.7\0",
        b"BM\x40\x01\0\0\0\0\0\0",
        b"\0\0\0\x18ftypheic",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x28\xb5\x2f\xfd",
    ] {
        assert_ne!(recognised(&[beginning, &long].concat()), Some("andotp-encrypted"));
    }
    for short in [&b""[..], &long[..28]] {
        assert_eq!(recognised(short), None);
    }
}
