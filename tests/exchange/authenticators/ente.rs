//! Ente Auth: text, the same encrypted, its page.

use std::io::Cursor;

use data_encoding::BASE64;
use image::{ImageFormat, Luma, LumaA};
use qrcode::QrCode;
use tessera_exchange::formats::{ReadError, Remark};

use crate::corpus::{self, Refusal};
use crate::reading::{SECRET, drafts, read, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("ente");
}

#[test]
fn a_sample_under_another_password_says_so() {
    let sample = "ente/proton__encrypted.lowcomplexity.txt";
    if let Some(outcome) = corpus::read_with(sample, Some("wrong")) {
        assert_eq!(outcome.err(), Some(Refusal::Read(ReadError::WrongPassword)));
    }
}

#[test]
fn what_ente_keeps_beside_a_uri_comes_over() {
    let display = "%7B%22pinned%22%3Atrue%2C%22trashed%22%3Atrue%2C%22tags%22%3A%5B%22a%20b%22%5D%2C\
                   %22note%22%3A%22n+1%22%2C%22lastUsedAt%22%3A0%7D";
    let uri = format!("otpauth://totp/A:a?algorithm=sha256&digits=8&issuer&secret={SECRET}");
    let file = format!("{uri}&codeDisplay={display}\n\n{uri}&codeDisplay=broken\n{uri}\nnothing\n");
    let import = read("ente", file.as_bytes(), None).unwrap();
    let [first, second, third] = &import.drafts[..] else { panic!("three entries") };
    assert_eq!(told(first), "A|a: totp SHA256 8 30s");
    assert_eq!((first.tags.as_slice(), first.note.expose()), (&["a b".to_owned()][..], "n 1"));
    assert!(first.pinned && first.trashed);
    assert!(!second.pinned && second.otp.is_ok() && third.otp.is_ok());
    assert_eq!(import.remarks, [Remark::Unreadable { count: 1 }]);
}

#[test]
fn its_json_has_the_display_beside_the_uri() {
    let uri = format!("otpauth://totp/A:a?secret={SECRET}&issuer=A");
    let file = format!(
        r#"{{"items":[{{"rawData":"{uri}","display":{{"pinned":true,"trashed":true,"lastUsedAt":1,
        "tags":["Work",5],"note":"n","position":0}}}},{{"rawData":"{uri}","display":null}},
        {{"rawData":"web","display":{{}}}}]}}"#
    );
    let import = read("ente", file.as_bytes(), None).unwrap();
    let told: Vec<_> = import.drafts.iter().map(told).collect();
    let code = "A|a: totp SHA1 6 30s";
    assert_eq!(told, [code, code, "|: the entry cannot be read"]);
    let first = &import.drafts[0];
    assert_eq!((&*first.tags, first.note.expose()), (&["Work".to_owned()][..], "n"));
    assert!(first.pinned && first.trashed && !import.drafts[1].trashed);
}

/// Its copies on the disk have each link as a JSON string, its first exports all in one line.
#[test]
fn links_in_quotes_and_between_commas_are_read() {
    let uri = |name: &str| {
        format!(
            "otpauth://totp/A:{name}?secret={SECRET}&digits=8&codeDisplay=%7B%22trashed%22%3Atrue%7D"
        )
    };
    let expected = ["A|a: totp SHA1 8 30s", "A|b: totp SHA1 8 30s"];
    for file in
        [format!("\"{}\"\n\"{}\"\n", uri("a"), uri("b")), format!("{},{}", uri("a"), uri("b"))]
    {
        let import = read("ente", file.as_bytes(), None).unwrap();
        assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), expected, "{file}");
        assert!(import.drafts.iter().all(|draft| draft.trashed) && import.remarks.is_empty());
        let plain = file.replace("&codeDisplay=%7B%22trashed%22%3Atrue%7D", "");
        let import = read("uris", plain.as_bytes(), None).unwrap();
        assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), expected, "{plain}");
    }
}

#[test]
fn one_odd_field_beside_a_uri_leaves_the_others_alone() {
    let uri = format!("otpauth://totp/A:a?secret={SECRET}&codeDisplay=");
    let display = r#"{"trashed":true,"pinned":[],"tags":[7,"x"],"note":{}}"#.replace('"', "%22");
    let [draft] = &drafts("ente", format!("{uri}{display}").as_bytes())[..] else {
        panic!("one entry");
    };
    assert!(draft.trashed && !draft.pinned && draft.note.is_empty());
    assert_eq!(draft.tags, ["x"]);
}

