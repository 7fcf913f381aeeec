//! Texts with one URI a line.

use data_encoding::BASE64;
use tessera_core::otpauth::UriError;
use tessera_exchange::formats::Remark;

use crate::corpus;
use crate::reading::{SECRET, all_told, read, recognised};

#[test]
fn the_samples_give_what_their_manifest_says() {
    // Texts and pictures.
    for format in ["otpauth_uri", "otpauth_qr", "google_migration"] {
        corpus::hold(format);
    }
}

#[test]
fn lines_that_are_no_uri_are_passed_over_and_bad_ones_named() {
    let file = format!(
        "\u{feff}# mine\r\n\r\nOTPAUTH://totp/A:b?secret={SECRET}&period=15&digits=10\r\n\
         otpauth://hotp/A:c?secret={SECRET}&counter=7\n\
         otpauth://totp/A:bad?secret={SECRET}&period=99999\nsteam://{SECRET}\nhttps://example.com"
    );
    assert_eq!(
        all_told("uris", file.as_bytes()),
        [
            "A|b: totp SHA1 10 15s",
            "A|c: hotp SHA1 6 #7",
            "A|bad: a period of 99999 s: it may be 1 to 86400 s",
            "Steam|: steam SHA1 5 30s",
        ]
    );
}

#[test]
fn a_part_of_a_transfer_says_which_parts_are_missing() {
    // One account, "A:b"; batch size 3, index 1.
    let account = [&b"\x0a\x03abc\x12\x03A:b"[..], b"\x20\x01\x28\x01\x30\x02"].concat();
    let mut payload = vec![0x0a, account.len() as u8];
    payload.extend(account);
    payload.extend([0x10, 2, 0x18, 3, 0x20, 1]);
    let uri = format!("otpauth-migration://offline?data={}", BASE64.encode(&payload));
    let import = read("uris", uri.as_bytes(), None).unwrap();
    assert_eq!(import.drafts.len(), 1);
    assert_eq!(import.remarks, [Remark::MissingParts { of: 3, missing: vec![1, 3] }]);
}

#[test]
fn a_text_without_a_uri_is_no_list() {
    for text in ["", "otpauth", "see otpauth://help", "# otpauth://", "\0otpauth://"] {
        assert_eq!(recognised(text.as_bytes()), None, "{text}");
    }
    assert_eq!(read("uris", b"otpauth-migration://x", None).unwrap().drafts.len(), 1);
    let unfinished = read("uris", b"otpauth://", None).unwrap().drafts;
    assert_eq!(unfinished[0].otp.as_ref().err(), Some(&UriError::SecretMissing));
}
