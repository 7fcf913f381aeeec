//! The samples of other apps, held to what their manifest says is in them.
//!
//! They lie beside the checkout (`../shared/corpus`, or where `TESSERA_CORPUS` says) and are no part
//! of it. Where they are missing, the tests say so and hold nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use serde::Deserialize;
use tessera_core::base32;
use tessera_core::draft::Draft;
use tessera_core::formats::{self, Content, Import, ReadError, Work};
use tessera_core::otp::Otp;
use tessera_core::qr::Limits;
use tessera_core::secret::SecretText;

use super::pictures;

/// Why a sample gives nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// It is recognised as no format.
    Unknown,
    /// Its reader refuses it.
    Read(ReadError),
    /// It is read, and nothing in it gives codes.
    NoCodes,
}

/// Holds every sample of a format of the manifest to its entries, and every negative one to the
/// reason that is given here for it.
pub fn hold(format: &str, refused: &[(&str, Refusal)]) {
    hold_files(format, "", refused);
}

/// The same, of the files whose names end so: pictures of a format are read by another door.
pub fn hold_files(format: &str, ending: &str, refused: &[(&str, Refusal)]) {
    let Some(mut samples) = samples(format) else { return };
    samples.retain(|sample| sample.file.ends_with(ending));
    assert!(!samples.is_empty(), "the manifest names no sample of {format}");
    let mut wrong = Vec::new();
    for sample in samples {
        let complaints = sample.complaints(refused);
        let verdict = if complaints.is_empty() { "right" } else { "WRONG" };
        println!("{verdict} {} ({} entries)", sample.file, sample.entries.len());
        wrong.extend(complaints.into_iter().map(|c| format!("{}: {c}", sample.file)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Reads one sample with a password of the caller's. None, and a word about it, where the corpus is
/// missing.
pub fn read_with(file: &str, password: Option<&str>) -> Option<Result<Import, Refusal>> {
    root().map(|root| read(&root.join("import").join(file), password))
}

/// The samples of a format of the manifest; none, and a word about it, where it is missing.
fn samples(format: &str) -> Option<Vec<Sample>> {
    let manifest = fs::read_to_string(root()?.join("import/MANIFEST.json")).unwrap();
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    // A list of cases is held by tests/otpauth.rs; an index is read with the file that needs it.
    let whole = |s: &Sample| s.format == format && !matches!(&*s.kind, "corpus" | "index");
    Some(manifest.files.into_iter().filter(whole).collect())
}

fn root() -> Option<PathBuf> {
    let root = std::env::var_os("TESSERA_CORPUS").map(PathBuf::from).or_else(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().ok()?;
        Some(here.ancestors().nth(3)?.join("shared/corpus"))
    })?;
    let found = root.join("import/MANIFEST.json").exists();
    if !found {
        super::skipped("no corpus");
    }
    found.then_some(root)
}

fn read(path: &Path, password: Option<&str>) -> Result<Import, Refusal> {
    let bytes = fs::read(path).unwrap();
    let content = Content::new(&bytes);
    let format = formats::recognise(&content).ok_or(Refusal::Unknown)?;
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut work = Work {
        password: password.as_ref(),
        key_file: None,
        eyes: &mut |picture| {
            let texts = pictures::texts(picture, &Limits::default()).unwrap_or_default();
            texts.into_iter().map(SecretText::new).collect()
        },
        beside: &|name| fs::read(beside(path, name)).ok(),
        is_cancelled: &|| false,
    };
    format.read(&content, &mut work).map_err(Refusal::Read)
}

/// In the corpus, the files of one folder share the beginning of their names, up to the last `__`.
fn beside(path: &Path, name: &str) -> PathBuf {
    let own = path.file_name().unwrap().to_str().unwrap();
    let shared = own.rfind("__").map_or("", |at| &own[..at + 2]);
    path.with_file_name(format!("{shared}{name}"))
}

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    file: String,
    format: String,
    kind: String,
    password: Option<String>,
    #[serde(default, deserialize_with = "or_none")]
    entries: Vec<Expected>,
}

/// One entry of the manifest; its own words are in its `entry_fields`.
#[derive(Deserialize)]
struct Expected {
    r#type: String,
    issuer: String,
    name: String,
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

impl Sample {
    fn complaints(&self, refused: &[(&str, Refusal)]) -> Vec<String> {
        let root = root().expect("the manifest was there");
        let path = root.join("import").join(&self.file);
        let outcome = read(&path, self.password.as_deref());
        if self.kind == "negative" || self.kind == "structure_only" {
            let reason = refused.iter().find(|(name, _)| self.file.ends_with(name));
            let reason = reason.map(|(_, reason)| reason).expect("a reason for every negative one");
            return match outcome.and_then(with_codes) {
                Err(given) if given == *reason => Vec::new(),
                other => vec![format!("should be {reason:?}, is {other:?}")],
            };
        }
        match outcome {
            Ok(import) => self.differences(&import.drafts),
            Err(Refusal::Read(ReadError::Empty)) if self.entries.is_empty() => Vec::new(),
            Err(refusal) => vec![format!("is refused: {refusal:?}")],
        }
    }

    /// Each entry finds a draft of its own, and no draft is left over.
    fn differences(&self, drafts: &[Draft]) -> Vec<String> {
        let mut left: Vec<&Draft> = drafts.iter().collect();
        let mut complaints = Vec::new();
        for entry in &self.entries {
            if let Some(at) = left.iter().position(|draft| entry.is(draft)) {
                left.remove(at);
            } else {
                let like = left.iter().find(|d| entry.names(d));
                let like = like.map(|draft| described(draft));
                complaints.push(format!(
                    "{:?} of {:?} ({}) is missing; like it: {like:?}",
                    entry.name, entry.issuer, entry.r#type
                ));
            }
        }
        complaints.extend(left.iter().map(|draft| format!("too much: {}", described(draft))));
        complaints
    }
}

fn with_codes(import: Import) -> Result<usize, Refusal> {
    let count = import.drafts.iter().filter(|draft| draft.otp.is_ok()).count();
    if count == 0 { Err(Refusal::NoCodes) } else { Ok(count) }
}

impl Expected {
    fn is(&self, draft: &Draft) -> bool {
        let Ok(otp) = &draft.otp else {
            let is_named = self.names(draft)
                // What stands in the place of a name without a secret may be the secret.
                || (self.secret.is_empty() && draft.labels.issuer == self.issuer);
            return is_named && (self.expect.is_some() || self.unsupported_ok);
        };
        self.expect.is_none()
            && self.names(draft)
            && self.has_parameters(otp)
            && self.has_secret(otp.secret().expose())
            && self.is_kept(draft)
    }

    fn names(&self, draft: &Draft) -> bool {
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
    fn is_kept(&self, draft: &Draft) -> bool {
        let expected: BTreeSet<&str> =
            self.groups.iter().chain(&self.tags).map(|tag| tag.trim()).collect();
        let tags: BTreeSet<&str> = draft.tags.iter().map(String::as_str).collect();
        // The name of the bin is no tag that anybody gave.
        let tagged = tags == expected
            || (self.trashed && tags.is_empty())
            // Of items of password managers, the manifest leaves some tags out.
            || (expected.is_empty() && self.item_name.is_some());
        let noted = self.note.as_ref().is_none_or(|note| note.trim() == draft.note.trim());
        tagged && noted && (draft.pinned || !self.favorite) && draft.trashed == self.trashed
    }
}

/// All of a draft: the secrets of the corpus are published.
fn described(draft: &Draft) -> String {
    let secret = draft.otp.as_ref().map(|otp| BASE32_NOPAD.encode(otp.secret().expose()));
    format!("{draft:?}, secret {secret:?}")
}

/// A list, or null for none.
fn or_none<'de, D: serde::Deserializer<'de>>(of: D) -> Result<Vec<Expected>, D::Error> {
    Ok(Option::deserialize(of)?.unwrap_or_default())
}
