//! 2FAS: schema 1 to 4, plain and encrypted.

use data_encoding::BASE64;
use tessera_exchange::formats::ReadError;

use crate::corpus::{self, Refusal};
use crate::reading::{SECRET, all_told, drafts, read, seal_gcm, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("2fas");
}

#[test]
fn a_sample_under_another_password_says_so() {
    let sample = "2fas/aegis__2fas_authenticator_encrypted_v3.2fas";
    if let Some(outcome) = corpus::read_with(sample, Some("wrong")) {
        assert_eq!(outcome.err(), Some(Refusal::Read(ReadError::WrongPassword)));
    }
}

fn backup(version: u8, services: &str) -> String {
    format!(
        r#"{{"services":[{services}],"groups":[{{"id":"g","name":"Work","isExpanded":true}}],
        "schemaVersion":{version},"updatedAt":1}}"#
    )
}

fn service(position: u32, otp: &str) -> String {
    format!(
        r#"{{"name":"A","secret":"{SECRET}","order":{{"position":{position}}},"groupId":"g",
        "otp":{{"account":"a{position}",{otp}}},"badge":{{"color":"Red"}}}}"#
    )
}

#[test]
fn services_come_over_in_their_order_with_their_group() {
    let services = [
        service(1, r#""tokenType":"HOTP","counter":3,"period":null"#),
        service(0, r#""tokenType":"TOTP","digits":7,"period":90,"algorithm":"SHA256","counter":0"#),
        service(2, r#""tokenType":"STEAM","issuer":"Steam""#),
        service(3, r#""algorithm":"SHA384""#),
    ];
    let file = backup(4, &services.join(","));
    assert_eq!(
        all_told("2fas", file.as_bytes()),
        [
            "A|a0: totp SHA256 7 90s",
            "A|a1: hotp SHA1 6 #3",
            "A|a2: steam SHA1 5 30s",
            "A|a3: the algorithm SHA384 is not one of SHA1, SHA256 and SHA512",
        ]
    );
    assert_eq!(drafts("2fas", file.as_bytes())[0].tags, ["Work"]);
}

#[test]
fn the_first_schema_has_hardly_any_fields() {
    let file = format!(
        r#"{{"services":[{{"name":"","secret":"{}","type":"Manual",
        "otp":{{"label":"x","account":"a","issuer":"I"}}}},{{"name":"N","secret":"{SECRET}"}}],
        "schemaVersion":1}}"#,
        SECRET.to_lowercase()
    );
    assert_eq!(all_told("2fas", file.as_bytes()), ["I|a: totp SHA1 6 30s", "N|: totp SHA1 6 30s"]);
}

fn sealed(services: &[u8], reference: &[u8]) -> String {
    let salt = [3; 256];
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha2::Sha256>(b"one", &salt, 10_000, &mut key);
    let field = |plain: &[u8], nonce: [u8; 12]| {
        let text = seal_gcm(&key, &nonce, plain, b"");
        [&text[..], &salt, &nonce].map(|bytes| BASE64.encode(bytes)).join(":")
    };
    format!(
        r#"{{"services":[],"groups":[{{"id":"g","name":"Work"}}],"schemaVersion":4,
        "servicesEncrypted":"{}","reference":"{}"}}"#,
        field(services, [1; 12]),
        field(reference, [2; 12])
    )
}

#[test]
fn an_encrypted_backup_opens_and_says_what_keeps_it_shut() {
    let file = sealed(format!("[{}]", service(0, r#""digits":6"#)).as_bytes(), b"known");
    let import = read("2fas", file.as_bytes(), Some("one")).unwrap();
    assert_eq!(told(&import.drafts[0]), "A|a0: totp SHA1 6 30s");
    assert_eq!(import.drafts[0].tags, ["Work"]);
    // The known text opens, so the password is right.
    let damaged = file.replacen(r#"Encrypted":""#, r#"Encrypted":"AAAA"#, 1);
    let no_base64 = file.replacen(r#"Encrypted":""#, r#"Encrypted":"!"#, 1);
    for (file, password, error) in [
        (&file, None, ReadError::NeedsPassword),
        (&file, Some("two"), ReadError::WrongPassword),
        (&damaged, Some("one"), ReadError::Damaged),
        (&no_base64, Some("one"), ReadError::Damaged),
    ] {
        assert_eq!(read("2fas", file.as_bytes(), password).err(), Some(error));
    }
}

#[test]
fn a_newer_schema_and_no_services_are_told_apart() {
    for (file, error) in
        [(backup(5, ""), ReadError::Newer { version: 5 }), (backup(4, ""), ReadError::Empty)]
    {
        assert_eq!(read("2fas", file.as_bytes(), None).err(), Some(error));
    }
}
