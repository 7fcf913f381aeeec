//! Duo Mobile: `accounts.json` of a rooted phone.

use serde::Deserialize;
use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::Unsupported;
use crate::formats::content::Content;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartKind, PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadError, Remark};

pub(crate) const FORMAT: Format = Format {
    name: "duo",
    title: "Duo",
    // What signs in by push messages has no generator, and may come first.
    recognises: |content| {
        content.has_elements(&["otpGenerator"]) || content.has_elements(&["accountType", "pkey"])
    },
    read: |content, _| read(content),
};

#[derive(Deserialize)]
struct Account {
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
    /// Of the services that the app knows by name.
    #[serde(default, rename = "serviceTypeLabel", deserialize_with = "lenient_json::text")]
    service: String,
    #[serde(rename = "otpGenerator")]
    generator: Option<Generator>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Generator {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    otp_secret: SecretText,
    #[serde(default)]
    counter: Number,
}

fn read(content: &Content<'_>) -> Result<Import, ReadError> {
    let accounts: Each<Account> = content.parse_json()?;
    let mut import = Import::default();
    let mut without_code = 0;
    for account in accounts.0 {
        match account {
            Ok(Account { name, service, generator: Some(generator) }) => {
                import.drafts.push(generator.draft(Labels { issuer: service, account: name }));
            }
            Ok(_) => without_code += 1,
            Err(labels) => import.drafts.push(Draft::unreadable(labels)),
        }
    }
    if without_code > 0 {
        if import.drafts.is_empty() {
            return Err(ReadError::Unsupported(Unsupported::PushOnly));
        }
        import.remarks.push(Remark::WithoutCode { count: without_code });
    }
    import.or_empty()
}

impl Generator {
    fn draft(self, labels: Labels) -> Draft {
        let kind = match self.counter {
            Number::None => PartKind::Totp,
            _ => PartKind::Hotp,
        };
        Parts {
            labels,
            kind,
            secret: PartSecret::Base32(self.otp_secret),
            counter: self.counter,
            ..Parts::default()
        }
        .draft()
    }
}
