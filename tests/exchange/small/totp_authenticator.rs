//! TOTP Authenticator: backups under the user's password and under the app's own.

use tessera_exchange::formats::{LostField, ReadError, Remark};

use crate::reading::{SECRET, SECRET_BYTES, all_told, read, told};

const BACKUP: &str = include_str!("../../data/formats/totp_authenticator.encrypt");
const CLOUD: &str = include_str!("../../data/formats/totp_authenticator_cloud.encrypt");
const EXPECTED: [&str; 4] = [
    "Example|alice: totp SHA1 8 60s",
    "|bob: totp SHA1 6 30s",
    "B|carol: totp SHA1 6 30s",
    "B|bad: the entry cannot be read",
];

#[test]
fn every_way_of_writing_a_key_is_read_and_the_lost_algorithm_is_told() {
    let import = read("totp-authenticator", BACKUP.as_bytes(), Some("geheim")).unwrap();
    assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), EXPECTED);
    for draft in &import.drafts[..3] {
        assert_eq!(draft.otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
    }
    assert_eq!(import.remarks, [Remark::Lost { field: LostField::Algorithm, count: 3 }]);
}

#[test]
fn a_backup_of_the_cloud_needs_no_password() {
    assert_eq!(all_told("totp-authenticator", CLOUD.as_bytes()), EXPECTED);
}

#[test]
fn the_preferences_hold_items_or_texts_of_items() {
    let item = format!(r#"{{"issuer":"A","name":"a","key":"{SECRET}","base":32}}"#);
    let text = item.replace('"', r#"\""#);
    for list in [format!("[{item}]"), format!("[\"{text}\"]")] {
        let list = list.replace('"', "&quot;");
        let file = format!("<map><string name=\"STATIC_TOTP_CODES_LIST\">{list}</string></map>");
        assert_eq!(all_told("totp-authenticator", file.as_bytes()), ["A|a: totp SHA1 6 30s"]);
    }
}

#[test]
fn a_wrong_password_is_not_damage() {
    for (password, error) in
        [(None, ReadError::NeedsPassword), (Some("falsch"), ReadError::WrongPassword)]
    {
        let read = read("totp-authenticator", BACKUP.as_bytes(), password);
        assert_eq!(read.unwrap_err(), error);
    }
}
