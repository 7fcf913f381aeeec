//! One entry of the manifest, and whether a draft is what it says.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use serde::Deserialize;
use tessera_core::base32;
use tessera_core::otp::Otp;
use tessera_core::otpauth::UriError;
use tessera_exchange::draft::Draft;

/// One entry of the manifest; its own words are in its `entry_fields`.
#[derive(Deserialize)]
pub struct Expected {
    pub r#type: String,
    pub issuer: String,
    pub name: String,
    secret: String,
    secret_raw: Option<String>,
    algorithm: String,
    digits: u64,
    period: Option<u64>,
    counter: Option<u64>,
    #[serde(default)]
    issuer_alt: Vec<String>,
    #[serde(default)]
    name_alt: Vec<String>,
    #[serde(default)]
    counter_alt: Vec<u64>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    item_name: Option<String>,
    note: Option<String>,
    #[serde(default)]
    favorite: bool,
    #[serde(default)]
    trashed: bool,
    #[serde(default)]
    steam_by_issuer: bool,
    expect: Option<String>,
    #[serde(default)]
    unsupported_ok: bool,
}

impl Expected {
    /// Whether a draft is this entry; of one that `is_whole`, what it does not say is not there.
    pub fn is(&self, draft: &Draft, is_whole: bool) -> bool {
        let Ok(otp) = &draft.otp else {
            let is_named = self.names(draft)
                // What stands in the place of a name without a secret may be the secret.
                || (self.secret.is_empty() && draft.labels.issuer == self.issuer);
            return is_named && (self.expect.is_some() || self.may_lack_a_pin(draft));
        };
        self.expect.is_none()
            && self.names(draft)
            && self.has_parameters(otp)
            && self.has_secret(otp.secret().expose())
            && self.is_kept(draft, is_whole)
    }

    /// Some files leave out what goes into the codes of mOTP and Yandex beside the secret.
    fn may_lack_a_pin(&self, draft: &Draft) -> bool {
        let reason = draft.otp.as_ref().err();
        self.unsupported_ok
            && match &*self.r#type {
                "motp" => reason == Some(&UriError::PinMissing),
                _ => matches!(reason, Some(UriError::PinMissing | UriError::YandexSecret)),
            }
    }

    pub fn names(&self, draft: &Draft) -> bool {
        let one_of = |given: &str, expected: &str, others: &[String]| {
            given == expected.trim() || others.iter().any(|other| other.trim() == given)
        };
        one_of(&draft.labels.issuer, &self.issuer, &self.issuer_alt)
            && one_of(&draft.labels.account, &self.name, &self.name_alt)
    }

    fn has_parameters(&self, otp: &Otp) -> bool {
        let kind = otp.kind().name();
        let counters = || self.counter.into_iter().chain(self.counter_alt.iter().copied());
        match &*self.r#type {
            "steam" => kind == "steam" || (self.steam_by_issuer && otp.digits() == 5),
            // What the manifest says of their parameters is what the file writes, not what they are.
            "motp" => kind == "motp",
            "yandex" => kind == "yandex" || kind == "yaotp",
            "hotp" => {
                let counter = counters().any(|counter| Some(counter) == otp.counter());
                kind == "hotp" && self.has_shape(otp) && counter
            }
            _ => {
                let period = otp.period().map(|period| u64::from(period.seconds()));
                kind == "totp" && self.has_shape(otp) && period == self.period
            }
        }
    }

    fn has_shape(&self, otp: &Otp) -> bool {
        otp.algorithm().name() == self.algorithm && u64::from(otp.digits()) == self.digits
    }

    fn has_secret(&self, secret: &[u8]) -> bool {
        let base32 = base32::decode(&self.secret);
        if base32.is_ok_and(|decoded| decoded.expose() == secret) {
            return true;
        }
        // What mOTP hashes is text: as it stands there, or bytes in hexadecimal.
        let raw = self.secret_raw.as_deref().unwrap_or(&self.secret);
        let hex = base32::decode(&self.secret).map(|bytes| HEXLOWER.encode(bytes.expose()));
        let is_hex = hex.is_ok_and(|hex| hex.as_bytes() == secret);
        self.r#type == "motp" && (raw.as_bytes() == secret || is_hex)
    }

    /// Tags, note, pin and trash.
    fn is_kept(&self, draft: &Draft, is_whole: bool) -> bool {
        let expected: BTreeSet<&str> =
            self.groups.iter().chain(&self.tags).map(|tag| tag.trim()).collect();
        let tags: BTreeSet<&str> = draft.tags.iter().map(String::as_str).collect();
        // The name of the bin is no tag that anybody gave.
        let tagged = tags == expected
            || (self.trashed && tags.is_empty())
            // Of items of password managers, the manifest leaves some tags out.
            || (expected.is_empty() && self.item_name.is_some());
        let noted = self.note.as_deref().unwrap_or_default().trim() == draft.note.expose().trim()
            // Of items of password managers, their names are kept as notes.
            || (self.note.is_none() && (!is_whole || self.item_name.is_some()));
        let pinned = draft.pinned == self.favorite || (draft.pinned && !is_whole);
        tagged && noted && pinned && draft.trashed == self.trashed
    }
}
