//! The samples of other apps, held to what their manifest says is in them.
//!
//! They lie beside the checkout (`../shared/corpus`, or where `TESSERA_CORPUS` says) and are no part
//! of it. Where they are missing, the tests say so and hold nothing. `cargo xtask corpus import`
//! prints what is told here of each (src-tauri/exchange/benches/imports.rs).
#![allow(dead_code)] // Each program uses a part of it.

mod expected;

use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE32_NOPAD;
use serde::Deserialize;
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{
    self, Content, Found, Import, ReadContext, ReadError, Sighting, Unsupported,
};
use tessera_exchange::intake::{self, Source, SourceError};
use tessera_qr::{Limits, PictureError};

use expected::Expected;

use crate::pictures;

/// Why a sample gives nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// It is recognised as no format.
    Unknown,
    /// Its reader refuses it.
    Read(ReadError),
    /// It is a picture that holds no account.
    Picture(SourceError),
    /// It is read, and nothing in it gives codes.
    NoCodes,
}

/// The reason for which each sample that must give nothing is refused.
const REFUSED: &[(&str, Refusal)] = &[
    ("andotp/asmw__emptyfile.json.aes", Refusal::Unknown),
    (
        "bitwarden/stratum__bitwarden.encrypted.accountrestricted.json",
        Refusal::Read(ReadError::Unsupported(Unsupported::AccountRestricted)),
    ),
    // Nobody published its password.
    ("freeotp/wuzf__freeotp-backup.xml", Refusal::Read(ReadError::NeedsPassword)),
    ("google_migration/scito__empty_file.txt", Refusal::Unknown),
    ("google_migration/scito__only_comments.txt", Refusal::Unknown),
    ("google_migration/scito__test_export_wrong_content.txt", Refusal::Unknown),
    ("otpauth_qr/proton__example_not_otp.png", Refusal::Picture(SourceError::NoAccount)),
    ("otpauth_qr/scito__text_masquerading_as_image.jpeg", Refusal::Unknown),
    ("winauth/stratum__winauth.invalid.zip", Refusal::Read(ReadError::Empty)),
];

/// What one sample gave.
pub struct Verdict {
    /// The folder that it lies in: the format as the manifest calls it.
    pub format: String,
    /// Its name there.
    pub file: String,
    /// How many entries the manifest says are in it; none of one that must be refused.
    pub entries: Option<usize>,
    /// How many of them came out right.
    pub right: usize,
    /// What is wrong; nothing where all is right.
    pub complaints: Vec<String>,
}

