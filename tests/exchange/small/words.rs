//! What people and programs call the parameters of a code, in tables and in JSON: it is understood, or the
//! account is refused by name.

use crate::reading::{SECRET, all_told};

/// The fields beside names and secret, and what is told.
#[test]
fn a_parameter_is_read_by_its_name_or_the_account_is_refused() {
    for (names, texts, expected) in [
        (&["Algo", "Length", "Refresh"][..], &["SHA256", "8", "60"][..], "totp SHA256 8 60s"),
        (&["hashAlgorithm", "codeLength", "refresh"], &["SHA-512", "8", "60"], "totp SHA512 8 60s"),
        (
            &["algorithmType", "number_of_digits", "timeStep"],
            &["SHA256", "7", "15"],
            "totp SHA256 7 15s",
        ),
        (&["Algorithmus", "Ziffern", "Intervall"], &["sha256", "8", "60"], "totp SHA256 8 60s"),
        (&["algorithme", "chiffres", "période"], &["SHA256", "8", "60"], "totp SHA256 8 60s"),
        (&["algoritmo", "dígitos", "intervalo"], &["SHA256", "8", "60"], "totp SHA256 8 60s"),
        (&["Period (s)"], &["60 s"], "totp SHA1 6 60s"),
        (&["digits", "codeLength"], &["8", "8"], "totp SHA1 8 30s"),
        (&["type", "counter"], &["hotp", "4"], "hotp SHA1 6 #4"),
        (&["type", "Zähler"], &["hotp", "4"], "hotp SHA1 6 #4"),
        (
            &["type", "digits"],
            &["hotp", "6"],
            "there is no counter, and codes of this kind need one",
        ),
        (
            &["digits", "codeLength"],
            &["6", "8"],
            "the field codeLength is unknown or contradicts another one, and may change the codes",
        ),
        (
            &["digits", "period_ms"],
            &["6", "60000"],
            "the field period_ms is unknown or contradicts another one, and may change the codes",
        ),
        (
            &["digits", "tokenAlgorithmName"],
            &["6", "SHA256"],
            "the field tokenAlgorithmName is unknown or contradicts another one, and may change the codes",
        ),
        (
            &["digits", "counter"],
            &["6", "9"],
            "the field counter is unknown or contradicts another one, and may change the codes",
        ),
        (&["digits", "icon", "Period (ms)"], &["6", "8", ""], "totp SHA1 6 30s"),
        (&["digits", "used", "tokenAlgorithmName"], &["6", "77", "SHA1"], "totp SHA1 6 30s"),
    ] {
        let expected = format!("Mill|ada: {expected}");
        let sheet = format!(
            "Issuer,Account,Secret,{}\nMill,ada,{SECRET},{}\n",
            names.join(","),
            texts.join(",")
        );
        // The names of columns are read in lower case.
        let told = all_told("csv", sheet.as_bytes()).join("");
        assert!(told.eq_ignore_ascii_case(&expected), "{sheet}{told}");
        let fields: Vec<_> =
            names.iter().zip(texts).map(|(name, text)| format!(r#""{name}":"{text}""#)).collect();
        let json = format!(
            r#"[{{"issuer":"Mill","account":"ada","secret":"{SECRET}",{}}}]"#,
            fields.join(",")
        );
        assert_eq!(all_told("json", json.as_bytes()), [expected.as_str()], "{json}");
    }
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_still_one_of_accounts() {
    for file in [
        r#"{"data":[{"service":"Mill","name":"ada","secret":"SECRET","type":"HOTP"}]}"#,
        r#"{"vault":[{"title":"Mill","user":"ada","totp":"SECRET","type":"HOTP"}]}"#,
        "issuer,account,secret,type,digits\nMill,ada,SECRET,hotp,6\n",
    ] {
        let format = if file.starts_with('{') { "json" } else { "csv" };
        let told = all_told(format, file.replace("SECRET", SECRET).as_bytes());
        assert_eq!(
            told,
            ["Mill|ada: there is no counter, and codes of this kind need one"],
            "{file}"
        );
    }
}

#[test]
fn a_name_is_a_name_whatever_it_is_called() {
    for (names, expected) in [
        (r#""title":"Mill","username":"ada""#, "Mill|ada"),
        (r#""issuer":"Mill","email":"ada""#, "Mill|ada"),
        (r#""site":"Mill","login":"ada""#, "Mill|ada"),
        (r#""Dienst":"Mill","Benutzername":"ada""#, "Mill|ada"),
        (r#""issuer":"Mill","name":"ada""#, "Mill|ada"),
        (r#""name":"ada""#, "|ada"),
    ] {
        let file = format!(r#"[{{{names},"secret":"{SECRET}","digits":6,"type":"totp"}}]"#);
        assert_eq!(
            all_told("json", file.as_bytes()),
            [format!("{expected}: totp SHA1 6 30s")],
            "{file}"
        );
    }
    let file = format!("Titre;Identifiant;Clé secrète;Chiffres\nMill;ada;{SECRET};8\n");
    assert_eq!(all_told("csv", file.as_bytes()), ["Mill|ada: totp SHA1 8 30s"]);
}

#[test]
fn what_an_object_in_an_account_says_of_the_code_is_heard() {
    let nested = |outer: &str, inner: &str| {
        format!(
            r#"{{"db":{{"list":[{{"issuer":"Mill","name":"ada",{outer},"info":{{{inner}}}}}]}}}}"#
        )
        .replace("SECRET", SECRET)
    };
    for (outer, inner, expected) in [
        (r#""type":"totp""#, r#""secret":"SECRET","digits":8"#, "Mill|ada: totp SHA1 8 30s"),
        (r#""type":"hotp""#, r#""secret":"SECRET","counter":4"#, "Mill|ada: hotp SHA1 6 #4"),
        (
            r#""type":"totp","secret":"SECRET""#,
            r#""digits":8,"period":60"#,
            "Mill|ada: totp SHA1 8 60s",
        ),
    ] {
        assert_eq!(
            all_told("json", nested(outer, inner).as_bytes()),
            [expected],
            "{outer} {inner}"
        );
    }
}

#[test]
fn a_table_of_issuers_and_secrets_is_one_of_codes_where_nothing_speaks_against_it() {
    let file = format!("Issuer;Account;Secret\nMill;ada;{SECRET}\n");
    assert_eq!(all_told("csv", file.as_bytes()), ["Mill|ada: totp SHA1 6 30s"]);
    for other in [
        format!("Issuer,Password,Secret\nMill,x,{SECRET}\n"),
        "Issuer,Secret\nMill,hunter2\n".to_owned(),
    ] {
        assert_eq!(crate::reading::recognised(other.as_bytes()), None, "{other}");
    }
}
