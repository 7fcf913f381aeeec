//! The extension of authenticator.cc, plain and in its three ways of encrypting, and Authme.

use tessera_exchange::formats::ReadError;

use crate::reading::{SECRET, SECRET_BYTES, all_told, drafts, read, recognised, told};

const BY_PASSWORD: &str =
    "U2FsdGVkX18BAgMEBQYHCPS6sLB7mtSOaJFM9CUmZcYPVhXX6Ye/F3PhLxLjRdcjritVT26On+ACyTRdRugpvA==";
const KEY: &str = "U2FsdGVkX18BAgMEBQYHCF/2jxOg2z8QGzVnEgUervwp3xzHq4ECNPfbt/owOfxl";
const BY_KEY: &str =
    "U2FsdGVkX18BAgMEBQYHCPJqWVXTM0P7eT68O2nnMMAV7c5qwJDgCHV7iEoSZ9MFthI5Z6lvo/A1Zr+IAutDPA==";
const WHOLE: &str = "U2FsdGVkX18BAgMEBQYHCO/oKLpFi04K9OSNSkm8VTZ7JuPJMgHHslkEPlzW7b2zrxIGfpyBLkMypVN8Rt3/O2d1T4Zu\
    B4cobiK0HYWHUhd7anaXuvydFYjgPorbpuZvOmaYZDsZdCmyIwA6xprPPszfONzquK4CfGcC7K0DinYFP4+oyRc90otWGU4q+qkGZLxUAy7a\
    1vjKlCgaxrxmFP8miW1iiZDmR7diJXs6uaBnaRSck4r/QcuDUx+JCtHMS+CptjjUtexiebCHbS/RieFrwMVvsckoBoYVUr0lzC+dZttk8deB\
    A7d6MOfbUxioS0ZrEs3bOVYMuk82/bHpNQ==";

#[test]
fn every_kind_is_read_in_the_order_of_its_index() {
    let hex = "3132333435363738393031323334353637383930";
    let file = format!(
        r#"{{"c":{{"dataType":"OTPStorage","type":"hhex","secret":"{hex}","counter":3,"index":2,"issuer":"C"}},
        "a":{{"dataType":"OTPStorage","secret":"{SECRET}","index":0,"issuer":"A::a.example","account":"alice",
            "pinned":true,"digits":7,"period":60,"algorithm":"SHA512"}},
        "b":{{"dataType":"OTPStorage","type":"battle","secret":"{SECRET}","index":1,"issuer":"B"}},
        "d":{{"encrypted":false,"hash":"d","type":4,"secret":"{SECRET}","index":3,"issuer":"D"}},
        "e":{{"dataType":"OTPStorage","type":"hex","secret":"xyz","index":4,"issuer":"E"}},
        "f":{{"dataType":"OTPStorage","type":"totp","secret":"{SECRET}","algorithm":"GOST3411_2012_256","index":5}},
        "UserSettings":{{"theme":"dark"}},"zoom":100}}"#
    );
    assert_eq!(
        all_told("authenticator-cc", file.as_bytes()),
        [
            "A|alice: totp SHA512 7 60s",
            "B|: totp SHA1 8 30s",
            "C|: hotp SHA1 6 #3",
            "D|: steam SHA1 5 30s",
            "E|: the secret is not hexadecimal (0 to 9 and A to F)",
            "|: the algorithm ? is not one of SHA1, SHA256 and SHA512",
        ]
    );
}

