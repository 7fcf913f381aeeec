//! Ente Auth: a text with one URI a line or JSON, the same encrypted, and an HTML page.
//!
//! What a URI has no place for stands in its parameter `codeDisplay`, or beside it in the JSON.

mod page;
mod secretstream;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tessera_core::entry::Labels;
use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::content::Content;
use crate::formats::draft_of;
use crate::formats::fields::encoded::{base64, base64_array};
use crate::formats::fields::keys::{Argon2Cost, argon2id};
use crate::formats::fields::lenient_json::{self, Each};
use crate::formats::format::{ENOUGH, Format, Import, ReadContext, ReadError, Remark};
use crate::formats::json;
use crate::formats::text::{self, begins};

pub(crate) const FORMAT: Format = Format {
    name: "ente",
    title: "Ente Auth",
    recognises: |content| {
        content.has_keys(&["kdfParams", "encryptedData"])
            || page::recognises(content)
            || (content.has_keys(&["items"])
                && content.text().is_some_and(|text| text.contains("\"rawData\"")))
            || content.text().is_some_and(has_display)
    },
    read,
};

/// Written by Ente in the clear; the display itself is percent-encoded.
const DISPLAY: &str = "codeDisplay";
const NEWEST: u64 = 1;
/// Ente makes 16 of them at most.
const MAX_PASSES: u32 = 32;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sealed {
    #[serde(default)]
    version: u64,
    kdf_params: KdfParams,
    encrypted_data: String,
    /// The header of the stream.
    encryption_nonce: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KdfParams {
    /// In bytes.
    mem_limit: u64,
    ops_limit: u32,
    salt: String,
}

#[derive(Deserialize)]
struct Export {
    items: Each<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(default, deserialize_with = "lenient_json::secret")]
    raw_data: SecretText,
    #[serde(default)]
    display: Option<Display>,
}

impl Item {
    fn draft(self) -> Draft {
        let Some(mut draft) = draft(&self.raw_data) else {
            return Draft::unreadable(Labels::default());
        };
        if let Some(display) = self.display {
            display.dress(&mut draft);
        }
        draft
    }
}

/// What Ente keeps of an entry beside its URI. Each field is read by itself: one that is odd leaves
/// the others alone.
#[derive(Deserialize)]
#[serde(transparent)]
struct Display(Value);

#[derive(Default, Deserialize)]
struct Flag(#[serde(deserialize_with = "lenient_json::flag")] bool);

#[derive(Default, Deserialize)]
struct Text(#[serde(deserialize_with = "lenient_json::text")] String);

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if content.has_keys(&["kdfParams"]) {
        let text = content.text().ok_or(ReadError::Damaged)?;
        let sealed: Sealed = serde_json::from_str(text).map_err(|_| ReadError::Damaged)?;
        let plain = sealed.open(context)?;
        let plain = std::str::from_utf8(&plain).map_err(|_| ReadError::Damaged)?;
        return read_plain(plain, context);
    }
    if page::recognises(content) {
        return page::read(content, context);
    }
    read_plain(content.text().ok_or(ReadError::Damaged)?, context)
}

fn has_display(text: &str) -> bool {
    text.lines().any(|line| begins(line, "otpauth://") && line.contains(DISPLAY))
}

fn read_plain(text: &str, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    match text.trim_start().starts_with('{') {
        true => items(text),
        false => lines(text, context),
    }
}

fn items(json: &str) -> Result<Import, ReadError> {
    let export: Export = json::parse(json.as_bytes())?;
    let mut import = Import::default();
    for item in export.items.0 {
        import.drafts.push(match item {
            Ok(item) => item.draft(),
            Err(labels) => Draft::unreadable(labels),
        });
    }
    import.or_empty()
}

fn lines(text: &str, context: &ReadContext<'_>) -> Result<Import, ReadError> {
    let mut import = Import::default();
    let mut unreadable = 0;
    text::each_line(text, &|| !context.is_cancelled(), &mut |_, links| {
        unreadable += usize::from(links.is_empty());
        for link in links {
            match draft(&link.text) {
                _ if import.drafts.len() == ENOUGH => return false,
                Some(_) if link.is_broken => {
                    let labels = otpauth::labels(link.text.expose());
                    import.drafts.push(Draft::refused(labels, UriError::LinkBroken));
                }
                Some(draft) => import.drafts.push(draft),
                None => unreadable += 1,
            }
        }
        true
    });
    context.go_on()?;
    if unreadable > 0 {
        import.remarks.push(Remark::Unreadable { count: unreadable });
    }
    import.or_empty()
}

/// The draft of a URI with what its display says; none where it is no URI of an authenticator.
fn draft(uri: &SecretText) -> Option<Draft> {
    let mut draft = draft_of(uri)?;
    if let Some(json) = otpauth::parameter(uri.expose(), DISPLAY)
        && let Ok(display) = serde_json::from_str::<Display>(&json)
    {
        display.dress(&mut draft);
    }
    Some(draft)
}

impl Display {
    fn dress(&self, draft: &mut Draft) {
        let tags = self.0.get("tags").and_then(Value::as_array);
        draft.tags = crate::formats::fields::parts::tags(
            tags.into_iter().flatten().filter_map(Value::as_str),
        );
        draft.note = self.get::<Text>("note").0.into();
        draft.pinned = self.get::<Flag>("pinned").0;
        draft.trashed = self.get::<Flag>("trashed").0;
    }

    fn get<T: Default + DeserializeOwned>(&self, name: &str) -> T {
        self.0.get(name).and_then(|value| T::deserialize(value).ok()).unwrap_or_default()
    }
}

impl Sealed {
    fn open(&self, context: &ReadContext<'_>) -> Result<zeroize::Zeroizing<Vec<u8>>, ReadError> {
        if self.version > NEWEST {
            return Err(ReadError::Newer { version: self.version });
        }
        let header = base64_array(&self.encryption_nonce).ok_or(ReadError::Damaged)?;
        let sealed = base64(&self.encrypted_data).ok_or(ReadError::Damaged)?;
        let salt = base64(&self.kdf_params.salt).ok_or(ReadError::Damaged)?;
        let kib = u32::try_from(self.kdf_params.mem_limit / 1_024);
        let kib = kib.map_err(|_| ReadError::TooCostly)?;
        if self.kdf_params.ops_limit > MAX_PASSES {
            return Err(ReadError::TooCostly);
        }
        let cost = Argon2Cost { kib, passes: self.kdf_params.ops_limit, lanes: 1 };
        let key = argon2id(context, context.password()?.expose().as_bytes(), &salt, cost)?;
        secretstream::open_first(&key, &header, &sealed).ok_or(ReadError::WrongPassword)
    }
}
