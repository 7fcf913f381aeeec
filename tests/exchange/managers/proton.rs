//! Proton Authenticator and Proton Pass.

use data_encoding::BASE64;
use tessera_exchange::formats::{ReadError, Remark, Unsupported};

use super::zipped;
use crate::corpus;
use crate::reading::{SECRET, all_told, drafts, read, seal_gcm, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("proton_authenticator");
    corpus::hold("proton_pass");
}

pub fn export() -> String {
    format!(
        r#"{{"version":1,"entries":[
        {{"id":"1","content":{{"uri":"otpauth://totp/old?secret={SECRET}&issuer=Acme&digits=8",
          "entry_type":"Totp","name":":ada"}},"note":"a note"}},
        {{"id":"2","content":{{"uri":"steam://{SECRET}","entry_type":"Steam","name":"bea"}},"note":null}},
        {{"id":"3","content":{{"uri":"otpauth://totp/x?secret=","entry_type":"Totp","name":"cyd"}}}},
        {{"id":"4"}}]}}"#
    )
}

const TOLD: [&str; 4] = [
    "Acme|:ada: totp SHA1 8 30s",
    "Steam|bea: steam SHA1 5 30s",
    "|cyd: the secret is empty",
    "|: the entry cannot be read",
];

#[test]
fn the_name_of_an_entry_stands_over_the_label_of_its_uri() {
    assert_eq!(all_told("proton", export().as_bytes()), TOLD);
    assert_eq!(drafts("proton", export().as_bytes())[0].note.expose(), "a note");
}

fn sealed(plain: &str) -> String {
    let (salt, nonce, mut key) = ([7; 16], [8; 12], [0; 32]);
    let params = argon2::Params::new(19 * 1024, 2, 1, Some(32)).unwrap();
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(b"one", &salt, &mut key)
        .unwrap();
    let text = seal_gcm(&key, &nonce, plain.as_bytes(), b"proton.authenticator.export.v1");
    let content = BASE64.encode(&[&nonce[..], &text].concat());
    format!(r#"{{"version":1,"salt":"{}","content":"{content}"}}"#, BASE64.encode(&salt))
}

#[test]
fn an_export_under_a_password_opens_with_it_and_with_no_other() {
    let file = sealed(&export());
    let import = read("proton", file.as_bytes(), Some("one")).unwrap();
    assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), TOLD);
    let given = |file: &str, word| read("proton", file.as_bytes(), word).map(|_| ()).unwrap_err();
    assert_eq!(given(&file, Some("two")), ReadError::WrongPassword);
    assert_eq!(given(&file, None), ReadError::NeedsPassword);
    let newer = file.replace(r#""version":1"#, r#""version":2"#);
    assert_eq!(given(&newer, Some("one")), ReadError::Newer { version: 2 });
    let cut = r#"{"version":1,"salt":"AAAA","content":"AAAA"}"#;
    assert_eq!(given(cut, Some("one")), ReadError::Damaged);
}

pub fn pass() -> String {
    let item = |state: u8, name: &str, user: &str, code: &str, extra: &str| {
        format!(
            r#"{{"state":{state},"pinned":true,"data":{{"type":"login",
            "metadata":{{"name":"{name}","note":""}},
            "content":{{"itemUsername":"{user}","itemEmail":"e@example.com","totpUri":"{code}"}},
            "extraFields":[{{"fieldName":"t","type":"totp","data":{{"totpUri":"{extra}"}}}},
              {{"fieldName":"x","type":"text","data":{{"content":"y"}}}}]}}}}"#
        )
    };
    let items = [
        item(1, "Mail", "ada", SECRET, &format!("otpauth://totp/Other?secret={SECRET}")),
        item(2, "Old", "", SECRET, ""),
        item(1, "None", "", "", ""),
        r#"{"data":{"type":"note","metadata":{"name":"n"},"content":{}}}"#.to_owned(),
    ];
    format!(r#"{{"version":"1","vaults":{{"v":{{"name":"Home","items":[{}]}}}}}}"#, items.join(","))
}

#[test]
fn every_code_of_an_item_in_a_pass_archive_comes_over() {
    let zip = zipped(&[("Proton Pass/data.json", pass().as_bytes())], None);
    let import = read("proton-pass", &zip, None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        [
            "Mail|ada: totp SHA1 6 30s",
            "Mail|Other: totp SHA1 6 30s",
            "Old|e@example.com: totp SHA1 6 30s",
        ]
    );
    assert_eq!(import.drafts.iter().map(|d| d.trashed).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(import.drafts[0].tags, ["Home"]);
    assert!(import.drafts[0].pinned);
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 2 }]);
}

#[test]
fn codes_in_the_sections_of_other_items_come_over() {
    let field = format!(r#"{{"fieldName":"c","type":"totp","data":{{"totpUri":"{SECRET}"}}}}"#);
    let item = |kind: &str, sections: &str| {
        format!(
            r#"{{"state":1,"data":{{"metadata":{{"name":"{kind}"}},"type":"{kind}","content":{{"{sections}":
            [{{"sectionName":"s","sectionFields":[{field},{{"type":"text","data":{{"content":"x"}}}}]}}]}},
            "extraFields":[]}}}}"#
        )
    };
    let items = [item("custom", "sections"), item("identity", "extraSections")].join(",");
    let file = format!(r#"{{"vaults":{{"v":{{"name":"Home","items":[{items}]}}}}}}"#);
    let import = read("proton-pass", file.as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        ["custom|: totp SHA1 6 30s", "identity|: totp SHA1 6 30s"]
    );
}

/// Before 1.21 there was one name, and the JSON may have been taken out of its archive.
#[test]
fn the_user_name_of_older_versions_is_the_account() {
    let file = format!(
        r#"{{"version":"1.2.3","encrypted":false,"vaults":{{"v":{{"name":"Home","items":[{{"state":1,
        "data":{{"metadata":{{"name":"Mail"}},"type":"login","content":{{"username":"ada",
        "password":"p","totpUri":"{SECRET}"}},"extraFields":[]}}}}]}}}}}}"#
    );
    let import = read("proton-pass", file.as_bytes(), None).unwrap();
    assert_eq!(import.drafts.iter().map(told).collect::<Vec<_>>(), ["Mail|ada: totp SHA1 6 30s"]);
}

#[test]
fn an_archive_under_pgp_is_named_for_what_it_is() {
    let zip = zipped(&[("Proton Pass/data.pgp", b"-----BEGIN PGP MESSAGE-----")], None);
    let given = read("proton-pass", &zip, None).unwrap_err();
    assert_eq!(given, ReadError::Unsupported(Unsupported::Pgp));
}
