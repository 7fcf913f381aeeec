//! Lists of accounts as JSON that no app has for its own: what programs make of Google's transfer
//! codes, what small apps write, and what people write. A list stands by itself or under one of a few
//! names; of any other JSON the links in it are read.
//!
//! extract_otp_secrets writes a URI beside the fields; google-authenticator-exporter writes the secret
//! in base64, once more in base32 as `totpSecret`, and Google's own numbers for the rest. Chronos,
//! Mauth and the OTP Manager of Nextcloud have their lists under a name.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::Found;
use crate::formats::Reading;
use crate::formats::apps::migration;
use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::links::Links;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, LostField, ReadError, Remark};

/// To be held against JSON after all others.
pub(crate) const FORMAT: Format = Format {
    name: "json",
    title: "List of accounts (JSON)",
    recognises: |content| is_list(content) || named(content).is_some() || has_links(content),
    read: |content, _| read(content),
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Account {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    account: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    username: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    service: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    totp_secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    url: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    r#type: String,
    #[serde(default, alias = "otp_type", deserialize_with = "lenient_json::text")]
    otp_type: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    kind: String,
    #[serde(default, alias = "algo", alias = "hash", deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default)]
    digits: Number,
    #[serde(default, alias = "interval", alias = "timeStep", alias = "time_step", alias = "timer")]
    period: Number,
    #[serde(default)]
    counter: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    group: String,
}

/// A list under a name, and the names of the groups that it speaks of.
#[derive(Deserialize)]
struct Named {
    #[serde(alias = "tokens", alias = "data", alias = "entries")]
    accounts: Each<Account>,
    #[serde(default)]
    groups: Each<Group>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(default, deserialize_with = "lenient_json::text")]
    id: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
}

fn is_list(content: &Content<'_>) -> bool {
    let keys = ["type", "otp_type", "kind", "issuer", "digits", "algo", "algorithm", "url"];
    keys.iter().any(|key| content.has_elements(&["secret", key])) || links(content).is_some()
}

fn named(content: &Content<'_>) -> Option<Named> {
    let names = ["accounts", "tokens", "data", "entries"];
    names.iter().find(|name| content.has_keys(&[name]))?;
    let named: Named = content.parse_json().ok()?;
    let mut accounts = named.accounts.0.iter().flatten();
    accounts.any(|account| !account.secret.expose().is_empty()).then_some(named)
}

fn has_links(content: &Content<'_>) -> bool {
    let is_json = || content.has_keys(&[]) || content.has_elements(&[]);
    // JSON may write a slash as it likes.
    content.text().is_some_and(|text| text.contains("otpauth:")) && is_json() && {
        content.parse_json::<Links>().is_ok_and(|links| !links.0.is_empty())
    }
}

/// Links and nothing else.
fn links(content: &Content<'_>) -> Option<Vec<SecretText>> {
    let is_array = |text: &str| text.trim_start().starts_with('[');
    content.text().filter(|text| is_array(text))?;
    let links: Each<String> = content.parse_json().ok()?;
    let links: Vec<String> = links.0.into_iter().collect::<Result<_, _>>().ok()?;
    let is_list = links.first().is_some_and(|link| link.trim_start().starts_with("otpauth"));
    is_list.then(|| links.into_iter().map(SecretText::new).collect())
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    if let Some(links) = links(content) {
        return Import { drafts: linked(&links), ..Import::default() }.or_empty();
    }
    if let Some(named) = named(content) {
        let groups = named.groups.known().map(|group| (group.id, group.name));
        return accounts(named.accounts, &mut Groups::new(groups));
    }
    if !is_list(content) && has_links(content) {
        let links = content.parse_json::<Links>()?.0;
        return Import { drafts: linked(&links), ..Import::default() }.or_empty();
    }
    accounts(content.parse_json()?, &mut Groups::new(std::iter::empty::<(String, String)>()))
}

fn linked(links: &[SecretText]) -> Vec<Draft> {
    let mut found = Found::default();
    for link in links {
        if found.read(link) == Reading::NoAccount {
            found.drafts.push(Draft::refused(Labels::default(), UriError::NotOtpauth));
        }
    }
    found.drafts
}

fn accounts(accounts: Each<Account>, groups: &mut Groups<String>) -> Result<Import, ReadError> {
    let mut without_counter = 0;
    let mut import = Import::of(accounts, |account| {
        let tags = groups.tags([account.group.as_str()]);
        let mut draft = match account.is_link() {
            true => parts::uri_or_secret(&account.url, account.labels()),
            false => {
                let parts = account.parts();
                without_counter += usize::from(parts.lacks_counter());
                parts.draft()
            }
        };
        draft.tags = tags;
        draft
    });
    if without_counter > 0 {
        import.remarks.push(Remark::Lost { field: LostField::Counter, count: without_counter });
    }
    import.or_empty()
}

impl Account {
    /// Other addresses may be those of the site.
    fn is_link(&self) -> bool {
        otpauth::parse(self.url.expose()) != Err(UriError::NotOtpauth)
    }

    /// The name is as Google writes it where nothing else is the account.
    fn labels(&self) -> Labels {
        let or = |one: &String, other: &String| if one.is_empty() { other } else { one }.clone();
        let issuer = or(&self.issuer, &self.service);
        match or(&self.account, &self.username).as_str() {
            "" => migration::labels(&issuer, &self.name),
            account if issuer.is_empty() && !self.name.is_empty() => {
                Labels { issuer: self.name.clone(), account: account.to_owned() }
            }
            account => migration::labels(&issuer, account),
        }
    }

    fn parts(self) -> Parts {
        let labels = self.labels();
        let is_googles = !self.totp_secret.expose().is_empty();
        let algorithm = match self.algorithm.trim_start_matches("ALGO_") {
            // Google's word for none, and the first of those that count from 0.
            "0" => "SHA1",
            "1" if is_googles => "SHA1",
            "2" if is_googles => "SHA256",
            "3" if is_googles => "SHA512",
            word => word,
        };
        let kinds = [&self.otp_type, &self.r#type, &self.kind];
        let kind = kinds.into_iter().find(|kind| !kind.is_empty()).map_or("", String::as_str);
        Parts {
            labels,
            kind: PartKind::parse(kind.trim_start_matches("OTP_")),
            secret: PartSecret::Base32(if is_googles { self.totp_secret } else { self.secret }),
            algorithm: algorithm.to_owned(),
            digits: match self.digits {
                Number::Some(1) if is_googles => Number::None,
                Number::Some(2) if is_googles => Number::Some(8),
                // Google's numbers, or what they say: nothing tells.
                Number::Some(1 | 2) => Number::Bad,
                digits => digits,
            },
            period: self.period,
            counter: self.counter,
            ..Parts::default()
        }
    }
}
