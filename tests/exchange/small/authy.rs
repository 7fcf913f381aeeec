//! Authy: preferences, what its server sends, and what scripts make of that.

use tessera_exchange::formats::ReadError;

use crate::reading::{SECRET, SECRET_BYTES, all_told, read, told};

/// Under 1,000 rounds and no IV; under 1,001 rounds and an IV of its own.
const PHONE: &str = "yYYCmsfVMwrFW3gR9ocZPX2wZ3f+zj0pcdFYXM8Mv2xt7KUPgKtx+56UxWpvY9YB";
const SERVER: &str = "0+H2HIkkOmgCrZoT5FyP1VrUOzqG6/julvCuD3hrU70KimFEPxMSfsrL/m+TlHEA";
/// Under 100,000 rounds and the same IV.
const SHEET: &str = "BhqQ/nV48hfk7TUwj1i7geRa0aWRxyJwipuhsmLCZYNLtvTSkO0bKCOLWI3ddlZw";

fn map(others: &str, own: &str) -> String {
    let escaped = |json: &str| json.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n\
         <string name=\"com.authy.storage.tokens.authenticator.key\">{}</string>\n\
         <string name=\"com.authy.storage.tokens.authy.key\">{}</string>\n</map>\n",
        escaped(others),
        escaped(own),
    )
}

#[test]
fn tokens_of_others_and_its_own_are_read() {
    let others = format!(
        r#"[{{"originalIssuer":"Example","originalName":"Example:alice","name":"Example: alice",
        "digits":8,"decryptedSecret":"{SECRET}","encryptedSecret":"x","salt":"y"}},7]"#
    );
    let own = r#"[{"name":"Bank","secretSeed":"3132333435363738393031323334353637383930"}]"#;
    let file = map(&others, own);
    assert_eq!(
        all_told("authy", file.as_bytes()),
        ["Example|alice: totp SHA1 8 30s", "|: the entry cannot be read", "|Bank: totp SHA1 7 10s"]
    );
}

#[test]
fn sealed_tokens_open_with_the_password() {
    let good = format!(
        r#"{{"name":"Example: alice","digits":6,"encryptedSecret":"{PHONE}","salt":"a salt as text"}}"#
    );
    let bad = r#"{"name":"bob","encryptedSecret":"AAAAAAAAAAAAAAAAAAAAAA==","salt":"s"}"#;
    let file = map(&format!("[{good},{bad}]"), "[]");
    let drafts = read("authy", file.as_bytes(), Some("geheim")).unwrap().drafts;
    assert_eq!(told(&drafts[0]), "Example|alice: totp SHA1 6 30s");
    assert_eq!(drafts[0].otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
    assert_eq!(told(&drafts[1]), "|bob: the entry cannot be read");
    let wrong = read("authy", file.as_bytes(), Some("falsch")).unwrap_err();
    assert_eq!(wrong, ReadError::WrongPassword);
    assert_eq!(read("authy", file.as_bytes(), None).unwrap_err(), ReadError::NeedsPassword);
}

#[test]
fn what_the_server_sends_is_opened_at_its_cost_and_no_other() {
    let file = |rounds: &str| {
        format!(
            r#"{{"authenticator_tokens":[{{"name":"alice","issuer":"Example","digits":7,
            "encrypted_seed":"{SERVER}","salt":"a salt as text","key_derivation_iterations":{rounds},
            "unique_iv":"000102030405060708090a0b0c0d0e0f"}}],"success":true}}"#
        )
    };
    let opened = read("authy", file("1001").as_bytes(), Some("geheim")).unwrap().drafts;
    assert_eq!(told(&opened[0]), "Example|alice: totp SHA1 7 30s");
    for (rounds, error) in [
        ("null", ReadError::WrongPassword),
        ("10000001", ReadError::TooCostly),
        ("4000000000", ReadError::TooCostly),
    ] {
        let read = read("authy", file(rounds).as_bytes(), Some("geheim"));
        assert_eq!(read.unwrap_err(), error, "{rounds}");
    }
}

