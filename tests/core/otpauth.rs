//! Key URIs: what other apps write is read, what we write reads back, and no error says a secret.

use proptest::prelude::*;
use serde_json::Value;
use tessera_core::base32::{self, SecretError};
use tessera_core::entry::Labels;
use tessera_core::otp::{Algorithm, Digits, Kind, Otp, OtpError, Period, Scheme};
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::{OtpSecret, Pin};

use crate::support::{self, labels, secret};

/// Type, issuer, account, secret, algorithm, digits, period or counter.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, u8, u64);

#[rustfmt::skip] // A table.
const READ: &[(&str, Row<'_>)] = &[
    // The label.
    ("otpauth://totp/Example:alice?secret=MFRGGZDF",                ("totp", "Example", "alice", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/Example%3Aalice?secret=MFRGGZDF",              ("totp", "Example", "alice", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/Example:%20alice?secret=MFRGGZDF",             ("totp", "Example", "alice", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/alice?secret=MFRGGZDF&issuer=Example",         ("totp", "Example", "alice", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/Old:alice?secret=MFRGGZDF&issuer=New",         ("totp", "New", "alice", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/A:b:c?secret=MFRGGZDF",                        ("totp", "A", "b:c", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/A:B:c?secret=MFRGGZDF&issuer=A:B",             ("totp", "A:B", "c", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/:alice?secret=MFRGGZDF",                       ("totp", "", "alice", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/?secret=MFRGGZDF",                             ("totp", "", "", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp?secret=MFRGGZDF",                              ("totp", "", "", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a/b?secret=MFRGGZDF",                          ("totp", "", "a/b", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/room #4?secret=MFRGGZDF",                      ("totp", "", "room #4", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a+b?secret=MFRGGZDF&issuer=Air+Canada",        ("totp", "Air Canada", "a+b", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/x?secret=MFRGGZDF&issuer=A%26B%3DC%2BD",       ("totp", "A&B=C+D", "x", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/50%?secret=MFRGGZDF",                          ("totp", "", "50%", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/%ff?secret=MFRGGZDF",                          ("totp", "", "ÿ", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/Sm%E5land:a?secret=MFRGGZDF",                  ("totp", "Småland", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("  otpauth://totp/%C3%BC:é?secret=MFRGGZDF \n",                ("totp", "ü", "é", "MFRGGZDF", "SHA1", 6, 30)),
    // Scheme, type and keys in any case; what is said twice; what nobody knows is passed over.
    ("OTPAUTH://TOTP/a?SECRET=MFRGGZDF&Digits=8&PERIOD=60",         ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 60)),
    ("apple-otpauth://totp/a?secret=MFRGGZDF",                      ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&secret=mfrggzdf&digits=7&digits=7&digits=&x=1&x=2", ("totp", "", "a", "MFRGGZDF", "SHA1", 7, 30)),
    ("otpauth://totp/a?&&secret=MFRGGZDF&icon&lock=false&=",        ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&digits=&period=&algorithm=&issuer", ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    // As pages, mail programs and people write the marks between.
    ("otpauth://totp/a?secret=MFRGGZDF&amp;issuer=B&amp;digits=8",  ("totp", "B", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&#38;digits=8&#x26;period=60&#038;issuer=B", ("totp", "B", "a", "MFRGGZDF", "SHA1", 8, 60)),
    ("otpauth://totp/a?secret=MFRGGZDF&amp;amp;digits=8&AMP;period=60", ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 60)),
    ("otpauth://totp/a?secret&#61;MFRGGZDF&amp;digits&equals;8",    ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF;issuer=B;digits=8",          ("totp", "B", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF & issuer = B; C & digits = 8", ("totp", "B; C", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&%20digits%20=%208",          ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&digits%3D8&period%3D60",     ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 60)),
    ("otpauth://totp/a?secret%3DMFRGGZDF%26digits%3D8",             ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/B:a%3Fsecret=MFRGGZDF&digits=8",               ("totp", "B", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/B:a%3fsecret%3dMFRGGZDF%26digits%3d8",         ("totp", "B", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/B:a=40c?secret=3DMFRGGZDF&digits=3D8",         ("totp", "B", "a@c", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=3DMFRGGZDFMFRGGZ&digits=8",           ("totp", "", "a", "3DMFRGGZDFMFRGGZ", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=3DMFRGGZDFMFRGGZ",                    ("totp", "", "a", "3DMFRGGZDFMFRGGZ", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&issuer=B%26digits%3D8",      ("totp", "B&digits=8", "a", "MFRGGZDF", "SHA1", 6, 30)),
    // Other names of what goes into the codes, and what does not.
    ("otpauth://totp/a?secret=MFRGGZDF&tokenSize=8", ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&iconSize=64&version=8&mac=x&window=1", ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&hashAlgorithm=SHA256&code_length=8&refresh=60", ("totp", "", "a", "MFRGGZDF", "SHA256", 8, 60)),
    ("otpauth://totp/a?secret=MFRGGZDF&Number-Of-Digits=8&time+step=60&algo=sha512", ("totp", "", "a", "MFRGGZDF", "SHA512", 8, 60)),
    ("otpauth://totp/a?secret=MFRGGZDF&digits=8&length=8",          ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 30)),
    ("otpauth://hotp/a?secret=MFRGGZDF&movingFactor=7",             ("hotp", "", "a", "MFRGGZDF", "SHA1", 6, 7)),
    ("otpauth://totp/a?secret=MFRGGZDF&image=x&icon=y&color=red&lock=false&codeDisplay=%7B%7D&group=g&tags=t&version=1&offset=0", ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=MFRGGZDF&steam=false&digits=8",       ("totp", "", "a", "MFRGGZDF", "SHA1", 8, 30)),
    // The secret.
    ("otpauth://totp/a?secret=mfrg-ggzd%20fq%3D%3D%3D",             ("totp", "", "a", "MFRGGGZDFQ", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=MFRG+GZDF",                           ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/a?secret=AA",                                  ("totp", "", "a", "AA", "SHA1", 6, 30)),
    // The parameters at their ends.
    ("otpauth://totp/a?secret=MFRGGZDF&algorithm=HmacSHA256&digits=10&period=86400", ("totp", "", "a", "MFRGGZDF", "SHA256", 10, 86_400)),
    ("otpauth://totp/a?secret=MFRGGZDF&algorithm=sha-512&digits=1&period=1", ("totp", "", "a", "MFRGGZDF", "SHA512", 1, 1)),
    ("otpauth://hotp/a?secret=MFRGGZDF&counter=18446744073709551615", ("hotp", "", "a", "MFRGGZDF", "SHA1", 6, u64::MAX)),
    ("otpauth://totp/a?secret=MFRGGZDF&period=0",                   ("totp", "", "a", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://hotp/a?secret=MFRGGZDF&period=0",                   ("hotp", "", "a", "MFRGGZDF", "SHA1", 6, 0)),
    // Steam in every disguise, and what only looks like it.
    ("steam://MFRGGZDF",                                            ("steam", "Steam", "", "MFRGGZDF", "SHA1", 5, 30)),
    ("otpauth://steam/Steam:bob?secret=MFRGGZDF&digits=8&period=60", ("steam", "Steam", "bob", "MFRGGZDF", "SHA1", 5, 30)),
    ("otpauth://totp/x?secret=MFRGGZDF&encoder=STEAM",              ("steam", "", "x", "MFRGGZDF", "SHA1", 5, 30)),
    ("otpauth://totp/x?secret=MFRGGZDF&steam",                      ("steam", "", "x", "MFRGGZDF", "SHA1", 5, 30)),
    ("otpauth://totp/Steam:bob?secret=MFRGGZDF&digits=5",           ("steam", "Steam", "bob", "MFRGGZDF", "SHA1", 5, 30)),
    ("otpauth://totp/Steam:bob?secret=MFRGGZDF&digits=6",           ("totp", "Steam", "bob", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://totp/Steam?secret=MFRGGZDF",                        ("totp", "", "Steam", "MFRGGZDF", "SHA1", 6, 30)),
    ("otpauth://hotp/Steam:bob?secret=MFRGGZDF",                    ("hotp", "Steam", "bob", "MFRGGZDF", "SHA1", 6, 0)),
];

#[test]
fn uris_are_read_as_the_table_says() {
    for (uri, expected) in READ {
        let account = otpauth::parse(uri).unwrap_or_else(|e| panic!("{uri}: {e}"));
        let secret = base32::encode(account.otp.secret());
        assert_eq!(row(&account.labels, &account.otp, secret.expose()), *expected, "{uri}");
    }
}

#[test]
fn the_prefix_that_lost_to_the_issuer_is_offered() {
    let alternative = |uri: &str| otpauth::parse(uri).unwrap().issuer_alt;
    assert_eq!(alternative("otpauth://totp/Old:a?secret=AA&issuer=New").as_deref(), Some("Old"));
    assert_eq!(alternative("otpauth://totp/Old:a?secret=AA&issuer=Old"), None);
    assert_eq!(alternative("otpauth://totp/Old:a?secret=AA"), None);
    assert_eq!(alternative("otpauth://totp/a?secret=AA&issuer=New"), None);
}

#[test]
fn what_would_give_wrong_codes_is_refused_with_the_reason() {
    let digits = |given| UriError::Range(OtpError::Digits { given });
    let period = |given| UriError::Range(OtpError::Period { given });
    let algorithm = |given: &str| UriError::Algorithm { given: given.into() };
    let field = |given: &str| UriError::Field { given: given.into() };
    let unsupported = |given: &str| UriError::UnsupportedType { given: given.into() };
    for (uri, reason) in [
        ("", UriError::NotOtpauth),
        ("https://example.com/?secret=AA", UriError::NotOtpauth),
        ("otpauth:totp/a?secret=AA", UriError::NotOtpauth),
        ("otpauth://", UriError::SecretMissing),
        ("otpauth://totp/a", UriError::SecretMissing),
        ("otpauth://totp/a?issuer=b", UriError::SecretMissing),
        ("otpauth://totp/a?secret=", UriError::Secret(SecretError::Empty)),
        ("otpauth://totp/a?secret=A", UriError::Secret(SecretError::Empty)),
        ("otpauth://totp/a?secret=AA8A", UriError::Secret(SecretError::Character { position: 3 })),
        ("otpauth://totp/a?secret=AA%FF", UriError::Secret(SecretError::Character { position: 3 })),
        ("steam://", UriError::Secret(SecretError::Empty)),
        ("otpauth://totp/a?secret=AA&algorithm=MD5", algorithm("MD5")),
        ("otpauth://totp/a?secret=AA&algorithm=SHA384", algorithm("SHA384")),
        ("otpauth://totp/a?secret=AA&algorithm=SHA512/256", algorithm("?")),
        ("otpauth://totp/a?secret=AA&digits=0", digits(0)),
        ("otpauth://totp/a?secret=AA&digits=11", digits(11)),
        ("otpauth://totp/a?secret=AA&digits=256", digits(256)),
        ("otpauth://totp/a?secret=AA&digits=six", UriError::DigitsNotANumber),
        ("otpauth://totp/a?secret=AA&digits=6.0", UriError::DigitsNotANumber),
        ("otpauth://totp/a?secret=AA&period=86401", period(86_401)),
        ("otpauth://totp/a?secret=AA&period=-30", UriError::PeriodNotANumber),
        ("otpauth://hotp/a?secret=AA&counter=-1", UriError::Counter),
        ("otpauth://hotp/a?secret=AA&counter=18446744073709551616", UriError::Counter),
        // What is nearly a parameter, or says something else than another one.
        ("otpauth://totp/a?secret=AA&digitz=8", field("digitz")),
        ("otpauth://totp/a?secret=AA&dig", field("dig")),
        ("otpauth://totp/a?secret=AA&perod=60", field("perod")),
        ("otpauth://totp/a?secret=AA&myHashKind=SHA256", field("myHashKind")),
        ("otpauth://totp/a?secret=AA&mac=SHA256", field("mac")),
        ("otpauth://totp/a?secret=AA&type=sha-512", field("type")),
        ("otpauth://totp/a?secret=AA&chars=8", field("chars")),
        ("otpauth://totp/a?secret=AA&ttl=60", field("ttl")),
        ("otpauth://totp/a?secret=AA&p=60", field("p")),
        ("otpauth://hotp/a?secret=AA&c=57", field("c")),
        ("otpauth://totp/a?secret=AA&digits=6&length=8", field("length")),
        ("otpauth://totp/a?secret=AA&digits=6&digits=8", field("digits")),
        ("otpauth://totp/a?secret=AA&period=30&PERIOD=60", field("PERIOD")),
        ("otpauth://totp/a?secret=AA&issuer=b&secret=BB", field("secret")),
        ("motp://M:a?secret=AA&secret=BB&pin=1234", field("secret")),
        ("motp://M:a?secret=AA&pin=1234&pin=4321", field("pin")),
        ("otpauth://totp/a?secret=AA&encoder=steam&encoder=google", field("encoder")),
        ("otpauth://totp/a?secret=AA&steam=0&steam=1", field("steam")),
        ("otpauth://totp/a?secret=AA&offset=30", field("offset")),
        ("otpauth://totp/a?secret=AA&issuer=Mill digits=8", field("issuer")),
        ("otpauth://totp/a?secret=AA&issuer=Mill,period=60", field("issuer")),
        ("otpauth://totp/a?secret=3DMFRGGZDF", field("secret")),
        ("otpauth://totp/a?secret=AA&codeLength=eight", UriError::DigitsNotANumber),
        ("otpauth://yaotp/a?secret=AA", UriError::YandexSecret),
        ("otpauth://yaotp/a?secret=AEBAGBAFAYDQQCIKBMGA2DQPCA", UriError::PinMissing),
        ("otpauth://yaotp/a?secret=AEBAGBAFAYDQQCIKBMGA2DQPCA&pin=1", UriError::PinMissing),
        (
            "otpauth://yaotp/a?secret=BEBAGBAFAYDQQCIKBMGA2DQPCAAAAAAAAAAAAACHWY&pin=GEZDGNA",
            UriError::YandexSecret,
        ),
        ("otpauth://totp2/a?secret=AA", unsupported("totp2")),
        ("motp://motp:a?secret=30edcc8edae50a60", UriError::PinMissing),
        ("motp://motp:a?secret=&pin=1234", UriError::SecretMissing),
    ] {
        assert_eq!(otpauth::parse(uri).unwrap_err(), reason, "{uri}");
    }
}

#[test]
fn what_is_refused_is_named_by_its_labels() {
    for (uri, issuer, account) in [
        ("otpauth://totp/Example:alice?secret=0", "Example", "alice"),
        ("OTPAUTH://totp/alice?issuer=Example&digits=0", "Example", "alice"),
        ("motp://motp:alice?secret=30", "motp", "alice"),
        ("otpauth://totp/alice", "", "alice"),
        ("otpauth://totp/JBSWY3DPEHPK3PXP", "", ""),
        ("steam://JBSWY3DP/EHPK3PXP0", "", ""),
        ("https://example.com/a/b?issuer=x", "x", ""),
    ] {
        assert_eq!(otpauth::labels(uri), labels(issuer, account), "{uri}");
    }
}

#[test]
fn no_error_and_no_label_of_a_refused_uri_says_the_secret() {
    let canary = "JBSWY3DPEHPK3PXPCANARY234567";
    for template in [
        "{}",
        "otpauth://{}",
        "otpauth://{}/a?secret=AA",
        "otpauth://totp/{}",
        "otpauth://totp/secret={}",
        "otpauth://totp/Example:alice&secret={}",
        "otpauth://totp/Example:alice%3Fsecret%3D{}0",
        "otpauth://totp/Example:alice&Secret={}?issuer=b",
        "otpauth://totp/a?secret={}0",
        "otpauth://totp/a?secret={}&digits=0",
        "otpauth://totp/a?secret={}&algorithm=MD5",
        "otpauth://totp/a?secret=AA&algorithm={}",
        "otpauth://totp/a?secret=AA&digits={}",
        "otpauth://totp/a?secret=AA&period={}",
        "otpauth://hotp/a?secret=AA&counter={}",
        "otpauth://hotp/a?secret={}&counter=x",
        "steam://{}0",
        "steam://{}/0",
        "motp://a?secret={}",
        "otpauth-migration://offline?data={}",
    ] {
        let uri = template.replace("{}", canary);
        let error = otpauth::parse(&uri).unwrap_err();
        let said = format!("{error} {error:?} {:?}", otpauth::labels(&uri)).to_ascii_uppercase();
        // Not even a part of it: eight characters in a row are forty bits.
        for part in canary.as_bytes().windows(8) {
            let part = std::str::from_utf8(part).unwrap();
            assert!(!said.contains(part), "{template}: {said}");
        }
    }
}

#[test]
fn an_account_does_not_print_its_secret() {
    let account = otpauth::parse("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP").unwrap();
    let printed = format!("{account:?}");
    assert!(printed.contains("[redacted]") && !printed.contains("JBSWY"), "{printed}");
}

#[test]
fn every_case_of_the_corpus_is_read_by_the_written_rule() {
    let Some(file) = support::corpus("import/otpauth_uri/corpus.json") else { return };
    let corpus: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let cases = corpus["cases"].as_array().unwrap();
    assert!(cases.len() >= 72, "only {} cases", cases.len());
    for case in cases {
        let uri = case["uri"].as_str().unwrap();
        let canonical = &case["canonical"];
        let read = otpauth::parse(uri);
        match canonical["type"].as_str() {
            // Read since then as Google Authenticator reads it.
            None if uri.ends_with("&period=0") => {
                let period = read.unwrap_or_else(|e| panic!("{uri}: {e}")).otp.period();
                assert_eq!(period, Some(Period::DEFAULT), "{uri}");
            }
            None => assert!(canonical == "error" && read.is_err(), "{uri}: {read:?}"),
            // Their PINs are in no URI of the corpus.
            Some("yandex" | "motp") => assert_eq!(read, Err(UriError::PinMissing), "{uri}"),
            Some(_) => {
                let account = read.unwrap_or_else(|e| panic!("{uri}: {e}"));
                assert_same(uri, canonical, &account.labels, &account.otp);
                let alternative = canonical["issuer_alt"][0].as_str();
                assert_eq!(account.issuer_alt.as_deref(), alternative, "{uri}");
            }
        }
    }
}

fn assert_same(uri: &str, canonical: &Value, labels: &Labels, otp: &Otp) {
    let text = |key: &str| canonical[key].as_str().unwrap_or_default();
    assert_eq!(otp.kind().name(), text("type"), "{uri}");
    assert_eq!(
        (labels.issuer.as_str(), labels.account.as_str()),
        (text("issuer"), text("name")),
        "{uri}"
    );
    assert_eq!(*otp.secret(), secret(text("secret")), "{uri}");
    assert_eq!(otp.algorithm().name(), text("algorithm"), "{uri}");
    assert_eq!(Some(u64::from(otp.digits())), canonical["digits"].as_u64(), "{uri}");
    assert_eq!(otp.counter(), canonical["counter"].as_u64(), "{uri}");
    if otp.kind() != Kind::Hotp {
        let period = otp.period().map(|p| u64::from(p.seconds()));
        assert_eq!(period, canonical["period"].as_u64(), "{uri}");
    }
}

fn row<'a>(labels: &'a Labels, otp: &Otp, secret: &'a str) -> Row<'a> {
    let moving = otp.counter().or(otp.period().map(|p| p.seconds().into())).unwrap();
    let (kind, algorithm) = (otp.kind().name(), otp.algorithm().name());
    (kind, &labels.issuer, &labels.account, secret, algorithm, otp.digits(), moving)
}

#[test]
fn a_written_uri_holds_every_parameter_and_one_bare_colon() {
    let otp = Otp::new(
        secret("JBSWY3DPEHPK3PXP"),
        Scheme::Totp {
            algorithm: Algorithm::Sha256,
            digits: Digits::new(8).unwrap(),
            period: Period::new(60).unwrap(),
        },
    );
    let uri = otpauth::write(&labels("Ärzte & Co: 100%", "a+b c"), &otp);
    assert_eq!(
        uri.expose(),
        "otpauth://totp/%C3%84rzte%20%26%20Co%3A%20100%25:a%2Bb%20c?secret=JBSWY3DPEHPK3PXP\
         &issuer=%C3%84rzte%20%26%20Co%3A%20100%25&algorithm=SHA256&digits=8&period=60",
    );
    assert_eq!(format!("{uri:?}"), "[redacted]");
}

#[test]
fn kinds_with_a_pin_are_read_with_it() {
    let pin = |pin: &str| Pin::new(pin.into()).unwrap();
    for (uri, issuer, secret, scheme) in [
        (
            "motp://VPN:alice?secret=30edCC8e&pin=1234",
            "VPN",
            OtpSecret::new(b"30edCC8e".to_vec()).unwrap(),
            Scheme::Motp { pin: pin("1234") },
        ),
        (
            "otpauth://yaotp/alice?secret=AEBAGBAFAYDQQCIKBMGA2DQPCA&pin=GEZDGNA",
            "Yandex",
            secret("AEBAGBAFAYDQQCIKBMGA2DQPCA"),
            Scheme::Yandex { pin: pin("1234") },
        ),
        // Digits that would be base32 as well.
        (
            "otpauth://yandex/alice?secret=AEBAGBAFAYDQQCIKBMGA2DQPCA&pin=2345",
            "Yandex",
            secret("AEBAGBAFAYDQQCIKBMGA2DQPCA"),
            Scheme::Yandex { pin: pin("2345") },
        ),
    ] {
        let account = otpauth::parse(uri).unwrap();
        assert_eq!(account.labels, labels(issuer, "alice"), "{uri}");
        assert_eq!(account.otp, Otp::new(secret, scheme), "{uri}");
        assert!(!format!("{account:?}").contains("1234"));
    }
}

fn any_scheme() -> impl Strategy<Value = Scheme> {
    let algorithm =
        prop::sample::select(&[Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512][..]);
    let digits = (1..=10_u64).prop_map(|n| Digits::new(n).unwrap());
    prop_oneof![
        (algorithm.clone(), digits.clone(), 1..=86_400_u64).prop_map(
            |(algorithm, digits, period)| {
                Scheme::Totp { algorithm, digits, period: Period::new(period).unwrap() }
            }
        ),
        (algorithm, digits, any::<u64>()).prop_map(|(algorithm, digits, counter)| Scheme::Hotp {
            algorithm,
            digits,
            counter
        }),
        Just(Scheme::Steam),
    ]
}

/// Trimmed, since reading trims; with all that has a meaning in URIs, and with any Unicode.
fn any_label() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z0-9:&+%=?#/@ .é日😀]{0,20}", "\\PC{0,12}"]
        .prop_map(|text| text.trim().to_owned())
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        issuer in any_label(),
        account in any_label(),
        secret in prop::collection::vec(any::<u8>(), 1..70),
        scheme in any_scheme(),
    ) {
        // A TOTP of five digits by "Steam" is Steam's, by the written rule.
        let of_five = matches!(scheme, Scheme::Totp { digits, .. } if digits.get() == 5);
        prop_assume!(issuer != "Steam" || !of_five);
        let labels = Labels { issuer, account };
        let otp = Otp::new(OtpSecret::new(secret).unwrap(), scheme);
        let read = otpauth::parse(otpauth::write(&labels, &otp).expose()).unwrap();
        prop_assert_eq!(read.labels, labels);
        prop_assert_eq!(read.otp, otp);
        prop_assert_eq!(read.issuer_alt, None);
    }

    #[test]
    fn what_is_written_of_kinds_with_a_pin_reads_back(
        issuer in any_label(),
        account in any_label(),
        text in "[0-9a-f]{1,40}|[a-zA-Z0-9 &+%=#é]{1,40}",
        pin in "[0-9]{4,16}|[a-zA-Z0-9&+%=#é]{1,12}",
        bytes in any::<[u8; 16]>(),
    ) {
        prop_assume!(!text.trim().is_empty());
        let pin = Pin::new(pin).unwrap();
        let motp = OtpSecret::new(text.trim().into()).unwrap();
        let yandex = OtpSecret::new(bytes.to_vec()).unwrap();
        for otp in [
            Otp::new(motp, Scheme::Motp { pin: pin.clone() }),
            Otp::new(yandex, Scheme::Yandex { pin }),
        ] {
            let labels = Labels { issuer: issuer.clone(), account: account.clone() };
            let read = otpauth::parse(otpauth::write(&labels, &otp).expose()).unwrap();
            prop_assert_eq!(&read.otp, &otp);
            prop_assert_eq!(&read.labels.account, &labels.account);
            // What names no issuer is Yandex' own.
            if !labels.issuer.is_empty() || otp.kind() == Kind::Motp {
                prop_assert_eq!(read.labels, labels);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let any = String::from_utf8_lossy(&bytes);
        for uri in [
            text.clone(),
            format!("otpauth://{text}"),
            format!("otpauth://totp/{text}"),
            format!("otpauth://totp/a?secret=AA&{text}"),
            format!("otpauth://totp/{any}?secret={any}&{any}"),
            format!("steam://{any}"),
        ] {
            let _ = (otpauth::parse(&uri), otpauth::labels(&uri));
        }
    }
}

#[test]
fn a_link_that_was_decoded_as_a_whole_keeps_the_mark_in_its_issuer() {
    for (uri, issuer) in [
        ("otpauth://totp/AT&T:ada?issuer=AT&T&secret=GEZDGNBVGY3TQOJQ", "AT&T"),
        ("otpauth://totp/Disney+:me+x@y.z?issuer=Disney+&secret=GEZDGNBVGY3TQOJQ", "Disney+"),
        ("otpauth://totp/Mails:ada?issuer=Mail&secret=GEZDGNBVGY3TQOJQ", "Mail"),
    ] {
        assert_eq!(otpauth::parse(uri).unwrap().labels.issuer, issuer, "{uri}");
    }
}
