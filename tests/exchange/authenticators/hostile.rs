//! Files that were cut, or changed in one place: no reader panics, and none makes a key for a user
//! who has gone.

use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{Content, FORMATS, ReadContext, ReadError};

use crate::reading::{SECRET, read, recognised};

/// Every format reads the bytes, whatever they are. A derivation would take the test's time away: it
/// is asked for and stopped.
fn held_against_all(bytes: &[u8]) {
    let password = SecretText::new("one".to_owned());
    let content = Content::new(bytes);
    for format in FORMATS {
        let mut context = ReadContext {
            password: Some(&password),
            is_cancelled: Some(&|| true),
            ..ReadContext::default()
        };
        if let Ok(import) = format.read(&content, &mut context) {
            assert!(import.drafts.len() <= bytes.len(), "{format:?}");
        }
    }
}

fn files() -> Vec<Vec<u8>> {
    let texts = [
        format!(
            r#"{{"version":1,"header":{{"slots":[{{"type":1,"key":"00","key_params":{{"nonce":"00",
            "tag":"00"}},"n":2,"r":8,"p":1,"salt":"00"}}],"params":{{"nonce":"0","tag":""}}}},
            "db":"AAAA","schemaVersion":4,"services":[{{"name":"A","secret":"{SECRET}","otp":
            {{"digits":6}}}}],"servicesEncrypted":"AA==:AA==:AAAAAAAAAAAAAAAA","reference":"::"}}"#
        ),
        format!(
            r#"{{"kdfParams":{{"memLimit":65536,"opsLimit":2,"salt":"AA=="}},"encryptedData":"AA",
            "encryptionNonce":"AA","Authenticators":[{{"Type":2,"Secret":"{SECRET}"}}],
            "Categories":[{{"Id":"1","Name":"x"}}],"tokens":[{{"secret":[1,-2]}}],"tokenOrder":[]}}"#
        ),
        format!(r#"[{{"secret":"{SECRET}","label":"A - b","type":"TOTP","tags":["x"]}}]"#),
        format!("otpauth://totp/A:%E6%94%AF?secret={SECRET}&codeDisplay=%7B%22tags%22%3A%5B%5D%7D"),
        format!(
            "<html><title>Aegis</title><table class=\"otp-entry\">Ente Auth<tr><td>a&amp;&#65;</td>\
             <td><img src='data:image/png;base64,AAAA'/><code>otpauth://totp/a?secret={SECRET}\
             </code></td></tr></table>"
        ),
        "<map><string name=\"A&quot;\">{&quot;secret&quot;:[1],&quot;type&quot;:1}</string></map>"
            .to_owned(),
    ];
    let mut files: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
    files.extend(
        ["AUTHENTICATORPRO", "AuthenticatorPro"].map(|m| [m.as_bytes(), &[7; 80]].concat()),
    );
    for version in [b"OTPClient\0\0\0\x02", b"OTPClient\0\0\0\x03"] {
        files.push([version.as_slice(), &[1; 80]].concat());
    }
    files.push(vec![0, 0, 1, 7].into_iter().chain([9; 60]).collect());
    files
}

#[test]
fn no_reader_panics_on_a_file_that_was_cut_or_changed() {
    for file in files() {
        for at in 0..=file.len() {
            held_against_all(&file[..at]);
        }
        for at in 0..file.len() {
            for byte in [0, b'"', b'<', 0xff, file[at] ^ 1] {
                let mut changed = file.clone();
                changed[at] = byte;
                held_against_all(&changed);
            }
        }
    }
}

#[test]
fn more_elements_than_anybody_has_are_refused_before_they_take_room() {
    const MANY: usize = 200_000;
    let files = [
        ("2fas", format!(r#"{{"schemaVersion":4,"services":[7{}]}}"#, ",7".repeat(MANY))),
        ("cotp", format!(r#"{{"items":["x"{}]}}"#, r#","x""#.repeat(MANY))),
        ("uris", "steam://\n".repeat(MANY + 1)),
        ("ente", format!("otpauth://x?codeDisplay\n{}", "steam://\n".repeat(MANY))),
        ("winauth", format!("otpauth://x?icon=WinAuth\n{}", "steam://\n".repeat(MANY))),
        ("apple", format!("title,url,username,password,otpauth\n{}", ",,,,x\n".repeat(MANY + 1))),
        (
            "bitwarden",
            format!(r#"{{"encrypted":false,"folders":[],"items":[{{}}{}]}}"#, ",{}".repeat(MANY)),
        ),
        ("proton-pass", {
            let half = format!(r#"{{"items":[7{}]}}"#, ",7".repeat(MANY / 2));
            format!(r#"{{"vaults":{{"a":{half},"b":{half}}}}}"#)
        }),
        ("aegis", format!("<title>Aegis<table>{}", "<tr>".repeat(MANY + 2))),
        ("keepass", {
            let entry = "<Entry><String><Key>otp</Key><Value>x</Value></String></Entry>";
            format!("<KeePassFile>{}</KeePassFile>", entry.repeat(MANY + 1))
        }),
    ];
    for (format, file) in files {
        let outcome = read(format, file.as_bytes(), None);
        assert_eq!(outcome.err(), Some(ReadError::TooLarge), "{format}");
    }
}

#[test]
fn more_fields_than_anybody_has_are_not_looked_at_to_the_end() {
    let fields = format!(r#"{{"secret":"AA","type":"totp"{}}}"#, r#","a":0"#.repeat(1_000_001));
    let json = FORMATS.iter().find(|format| format.name == "json").unwrap();
    assert_eq!(
        json.read(&Content::new(fields.as_bytes()), &mut ReadContext::default()).err(),
        Some(ReadError::TooLarge)
    );
}

#[test]
fn a_foreign_kind_is_told_whole_or_not_at_all() {
    for (kind, given) in [("Other-1", "other-1"), ("a word of a secret", "?"), (r"\u001b[2J", "?")]
    {
        let file = format!(
            r#"{{"header":{{}},"db":{{"entries":[{{"type":"{kind}","info":{{"secret":"{SECRET}"}}}}]}}}}"#
        );
        let reason =
            read("aegis", file.as_bytes(), None).unwrap().drafts.remove(0).otp.unwrap_err();
        assert_eq!(reason, UriError::UnsupportedType { given: given.to_owned() });
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_file() {
    let texts = files().into_iter().filter_map(|file| String::from_utf8(file).ok());
    for text in texts.filter(|text| text.starts_with(['{', '[', '<', 'o'])) {
        let marked = format!("\u{feff}{text}");
        let format = recognised(text.as_bytes());
        assert_eq!(recognised(marked.as_bytes()), format, "{text}");
        let Some(format) = format else { continue };
        let labels = |text: &str| {
            let import = read(format, text.as_bytes(), Some("one"));
            let labels = |draft: Draft| draft.labels;
            import.map(|import| import.drafts.into_iter().map(labels).collect::<Vec<_>>())
        };
        assert_eq!(labels(&marked), labels(&text), "{text}");
    }
}
