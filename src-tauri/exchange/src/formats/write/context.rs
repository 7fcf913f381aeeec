//! What all writers need: JSON in memory that is wiped, randomness, ids of groups.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use tessera_core::secret::{SecretText, Wiped};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Outgoing, WriteContext, WriteError};
use crate::formats::format::{ReadContext, ReadError};

/// JSON without white space.
pub(super) fn json(value: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, WriteError> {
    let mut out = Wiped::default();
    serde_json::to_writer(&mut out, value).map_err(|_| WriteError::TooLarge)?;
    Ok(out.0)
}

/// For `#[serde(serialize_with = "context::secret")]`.
pub(super) fn secret<S: Serializer>(text: &SecretText, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text.expose())
}

/// For `#[serde(serialize_with = "context::secret_or_none")]`: a secret that may be missing, which is
/// null.
pub(super) fn secret_or_none<S: Serializer>(
    text: &Option<SecretText>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    text.as_ref().map(SecretText::expose).serialize(serializer)
}

impl WriteContext<'_> {
    pub(super) fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    pub(super) fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }

    pub(super) fn password(&self) -> Result<&SecretText, WriteError> {
        self.password.ok_or(WriteError::NeedsPassword)
    }

    /// Derives a key as readers do.
    pub(super) fn derive<T>(
        &self,
        derivation: impl FnOnce(&ReadContext<'_>) -> Result<T, ReadError>,
    ) -> Result<T, WriteError> {
        let reading =
            ReadContext { is_cancelled: Some(self.is_cancelled), ..ReadContext::default() };
        derivation(&reading).map_err(|error| match error {
            ReadError::Cancelled => WriteError::Cancelled,
            _ => WriteError::TooLarge,
        })
    }
}

/// The tags of all accounts as groups of their own, each with an id, in the order in which they come.
pub(super) struct Groups<'a> {
    pub(super) all: Vec<(&'a str, Uuid)>,
    by_name: BTreeMap<&'a str, Uuid>,
}

impl<'a> Groups<'a> {
    /// Of the first so many tags of each account.
    pub(super) fn of(
        accounts: &[Outgoing<'a>],
        most: usize,
        context: &mut WriteContext<'_>,
    ) -> Self {
        let mut groups = Self { all: Vec::new(), by_name: BTreeMap::new() };
        for name in accounts.iter().flat_map(|account| account.tags.iter().take(most)) {
            if !groups.by_name.contains_key(name.as_str()) {
                let id = context.uuid();
                groups.by_name.insert(name, id);
                groups.all.push((name, id));
            }
        }
        groups
    }

    pub(super) fn id(&self, name: &str) -> Option<Uuid> {
        self.by_name.get(name).copied()
    }
}
