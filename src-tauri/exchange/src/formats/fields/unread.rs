//! The names of a JSON entry of which no more can be read, since a field of it is of another type.

use serde_json::value::RawValue;
use tessera_core::entry::Labels;

use crate::formats::fields::lenient_json::Named;

/// What apps call the issuer, the surest word first; letters only, in lower case.
const ISSUER: [&str; 5] = ["issuer", "issuername", "service", "title", "site"];
/// What apps call the name of the account, the surest word first; letters only, in lower case.
const ACCOUNT: [&str; 8] =
    ["account", "accountname", "username", "user", "login", "label", "name", "email"];

type Fields<'a> = Vec<(String, &'a RawValue)>;

/// The names of an entry, or of what is in it where it has none itself; empty where none can be read.
pub(crate) fn labels(json: &str) -> Labels {
    let fields = fields(json);
    let own = of(&fields);
    let inner = || fields.iter().map(|(_, value)| of(&self::fields(value.get())));
    match own == Labels::default() {
        true => inner().find(|labels| *labels != own).unwrap_or_default(),
        false => own,
    }
}

fn fields(json: &str) -> Fields<'_> {
    match json.trim_start().starts_with('{') {
        true => serde_json::from_str::<Named<_>>(json).map(|named| named.0).unwrap_or_default(),
        false => Vec::new(),
    }
}

fn of(fields: &Fields<'_>) -> Labels {
    Labels { issuer: first(fields, &ISSUER), account: first(fields, &ACCOUNT) }
}

fn first(fields: &Fields<'_>, words: &[&str]) -> String {
    let text = |word: &&str| {
        let (_, value) = fields.iter().find(|(key, _)| plain(key) == **word)?;
        serde_json::from_str::<String>(value.get()).ok().filter(|text| !text.trim().is_empty())
    };
    words.iter().find_map(text).unwrap_or_default()
}

fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::labels;

    #[test]
    fn an_entry_is_named_by_the_words_of_its_app() {
        for (json, names) in [
            (r#"{"issuer":"Mill","name":"ada","digits":{}}"#, ["Mill", "ada"]),
            (r#"{"issuerName":"Mill","user_name":"ada"}"#, ["Mill", "ada"]),
            (r#"{"issuer":["Mill"],"title":"Loom","label":""}"#, ["Loom", ""]),
            (r#"{"secret":1,"otp":{"issuer":"Mill","account":"ada"}}"#, ["Mill", "ada"]),
            (r#"["issuer","Mill"]"#, ["", ""]),
            ("7", ["", ""]),
        ] {
            let labels = labels(json);
            assert_eq!([labels.issuer.as_str(), &labels.account], names, "{json}");
        }
    }
}
