//! Formats that nothing is hidden in: Battle.net, Duo, cotp, Raivo and 2FAuth.

use std::io::{Cursor, Write};

use tessera_exchange::formats::{ReadError, Remark};
use zip::write::SimpleFileOptions;

use crate::reading::{SECRET, SECRET_BYTES, all_told, drafts, read, recognised, told};

#[test]
fn battle_net_is_taken_from_under_its_mask() {
    let file = |secret: &str| {
        format!(
            "<map>\n<string name=\"com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET\">{secret}</string>\
             <string name=\"com.blizzard.messenger.AUTHENTICATOR_SERIAL\">\
             7cdb0acd62145e48555387dd08cdf05d36</string></map>"
        )
    };
    let masked = "0abf14ce63145951535083d316c3f35437ff23451b5abd48de96ae9db20e6ee0fb3a1c8bb351440f";
    let good = drafts("battlenet", file(masked).as_bytes());
    assert_eq!(told(&good[0]), "Battle.net|EU-1234-5678-9012: totp SHA1 8 30s");
    assert_eq!(good[0].otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
    for other in ["00", "0a", "xyz", &"00".repeat(58)] {
        let bad = all_told("battlenet", file(other).as_bytes());
        assert!(bad[0].ends_with("not hexadecimal (0 to 9 and A to F)"), "{other}: {bad:?}");
    }
}

#[test]
fn duo_says_what_signs_in_by_push_only() {
    let push = r#"{"accountType":"DuoAccount","pkey":"p","name":"Work"}"#;
    let code = format!(r#"{{"name":"alice","otpGenerator":{{"otpSecret":"{SECRET}"}}}}"#);
    let counted =
        format!(r#"{{"name":"bob","otpGenerator":{{"otpSecret":"{SECRET}","counter":3}}}}"#);
    let known = format!(
        r#"{{"accountType":"OtpAccount","serviceTypeLabel":"GitHub","otpGenerator":{{"otpSecret":"{SECRET}"}}}}"#
    );
    let file = format!("[{push},{code},{counted},{known}]");
    let import = read("duo", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        ["|alice: totp SHA1 6 30s", "|bob: hotp SHA1 6 #3", "GitHub|: totp SHA1 6 30s"]
    );
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);
    let alone = read("duo", format!("[{push}]").as_bytes(), None);
    assert!(matches!(alone, Err(ReadError::Unsupported(_))));
}

#[test]
fn cotp_has_a_database_and_a_list_of_uris() {
    let database = format!(
        r#"{{"version":2,"elements":[
        {{"secret":"{SECRET}","issuer":"A","label":"alice","digits":8,"type":"TOTP","algorithm":"SHA256","period":60}},
        {{"secret":"0123456789abcdef","issuer":"B","label":"bob","type":"MOTP","pin":"1234"}},
        {{"secret":"AEBAGBAFAYDQQCIKBMGA2DQPCA","label":"carol","type":"YANDEX","pin":"1234"}},
        {{"secret":"AEBAGBAFAYDQQCIKBMGA2DQPCA","label":"dave","type":"YANDEX","pin":null}},
        {{"secret":"{SECRET}","label":"erin","digits":"six"}}]}}"#
    );
    assert_eq!(
        all_told("cotp", database.as_bytes()),
        [
            "A|alice: totp SHA256 8 60s",
            "B|bob: motp SHA1 6 10s",
            "|carol: yandex SHA256 8 30s",
            "|dave: there is no PIN, and codes of this kind need one",
            "|erin: the number of digits is not a whole number",
        ]
    );
    let uris = format!(r#"{{"items":["otpauth://totp/A:alice?secret={SECRET}","nothing"]}}"#);
    assert_eq!(
        all_told("cotp", uris.as_bytes()),
        ["A|alice: totp SHA1 6 30s", "|: this is not an otpauth URI"]
    );
}