#[test]
fn a_token_of_an_odd_cost_is_refused_alone() {
    for rounds in ["0", "10000001", "4000000000", "-1"] {
        let token = |name: &str, rounds: &str| {
            format!(
                r#"{{"name":"{name}","encrypted_seed":"{SERVER}","salt":"a salt as text",
                "key_derivation_iterations":{rounds},"unique_iv":"000102030405060708090a0b0c0d0e0f"}}"#
            )
        };
        let file = format!("[{},{}]", token("odd", rounds), token("sound", "1001"));
        let drafts = read("authy", file.as_bytes(), Some("geheim")).unwrap().drafts;
        let told: Vec<_> = drafts.iter().map(told).collect();
        assert_eq!(told, ["|odd: the entry cannot be read", "|sound: totp SHA1 6 30s"], "{rounds}");
    }
}

#[test]
fn what_scripts_make_of_it_is_read() {
    let seeds = format!(r#"[{{"name":"Example:alice","decrypted_seed":"{SECRET}","digits":6}}]"#);
    assert_eq!(all_told("authy", seeds.as_bytes()), ["Example|alice: totp SHA1 6 30s"]);
    let answer = format!(
        r#"{{"message":"success","decrypted_authenticator_tokens":[{{"account_type":"authenticator",
        "name":"Example: alice","issuer":null,"decrypted_seed":"{SECRET}","digits":7,"logo":null,
        "unique_id":"1"}}],"success":true}}"#
    );
    assert_eq!(all_told("authy", answer.as_bytes()), ["Example|alice: totp SHA1 7 30s"]);
    let uris = format!(
        r#"[{{"name":"Bank","secret":"{SECRET}","uri":"otpauth://totp/Bank?secret={SECRET}&digits=7&period=10"}},
        {{"name":"Example: bob","secret":"{SECRET}","uri":""}}]"#
    );
    assert_eq!(
        all_told("authy", uris.as_bytes()),
        ["|Bank: totp SHA1 7 10s", "Example|bob: totp SHA1 6 30s"]
    );
}

#[test]
fn the_spreadsheet_of_ones_own_data_opens_with_the_password() {
    for (separator, header) in
        [(",", "name,encrypted_seed,salt,iv"), (";", "Name;Encrypted_Seed;Salt;IV")]
    {
        let row = ["Example: alice", SHEET, "a salt as text", "000102030405060708090a0b0c0d0e0f"];
        let file = format!("{header}\n{}\n", row.join(separator));
        let drafts = read("authy", file.as_bytes(), Some("geheim")).unwrap().drafts;
        assert_eq!(told(&drafts[0]), "Example|alice: totp SHA1 6 30s");
        assert_eq!(drafts[0].otp.as_ref().unwrap().secret().expose(), SECRET_BYTES);
        let wrong = read("authy", file.as_bytes(), Some("falsch")).unwrap_err();
        assert_eq!(wrong, ReadError::WrongPassword);
    }
}

#[test]
fn a_column_of_the_spreadsheet_says_the_cost_up_to_a_bound() {
    let file = |rounds: &str| {
        format!(
            "name,encrypted_seed,salt,iv,iterations\n\
             alice,{SERVER},a salt as text,000102030405060708090a0b0c0d0e0f,{rounds}\n"
        )
    };
    assert!(read("authy", file("1001").as_bytes(), Some("geheim")).is_ok());
    let costly = read("authy", file("10000001").as_bytes(), Some("geheim"));
    assert_eq!(costly.unwrap_err(), ReadError::TooCostly);
}

#[test]
fn opened_tokens_may_stand_under_a_shorter_name() {
    let file = format!(
        r#"{{"message":"success","tokens":[{{"name":"Example: alice","decrypted_seed":"{SECRET}"}}]}}"#
    );
    assert_eq!(all_told("authy", file.as_bytes()), ["Example|alice: totp SHA1 6 30s"]);
}
