//! FreeOTP 1 and 2, and FreeOTP+.

use tessera_exchange::formats::{ReadError, Unsupported};

use crate::corpus::{self, Refusal};
use crate::reading::{SECRET_BYTES, all_told, drafts, read, recognised, seal_gcm, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("freeotp");
    corpus::hold("freeotp_plus");
}

#[test]
fn a_backup_whose_password_nobody_knows_says_that_the_password_is_wrong() {
    if let Some(outcome) = corpus::read_with("freeotp/wuzf__freeotp-backup.xml", Some("test")) {
        assert_eq!(outcome.err(), Some(Refusal::Read(ReadError::WrongPassword)));
    }
}

/// As Java counts bytes.
fn signed(bytes: &[u8]) -> String {
    let numbers: Vec<_> = bytes.iter().map(|b| b.cast_signed().to_string()).collect();
    format!("[{}]", numbers.join(","))
}

fn token(label: &str, fields: &str) -> String {
    format!(r#"{{"label":"{label}","secret":{},{fields}}}"#, signed(SECRET_BYTES))
}

/// What is common to FreeOTP 1 and FreeOTP+.
fn tokens() -> [String; 7] {
    [
        token(
            "b",
            r#""algo":"SHA256","counter":0,"digits":8,"issuerExt":"A","issuerInt":"A","period":60,"type":"TOTP""#,
        ),
        token(
            "a",
            r#""algo":"SHA1","counter":4,"digits":6,"issuerExt":"","issuerInt":"A","type":"HOTP""#,
        ),
        token("c", r#""counter":-1,"digits":6,"issuerExt":"New","issuerInt":"Old","type":"HOTP""#),
        token("d", r#""digits":6,"issuerExt":"Steam","period":30,"type":"TOTP""#),
        token("{token.label}", r#""algo":null,"type":"TOTP""#),
        token("md5", r#""algo":"MD5","type":"TOTP""#),
        r#"{"label":"none","secret":[],"type":"TOTP"}"#.to_owned(),
    ]
}

const TOLD: [&str; 7] = [
    "A|a: hotp SHA1 6 #5",
    "A|b: totp SHA256 8 60s",
    "New|c: hotp SHA1 6 #0",
    "Steam|d: steam SHA1 5 30s",
    "|{token.label}: totp SHA1 6 30s",
    "|md5: the algorithm MD5 is not one of SHA1, SHA256 and SHA512",
    "|none: there is no secret",
];

const ORDER: &str = r#"["A:a","A:b","gone:x"]"#;

#[test]
fn an_export_comes_over_in_its_order() {
    let file = format!(r#"{{"tokenOrder":{ORDER},"tokens":[{}]}}"#, tokens().join(","));
    assert_eq!(all_told("freeotp+", file.as_bytes()), TOLD);
    let odd = r#"{"tokenOrder":null,"tokens":[{"secret":[300],"type":"TOTP"},7]}"#;
    let refused = ["|: the entry cannot be read"; 2];
    assert_eq!(all_told("freeotp+", odd.as_bytes()), refused);
}

#[test]
fn a_map_comes_over_in_its_order() {
    let escaped = |text: &str| text.replace('"', "&quot;");
    let strings: String = tokens()
        .iter()
        .enumerate()
        .map(|(n, token)| format!("<string name=\"{n}\">{}</string>\n", escaped(token)))
        .collect();
    let order = escaped(ORDER);
    let file = format!(
        "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n{strings}\
         <string name=\"tokenOrder\">{order}</string></map>"
    );
    assert_eq!(all_told("freeotp", file.as_bytes()), TOLD);
    for other in ["<map></map>", "<map><string name=\"a\">{}</string></map>"] {
        assert_eq!(recognised(other.as_bytes()), None);
    }
}

/// A map as Java serialises it.
fn java(pairs: &[(String, String)]) -> Vec<u8> {
    let mut stream = b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap\x05\x07\xda\xc1\xc3\x16`\xd1\
        \x03\x00\x02F\x00\x0aloadFactorI\x00\x09thresholdxp?@\x00\x00\x00\x00\x00\x0cw\x08\
        \x00\x00\x00\x10"
        .to_vec();
    stream.extend((pairs.len() as u32).to_be_bytes());
    for text in pairs.iter().flat_map(|(name, text)| [name, text]) {
        stream.push(b't');
        stream.extend((text.len() as u16).to_be_bytes());
        stream.extend(text.as_bytes());
    }
    stream.push(b'x');
    stream
}

fn sealed(key: &[u8; 32], plain: &[u8], purpose: &str, bare: bool) -> String {
    let nonce = [4; 12];
    let octets = [&[4, 12][..], &nonce].concat();
    let parameters = if bare { octets } else { [&[0x30, 17][..], &octets, &[2, 1, 16]].concat() };
    format!(
        r#"{{"mCipher":"AES/GCM/NoPadding","mCipherText":{},"mParameters":{},"mToken":"{purpose}"}}"#,
        signed(&seal_gcm(key, &nonce, plain, purpose.as_bytes())),
        signed(&parameters)
    )
}

fn backup(algorithm: &str, rounds: u32, bare: bool) -> Vec<u8> {
    let (salt, master) = ([8; 32], [9; 32]);
    let mut key = [0; 32];
    match algorithm {
        "PBKDF2withHmacSHA1" => pbkdf2::pbkdf2_hmac::<sha1::Sha1>(b"one", &salt, 500, &mut key),
        _ => pbkdf2::pbkdf2_hmac::<sha2::Sha512>(b"one", &salt, 500, &mut key),
    }
    let master_key = format!(
        r#"{{"mAlgorithm":"{algorithm}","mEncryptedKey":{},"mIterations":{rounds},"mSalt":{}}}"#,
        sealed(&key, &master, "AES", bare),
        signed(&salt)
    );
    let token = sealed(&master, SECRET_BYTES, "HmacSHA256", bare);
    let token = format!(r#"{{"key":"{}"}}"#, token.replace('"', "\\\"").replace('/', "\\/"));
    let other = sealed(&[1; 32], SECRET_BYTES, "HmacSHA256", bare);
    let other = format!(r#"{{"key":"{}"}}"#, other.replace('"', "\\\"").replace('/', "\\/"));
    java(&[
        ("u4".into(), other),
        ("u4-token".into(), r#"{"label":"closed","type":"TOTP"}"#.into()),
        ("u1".into(), token.clone()),
        ("u2-token".into(), r#"{"counter":5,"issuerExt":"A","label":"b","type":"HOTP"}"#.into()),
        ("masterKey".into(), master_key),
        ("u2".into(), token),
        (
            "u1-token".into(),
            r#"{"algo":"SHA256","digits":8,"label":"a","period":60,"type":"TOTP"}"#.into(),
        ),
        ("u3-token".into(), r#"{"label":"alone","type":"TOTP"}"#.into()),
    ])
}

#[test]
fn a_backup_opens_and_its_counters_are_those_of_the_next_code() {
    for (algorithm, bare) in [("PBKDF2withHmacSHA512", false), ("PBKDF2withHmacSHA1", true)] {
        let import = read("freeotp2", &backup(algorithm, 500, bare), Some("one")).unwrap();
        let told: Vec<_> = import.drafts.iter().map(told).collect();
        assert_eq!(
            told,
            [
                "|closed: the entry cannot be read",
                "A|b: hotp SHA1 6 #5",
                "|a: totp SHA256 8 60s",
                "|alone: there is no secret"
            ]
        );
        let secret = import.drafts[2].otp.as_ref().unwrap().secret().expose();
        assert_eq!(secret, SECRET_BYTES);
    }
}

/// The map of Android 6 and older has one field, `loadFactor`.
#[test]
fn a_backup_of_an_old_android_is_read() {
    const NEW: &[u8] = b"\x00\x02F\x00\x0aloadFactorI\x00\x09thresholdxp?@\x00\x00\x00\x00\x00\x0c";
    const OLD: &[u8] = b"\x00\x01F\x00\x0aloadFactorxp?@\x00\x00";
    let new = backup("PBKDF2withHmacSHA1", 500, true);
    let at = new.windows(NEW.len()).position(|window| window == NEW).unwrap();
    let old = [&new[..at], OLD, &new[at + NEW.len()..]].concat();
    let told = |file: &[u8]| {
        let import = read("freeotp2", file, Some("one")).unwrap();
        import.drafts.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(told(&old), told(&new));
}

#[test]
fn what_keeps_a_backup_shut_is_told_apart() {
    let good = backup("PBKDF2withHmacSHA512", 500, false);
    let cut = good[..good.len() - 1].to_vec();
    let unknown = Unsupported::Cipher;
    for (file, password, error) in [
        (&good, None, ReadError::NeedsPassword),
        (&good, Some("two"), ReadError::WrongPassword),
        (&cut, Some("one"), ReadError::Damaged),
        (&backup("PBKDF2withHmacSHA512", 0, false), Some("one"), ReadError::Damaged),
        (&backup("PBKDF2withHmacSHA512", u32::MAX, false), Some("one"), ReadError::TooCostly),
        (&backup("scrypt", 500, false), Some("one"), ReadError::Unsupported(unknown)),
        (&java(&[]), Some("one"), ReadError::Damaged),
    ] {
        assert_eq!(read("freeotp2", file, password).err(), Some(error));
    }
}

#[test]
fn the_same_secret_twice_is_two_entries() {
    let file = format!(r#"{{"tokenOrder":[],"tokens":[{0},{0}]}}"#, token("a", r#""type":"TOTP""#));
    assert_eq!(drafts("freeotp+", file.as_bytes()).len(), 2);
}

#[test]
fn what_the_user_made_of_a_name_stands_over_it() {
    let renamed = token(
        "a",
        r#""issuerExt":"A","issuerInt":"A","issuerAlt":"Mine","labelAlt":"ours","type":"TOTP""#,
    );
    let file = format!(r#"{{"tokenOrder":[],"tokens":[{renamed}]}}"#);
    assert_eq!(all_told("freeotp+", file.as_bytes()), ["Mine|ours: totp SHA1 6 30s"]);
}

#[test]
fn newer_tokens_are_ordered_by_their_only_issuer_and_have_a_category() {
    let later = token("z", r#""issuerExt":"A","type":"TOTP""#);
    let first = token("y", r#""issuerExt":"B","category":"Work","type":"TOTP""#);
    let file = format!(r#"{{"tokenOrder":["B:y","A:z"],"tokens":[{later},{first}]}}"#);
    let drafts = drafts("freeotp+", file.as_bytes());
    assert_eq!(drafts[0].labels.issuer, "B");
    assert_eq!(drafts[0].tags, ["Work"]);
}

#[test]
fn bytes_may_be_counted_with_or_without_a_sign() {
    let file = r#"{"tokenOrder":[],"tokens":[
        {"label":"a","secret":[222,-34,1],"type":"TOTP"},
        {"label":"b","secret":[256],"type":"TOTP"},{"label":"c","secret":[-129],"type":"TOTP"}]}"#;
    let drafts = drafts("freeotp+", file.as_bytes());
    assert_eq!(drafts[0].otp.as_ref().unwrap().secret().expose(), [222, 222, 1]);
    assert!(drafts[1].otp.is_err() && drafts[2].otp.is_err());
}
