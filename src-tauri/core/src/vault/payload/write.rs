//! Contents to plaintext. The only place where a secret is serialised.

use std::io;

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

use super::{BLOCK, LENGTH};
use crate::base32;
use crate::entry::{Entry, EntryId, Part};
use crate::fields::{Unknown, Verbatim};
use crate::otp::{Otp, Scheme};
use crate::recovery_codes::SiteCodes;
use crate::secret::{Pin, SecretText, Wiped};
use crate::stamp::Stamp;
use crate::time::UnixTime;
use crate::vault::contents::{Contents, Tombstone};
use crate::vault::format::MAX_FILE;
use crate::vault::{SealError, cipher};

/// Room is left for the tag, so that sealing in place does not move the buffer.
pub(in crate::vault) fn write(contents: &Contents) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut out = Wiped::default();
    io::Write::write_all(&mut out, &[0; LENGTH]).map_err(|_| SealError::Encoding)?;
    serde_json::to_writer(&mut out, &Document::from(contents)).map_err(|_| SealError::Encoding)?;
    let length = out.0.len() - LENGTH;
    let padded = out.0.len().next_multiple_of(BLOCK);
    if padded > MAX_FILE {
        return Err(SealError::TooLarge);
    }
    out.reserve(padded + cipher::TAG);
    out.0.resize(padded, 0);
    let length = u32::try_from(length).map_err(|_| SealError::TooLarge)?;
    out.0[..LENGTH].copy_from_slice(&length.to_be_bytes());
    Ok(out.0)
}

#[derive(Serialize)]
struct Document<'a> {
    entries: Vec<EntryOrText<'a>>,
    tombstones: Vec<TombstoneOrText<'a>>,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

#[derive(Serialize)]
#[serde(untagged)]
enum EntryOrText<'a> {
    Entry(Box<EntryJson<'a>>),
    Text(Verbatim<'a>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum TombstoneOrText<'a> {
    Tombstone(TombstoneJson<'a>),
    Text(Verbatim<'a>),
}

#[derive(Serialize)]
struct TombstoneJson<'a> {
    id: EntryId,
    stamp: Stamp,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

#[derive(Serialize)]
struct EntryJson<'a> {
    id: EntryId,
    created_at: u64,
    otp: PartJson<'a, OtpJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    otp_rivals: Vec<PartJson<'a, OtpJson>>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    otp_past: &'a BTreeSet<Stamp>,
    labels: PartJson<'a, LabelsJson<'a>>,
    tags: PartJson<'a, TagsJson<'a>>,
    note: PartJson<'a, NoteJson<'a>>,
    pin: PartJson<'a, PinJson>,
    order: PartJson<'a, OrderJson>,
    trash: PartJson<'a, TrashJson>,
    usage: PartJson<'a, UsageJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<PartJson<'a, UsedJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_codes: Option<PartJson<'a, RecoveryCodesJson<'a>>>,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

#[derive(Serialize)]
struct PartJson<'a, T> {
    stamp: Stamp,
    #[serde(flatten)]
    value: T,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Self>,
    #[serde(flatten)]
    unknown: &'a Unknown,
}

#[derive(Serialize)]
struct OtpJson {
    kind: &'static str,
    #[serde(serialize_with = "secret")]
    secret: SecretText,
    #[serde(flatten)]
    scheme: Option<SchemeJson>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "pin")]
    pin: Option<Pin>,
}

#[derive(Serialize)]
struct SchemeJson {
    algorithm: &'static str,
    digits: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counter: Option<u64>,
}

#[derive(Serialize)]
struct LabelsJson<'a> {
    issuer: &'a str,
    account: &'a str,
}

#[derive(Serialize)]
struct TagsJson<'a> {
    names: &'a [String],
}

#[derive(Serialize)]
struct NoteJson<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct RecoveryCodesJson<'a> {
    codes: Vec<RecoveryCodeJson<'a>>,
}

#[derive(Serialize)]
struct RecoveryCodeJson<'a> {
    text: &'a str,
    used_at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stamp: Option<Stamp>,
}

#[derive(Serialize)]
struct PinJson {
    pinned: bool,
}

#[derive(Serialize)]
struct OrderJson {
    position: i64,
}

#[derive(Serialize)]
struct TrashJson {
    trashed_at: Option<u64>,
}

