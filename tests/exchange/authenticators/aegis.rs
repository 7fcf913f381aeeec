//! Aegis: plain, encrypted, its page.

use data_encoding::{BASE64, HEXLOWER};
use tessera_exchange::formats::{self, Content, ReadContext, ReadError, Remark, Unsupported};

use crate::corpus::{self, Refusal};
use crate::reading::{SECRET, all_told, drafts, read, seal_gcm, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    corpus::hold("aegis");
}

#[test]
fn a_sample_under_another_password_says_so() {
    for (password, error) in
        [(None, ReadError::NeedsPassword), (Some("wrong"), ReadError::WrongPassword)]
    {
        if let Some(outcome) = corpus::read_with("aegis/aegis__aegis_encrypted.json", password) {
            assert_eq!(outcome.err(), Some(Refusal::Read(error)));
        }
    }
}

fn vault(entries: &str) -> String {
    let header = r#"{"slots":null,"params":null}"#;
    format!(r#"{{"version":1,"header":{header},"db":{}}}"#, database(entries))
}

fn database(entries: &str) -> String {
    format!(
        r#"{{"version":3,"entries":[{entries}],"groups":[{{"uuid":"g1","name":"Work"}}],
        "icons_optimized":true}}"#
    )
}

fn entry(kind: &str, name: &str, info: &str) -> String {
    format!(
        r#"{{"type":"{kind}","uuid":"u","name":"{name}","issuer":null,"note":"n","favorite":true,
        "icon":null,"info":{{"secret":"{SECRET}",{info}}},"groups":["g1","gone"]}}"#
    )
}

