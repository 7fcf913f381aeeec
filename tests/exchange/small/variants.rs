//! One small file of every format that is text, as it is and as it comes from other hands: behind a
//! byte order mark, as UTF-16, with other line ends, with numbers where text is and the other way round.

use crate::reading::{SECRET, all_told};

/// A file of a format, with `NAME` where it has the name of the account.
fn files() -> Vec<(&'static str, String)> {
    let uri = format!("otpauth://totp/A:NAME?secret={SECRET}&issuer=A");
    let codes = data_encoding::BASE64.encode(
        format!("\nName:   NAME \nSecret: {SECRET} \nIssuer: A \nType:   OTP_TOTP\n").as_bytes(),
    );
    [
        (
            "aegis",
            r#"{"version":1,"header":{"slots":null,"params":null},"db":{"version":3,"entries":[
            {"type":"totp","name":"NAME","issuer":"A","info":{"secret":"SECRET","digits":6}}]}}"#,
        ),
        (
            "2fas",
            r#"{"schemaVersion":4,"services":[{"name":"A","secret":"SECRET",
            "otp":{"account":"NAME","digits":6}}]}"#,
        ),
        (
            "freeotp+",
            r#"{"tokenOrder":[],"tokens":[{"issuerExt":"A","label":"NAME","type":"TOTP",
            "algo":"SHA1","digits":6,"period":30,"secret":[1,2,3]}]}"#,
        ),
        (
            "stratum",
            r#"{"Authenticators":[{"Type":2,"Issuer":"A","Username":"NAME","Secret":"SECRET",
            "Digits":6}],"Categories":[],"AuthenticatorCategories":[]}"#,
        ),
        ("andotp", r#"[{"secret":"SECRET","issuer":"A","label":"NAME","type":"TOTP","digits":6}]"#),
        (
            "bitwarden",
            r#"{"encrypted":false,"folders":[],"items":[{"name":"A",
            "login":{"username":"NAME","totp":"SECRET"}}]}"#,
        ),
        (
            "enpass",
            r#"{"folders":[],"items":[{"title":"A","fields":[{"type":"username","value":"NAME"},
            {"type":"totp","value":"SECRET"}]}]}"#,
        ),
        (
            "proton",
            r#"{"version":1,"entries":[{"content":{"uri":"URI","entry_type":"Totp",
            "name":"NAME"}}]}"#,
        ),
        (
            "proton-pass",
            r#"{"vaults":{"1":{"name":"V","items":[{"state":1,"data":{"metadata":
            {"name":"A"},"content":{"itemUsername":"NAME","totpUri":"SECRET"}}}]}}}"#,
        ),
        (
            "cxf",
            r#"{"exporterRpId":"x","accounts":[{"items":[{"title":"A","credentials":[
            {"type":"totp","secret":"SECRET","digits":6,"username":"NAME"}]}]}]}"#,
        ),
        (
            "lastpass",
            r#"{"version":3,"accounts":[{"issuerName":"A","userName":"NAME",
            "secret":"SECRET","digits":6}],"folders":[]}"#,
        ),
        ("duo", r#"[{"name":"NAME","otpGenerator":{"otpSecret":"SECRET"}}]"#),
        (
            "cotp",
            r#"{"version":2,"elements":[{"secret":"SECRET","issuer":"A","label":"NAME",
            "digits":6,"type":"TOTP"}]}"#,
        ),
        (
            "raivo",
            r#"[{"issuer":"A","account":"NAME","secret":"SECRET","digits":"6","kind":"TOTP",
            "timer":"30","counter":"0"}]"#,
        ),
        (
            "2fauth",
            r#"{"app":"2fauth_v5","data":[{"otp_type":"totp","account":"NAME",
            "service":"A","secret":"SECRET","digits":6}]}"#,
        ),
        (
            "authenticator-cc",
            r#"{"1":{"dataType":"OTPStorage","hash":"1","issuer":"A","account":"NAME",
            "secret":"SECRET","digits":6}}"#,
        ),
        (
            "authy",
            r#"{"authenticator_tokens":[{"issuer":"A","name":"NAME","digits":6,
            "decrypted_seed":"SECRET"}]}"#,
        ),
        ("steam", r#"{"shared_secret":"MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=","account_name":"NAME"}"#),
        ("authme", r#"{"role":"codes","encrypted":false,"codes":"CODES"}"#),
        ("1password", "Title,Url,Username,Password,OTPAuth,Favorite,Archived\nA,,NAME,,SECRET,,\n"),
        ("apple", "Title,URL,Username,Password,Notes,OTPAuth\nA,,NAME,,,SECRET\n"),
        ("keepassxc-csv", "Group,Title,Username,Password,TOTP\nRoot,A,NAME,,SECRET\n"),
        ("winauth", "URI&icon=WinAuth\n"),
        ("uris", "Some words\nURI\n"),
    ]
    .map(|(format, file)| {
        let file = file.replace("SECRET", SECRET).replace("URI", &uri).replace("CODES", &codes);
        (format, file)
    })
    .into()
}

#[test]
fn a_mark_and_another_encoding_change_nothing() {
    for (format, file) in files() {
        let expected = all_told(format, file.as_bytes());
        let units = || std::iter::once(0xfeff).chain(file.encode_utf16());
        let variants: [(_, Vec<u8>); 4] = [
            ("marked", format!("\u{feff}{file}").into_bytes()),
            ("little", units().flat_map(u16::to_le_bytes).collect()),
            ("big", units().flat_map(u16::to_be_bytes).collect()),
            ("lines", file.replace('\n', "\r\n").into_bytes()),
        ];
        for (variant, bytes) in variants {
            assert_eq!(all_told(format, &bytes), expected, "{format}, {variant}");
        }
    }
}

/// Tools that guess types write a name of digits as a number.
#[test]
fn a_name_of_digits_may_be_a_number_and_a_number_may_be_text() {
    for (format, file) in files().into_iter().filter(|(_, file)| file.contains("\"NAME\"")) {
        let named = file.replace("NAME", "4711");
        let expected = all_told(format, named.as_bytes());
        let numbered = file.replace("\"NAME\"", "4711");
        assert_eq!(all_told(format, numbered.as_bytes()), expected, "{format}");
        let quoted = named.replace("\"digits\":6", "\"digits\":\"6\"");
        assert_eq!(all_told(format, quoted.as_bytes()), expected, "{format}");
    }
}
