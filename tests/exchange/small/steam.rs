//! Steam: plain files, and those that a manifest beside them opens.

use tessera_core::secret::SecretText;
use tessera_exchange::formats::{self, Content, Import, ReadContext, ReadError, Unsupported};

use crate::reading::{all_told, read, recognised, told};

const SHARED: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";
const SDA: &str = "YtzijUhOlPlzhTIe4YGYjp/R0UcshZGv3muwRPerab/BEyZA+24M0vYZc2DmN7O2HIovsl3uCX1dPRtc7gCQr9U0b7kd\
    8H+159/L04OrljI=";
const SDA_MANIFEST: &str = r#"{"encrypted":true,"entries":[
    {"encryption_iv":null,"encryption_salt":null,"filename":"other.maFile","steamid":2},
    {"encryption_iv":"AAECAwQFBgcICQoLDA0ODw==","encryption_salt":"AAECAwQFBgc=","filename":"1.maFile"}]}"#;
const CLI: &str = "YGK43HlOyoHDayntVrMmGRJvg6T9i0z+wjfgpnjF1xKnrayL3JblJA6D3vWJms9fJA2VtLj9THTohQLOoH1YBQAUaofe\
    jG0S5ad6N4am9xo=";
const CLI_MANIFEST: &str = r#"{"version":1,"entries":[{"filename":"1.maFile","steam_id":1,"encryption":
    {"iv":"AAECAwQFBgcICQoLDA0ODw==","salt":"c2l4dGVlbiBieXRlcyBvaw==","scheme":"Argon2idAes256"}}]}"#;

#[test]
fn one_account_or_several_are_read_and_a_bad_one_is_named() {
    let one = format!(r#"{{"shared_secret":"{SHARED}","account_name":"alice","Session":null}}"#);
    assert_eq!(all_told("steam", one.as_bytes()), ["Steam|alice: steam SHA1 5 30s"]);
    let several = format!(
        r#"{{"accounts":{{"1":{{"shared_secret":"{SHARED}","account_name":"alice","status":"1"}},
        "2":{{"shared_secret":"no!","account_name":"bob"}},"3":{{"account_name":"carol"}}}}}}"#
    );
    assert_eq!(
        all_told("steam", several.as_bytes()),
        [
            "Steam|alice: steam SHA1 5 30s",
            "Steam|bob: the secret is not base64",
            "Steam|: the entry cannot be read",
        ]
    );
    assert_eq!(recognised(br#"{"accounts":{"1":{"name":"x"}}}"#), None);
}

#[test]
fn a_manifest_beside_the_file_opens_it() {
    for (file, manifest) in [(SDA, SDA_MANIFEST), (CLI, CLI_MANIFEST)] {
        let drafts = beside(file, manifest, Some("geheim")).unwrap().drafts;
        assert_eq!(drafts.iter().map(told).collect::<Vec<_>>(), ["Steam|alice: steam SHA1 5 30s"]);
        assert_eq!(beside(file, manifest, None).unwrap_err(), ReadError::NeedsPassword);
        assert_eq!(beside(file, manifest, Some("falsch")).unwrap_err(), ReadError::WrongPassword);
    }
    let strange = CLI_MANIFEST.replace("Argon2idAes256", "Rot13");
    assert!(matches!(beside(CLI, &strange, Some("geheim")), Err(ReadError::Unsupported(_))));
}

#[test]
fn without_its_manifest_it_is_taken_for_another_apps_and_opens_nothing() {
    let read = read("totp-authenticator", SDA.as_bytes(), Some("geheim"));
    assert_eq!(read.unwrap_err(), ReadError::WrongPassword);
}

#[test]
fn without_its_manifest_its_ending_says_what_is_missing() {
    let mut context = ReadContext { name: Some("1.maFile"), ..ReadContext::default() };
    let content = Content::new(SDA.as_bytes());
    let read = formats::recognise(&content).unwrap().read(&content, &mut context);
    assert_eq!(read.unwrap_err(), ReadError::Unsupported(Unsupported::SteamManifest));
}

fn beside(file: &str, manifest: &str, password: Option<&str>) -> Result<Import, ReadError> {
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut context = ReadContext {
        password: password.as_ref(),
        sibling: Some(&|name| match name {
            "manifest.json" => Some(manifest.into()),
            "1.maFile" => Some(file.into()),
            _ => None,
        }),
        ..ReadContext::default()
    };
    let content = Content::new(file.as_bytes());
    formats::recognise(&content).unwrap().read(&content, &mut context)
}
