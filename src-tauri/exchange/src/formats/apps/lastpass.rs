//! LastPass Authenticator (Android and iOS): JSON, TOTP only.

use serde::Deserialize;

use tessera_core::entry::Labels;
use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::groups::Groups;
use crate::formats::fields::lenient_json::{self, Each, Number};
use crate::formats::fields::parts::{PartSecret, Parts};
use crate::formats::format::{Format, Import, ReadContext, ReadError};
use crate::formats::json;

/// The version is not looked at: Android writes 3 and iOS 1, and both read the same.
pub(crate) const FORMAT: Format = Format {
    name: "lastpass",
    title: "LastPass Authenticator",
    recognises: |content| {
        content.has_keys(&["accounts", "folders"])
            || (content.has_keys(&["accounts"])
                && content.text().is_some_and(|text| text.contains("\"issuerName\"")))
    },
    read,
};

/// The folder of favourites.
const FAVORITES: u64 = 1;

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    accounts: Each<Stored>,
    #[serde(default)]
    folders: Each<Folder>,
}

#[derive(Deserialize)]
struct Folder {
    #[serde(default)]
    id: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    #[serde(default, deserialize_with = "lenient_json::text")]
    issuer_name: String,
    #[serde(default, deserialize_with = "lenient_json::text")]
    user_name: String,
    #[serde(default, deserialize_with = "lenient_json::secret")]
    secret: SecretText,
    #[serde(default)]
    time_step: Number,
    #[serde(default)]
    digits: Number,
    #[serde(default, deserialize_with = "lenient_json::text")]
    algorithm: String,
    #[serde(default, deserialize_with = "lenient_json::flag")]
    is_favorite: bool,
    #[serde(default)]
    folder_data: Option<Place>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(default)]
    folder_id: Number,
}

fn read(content: &Content<'_>, _: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let text = content.text().ok_or(ReadError::Damaged)?;
    let export: Export = json::parse(text.as_bytes())?;
    let folders = export.folders.known();
    let mut folders =
        Groups::new(folders.filter_map(|folder| Some((folder.id.get()?, folder.name))));
    let import = Import::of(export.accounts, |stored| {
        let folder = stored.folder_data.unwrap_or_default().folder_id.get();
        Parts {
            // The names of now: the original ones may be long out of date.
            labels: Labels { issuer: stored.issuer_name, account: stored.user_name },
            secret: PartSecret::Base32(stored.secret),
            algorithm: stored.algorithm,
            digits: stored.digits,
            period: stored.time_step,
            tags: folders.tags(&folder),
            pinned: stored.is_favorite || folder == Some(FAVORITES),
            ..Parts::default()
        }
        .draft()
    });
    import.or_empty()
}