#[test]
fn raivo_writes_everything_as_text() {
    let json = format!(
        r#"[{{"issuer":"A","account":"alice","secret":"{SECRET}","algorithm":"SHA512","digits":"8",
        "kind":"TOTP","timer":"60","counter":"0","pinned":"true","iconType":"","iconValue":""}},
        {{"issuer":"B","account":"bob","secret":"{SECRET}","algorithm":"SHA1","digits":"6","kind":"HOTP",
        "timer":"0","counter":"7","pinned":"false"}}]"#
    );
    let expected = ["A|alice: totp SHA512 8 60s", "B|bob: hotp SHA1 6 #7"];
    let plain = drafts("raivo", json.as_bytes());
    assert_eq!(plain.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(plain[0].pinned && !plain[1].pinned);

    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().with_aes_encryption(zip::AesMode::Aes256, "geheim");
    zip.start_file("raivo-otp-export.json", options).unwrap();
    zip.write_all(json.as_bytes()).unwrap();
    let file = zip.finish().unwrap().into_inner();
    let read = |password| read("raivo", &file, password);
    let opened = read(Some("geheim")).unwrap().drafts;
    assert_eq!(opened.iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(read(Some("falsch")).unwrap_err(), ReadError::WrongPassword);
    assert_eq!(read(None).unwrap_err(), ReadError::NeedsPassword);
}

#[test]
fn lists_of_other_programs_are_read_with_what_they_mean_by_their_numbers() {
    let extracted = format!(
        r#"[{{"name":"ada","secret":"{SECRET}","issuer":"A","type":"totp","counter":null,
            "url":"otpauth://totp/ada?secret={SECRET}&issuer=A&digits=8"}},
        {{"name":"bea","secret":"{SECRET}","issuer":"","type":"hotp","counter":4,
            "url":"otpauth://hotp/bea?secret={SECRET}&counter=4"}}]"#
    );
    assert_eq!(
        all_told("json", extracted.as_bytes()),
        ["A|ada: totp SHA1 8 30s", "|bea: hotp SHA1 6 #4"]
    );
    // Its secret is base64, and reads as base32 too.
    let exported = |fields: &str| {
        format!(
            r#"[{{"secret":"ABCDABCD","name":"ada","issuer":"A","totpSecret":"{SECRET}",{fields}}}]"#
        )
    };
    for (fields, expected) in [
        (r#""algorithm":"ALGO_SHA1","digits":1,"type":"OTP_TOTP""#, "A|ada: totp SHA1 6 30s"),
        (r#""algorithm":2,"digits":2,"type":"OTP_TOTP""#, "A|ada: totp SHA256 8 30s"),
        (
            r#""algorithm":"ALGO_SHA1","digits":1,"type":"OTP_HOTP","counter":"9""#,
            "A|ada: hotp SHA1 6 #9",
        ),
        (
            r#""algorithm":4,"digits":1,"type":"OTP_TOTP""#,
            "A|ada: the algorithm 4 is not one of SHA1, SHA256 and SHA512",
        ),
    ] {
        let file = exported(fields);
        assert_eq!(all_told("json", file.as_bytes()), [expected]);
        let draft = &drafts("json", file.as_bytes())[0];
        assert!(draft.otp.as_ref().map_or(true, |otp| otp.secret().expose() == SECRET_BYTES));
    }
    let links = format!(r#"["otpauth://totp/A:ada?secret={SECRET}", "web"]"#);
    assert_eq!(
        all_told("json", links.as_bytes()),
        ["A|ada: totp SHA1 6 30s", "|: this is not an otpauth URI"]
    );
    let own = format!(
        r#"[{{"account":"ada","service":"A","secret":"{SECRET}","digits":7,"period":"20"}},
        {{"name":"bea","secret":"{SECRET}","digits":1}}, 5]"#
    );
    assert_eq!(
        all_told("json", own.as_bytes()),
        [
            "A|ada: totp SHA1 7 20s",
            "|bea: the number of digits is not a whole number",
            "|: the entry cannot be read",
        ]
    );
}

#[test]
fn twofauth_has_words_of_its_own_for_kinds() {
    let file = format!(
        r#"{{"app":"2fauth_v5.4.3","schema":1,"datetime":"x","data":[
        {{"otp_type":"totp","account":"alice","service":"A","secret":"{SECRET}","digits":8,"algorithm":"sha256","period":60,
            "counter":null,"legacy_uri":"x","icon_file":null}},
        {{"otp_type":"hotp","account":"bob","service":"B","secret":"{SECRET}","digits":6,"algorithm":"sha1","counter":7}},
        {{"otp_type":"steamtotp","account":"carol","service":"Steam","secret":"{SECRET}","digits":5,"algorithm":"sha1"}},
        {{"otp_type":"totp","account":"dave","service":null,"secret":"{SECRET}","algorithm":"md5"}}]}}"#
    );
    assert_eq!(
        all_told("2fauth", file.as_bytes()),
        [
            "A|alice: totp SHA256 8 60s",
            "B|bob: hotp SHA1 6 #7",
            "Steam|carol: steam SHA1 5 30s",
            "|dave: the algorithm md5 is not one of SHA1, SHA256 and SHA512",
        ]
    );
}

