//! Bitwarden, and its authenticator.

use cbc::cipher::KeyIvInit;
use cbc::cipher::block_padding::Pkcs7;
use data_encoding::BASE64;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use tessera_exchange::formats::{ReadError, Remark, Unsupported};

use super::{padded, zipped};
use crate::corpus;
use crate::reading::{SECRET, all_told, drafts, read, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("bitwarden");
    corpus::hold("bitwarden_authenticator");
}

pub fn export() -> String {
    format!(
        r#"{{"encrypted":false,"folders":[{{"id":"f","name":"Work"}}],
        "collections":[{{"id":"c","name":"Team"}}],"items":[
        {{"type":1,"name":"Mail","folderId":"f","collectionIds":["c","gone",null],"favorite":true,
          "notes":"a note","login":{{"username":"ada","totp":"{SECRET}","password":"x"}}}},
        {{"type":1,"name":"My site","deletedDate":"2026-01-01","favorite":null,
          "login":{{"username":"bea","totp":"otpauth://totp/Acme:ada?secret={SECRET}&digits=8"}}}},
        {{"type":1,"name":"Steam","login":{{"totp":"steam://{SECRET}"}}}},
        {{"type":1,"name":"Bad","login":{{"username":"cyd","totp":"not base32 0189"}}}},
        {{"type":1,"name":"Without","login":{{"totp":null}}}},
        {{"type":2,"name":"Note"}},
        {{"type":1,"name":["strange"]}}]}}"#
    )
}

#[test]
fn items_with_a_code_come_over_and_a_bad_one_leaves_the_others_alone() {
    let import = read("bitwarden", export().as_bytes(), None).unwrap();
    assert_eq!(
        import.drafts.iter().map(told).collect::<Vec<_>>(),
        [
            "Mail|ada: totp SHA1 6 30s",
            "Acme|ada: totp SHA1 8 30s",
            "Steam|: steam SHA1 5 30s",
            "Bad|cyd: character 12 of the secret is not base32 (A to Z and 2 to 7)",
            "|: the entry cannot be read",
        ]
    );
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 2 }]);
    let (first, second) = (&import.drafts[0], &import.drafts[1]);
    assert_eq!(first.tags, ["Team", "Work"]);
    assert_eq!((first.note.expose(), first.pinned, first.trashed), ("a note", true, false));
    // The name that the user gave is not lost.
    assert_eq!((second.note.expose(), second.pinned, second.trashed), ("My site", false, true));
}

#[test]
fn an_export_with_attachments_is_read_from_its_archive() {
    let zip = zipped(&[("data.json", export().as_bytes()), ("attachments/a/b.txt", b"x")], None);
    assert_eq!(drafts("bitwarden", &zip).len(), 5);
}

#[test]
fn spreadsheets_of_every_kind_are_read() {
    let personal = format!(
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\r\n\
         Work,1,login,Mail,\"two\nlines, \"\"quoted\"\"\",,0,https://x,ada,pw,{SECRET}\r\n\
         ,,note,Note,,,,,,,\r\n"
    );
    let import = read("bitwarden", personal.as_bytes(), None).unwrap();
    assert_eq!(told(&import.drafts[0]), "Mail|ada: totp SHA1 6 30s");
    assert_eq!(import.drafts[0].note.expose(), "two\nlines, \"quoted\"");
    assert_eq!(
        (&*import.drafts[0].tags, import.drafts[0].pinned),
        (&["Work".to_owned()][..], true)
    );
    assert_eq!(import.remarks, [Remark::WithoutCode { count: 1 }]);

    let team = format!(
        "collections,type,name,notes,fields,login_uri,login_username,login_password,login_totp\n\
         \"One,Two\",login,Mail,,,,ada,,{SECRET}\n"
    );
    assert_eq!(drafts("bitwarden", team.as_bytes())[0].tags, ["One", "Two"]);

    let uri = format!("otpauth://totp/Acme%3Aada?secret={SECRET}&period=60&issuer=Acme");
    let android = format!(
        "folder,favorite,type,name,login_uri,login_totp\n\
         ,,1,Acme,,{uri},Acme,60,6\n\
         ,,1,Acme, Inc., and sons,,steam://{SECRET},Acme,30,6\n"
    );
    assert_eq!(
        all_told("bitwarden-authenticator", android.as_bytes()),
        ["Acme|ada: totp SHA1 6 60s", "Acme, Inc., and sons|: steam SHA1 5 30s"]
    );
}

#[test]
fn a_quotation_mark_in_a_name_leaves_the_rest_of_the_row_alone() {
    let uri = format!("otpauth://totp/%22Lead%3Aada?secret={SECRET}&period=60&issuer=%22Lead");
    let head = "folder,favorite,type,name,login_uri,login_totp\n";
    let bare = format!("{head},,1,\"Lead,,{uri},\"Lead,60,6\n,,1,After,,{SECRET},After,30,6\n");
    assert_eq!(
        all_told("bitwarden-authenticator", bare.as_bytes()),
        ["\"Lead|ada: totp SHA1 6 60s", "After|: totp SHA1 6 30s"]
    );
    let quoted =
        format!("{head},,1,\"Acme, Inc.\",,\"steam://{SECRET}\"\n,,1,\"Bea\",,\"{uri}\"\n");
    let notes: Vec<_> = drafts("bitwarden-authenticator", quoted.as_bytes())
        .into_iter()
        .map(|draft| (draft.labels.issuer, draft.note.expose().to_owned()))
        .collect();
    assert_eq!(notes[0].0, "Acme, Inc.");
    assert_eq!(notes[1], ("\"Lead".to_owned(), "Bea".to_owned()));
}

