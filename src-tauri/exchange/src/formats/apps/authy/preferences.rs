//! The XML of a rooted phone: tokens of other sites, and Authy's own.

use serde::Deserialize;
use tessera_core::secret::SecretText;

use crate::draft::Draft;

use super::named;
use super::seal::{Opener, Sealed};
use crate::formats::containers::preferences::Preferences;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{Import, ReadContext, ReadError};
use crate::formats::json;

const OTHERS: &str = "com.authy.storage.tokens.authenticator.key";
const OWN: &str = "com.authy.storage.tokens.authy.key";
/// The phone's preferences know no other cost.
const ROUNDS: u32 = 1_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Token {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    original_name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    original_issuer: String,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    decrypted_secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    encrypted_secret: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    salt: String,
    /// Of Authy's own tokens.
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret_seed: SecretText,
}

pub(super) fn recognises(content: &Content<'_>) -> bool {
    parse(content).is_some_and(|map| map.get(OTHERS).is_some() || map.get(OWN).is_some())
}

fn parse(content: &Content<'_>) -> Option<Preferences> {
    Preferences::parse(content.text()?)
}

pub(super) fn read(content: &Content<'_>, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let map = parse(content).ok_or(ReadError::Damaged)?;
    let mut import = Import::default();
    let mut opener = Opener::default();
    for token in list(&map, OTHERS)?.0 {
        import.drafts.push(match token {
            Ok(token) => token.draft(&mut opener, context)?,
            Err(labels) => Draft::unreadable(labels),
        });
    }
    opener.verdict()?;
    let own = list(&map, OWN)?.0.into_iter();
    import.drafts.extend(own.map(|token| token.map_or_else(Draft::unreadable, Token::own)));
    import.or_empty()
}

fn list(map: &Preferences, name: &str) -> Result<Each<Token>, ReadError> {
    let Some(json) = map.get(name) else { return Ok(Each::default()) };
    json::parse(json.expose().as_bytes())
}

impl Token {
    fn draft(self, opener: &mut Opener, context: &ReadContext<'_>) -> Result<Draft, ReadError> {
        let labels = named(&self.original_issuer, &self.original_name, &self.name);
        let secret = if self.decrypted_secret.expose().is_empty() {
            let (secret, salt) = (self.encrypted_secret.expose(), self.salt.as_str());
            let sealed = Sealed { secret, salt, rounds: ROUNDS, iv: None };
            match opener.open(&sealed, context)? {
                Ok(secret) => secret,
                Err(reason) => return Ok(Draft::refused(labels, reason)),
            }
        } else {
            self.decrypted_secret
        };
        let secret = PartSecret::Base32(secret);
        Ok(Parts { labels, secret, digits: self.digits, ..Parts::default() }.draft())
    }

    /// Hexadecimal, ten seconds, seven digits.
    fn own(self) -> Draft {
        Parts {
            labels: named(&self.original_issuer, &self.original_name, &self.name),
            secret: PartSecret::Hex(self.secret_seed),
            digits: if self.digits == Number::None { Number::Some(7) } else { self.digits },
            period: Number::Some(10),
            ..Parts::default()
        }
        .draft()
    }
}
