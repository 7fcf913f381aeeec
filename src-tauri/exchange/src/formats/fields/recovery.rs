//! Recovery codes of sites, in the fields where people and programs keep them beside the code of an item.

use std::time::{SystemTime, UNIX_EPOCH};

use tessera_core::recovery_codes::{SiteCodes, split};
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;

use crate::draft::Draft;
use crate::formats::fields::words::{self, Word};

/// The fields of an item that are called recovery codes, each with one code or a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct RecoveryFields(Vec<SecretText>);

impl RecoveryFields {
    /// Keeps a field if it is called recovery codes; one that is empty says nothing.
    pub(crate) fn insert(&mut self, name: &str, value: &str) {
        if Word::RecoveryCodes.is(&words::plain(name)) {
            self.push(value);
        }
    }

    /// Keeps what stands in a field for recovery codes.
    pub(crate) fn push(&mut self, value: &str) {
        if !value.trim().is_empty() {
            self.0.push(value.into());
        }
    }

    /// Gives the codes to the draft of their account. What is not understood comes into its note.
    pub(crate) fn give_to(&self, draft: &mut Draft) {
        let mut codes = Vec::new();
        let mut others = Vec::new();
        for text in &self.0 {
            let found = split(text.expose(), now());
            if found.codes.is_empty() || found.left_out > 0 {
                others.push(text);
            }
            codes.extend(found.codes);
        }
        match SiteCodes::new(codes) {
            Ok(codes) => draft.recovery_codes = codes,
            Err(_) => others = self.0.iter().collect(),
        }
        for text in others {
            let before = draft.note.expose().trim_end();
            let gap = if before.is_empty() { "" } else { "\n\n" };
            draft.note = SecretText::new([before, gap, text.expose().trim()].concat());
        }
    }
}

/// When codes count as used that are struck off in a file: it does not say since when.
fn now() -> UnixTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixTime::from_seconds(since.as_secs())
}