#[test]
fn a_name_that_holds_a_link_is_not_told() {
    let file = format!(
        "folder,favorite,type,name,notes,fields,login_uri,login_username,login_password,login_totp\n\
         ,,login,otpauth://totp/x?secret={SECRET},,,,,,1\n\
         ,,login,Mail,,,,steam://{SECRET},,{SECRET}\n"
    );
    let drafts = drafts("bitwarden", file.as_bytes());
    assert!(drafts[0].otp.is_err());
    assert!(!format!("{drafts:?}").contains(SECRET));
}

struct Cost {
    kind: &'static str,
    key: [u8; 32],
}

fn sealed(cost: &Cost, plain: &str) -> String {
    let stretched = Hkdf::<Sha256>::from_prk(&cost.key).unwrap();
    let (mut encryption, mut signature) = ([0; 32], [0; 32]);
    stretched.expand(b"enc", &mut encryption).unwrap();
    stretched.expand(b"mac", &mut signature).unwrap();
    let seal = |plain: &[u8]| {
        let iv = [9; 16];
        let text = padded::<Pkcs7>(
            cbc::Encryptor::<aes::Aes256>::new(&encryption.into(), &iv.into()),
            plain,
        );
        let mut mac = Hmac::<Sha256>::new_from_slice(&signature).unwrap();
        mac.update(&iv);
        mac.update(&text);
        let tag = mac.finalize().into_bytes();
        let [iv, text, tag] = [&iv[..], &text, &tag].map(|bytes| BASE64.encode(bytes));
        format!("2.{iv}|{text}|{tag}")
    };
    format!(
        r#"{{"encrypted":true,"passwordProtected":true,"salt":"AAECAwQFBgcICQoLDA0ODw==",{},
        "encKeyValidation_DO_NOT_EDIT":"{}","data":"{}"}}"#,
        cost.kind,
        seal(b"4c4e6a1e-0000-4000-8000-000000000000"),
        seal(plain.as_bytes())
    )
}

const SALT: &[u8] = b"AAECAwQFBgcICQoLDA0ODw==";

fn by_pbkdf2() -> Cost {
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(b"one", SALT, 5_000, &mut key);
    Cost { kind: r#""kdfType":0,"kdfIterations":5000"#, key }
}

fn by_argon2() -> Cost {
    let mut key = [0; 32];
    let params = argon2::Params::new(16 * 1024, 2, 1, Some(32)).unwrap();
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(b"one", &Sha256::digest(SALT), &mut key)
        .unwrap();
    let kind = r#""kdfType":1,"kdfIterations":2,"kdfMemory":16,"kdfParallelism":1"#;
    Cost { kind, key }
}

#[test]
fn an_export_under_a_password_opens_with_it_and_with_no_other() {
    for cost in [by_pbkdf2(), by_argon2()] {
        let file = sealed(&cost, &export());
        let given = |password| read("bitwarden", file.as_bytes(), password).map(|i| i.drafts.len());
        assert_eq!(given(Some("one")), Ok(5));
        assert_eq!(given(Some("two")), Err(ReadError::WrongPassword));
        assert_eq!(given(None), Err(ReadError::NeedsPassword));
    }
}

#[test]
fn damage_and_cost_are_told_from_a_wrong_password() {
    let file = sealed(&by_pbkdf2(), &export());
    let given = |file: &str| read("bitwarden", file.as_bytes(), Some("one")).unwrap_err();
    let at = file.rfind('|').unwrap() - 4;
    let mut damaged = file.clone();
    damaged.replace_range(at..at + 1, if &file[at..at + 1] == "A" { "B" } else { "A" });
    assert_eq!(given(&damaged), ReadError::Damaged);
    assert_eq!(given(&file.replace("5000", "4000000000")), ReadError::TooCostly);
    assert_eq!(given(&file.replace("5000", "0")), ReadError::Damaged);
    let unknown = ReadError::Unsupported(Unsupported::Cipher);
    assert_eq!(given(&file.replace(r#""kdfType":0"#, r#""kdfType":7"#)), unknown);
    let hungry = sealed(&by_argon2(), "").replace(r#""kdfMemory":16"#, r#""kdfMemory":4096"#);
    assert_eq!(given(&hungry), ReadError::TooCostly);
    let slow = sealed(&by_argon2(), "")
        .replace(r#""kdfMemory":16"#, r#""kdfMemory":1024"#)
        .replace(r#""kdfIterations":2"#, r#""kdfIterations":9"#);
    assert_eq!(given(&slow), ReadError::TooCostly);
    let restricted = ReadError::Unsupported(Unsupported::AccountRestricted);
    assert_eq!(given(&file.replace(r#""passwordProtected":true,"#, "")), restricted);
}

#[test]
fn items_and_nothing_else_are_enough() {
    let file = format!(r#"{{"items":[{{"type":1,"name":"Mail","login":{{"totp":"{SECRET}"}}}}]}}"#);
    assert_eq!(all_told("bitwarden", file.as_bytes()), ["Mail|: totp SHA1 6 30s"]);
}
