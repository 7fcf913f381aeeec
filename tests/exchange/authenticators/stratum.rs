//! Stratum, once Authenticator Pro: JSON, both encryptions, its page, its database.

use aes::Aes256;
use argon2::{Algorithm, Argon2, Params, Version};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use tessera_exchange::formats::ReadError;

use crate::corpus::{self, Refusal};
use crate::reading::{SECRET, all_told, drafts, read, seal_gcm, told};
use crate::support::data;

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("stratum");
}

#[test]
fn samples_under_another_password_say_so() {
    for sample in ["aegis__stratum_encrypted_legacy.bin", "stratum__backup.strong.authpro"] {
        if let Some(outcome) = corpus::read_with(&format!("stratum/{sample}"), Some("wrong")) {
            assert_eq!(outcome.err(), Some(Refusal::Read(ReadError::WrongPassword)));
        }
    }
}

fn account(kind: u8, name: &str, fields: &str) -> String {
    format!(
        r#"{{"Type":{kind},"Icon":null,"Issuer":"A","Username":"{name}","Secret":"{SECRET}",{fields}}}"#
    )
}

fn backup(accounts: &str) -> String {
    format!(
        r#"{{"Authenticators":[{accounts}],"Categories":[{{"Id":"2","Name":"Two","Ranking":1}},
        {{"Id":"1","Name":"One","Ranking":0}}],"AuthenticatorCategories":[
        {{"CategoryId":"2","AuthenticatorSecret":"{SECRET}","Ranking":0}},
        {{"CategoryId":"gone","AuthenticatorSecret":"{SECRET}","Ranking":0}}],"CustomIcons":[]}}"#
    )
}

#[test]
fn accounts_come_over_in_their_order_with_their_categories() {
    let accounts = [
        account(2, "b", r#""Algorithm":2,"Digits":8,"Period":60,"Counter":0,"Ranking":1"#),
        account(1, "a", r#""Algorithm":1,"Digits":6,"Period":30,"Counter":7,"Ranking":0"#),
        account(4, "c", r#""Algorithm":0,"Digits":5,"Period":30,"Ranking":2"#),
        account(2, "d", r#""Algorithm":3,"Ranking":3"#),
        account(9, "e", r#""Ranking":4"#),
        account(2, "f", r#""Ranking":5"#).replace(r#""A""#, "null"),
    ];
    let file = backup(&accounts.join(","));
    assert_eq!(
        all_told("stratum", file.as_bytes()),
        [
            "A|a: hotp SHA256 6 #7",
            "A|b: totp SHA512 8 60s",
            "A|c: steam SHA1 5 30s",
            "A|d: the algorithm 3 is not one of SHA1, SHA256 and SHA512",
            "A|e: codes of type 9 are not supported",
            "|f: totp SHA1 6 30s",
        ]
    );
    assert_eq!(drafts("stratum", file.as_bytes())[0].tags, ["Two"]);
}

fn strong(plain: &[u8]) -> Vec<u8> {
    let (salt, nonce) = ([1; 16], [2; 12]);
    let mut key = [0; 32];
    let params = Params::new(64 * 1_024, 3, 4, Some(32)).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(b"one", &salt, &mut key)
        .unwrap();
    [&b"AUTHENTICATORPRO"[..], &salt, &nonce, &seal_gcm(&key, &nonce, plain, b"")].concat()
}

fn legacy(plain: &[u8]) -> Vec<u8> {
    let (salt, iv) = ([3; 20], [4; 16]);
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(b"one", &salt, 64_000, &mut key);
    let cipher = cbc::Encryptor::<Aes256>::new(&key.into(), &iv.into());
    let mut buffer = plain.to_vec();
    buffer.resize(plain.len() + 16, 0);
    let sealed = cipher.encrypt_padded::<Pkcs7>(&mut buffer, plain.len()).unwrap();
    [&b"AuthenticatorPro"[..], &salt, &iv, sealed].concat()
}

#[test]
fn both_encryptions_open_and_say_what_keeps_them_shut() {
    let plain = backup(&account(2, "a", r#""Digits":6"#));
    for (file, not_json) in
        [(strong(plain.as_bytes()), strong(b"no")), (legacy(plain.as_bytes()), legacy(b"no"))]
    {
        let import = read("stratum", &file, Some("one")).unwrap();
        assert_eq!(told(&import.drafts[0]), "A|a: totp SHA1 6 30s");
        let is_strong = file.starts_with(b"AUTH");
        // Nothing in the old files tells a wrong password from damage.
        let unreadable = if is_strong { ReadError::Damaged } else { ReadError::WrongPassword };
        for (file, password, error) in [
            (&file, None, ReadError::NeedsPassword),
            (&file, Some("two"), ReadError::WrongPassword),
            (&not_json, Some("one"), unreadable),
            (&file[..20].to_vec(), Some("one"), ReadError::Damaged),
        ] {
            assert_eq!(read("stratum", file, password).err(), Some(error));
        }
    }
}

#[test]
fn a_page_gives_its_links() {
    let link = |uri: &str| format!("<tr><td>x</td><td>y</td><td><code>{uri}</code></td></tr>");
    let file = format!(
        "<!doctype html><html><title>Stratum Backup</title><table><tr><th>Issuer</th></tr>{}{}\
         </table></html>",
        link(&format!("otpauth://totp/A%3Aa?secret={SECRET}&issuer=A&digits=9")),
        link(&format!("otpauth://hotp/A%3Ab?secret={SECRET}&amp;issuer=A&amp;counter=2")),
    );
    assert_eq!(
        all_told("stratum", file.as_bytes()),
        ["A|a: totp SHA1 9 30s", "A|b: hotp SHA1 6 #2"]
    );
}

#[test]
fn a_database_gives_its_accounts_with_their_categories() {
    let file = std::fs::read(data("formats/stratum.sqlite")).unwrap();
    assert_eq!(all_told("stratum", &file), ["A|: hotp SHA1 6 #7", "A|b: totp SHA256 8 60s"]);
    let tags: Vec<_> = drafts("stratum", &file).into_iter().map(|draft| draft.tags).collect();
    assert_eq!(tags, [vec![], vec!["Two".to_owned()]]);
}

/// OTPClient wrote Steam's codes as any by time; five digits alone are not Steam's.
#[test]
fn five_digits_of_steam_are_steams_whatever_their_kind() {
    let digits = r#""Algorithm":0,"Digits":5,"Period":30,"Ranking":0"#;
    for (kind, issuer, expected) in [
        (2, "Steam", "Steam|a: steam SHA1 5 30s"),
        (4, "Steam", "Steam|a: steam SHA1 5 30s"),
        (2, "A", "A|a: totp SHA1 5 30s"),
    ] {
        let account = account(kind, "a", digits).replace(r#""A""#, &format!("\"{issuer}\""));
        assert_eq!(all_told("stratum", backup(&account).as_bytes()), [expected]);
    }
}