/// Holds every sample of a format of the manifest to its entries, and every one that must be refused
/// to the reason that is given above for it.
pub fn hold(format: &str) {
    let Some(verdicts) = verdicts(|of| of == format) else { return };
    let mut wrong = Vec::new();
    let mut count = 0;
    for verdict in verdicts {
        count += 1;
        wrong.extend(verdict.complaints.iter().map(|c| format!("{}: {c}", verdict.file)));
    }
    assert!(count > 0, "the manifest names no sample of {format}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the samples of these formats give, one by one as they are read. None, and a word about it,
/// where the corpus is missing.
pub fn verdicts(is_wanted: impl Fn(&str) -> bool) -> Option<impl Iterator<Item = Verdict>> {
    let folder = root()?.join("import");
    let manifest = fs::read_to_string(folder.join("MANIFEST.json")).unwrap();
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    // A list of cases is held by tests/core/otpauth.rs; an index is read with the file that needs it.
    let samples = manifest.files.into_iter();
    let samples =
        samples.filter(move |s| is_wanted(&s.format) && !matches!(&*s.kind, "corpus" | "index"));
    Some(samples.map(move |sample| sample.verdict(&folder)))
}

/// Reads one sample with a password of the caller's. None, and a word about it, where the corpus is
/// missing.
pub fn read_with(file: &str, password: Option<&str>) -> Option<Result<Import, Refusal>> {
    root().map(|root| read(&root.join("import").join(file), password))
}

fn root() -> Option<PathBuf> {
    let root = std::env::var_os("TESSERA_CORPUS").map(PathBuf::from).or_else(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().ok()?;
        Some(here.ancestors().nth(3)?.join("shared/corpus"))
    })?;
    let found = root.join("import/MANIFEST.json").exists();
    if !found {
        crate::support::skipped("no corpus");
    }
    found.then_some(root)
}

/// By the door that the file would come in at: a picture, or a file of another app.
fn read(path: &Path, password: Option<&str>) -> Result<Import, Refusal> {
    let bytes = fs::read(path).unwrap();
    if intake::classify(&bytes, &|| false) == Ok(Source::Picture) {
        match pictures::texts(&bytes, &Limits::default()) {
            // Noise: something encrypted, if anything.
            Err(PictureError::NotAPicture) => {}
            texts => return picture(texts.unwrap_or_default()),
        }
    }
    let content = Content::new(&bytes);
    let format = formats::recognise(&content).ok_or(Refusal::Unknown)?;
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut context = ReadContext {
        password: password.as_ref(),
        read_qr: Some(&mut |picture| {
            let texts = pictures::texts(picture, &Limits::default()).unwrap_or_default();
            texts.into_iter().map(SecretText::new).collect()
        }),
        sibling: Some(&|name| fs::read(beside(path, name)).ok()),
        ..ReadContext::default()
    };
    format.read(&content, &mut context).map_err(Refusal::Read)
}

fn picture(texts: Vec<String>) -> Result<Import, Refusal> {
    let texts: Vec<_> = texts.into_iter().map(SecretText::new).collect();
    let mut found = Found::default();
    intake::codes(texts.iter().map(Sighting::from), &mut found).map_err(Refusal::Picture)?;
    Ok(Import { drafts: found.drafts, ..Import::default() })
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

impl Sample {
    fn verdict(&self, folder: &Path) -> Verdict {
        let outcome = read(&folder.join(&self.file), self.password.as_deref());
        let file = self.file.split_once('/').map_or(&*self.file, |(_, name)| name).to_owned();
        let verdict = |entries, right, complaints| Verdict {
            format: self.format.clone(),
            file,
            entries,
            right,
            complaints,
        };
        // What other programs pass over, and has an entry all the same, is read here.
        let is_refused = self.kind == "negative" && self.entries.is_empty();
        if is_refused || self.kind == "structure_only" {
            let reason = REFUSED.iter().find(|(name, _)| self.file == *name);
            let complaint = match (outcome.and_then(with_codes), reason) {
                (_, None) => Some("has no reason why it should be refused".to_owned()),
                (Err(given), Some((_, reason))) if given == *reason => None,
                (given, Some((_, reason))) => Some(format!("should be {reason:?}, is {given:?}")),
            };
            return verdict(None, 0, complaint.into_iter().collect());
        }
        let (right, complaints) = match outcome {
            Ok(import) => self.compare(&import.drafts),
            Err(Refusal::Read(ReadError::Empty)) if self.entries.is_empty() => (0, Vec::new()),
            Err(refusal) => (0, vec![format!("is refused: {refusal:?}")]),
        };
        verdict(Some(self.entries.len()), right, complaints)
    }

    /// How many entries find a draft of their own, and what does not find its like on either side.
    fn compare(&self, drafts: &[Draft]) -> (usize, Vec<String>) {
        let mut left: Vec<&Draft> = drafts.iter().collect();
        let mut right = 0;
        let mut complaints = Vec::new();
        for entry in &self.entries {
            // Of 1Password's items, the manifest leaves notes and favourites out.
            let is_whole = self.format != "1password";
            if let Some(at) = left.iter().position(|draft| entry.is(draft, is_whole)) {
                left.remove(at);
                right += 1;
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
        (right, complaints)
    }
}

fn with_codes(import: Import) -> Result<usize, Refusal> {
    let count = import.drafts.iter().filter(|draft| draft.otp.is_ok()).count();
    if count == 0 { Err(Refusal::NoCodes) } else { Ok(count) }
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