/// Sealed with libsodium 1.0.18: password `one`, a salt of zeros, 64 KiB, two passes.
const SEALED: &str = "wBydoGITMDkdoRpQGxoIeJCltUgnxyn/5BDvBRAoORKPzGEjNG1aEjmLreklkH4RhUXizphgg9tIzXXj\
                      dfVdhwBF3Glusm57ir5UUwth3MQZA2C5zA==";

fn sealed(memory: u64, passes: u32) -> String {
    format!(
        r#"{{"version":1,"kdfParams":{{"memLimit":{memory},"opsLimit":{passes},"salt":"{}"}},
        "encryptionNonce":"E13z+5tpMBC589CjgeHa5GLmYETKuvIl","encryptedData":"{SEALED}"}}"#,
        BASE64.encode(&[0; 16])
    )
}

#[test]
fn an_encrypted_file_opens_and_says_what_keeps_it_shut() {
    let file = sealed(65_536, 2);
    let import = read("ente", file.as_bytes(), Some("one")).unwrap();
    assert_eq!(told(&import.drafts[0]), "A|a: totp SHA1 6 30s");
    let newer = file.replace(r#""version":1"#, r#""version":2"#);
    for (file, password, error) in [
        (&file, None, ReadError::NeedsPassword),
        (&file, Some("two"), ReadError::WrongPassword),
        (&file.replace("wByd", "!"), Some("one"), ReadError::Damaged),
        (&newer, Some("one"), ReadError::Newer { version: 2 }),
        (&sealed((1 << 30) + 1_024, 2), Some("one"), ReadError::TooCostly),
        (&sealed(u64::MAX, 2), Some("one"), ReadError::TooCostly),
        (&sealed(65_536, 33), Some("one"), ReadError::TooCostly),
        (&sealed(1 << 30, 9), Some("one"), ReadError::TooCostly),
        (&sealed(65_536, 0), Some("one"), ReadError::Damaged),
    ] {
        assert_eq!(read("ente", file.as_bytes(), password).err(), Some(error), "{file}");
    }
}

/// Black on nothing, and no margin around it.
fn bare_code(text: &str) -> String {
    let code = QrCode::new(text).unwrap();
    let code = code.render::<Luma<u8>>().quiet_zone(false).module_dimensions(3, 3).build();
    let mut picture = image::GrayAlphaImage::new(code.width(), code.height());
    for (x, y, pixel) in code.enumerate_pixels() {
        picture.put_pixel(x, y, LumaA([0, 255 - pixel.0[0]]));
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    BASE64.encode(bytes.get_ref())
}

#[test]
fn a_page_is_read_from_its_pictures_and_from_its_text_where_one_is_missing() {
    let uri = format!("otpauth://totp/%E6%94%AF:a?secret={SECRET}&period=60");
    let entry = |picture: &str| -> Vec<u8> {
        let text = format!(
            "<table class=\"otp-entry\"><tr><td><p><b>/\u{1}</b></p><p><b>a</b></p>\
             <p class=\"group\">Type: <b>totp</b></p><p>Algorithm: <b>sha256</b></p>\
             <p>Digits: <b>8</b></p><p>Secret: <b>{SECRET}</b></p></td><td class=\"otp-qr\">\
             <img src=\"data:image/png;base64,{picture}\" alt=\"QR Code\"></td></tr></table>"
        );
        // The low byte of U+652F U+4ED8 is no UTF-8.
        text.replace("/\u{1}", "/@").into_bytes()
    };
    let mut file = b"<!DOCTYPE html><h1>Ente Auth</h1>\xd8".to_vec();
    file.extend(entry(&bare_code(&uri)));
    file.extend(entry("AAAA"));
    let import = read("ente", &file, None).unwrap();
    let told: Vec<_> = import.drafts.iter().map(told).collect();
    assert_eq!(told, ["支|a: totp SHA1 6 60s", "/@|a: totp SHA256 8 30s"]);
    assert_eq!(import.remarks, [Remark::CodeUnread { count: 1 }, Remark::EncodingGuessed]);
}

#[test]
fn a_list_without_its_own_parameter_is_any_list() {
    let uri = format!("otpauth://totp/A:a?secret={SECRET}");
    assert_eq!(drafts("uris", uri.as_bytes()).len(), 1);
}
