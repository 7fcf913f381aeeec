//! OTP Auth: backups and single accounts, encrypted in both ways. tests/data/formats/make_otp_auth.py
//! made the files.

use std::fs;

use tessera_exchange::formats::ReadError;

use crate::reading::{SECRET_BYTES, read, told};
use crate::support;

#[test]
fn backups_and_single_accounts_are_read_in_both_ways() {
    let backup = [
        "Beispiel|älice: totp SHA1 6 30s",
        "B|long: totp SHA512 8 60s",
        "C|counted: hotp SHA256 6 #7",
        "D|bad: the algorithm MD5 is not one of SHA1, SHA256 and SHA512",
    ];
    for (name, expected) in [
        ("1.0.otpauthdb", &backup[..]),
        ("1.1.otpauthdb", &backup),
        ("1.1.otpauth", &backup[..1]),
        ("1.2.otpauth", &backup[..1]),
    ] {
        let drafts = read("otp-auth", &file(name), Some("pässword")).unwrap().drafts;
        assert_eq!(drafts.iter().map(told).collect::<Vec<_>>(), expected, "{name}");
        assert_eq!(drafts[0].otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
        if expected.len() == 4 {
            assert_eq!(drafts[0].tags, ["Zuhause"]);
            assert_eq!(drafts[2].tags, ["Work"]);
        }
    }
}

#[test]
fn a_link_that_leads_nowhere_refuses_its_account_alone() {
    let drafts = read("otp-auth", &file("dangling.otpauthdb"), Some("pässword")).unwrap().drafts;
    let told: Vec<_> = drafts.iter().map(told).collect();
    assert_eq!(told, ["|: the entry cannot be read", "A|a: totp SHA1 6 30s"]);
}

#[test]
fn a_wrong_password_is_not_damage() {
    for name in ["1.0.otpauthdb", "1.1.otpauthdb", "1.1.otpauth", "1.2.otpauth"] {
        let file = file(name);
        let read = |password| read("otp-auth", &file, password).unwrap_err();
        assert_eq!(read(None), ReadError::NeedsPassword, "{name}");
        assert_eq!(read(Some("falsch")), ReadError::WrongPassword, "{name}");
    }
}

#[test]
fn every_cut_of_a_file_is_refused() {
    let whole = file("1.2.otpauth");
    for blocks in 1..whole.len() / 16 {
        let read = read("otp-auth", &whole[..blocks * 16], Some("pässword"));
        assert_eq!(read.unwrap_err(), ReadError::Damaged, "{blocks} blocks");
    }
}

fn file(name: &str) -> Vec<u8> {
    fs::read(support::data(&format!("formats/otp_auth_{name}"))).unwrap()
}
