//! An entry that gives no codes is refused by the names that it has, whatever is wrong with it.

use crate::reading::{SECRET, all_told};

#[test]
fn an_entry_with_a_field_of_another_type_is_refused_by_its_names() {
    for (format, file) in [
        (
            "aegis",
            r#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"groups":[],"entries":[
                {"type":"totp","name":"ada","issuer":"Mill","note":"","info":{"secret":"SECRET","algo":["SHA1"]}}]}}"#,
        ),
        (
            "2fas",
            r#"{"schemaVersion":4,"groups":[],"services":[
                {"name":"Mill","secret":["SECRET"],"otp":{"account":"ada","issuer":"Mill"}}]}"#,
        ),
        (
            "andotp",
            r#"[{"secret":"SECRET","issuer":"Mill","label":"ada","digits":6,"type":{},"algorithm":"SHA1"}]"#,
        ),
        (
            "raivo",
            r#"[{"kind":["TOTP"],"timer":"30","issuer":"Mill","account":"ada","secret":"SECRET"}]"#,
        ),
        (
            "lastpass",
            r#"{"folders":[],"accounts":[{"issuerName":"Mill","userName":"ada","secret":{"is":"SECRET"}}]}"#,
        ),
        (
            "cotp",
            r#"{"version":2,"elements":[{"secret":["SECRET"],"issuer":"Mill","label":"ada","type":"Totp"}]}"#,
        ),
        (
            "authenticator-cc",
            r#"{"1":{"dataType":"OTPStorage","secret":"SECRET","account":"bo","index":1},
                "2":{"dataType":"OTPStorage","secret":["SECRET"],"issuer":"Mill","account":"ada"}}"#,
        ),
        (
            "bitwarden",
            r#"{"encrypted":false,"folders":[],"items":[
                {"type":1,"name":"Mill","login":{"username":"ada","totp":["SECRET"]}}]}"#,
        ),
    ] {
        let told = all_told(format, file.replace("SECRET", SECRET).as_bytes());
        let refused = told.iter().find(|told| told.ends_with("the entry cannot be read"));
        let names = refused.and_then(|told| told.split_once(": "));
        // The name of an item is all that can be told of it where the account's own is inside.
        let expected = ["Mill|ada", "|Mill"];
        assert!(names.is_some_and(|(names, _)| expected.contains(&names)), "{format}: {told:?}");
        assert!(!format!("{told:?}").contains(SECRET), "{format}");
    }
}

#[test]
fn a_secret_is_never_taken_for_the_name_of_an_entry_that_cannot_be_read() {
    let link = format!("otpauth://totp/Mill:ada?secret={SECRET}");
    let file = format!(r#"[{{"secret":"{SECRET}","label":"{link}","type":{{}}}}]"#);
    assert_eq!(all_told("andotp", file.as_bytes()), ["|: the entry cannot be read"]);
}

#[test]
fn a_record_that_has_lost_its_secret_is_told() {
    let lost = r#"{"08cb568c":{"encrypted":false,"hash":"08cb568c","index":0,"type":"totp"},
        "0a437011":{"encrypted":false,"hash":"0a437011","index":1,"type":"totp","issuer":"Mill","account":"ada"}}"#;
    let told = ["|: there is no secret", "Mill|ada: there is no secret"];
    assert_eq!(all_told("authenticator-cc", lost.as_bytes()), told);
    let sealed = lost.replace("\"encrypted\":false", "\"encrypted\":true");
    assert_eq!(all_told("authenticator-cc", sealed.as_bytes()), told);
}

#[test]
fn what_nobody_sees_is_in_no_secret_and_in_no_name() {
    let file = format!(
        "[{{\"secret\":\"{}\u{200b}{}\u{2011}\",\"issuer\":\"M\u{ad}ill\",\"label\":\"ada\u{feff}\"}}]",
        &SECRET[..8],
        &SECRET[8..]
    );
    assert_eq!(all_told("andotp", file.as_bytes()), ["Mill|ada: totp SHA1 6 30s"]);
}

#[test]
fn what_stands_for_no_name_is_none() {
    let file = format!(
        r#"[{{"secret":"{SECRET}","issuer":"null","label":":null"}},
            {{"secret":"{SECRET}","issuer":":","label":"ada"}}]"#
    );
    let told = ["|: totp SHA1 6 30s", "|ada: totp SHA1 6 30s"];
    assert_eq!(all_told("andotp", file.as_bytes()), told);
}
