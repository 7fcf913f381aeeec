//! WinAuth: lines of URIs, bare and in archives.

use std::io::{Cursor, Write};

use tessera_exchange::formats::{LostField, ReadError, Remark};
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;

use crate::reading::{SECRET, SECRET_BYTES, read, recognised, told};

fn lines() -> String {
    format!(
        "otpauth://totp/alice?secret={SECRET}&digits=6&icon=WinAuth\r\n\
         otpauth://hotp/bob?secret={SECRET}&digits=6&counter=7&algorithm=SHA256&icon=WinAuth\r\n\
         otpauth://totp/Steam:carol?secret=ASDF&issuer=Steam&data=%7B%22shared%5Fsecret%22%3A%22\
         MTIzNDU2Nzg5MDEyMzQ1Njc4OTA%3D%22%7D&icon=WinAuth\r\n\
         otpauth://totp/Steam:dave?secret=ASDF&issuer=Steam&data=%7B\r\n"
    )
}

const EXPECTED: [&str; 4] = [
    "|alice: totp SHA1 6 30s",
    "|bob: hotp SHA256 6 #7",
    "Steam|carol: steam SHA1 5 30s",
    "Steam|dave: the entry cannot be read",
];

#[test]
fn steam_has_its_true_secret_in_data_and_the_lost_algorithm_is_told() {
    let import = read("winauth", lines().as_bytes(), None).unwrap();
    assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), EXPECTED);
    assert_eq!(import.drafts[2].otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
    assert_eq!(import.remarks, [Remark::Lost { field: LostField::Algorithm, count: 1 }]);
}

#[test]
fn an_archive_opens_with_its_password() {
    let options = SimpleFileOptions::default().with_deprecated_encryption(b"geheim");
    let file = archive(options.unwrap(), "winauth-2026-01-01.txt", &lines());
    let import = read("winauth", &file, Some("geheim")).unwrap();
    assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), EXPECTED);
    assert_eq!(read("winauth", &file, None).unwrap_err(), ReadError::NeedsPassword);
    assert_eq!(read("winauth", &file, Some("falsch")).unwrap_err(), ReadError::WrongPassword);
    let plain = archive(SimpleFileOptions::default(), "a.txt", &lines());
    assert_eq!(read("winauth", &plain, None).unwrap().drafts.len(), 4);
}

#[test]
fn an_archive_without_an_account_says_so() {
    let empty = zip::ZipWriter::new(Cursor::new(Vec::new())).finish().unwrap().into_inner();
    let blank = archive(SimpleFileOptions::default(), "a.txt", "\n");
    for file in [empty, blank] {
        assert_eq!(read("winauth", &file, None).unwrap_err(), ReadError::Empty);
    }
}

#[test]
fn an_archive_that_cannot_be_read_is_not_taken_for_one() {
    assert_eq!(recognised(b"PK\x03\x04 and nothing more"), None);
}

#[test]
fn all_members_of_an_archive_share_one_bound() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..20 {
        zip.start_file(format!("{number}.txt"), SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b'\n'; 1 << 20]).unwrap();
    }
    let file = zip.finish().unwrap().into_inner();
    assert_eq!(read("winauth", &file, None).unwrap_err(), ReadError::TooLarge);
}

fn archive(options: SimpleFileOptions, name: &str, text: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, options).unwrap();
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}