#[test]
fn every_field_of_an_entry_comes_over() {
    let file = vault(&entry("totp", "a", r#""algo":"SHA512","digits":8,"period":60"#));
    let [draft] = &drafts("aegis", file.as_bytes())[..] else { panic!("one entry") };
    assert_eq!(told(draft), "|a: totp SHA512 8 60s");
    assert_eq!((draft.tags.as_slice(), draft.note.expose()), (&["Work".to_owned()][..], "n"));
    assert!(draft.pinned && !draft.trashed);
}

#[test]
fn missing_fields_take_their_defaults_and_bad_ones_refuse_their_entry_alone() {
    let entries = [
        entry("totp", "default", r#""x":0"#),
        entry("totp", "nulls", r#""algo":null,"digits":null,"period":null"#),
        entry("hotp", "counted", r#""algo":"SHA1","digits":6,"counter":5"#),
        entry("steam", "game", r#""algo":"SHA1","digits":5,"period":30"#),
        entry("totp", "md5", r#""algo":"MD5""#),
        entry("totp", "sha384", r#""algo":"SHA384""#),
        entry("totp", "digits", r#""digits":0"#),
        entry("totp", "period", r#""period":-30"#),
        entry("hotp", "counter", r#""counter":"x""#),
        entry("other", "kind", r#""x":0"#),
        r#"{"type":"totp","name":"empty"}"#.to_owned(),
        "7".to_owned(),
    ];
    assert_eq!(
        all_told("aegis", vault(&entries.join(",")).as_bytes()),
        [
            "|default: totp SHA1 6 30s",
            "|nulls: totp SHA1 6 30s",
            "|counted: hotp SHA1 6 #5",
            "|game: steam SHA1 5 30s",
            "|md5: totp SHA1 6 30s",
            "|sha384: the algorithm SHA384 is not one of SHA1, SHA256 and SHA512",
            "|digits: 0 digits: a code has 1 to 10",
            "|period: the period is not a whole number of seconds",
            "|counter: the counter is not a whole number",
            "|kind: codes of type other are not supported",
            "|empty: there is no secret",
            "|: the entry cannot be read",
        ]
    );
}

#[test]
fn groups_of_older_versions_are_names() {
    let entry = format!(
        r#"{{"type":"totp","name":"a","issuer":"A","group":"Home","info":{{"secret":"{SECRET}"}}}}"#
    );
    let file = format!(r#"{{"version":1,"header":{{}},"db":{{"version":1,"entries":[{entry}]}}}}"#);
    assert_eq!(drafts("aegis", file.as_bytes())[0].tags, ["Home"]);
}

#[test]
fn a_newer_vault_and_an_empty_one_are_told_apart_from_a_damaged_one() {
    let newer = vault("").replace(r#""version":3"#, r#""version":4"#);
    for (file, error) in [
        (newer, ReadError::Newer { version: 4 }),
        (
            vault("").replacen(r#""version":1"#, r#""version":2"#, 1),
            ReadError::Newer { version: 2 },
        ),
        (vault(""), ReadError::Empty),
        (r#"{"header":{},"db":{}}"#.to_owned(), ReadError::Empty),
        (r#"{"header":{},"db":5}"#.to_owned(), ReadError::Damaged),
        (r#"{"header":7,"db":{}}"#.to_owned(), ReadError::Damaged),
    ] {
        assert_eq!(read("aegis", file.as_bytes(), None).err(), Some(error), "{file}");
    }
}

/// An encrypted vault: slots of these kinds, each under the password `one`, with this cost.
fn sealed(kinds: &[u8], n: u64) -> String {
    let (master, nonce) = ([7; 32], [1; 12]);
    let salt = [9; 32];
    let mut key = [0; 32];
    let params = scrypt::Params::new(10, 8, 1).unwrap();
    scrypt::scrypt(b"one", &salt, &params, &mut key).unwrap();
    let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
    let wrapped = seal_gcm(&key, &nonce, &master, b"");
    let (wrapped, tag) = wrapped.split_at(32);
    let slots: Vec<_> = kinds
        .iter()
        .map(|kind| {
            format!(
                r#"{{"type":{kind},"uuid":"s","key":"{}","key_params":{{"nonce":"{}","tag":"{}"}},
                "n":{n},"r":8,"p":1,"salt":"{}","repaired":true,"is_backup":false}}"#,
                hex(wrapped),
                hex(&nonce),
                hex(tag),
                hex(&salt)
            )
        })
        .collect();
    let plain = database(&entry("totp", "a", r#""digits":6"#));
    let text = seal_gcm(&master, &[2; 12], plain.as_bytes(), b"");
    let (text, tag) = text.split_at(text.len() - 16);
    format!(
        r#"{{"version":1,"header":{{"slots":[{}],"params":{{"nonce":"{}","tag":"{}"}}}},"db":"{}"}}"#,
        slots.join(","),
        hex(&[2; 12]),
        hex(tag),
        BASE64.encode(text)
    )
}

#[test]
fn an_encrypted_vault_opens_with_the_password_of_any_slot() {
    for kinds in [&[1][..], &[2, 1], &[0, 2, 1, 1]] {
        let import = read("aegis", sealed(kinds, 1_024).as_bytes(), Some("one")).unwrap();
        assert_eq!(told(&import.drafts[0]), "|a: totp SHA1 6 30s");
    }
}

#[test]
fn a_slot_that_is_broken_leaves_the_next_one_to_open_the_vault() {
    let two = sealed(&[1, 1], 1_024);
    for broken in [
        two.replacen(r#""salt":"09"#, r#""salt":"xx"#, 1),
        two.replacen(r#""n":1024,"#, "", 1),
        two.replacen(r#""r":8"#, r#""r":8000"#, 1),
        two.replacen(r#""key_params":{"#, r#""key_params":7,"x":{"#, 1),
    ] {
        assert_ne!(broken, two);
        assert!(read("aegis", broken.as_bytes(), Some("one")).is_ok(), "{broken}");
        let wrong = read("aegis", broken.as_bytes(), Some("two")).err();
        assert_eq!(wrong, Some(ReadError::WrongPassword), "{broken}");
    }
}

#[test]
fn groups_that_are_no_texts_leave_the_entry_alone() {
    let odd = entry("totp", "a", r#""x":0"#).replace(r#"["g1","gone"]"#, r#"[null,7,"g1"]"#);
    let [draft] = &drafts("aegis", vault(&odd).as_bytes())[..] else { panic!("one entry") };
    assert_eq!(draft.tags, ["Work"]);
}

#[test]
fn what_keeps_an_encrypted_vault_shut_is_told_apart() {
    let good = sealed(&[1], 1_024);
    let cut = good.replace(r#""db":""#, r#""db":"AAAA"#);
    let hostile = sealed(&[1], 1 << 30);
    let without_cost = good.replace(r#""n":1024,"#, "");
    let no_power = sealed(&[1], 1_023);
    for (file, password, error) in [
        (&good, None, ReadError::NeedsPassword),
        (&good, Some("two"), ReadError::WrongPassword),
        (&cut, Some("one"), ReadError::Damaged),
        (&hostile, Some("one"), ReadError::TooCostly),
        (&without_cost, Some("one"), ReadError::Damaged),
        (&no_power, Some("one"), ReadError::Damaged),
        (&sealed(&[1; 9], 1_024), Some("one"), ReadError::TooCostly),
        (&sealed(&[2], 1_024), Some("one"), ReadError::Unsupported(Unsupported::DeviceKey)),
    ] {
        assert_eq!(read("aegis", file.as_bytes(), password).err(), Some(error));
    }
}

#[test]
fn a_page_is_not_read_on_for_a_user_who_has_gone() {
    let file = "<html><title>Aegis</title><table><tr><th>Issuer</th></tr><tr><td>A</td><td>a</td>\
                <td>TOTP</td><td><img src='data:image/png;base64,AAAA'></td></tr></table>";
    let mut context = ReadContext { is_cancelled: Some(&|| true), ..ReadContext::default() };
    let outcome =
        formats::by_name("aegis").unwrap().read(&Content::new(file.as_bytes()), &mut context);
    assert_eq!(outcome.err(), Some(ReadError::Cancelled));
}

#[test]
fn a_page_is_read_by_its_columns_and_says_which_periods_it_lacks() {
    let columns = "Issuer Name Type QR UUID Note Favorite Algo Digits Secret Counter PIN";
    let header: String = columns.split(' ').map(|c| format!("<th>{c}</th>")).collect();
    let row = |cells: &[&str]| -> String {
        let cells: String = cells.iter().map(|c| format!("<td>{c}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let file = format!(
        "<html><head><title>Aegis</title></head><table><tr>{header}</tr>{}{}</table></html>",
        row(&["A &amp; B", "a", "HOTP", "", "u", "n", "true", "SHA256", "8", SECRET, "7", "-"]),
        row(&["-", "b", "TOTP", "", "u", "", "false", "SHA1", "6", SECRET, "-", "-"]),
    );
    let import = read("aegis", file.as_bytes(), None).unwrap();
    let told: Vec<_> = import.drafts.iter().map(told).collect();
    assert_eq!(told, ["A & B|a: hotp SHA256 8 #7", "-|b: totp SHA1 6 30s"]);
    assert_eq!((import.drafts[0].note.expose(), import.drafts[0].pinned), ("n", true));
    assert_eq!(import.remarks, [Remark::CodeUnread { count: 1 }]);
}

#[test]
fn entries_without_their_vault_are_read() {
    let file = format!(
        r#"[{{"type":"totp","name":"ada","issuer":"A","info":{{"secret":"{SECRET}","algo":"SHA256","digits":8,"period":60}}}},
        {{"type":"hotp","name":"bea","issuer":"B","info":{{"secret":"{SECRET}","counter":9}}}}]"#
    );
    assert_eq!(
        all_told("aegis", file.as_bytes()),
        ["A|ada: totp SHA256 8 60s", "B|bea: hotp SHA1 6 #9"]
    );
}