#[test]
fn what_another_program_calls_a_field_is_heard() {
    for (fields, expected) in [
        (r#""algo":"SHA256","interval":60,"type":"totp""#, "A|ada: totp SHA256 6 60s"),
        (r#""hash":"SHA-256","time_step":"60","otp_type":"totp""#, "A|ada: totp SHA256 6 60s"),
        (r#""digits":6,"kind":"HOTP","counter":"3""#, "A|ada: hotp SHA1 6 #3"),
        (r#""algorithm":"sha1","otp_type":"hotp","counter":5"#, "A|ada: hotp SHA1 6 #5"),
        (r#""digits":5,"otp_type":"steamtotp""#, "A|ada: steam SHA1 5 30s"),
        (r#""digits":6,"algorithm":0"#, "A|ada: totp SHA1 6 30s"),
    ] {
        let file = format!(r#"[{{"issuer":"A","account":"ada","secret":"{SECRET}",{fields}}}]"#);
        assert_eq!(all_told("json", file.as_bytes()), [expected], "{fields}");
    }
}

#[test]
fn a_list_of_otpclient_is_read_as_its_own() {
    let file = format!(
        r#"[{{"issuer":"A","label":"ada","secret":"{SECRET}","algo":"SHA512","type":"TOTP"}},
        {{"issuer":"Steam","label":"bea","secret":"{SECRET}","algo":"SHA1","type":"TOTP"}}]"#
    );
    assert_eq!(
        all_told("otpclient", file.as_bytes()),
        ["A|ada: totp SHA512 6 30s", "Steam|bea: steam SHA1 5 30s"]
    );
}

#[test]
fn googles_prefix_of_a_name_is_taken_off_it() {
    let file = format!(
        r#"[{{"name":"A:ada","issuer":"A","secret":"{SECRET}"}},
        {{"name":"B: bea","issuer":"","secret":"{SECRET}"}},
        {{"name":"x:cyd","issuer":"C","secret":"{SECRET}"}}]"#
    );
    assert_eq!(
        all_told("json", file.as_bytes()),
        ["A|ada: totp SHA1 6 30s", "B|bea: totp SHA1 6 30s", "C|x:cyd: totp SHA1 6 30s"]
    );
}

#[test]
fn a_list_may_stand_under_a_name() {
    for name in ["accounts", "tokens", "data", "entries"] {
        let file = format!(
            r#"{{"version":1,"groups":[{{"id":"g","name":"Work"}}],
            "{name}":[{{"issuer":"A","name":"ada","secret":"{SECRET}","type":"totp","group":"g"}},
            {{"issuer":"B","name":"bea","secret":"{SECRET}","type":"hotp","counter":4}}]}}"#
        );
        let drafts = drafts("json", file.as_bytes());
        let lines: Vec<_> = drafts.iter().map(told).collect();
        assert_eq!(lines, ["A|ada: totp SHA1 6 30s", "B|bea: hotp SHA1 6 #4"], "{name}");
        assert_eq!(drafts[0].tags, ["Work"]);
    }
}

#[test]
fn links_are_found_wherever_they_stand_in_json() {
    let file = format!(
        r#"{{"records":[{{"title":"Mail","custom":{{"code":"otpauth:\/\/totp\/A:ada?secret={SECRET}"}}}},
        [null,1.5,-1,true,["otpauth://totp/B:bea?secret={SECRET}&digits=8"]]]}}"#
    );
    assert_eq!(
        all_told("json", file.as_bytes()),
        ["A|ada: totp SHA1 6 30s", "B|bea: totp SHA1 8 30s"]
    );
    for other in
        [r#"{"records":["https://x/otpauth://"]}"#, r#"{"a":[]}"#, r#"{"data":["otpauth"]}"#]
    {
        assert_eq!(recognised(other.as_bytes()), None, "{other}");
    }
}

#[test]
fn twofauth_may_write_links() {
    let file = format!(
        r#"{{"app":"2fauth_v5.4.3","data":[{{"uri":"otpauth://hotp/A:ada?secret={SECRET}&counter=5"}}]}}"#
    );
    assert_eq!(all_told("2fauth", file.as_bytes()), ["A|ada: hotp SHA1 6 #5"]);
}

#[test]
fn a_key_names_what_stands_under_it_where_nothing_else_does() {
    for (file, expected) in [
        (r#"{"Mill":{"secret":"SECRET"}}"#, "Mill|: totp SHA1 6 30s"),
        (r#"{"Mill":{"secret":"SECRET","user":"ada","digits":8}}"#, "Mill|ada: totp SHA1 8 30s"),
        (r#"{"Mill:ada":{"secret":"SECRET"}}"#, "Mill|ada: totp SHA1 6 30s"),
        (r#"{"Mill":{"issuer":"Loom","secret":"SECRET"}}"#, "Loom|: totp SHA1 6 30s"),
        (r#"{"accounts":{"Mill":{"ada":{"secret":"SECRET"}}}}"#, "Mill|ada: totp SHA1 6 30s"),
        (r#"{"title":"Mill","details":{"secret":"SECRET"}}"#, "Mill|: totp SHA1 6 30s"),
        (r#"{"title":"Mill","more":{"secret":"SECRET"}}"#, "Mill|: totp SHA1 6 30s"),
        (r#"{"1f0c":{"secret":"SECRET"}}"#, "|: totp SHA1 6 30s"),
        (r#"{"Mill":"SECRET"}"#, "Mill|: totp SHA1 6 30s"),
        (r#"{"codes":{"Mill":"steam://SECRET"}}"#, "Mill|: steam SHA1 5 30s"),
    ] {
        let file = file.replace("SECRET", SECRET);
        assert_eq!(all_told("json", file.as_bytes()), [expected], "{file}");
        assert_eq!(recognised(file.as_bytes()), Some("json"), "{file}");
    }
}

#[test]
fn what_has_no_code_beside_others_is_named_or_counted() {
    for file in [
        r#"{"Mill":{"secret":"SECRET"},"Loom":{"secret":"0189"},"Weir":{"secret":null}}"#,
        r#"[{"title":"Mill","secret":"SECRET"},{"title":"Loom","secret":"0189"},{"title":"Weir"}]"#,
    ] {
        let file = file.replace("SECRET", SECRET);
        let import = read("json", file.as_bytes(), None).unwrap();
        let drafts: Vec<_> = import.drafts.iter().map(told).collect();
        assert_eq!(drafts.len(), 2, "{file}");
        assert_eq!(drafts[0], "Mill|: totp SHA1 6 30s");
        assert!(drafts[1].starts_with("Loom|: ") && import.drafts[1].otp.is_err(), "{drafts:?}");
        assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }], "{file}");
    }
}

#[test]
fn a_secret_beside_a_name_is_a_code_and_one_beside_a_password_is_not() {
    for account in [
        r#"{"name":"Mill","login":"ada","secret":"SECRET"}"#,
        r#"{"title":"Mill","email":"ada","seed":"SECRET"}"#,
        r#"{"issuer":"Mill","account":"ada","key":"SECRET"}"#,
    ] {
        let file = format!("[{}]", account.replace("SECRET", SECRET));
        assert_eq!(all_told("json", file.as_bytes()), ["Mill|ada: totp SHA1 6 30s"], "{file}");
    }
    for other in [
        r#"[{"name":"Mill","password":"x","secret":"SECRET"}]"#,
        r#"{"name":"Mill","secret":"mountainriverabc"}"#,
        r#"{"name":"Mill","key":"SECRET"}"#,
        r#"{"recovery":{"1":"SECRET","2":"SECRET"}}"#,
        r#"{"recovery":["SECRET","SECRET"]}"#,
        r#"{"a":"SECRET","b":"settings"}"#,
    ] {
        let file = other.replace("SECRET", SECRET);
        assert_eq!(recognised(file.as_bytes()), None, "{file}");
    }
}