#[derive(Serialize)]
struct UsageJson {
    confirmed: bool,
    used_at: Option<u64>,
}

#[derive(Serialize)]
struct UsedJson {
    at: u64,
}

impl<'a> From<&'a Contents> for Document<'a> {
    fn from(contents: &'a Contents) -> Self {
        let entries = contents.entries.iter().map(|e| EntryOrText::Entry(Box::new(e.into())));
        let texts = &contents.quarantine.entries;
        let tombstones = contents.tombstones.iter().map(|t| TombstoneOrText::Tombstone(t.into()));
        let tombstone_texts = &contents.quarantine.tombstones;
        Self {
            entries: entries.chain(texts.iter().map(|t| EntryOrText::Text(Verbatim(t)))).collect(),
            tombstones: tombstones
                .chain(tombstone_texts.iter().map(|t| TombstoneOrText::Text(Verbatim(t))))
                .collect(),
            unknown: &contents.unknown,
        }
    }
}

impl<'a> From<&'a Tombstone> for TombstoneJson<'a> {
    fn from(tombstone: &'a Tombstone) -> Self {
        Self { id: tombstone.id, stamp: tombstone.stamp, unknown: &tombstone.unknown }
    }
}

impl<'a> From<&'a Entry> for EntryJson<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            id: entry.id,
            created_at: entry.created_at.millis(),
            otp: part(&entry.otp, OtpJson::from),
            otp_rivals: entry.rivals.iter().map(|rival| part(rival, OtpJson::from)).collect(),
            otp_past: &entry.past,
            labels: part(&entry.labels, |l| LabelsJson { issuer: &l.issuer, account: &l.account }),
            tags: part(&entry.tags, |names| TagsJson { names }),
            note: part(&entry.note, |note| NoteJson { text: note.expose() }),
            pin: part(&entry.pin, |pinned| PinJson { pinned: *pinned }),
            order: part(&entry.order, |position| OrderJson { position: *position }),
            trash: part(&entry.trash, |at| TrashJson { trashed_at: at.map(UnixTime::millis) }),
            usage: part(&entry.usage, |usage| UsageJson {
                confirmed: usage.confirmed,
                used_at: usage.used_at.map(UnixTime::millis),
            }),
            used: entry.used.as_ref().map(|used| part(used, |at| UsedJson { at: at.millis() })),
            recovery_codes: entry.recovery_codes.as_ref().map(|codes| part(codes, codes_json)),
            unknown: &entry.unknown,
        }
    }
}

fn codes_json(codes: &SiteCodes) -> RecoveryCodesJson<'_> {
    let codes = codes.all().iter().map(|code| RecoveryCodeJson {
        text: code.text.expose(),
        used_at: code.used_at.map(UnixTime::millis),
        stamp: code.stamp,
    });
    RecoveryCodesJson { codes: codes.collect() }
}

fn part<'a, T, J>(part: &'a Part<T>, json: impl Fn(&'a T) -> J) -> PartJson<'a, J> {
    let alone = |part: &'a Part<T>, earlier| PartJson {
        stamp: part.stamp,
        value: json(&part.value),
        earlier,
        unknown: &part.unknown,
    };
    alone(part, part.earlier().map(|value| alone(value, Vec::new())).collect())
}

impl From<&Otp> for OtpJson {
    fn from(otp: &Otp) -> Self {
        let scheme = match otp.scheme() {
            Scheme::Steam | Scheme::Motp { .. } | Scheme::Yandex { .. } => None,
            &Scheme::Totp { algorithm, digits, period } => Some(SchemeJson {
                algorithm: algorithm.name(),
                digits: digits.get(),
                period: Some(period.seconds()),
                counter: None,
            }),
            &Scheme::Hotp { algorithm, digits, counter } => Some(SchemeJson {
                algorithm: algorithm.name(),
                digits: digits.get(),
                period: None,
                counter: Some(counter),
            }),
        };
        Self {
            kind: otp.kind().name(),
            secret: base32::encode(otp.secret()),
            scheme,
            pin: otp.pin().cloned(),
        }
    }
}

fn secret<S: Serializer>(secret: &SecretText, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose())
}

fn pin<S: Serializer>(pin: &Option<Pin>, serializer: S) -> Result<S::Ok, S::Error> {
    pin.as_ref().map(Pin::expose).serialize(serializer)
}
