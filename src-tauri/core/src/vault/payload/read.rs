//! Plaintext to contents.

use std::collections::HashSet;

use serde_json::value::RawValue;
use uuid::Uuid;

use super::{BLOCK, LENGTH};
use crate::base32;
use crate::entry::{Entry, Labels, Part, Usage};
use crate::fields::{FieldError, Fields};
use crate::otp::{Algorithm, Digits, Otp, Period, Scheme};
use crate::secret::SecretText;
use crate::stamp::DeviceId;
use crate::time::UnixTime;
use crate::vault::contents::{Contents, Tombstone};

/// None if the frame, the padding or the JSON is not what a vault writes. A single entry that
/// cannot be read goes to the quarantine instead.
pub(in crate::vault) fn read(plaintext: &[u8], device: DeviceId) -> Option<Contents> {
    let (length, rest) = plaintext.split_first_chunk::<LENGTH>()?;
    let (json, padding) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    if padding.len() >= BLOCK || padding.iter().any(|byte| *byte != 0) {
        return None;
    }
    contents(std::str::from_utf8(json).ok()?, device).ok()
}

fn contents(json: &str, device: DeviceId) -> Result<Contents, FieldError> {
    let mut top = Fields::parse(json)?;
    let mut contents = Contents::new(device);
    let mut ids = HashSet::new();
    for raw in elements(top.take_raw("entries")?)? {
        match entry(raw.get()) {
            // Of two entries with one id, every edit would reach the first only.
            Ok(entry) if ids.insert(entry.id) => {
                entry.stamps().for_each(|stamp| contents.clock.see(stamp));
                contents.entries.push(entry);
            }
            _ => contents.quarantine.entries.push(raw.get().to_owned().into()),
        }
    }
    for raw in elements(top.take_raw("tombstones")?)? {
        match tombstone(raw.get()) {
            Ok(tombstone) => {
                contents.clock.see(tombstone.stamp);
                contents.tombstones.push(tombstone);
            }
            Err(_) => contents.quarantine.tombstones.push(raw.get().to_owned().into()),
        }
    }
    contents.unknown = top.rest();
    contents.show_rivals();
    Ok(contents)
}

fn elements(json: &str) -> Result<Vec<&RawValue>, FieldError> {
    serde_json::from_str(json).map_err(|_| FieldError("(array)"))
}

fn tombstone(json: &str) -> Result<Tombstone, FieldError> {
    let mut fields = Fields::parse(json)?;
    let (id, stamp) = (fields.take("id")?, fields.take("stamp")?);
    Ok(Tombstone { id, stamp, unknown: fields.rest() })
}

fn entry(json: &str) -> Result<Entry, FieldError> {
    let mut fields = Fields::parse(json)?;
    let id: Uuid = fields.take("id")?;
    let created_at = UnixTime::from_millis(fields.take("created_at")?);
    Ok(Entry {
        id,
        created_at,
        otp: part(&mut fields, "otp", otp)?,
        rivals: rivals(&mut fields)?,
        past: fields.take_or_default("otp_past")?,
        labels: part(&mut fields, "labels", |f| {
            Ok(Labels { issuer: f.take("issuer")?, account: f.take("account")? })
        })?,
        tags: part(&mut fields, "tags", |f| f.take("names"))?,
        note: part(&mut fields, "note", |f| f.take("text"))?,
        pin: part(&mut fields, "pin", |f| f.take("pinned"))?,
        order: part(&mut fields, "order", |f| f.take("position"))?,
        trash: part(&mut fields, "trash", |f| moment(f, "trashed_at"))?,
        usage: part(&mut fields, "usage", |f| {
            Ok(Usage { confirmed: f.take("confirmed")?, used_at: moment(f, "used_at")? })
        })?,
        unknown: fields.rest(),
    })
}

fn rivals(entry: &mut Fields<'_>) -> Result<Vec<Part<Otp>>, FieldError> {
    let Ok(raw) = entry.take_raw("otp_rivals") else { return Ok(Vec::new()) };
    elements(raw)?.into_iter().map(|raw| part_of(Fields::parse(raw.get())?, otp)).collect()
}

fn part<'a, T>(
    entry: &mut Fields<'a>,
    name: &'static str,
    value: impl FnOnce(&mut Fields<'a>) -> Result<T, FieldError>,
) -> Result<Part<T>, FieldError> {
    part_of(entry.take_object(name)?, value)
}

fn part_of<'a, T>(
    mut fields: Fields<'a>,
    value: impl FnOnce(&mut Fields<'a>) -> Result<T, FieldError>,
) -> Result<Part<T>, FieldError> {
    let stamp = fields.take("stamp")?;
    let value = value(&mut fields)?;
    Ok(Part { value, stamp, unknown: fields.rest() })
}

fn moment(fields: &mut Fields<'_>, name: &'static str) -> Result<Option<UnixTime>, FieldError> {
    Ok(fields.take::<Option<u64>>(name)?.map(UnixTime::from_millis))
}

fn otp(fields: &mut Fields<'_>) -> Result<Otp, FieldError> {
    let kind: String = fields.take("kind")?;
    let secret = SecretText::new(fields.take("secret")?);
    let secret = base32::decode(secret.expose()).map_err(|_| FieldError("secret"))?;
    let scheme = match kind.as_str() {
        "steam" => Scheme::Steam,
        "totp" => Scheme::Totp {
            algorithm: algorithm(fields)?,
            digits: digits(fields)?,
            period: Period::new(fields.take("period")?).map_err(|_| FieldError("period"))?,
        },
        "hotp" => Scheme::Hotp {
            algorithm: algorithm(fields)?,
            digits: digits(fields)?,
            counter: fields.take("counter")?,
        },
        _ => return Err(FieldError("kind")),
    };
    // What this kind has no use for is not kept: it would stand twice once the kind is changed.
    for unused in ["algorithm", "digits", "period", "counter"] {
        let _ = fields.take_raw(unused);
    }
    Ok(Otp::new(secret, scheme))
}

fn algorithm(fields: &mut Fields<'_>) -> Result<Algorithm, FieldError> {
    let word: String = fields.take("algorithm")?;
    Algorithm::parse(&word).ok_or(FieldError("algorithm"))
}

fn digits(fields: &mut Fields<'_>) -> Result<Digits, FieldError> {
    Digits::new(fields.take("digits")?).map_err(|_| FieldError("digits"))
}
