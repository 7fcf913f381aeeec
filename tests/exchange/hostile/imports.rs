//! Files of other apps that say something long once and refer to it often.

use tessera_exchange::formats::{self, Content, ReadContext};

/// Each would be gigabytes with everything copied.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let long = "x".repeat(1 << 20);
    let wide = "\u{1f512}".repeat(200);
    let times = |count, part: &str| vec![part; count].join(",");
    let ids = times(2_000, r#""g""#);
    let numbered =
        |make: &dyn Fn(usize) -> String| (0..200).map(make).collect::<Vec<_>>().join(",");
    let texts = [
        (
            "a group of Aegis with a long name",
            format!(
                r#"{{"header":{{}},"db":{{"groups":[{{"uuid":"g","name":"{long}"}}],"entries":[
                {{"info":{{"secret":"MFRA"}},"groups":[{ids}]}}]}}}}"#
            ),
        ),
        (
            "accounts of Aegis in two hundred groups each",
            format!(
                r#"{{"header":{{}},"db":{{"groups":[{}],"entries":[{}]}}}}"#,
                numbered(&|n| format!(r#"{{"uuid":"{n}","name":"{n}{wide}"}}"#)),
                times(
                    4_000,
                    &format!(
                        r#"{{"info":{{"secret":"MFRA"}},"groups":[{}]}}"#,
                        numbered(&|n| format!(r#""{n}""#))
                    )
                ),
            ),
        ),
        (
            "a collection of Bitwarden with a long name",
            format!(
                r#"{{"encrypted":false,"folders":[],"collections":[{{"id":"g","name":"{long}"}}],
                "items":[{{"login":{{"totp":"MFRA"}},"collectionIds":[{ids}]}}]}}"#
            ),
        ),
        (
            "a category of Stratum with a long name",
            format!(
                r#"{{"Authenticators":[{{"Secret":"MFRA"}}],"Categories":[{{"Id":"g","Name":"{long}"}}],
                "AuthenticatorCategories":[{}]}}"#,
                times(2_000, r#"{"CategoryId":"g","AuthenticatorSecret":"MFRA"}"#)
            ),
        ),
        (
            "as many links as accounts in Stratum",
            format!(
                r#"{{"Authenticators":[{}],"Categories":[{{"Id":"g","Name":"n"}}],
                "AuthenticatorCategories":[{}]}}"#,
                times(20_000, r#"{"Secret":"MFRA"}"#),
                times(20_000, r#"{"CategoryId":"g","AuthenticatorSecret":"MFRA"}"#)
            ),
        ),
        (
            "a vault of Proton Pass with a long name",
            format!(
                r#"{{"vaults":{{"v":{{"name":"{long}","items":[{}]}}}}}}"#,
                times(2_000, r#"{"data":{"content":{"totpUri":"MFRA"}}}"#)
            ),
        ),
        (
            "a long note with many codes",
            format!(
                r#"{{"vaults":{{"v":{{"items":[{{"data":{{"metadata":{{"note":"{long}"}},
                "extraFields":[{}]}}}}]}}}}}}"#,
                times(2_000, r#"{"data":{"totpUri":"MFRA"}}"#)
            ),
        ),
        (
            "long notes with some codes each",
            format!(
                r#"{{"vaults":{{"v":{{"items":[{}]}}}}}}"#,
                times(
                    16,
                    &format!(
                        r#"{{"data":{{"metadata":{{"note":"{long}"}},"extraFields":[{}]}}}}"#,
                        times(60, r#"{"data":{"totpUri":"MFRA"}}"#)
                    )
                )
            ),
        ),
    ];
    texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

/// Reads a file as whatever it is.
pub fn read(file: &[u8]) {
    let content = Content::new(file);
    let format = formats::recognise(&content).unwrap();
    let _ = format.read(&content, &mut ReadContext::default());
}
