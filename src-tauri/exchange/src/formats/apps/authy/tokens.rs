//! What the app fetches from its server, as it comes or with its secrets opened.

use serde::Deserialize;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use crate::draft::Draft;

use super::named;
use super::seal::{Opener, Sealed};
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{Import, ReadContext, ReadError};

/// What a token without a number of rounds was sealed with.
const ROUNDS: u32 = 1_000;

#[derive(Deserialize)]
struct File {
    #[serde(alias = "decrypted_authenticator_tokens", alias = "tokens")]
    authenticator_tokens: Each<Token>,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    original_name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer: String,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    decrypted_seed: SecretText,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    encrypted_seed: SecretText,
    #[serde(default, deserialize_with = "lenient_json::text")]
    salt: String,
    #[serde(default)]
    key_derivation_iterations: Number,
    unique_iv: Option<String>,
}

pub(super) fn recognises(content: &Content<'_>) -> bool {
    is_answer(content)
        || content.has_elements(&["decrypted_seed"])
        || content.has_elements(&["encrypted_seed"])
}

/// Whether a file is the server's answer, as it comes or as the script that opens its secrets
/// writes it.
fn is_answer(content: &Content<'_>) -> bool {
    content.has_keys(&["authenticator_tokens"])
        || content.has_keys(&["decrypted_authenticator_tokens"])
        || (content.has_keys(&["tokens"])
            && content.text().is_some_and(|text| text.contains("\"decrypted_seed\"")))
}

pub(super) fn read(content: &Content<'_>, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let tokens: Each<Token> = if is_answer(content) {
        content.parse_json::<File>()?.authenticator_tokens
    } else {
        content.parse_json()?
    };
    let sealed = tokens.0.iter().flatten().filter(|token| token.decrypted_seed.expose().is_empty());
    context.foresee(sealed.filter_map(|token| Opener::method(token.rounds()?)))?;
    let mut import = Import::default();
    let mut opener = Opener::default();
    for token in tokens.0 {
        import.drafts.push(match token {
            Ok(token) => token.draft(&mut opener, context)?,
            Err(labels) => Draft::unreadable(labels),
        });
    }
    opener.verdict()?;
    import.or_empty()
}

impl Token {
    fn draft(self, opener: &mut Opener, context: &ReadContext<'_>) -> Result<Draft, ReadError> {
        let labels = named(&self.issuer, &self.original_name, &self.name);
        let secret = if self.decrypted_seed.expose().is_empty() {
            let Some(rounds) = self.rounds() else {
                return Ok(Draft::refused(labels, UriError::Unreadable));
            };
            let sealed = Sealed {
                secret: self.encrypted_seed.expose(),
                salt: &self.salt,
                rounds,
                iv: self.unique_iv.as_deref(),
            };
            match opener.open(&sealed, context)? {
                Ok(secret) => secret,
                Err(reason) => return Ok(Draft::refused(labels, reason)),
            }
        } else {
            self.decrypted_seed
        };
        let secret = PartSecret::Base32(secret);
        Ok(Parts { labels, secret, digits: self.digits, ..Parts::default() }.draft())
    }

    fn rounds(&self) -> Option<u32> {
        match self.key_derivation_iterations {
            Number::None => Some(ROUNDS),
            Number::Some(rounds) => u32::try_from(rounds).ok(),
            Number::Bad => None,
        }
    }
}