/// As versions before 5 left them in the browser: no kind of record, the kind in the secret.
#[test]
fn the_oldest_entries_are_read_as_the_extension_reads_them() {
    let hash = "7733be61632fa6af88d31218e6c4afb2";
    for (fields, expected) in [
        (r#""secret":"abcd2345""#, "|: totp SHA1 6 30s"),
        (r#""secret":"abcd1234","type":"totp","account":"a""#, "|a: totp SHA1 6 30s"),
        (r#""secret":"abcd1234","type":"hotp","counter":2"#, "|: hotp SHA1 6 #2"),
        (r#""secret":"blz-abcd2345","type":"totp""#, "|: totp SHA1 8 30s"),
        (r#""secret":"stm-abcd2345","type":"totp""#, "|: steam SHA1 5 30s"),
        (r#""secret":"p5s7 k2in","digits":0,"period":0"#, "|: totp SHA1 6 30s"),
    ] {
        let file = format!(r#"{{"{hash}":{{{fields}}}}}"#);
        assert_eq!(all_told("authenticator-cc", file.as_bytes()), [expected], "{fields}");
    }
    let hex = format!(r#"{{"{hash}":{{"secret":"abcd1234"}}}}"#);
    let entries = drafts("authenticator-cc", hex.as_bytes());
    assert_eq!(entries[0].otp.as_ref().unwrap().secret().expose(), [0xab, 0xcd, 0x12, 0x34]);
    assert_eq!(recognised(br#"{"page":{"secret":"abcd2345"}}"#), None);
}

#[test]
fn all_three_ways_of_encrypting_open_with_the_password() {
    let entry = |secret: &str| {
        format!(
            r#"{{"encrypted":true,"hash":"h","issuer":"Example","account":"alice","secret":"{secret}"}}"#
        )
    };
    let first = format!(r#"{{"h":{}}}"#, entry(BY_PASSWORD));
    let second = format!(r#"{{"h":{},"key":{{"enc":"{KEY}","hash":"x"}}}}"#, entry(BY_KEY));
    let third = format!(
        r#"{{"h":{{"dataType":"EncOTPStorage","keyId":"k","data":"{WHOLE}","index":0}},
        "k":{{"dataType":"Key","id":"k","salt":"the salt of a key","hash":"x","version":3}}}}"#
    );
    for (file, expected) in [
        (first, "Example|alice: totp SHA1 6 30s"),
        (second, "Example|alice: totp SHA1 6 30s"),
        (third, "Example|alice: totp SHA256 8 60s"),
    ] {
        let read = |password| read("authenticator-cc", file.as_bytes(), password);
        let drafts = read(Some("geheim")).unwrap().drafts;
        assert_eq!(told(&drafts[0]), expected);
        assert_eq!(drafts[0].otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
        assert_eq!(read(Some("falsch")).unwrap_err(), ReadError::WrongPassword);
        assert_eq!(read(None).unwrap_err(), ReadError::NeedsPassword);
    }
}

#[test]
fn entries_whose_key_is_gone_leave_the_others_alone() {
    let gone: String = (0..9)
        .map(|n| {
            format!(r#""{n}":{{"dataType":"EncOTPStorage","keyId":"gone {n}","data":"{WHOLE}"}},"#)
        })
        .collect();
    let file = format!(
        r#"{{{gone}"h":{{"dataType":"EncOTPStorage","keyId":"k","data":"{WHOLE}","index":0}},
        "k":{{"dataType":"Key","id":"k","salt":"the salt of a key","hash":"x","version":3}}}}"#
    );
    let drafts = read("authenticator-cc", file.as_bytes(), Some("geheim")).unwrap().drafts;
    assert_eq!((drafts.len(), told(&drafts[0])), (10, "Example|alice: totp SHA256 8 60s".into()));
    assert!(drafts[1..].iter().all(|draft| told(draft) == "|: the entry cannot be read"));
}

#[test]
fn authme_keeps_blocks_of_text() {
    let text = format!(
        "Name:   alice\nSecret: {SECRET}\nIssuer: Example\nType:   OTP_TOTP\n\n\
         Name:   bob:b\nSecret: 0\nIssuer: B\nType:   OTP_TOTP\n\nName: carol\n"
    );
    let codes = data_encoding::BASE64.encode(text.as_bytes());
    let file = format!(r#"{{"role":"codes","encrypted":false,"codes":"{codes}","version":3}}"#);
    let drafts = all_told("authme", file.as_bytes());
    assert_eq!(drafts[0], "Example|alice: totp SHA1 6 30s");
    assert!(drafts[1].starts_with("B|bob:b: character 1"), "{}", drafts[1]);
    assert_eq!(drafts[2..], ["|carol: there is no secret"]);
    let printed = format!(
        "1. Secret\nName:    ada\nSecret:  {SECRET}\nIssuer:  A\nType:    totp\n\n\n\
         2. Secret\nName:    bea\nSecret:  {SECRET}\nType:    hotp\nCounter: 4\n"
    );
    assert_eq!(
        all_told("authme", printed.as_bytes()),
        ["A|ada: totp SHA1 6 30s", "|bea: hotp SHA1 6 #4"]
    );
    assert_eq!(all_told("authme", text.replace('\n', "\r\n").as_bytes()), drafts);
    let sealed = file.replace("false", "true");
    let refused = read("authme", sealed.as_bytes(), Some("x"));
    assert!(matches!(refused, Err(ReadError::Unsupported(_))));
}

#[test]
fn an_entry_that_has_lost_its_secret_is_told() {
    let lost = r#"{"encrypted":false,"hash":"0a437011","index":1,"type":"totp","issuer":"Mill","account":"ada"}"#;
    let bare = r#"{"encrypted":false,"hash":"08cb568c","index":2,"type":"totp"}"#;
    let file =
        format!(r#"{{"0a437011":{lost},"08cb568c":{bare},"LocalStorage":{{"theme":"dark"}}}}"#);
    assert_eq!(
        all_told("authenticator-cc", file.as_bytes()),
        ["Mill|ada: there is no secret", "|: there is no secret"]
    );
}
