//! Plaintext to contents.
//!
//! An entry is first found as text, so that it can be kept where it cannot be read, and then read in
//! one go: ten thousand of them are opened at every unlock and after every save.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::room::Room;
use super::{BLOCK, LENGTH};
use crate::base32;
use crate::entry::{Entry, Labels, Part, Usage, Value};
use crate::fields::{FieldError, Fields, MAX_FIELDS, Name, Unknown};
use crate::otp::{Algorithm, Digits, Otp, Period, Scheme};
use crate::recovery_codes::{MAX_CODES, SiteCode, SiteCodes};
use crate::secret::{Pin, SecretText};
use crate::stamp::{DeviceId, Stamp};
use crate::time::UnixTime;
use crate::vault::contents::{Contents, Tombstone};
use crate::vault::format::MAX_FILE;

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
    let top: Top<'_> = serde_json::from_str(json).map_err(|_| FieldError("(object)"))?;
    if top.entries.0.len() + top.tombstones.0.len() > FEW + json.len() / SHORTEST {
        return Err(FieldError("(object)"));
    }
    let mut contents = Contents::new(device);
    let mut ids = HashSet::new();
    let mut room = Room::new();
    for raw in top.entries.0 {
        match entry(raw.get()) {
            // Of two entries with one id, every edit would reach the first only.
            Ok(entry) if !ids.contains(&entry.id) && room.takes(&entry, raw.get()) => {
                ids.insert(entry.id);
                entry.stamps().for_each(|stamp| contents.clock.see(stamp));
                contents.entries.push(entry);
            }
            _ => contents.quarantine.entries.push(raw.get().to_owned().into()),
        }
    }
    for raw in top.tombstones.0 {
        match tombstone(raw.get()) {
            Ok(tombstone) if room.takes(&tombstone, raw.get()) => {
                contents.clock.see(tombstone.stamp);
                contents.tombstones.push(tombstone);
            }
            _ => contents.quarantine.tombstones.push(raw.get().to_owned().into()),
        }
    }
    contents.unknown = top.unknown;
    contents.show_rivals();
    Ok(contents)
}

fn tombstone(json: &str) -> Result<Tombstone, FieldError> {
    let mut fields = Fields::parse(json)?;
    let (id, stamp) = (fields.take("id")?, fields.take("stamp")?);
    Ok(Tombstone { id, stamp, unknown: fields.rest() })
}

fn entry(json: &str) -> Result<Entry, FieldError> {
    let mut raw: EntryJson<'_> = serde_json::from_str(json).map_err(|_| FieldError("(entry)"))?;
    let mut take = |name| {
        let index = PARTS.iter().position(|part| *part == name).ok_or(FieldError(name))?;
        raw.parts[index].take().ok_or(FieldError(name))
    };
    Ok(Entry {
        id: raw.id.ok_or(FieldError("id"))?,
        created_at: UnixTime::from_millis(raw.created_at.ok_or(FieldError("created_at"))?),
        otp: part(take("otp")?, otp)?,
        labels: part(take("labels")?, |f| {
            Ok(Labels { issuer: f.take("issuer")?, account: f.take("account")? })
        })?,
        tags: part(take("tags")?, |f| f.take("names").map(|Few::<_, MAX_TAGS>(names)| names))?,
        note: part(take("note")?, |f| f.take_text("text"))?,
        pin: part(take("pin")?, |f| f.take("pinned"))?,
        order: part(take("order")?, |f| f.take("position"))?,
        trash: part(take("trash")?, |f| moment(f, "trashed_at"))?,
        usage: part(take("usage")?, |f| {
            Ok(Usage { confirmed: f.take("confirmed")?, used_at: moment(f, "used_at")? })
        })?,
        used: raw
            .used
            .map(|fields| part(fields, |f| Ok(UnixTime::from_millis(f.take("at")?))))
            .transpose()?,
        recovery_codes: raw
            .recovery_codes
            .map(|fields| part(fields, recovery_codes))
            .transpose()?,
        rivals: raw
            .rivals
            .map(|rivals| rivals.0)
            .unwrap_or_default()
            .into_iter()
            .map(|fields| part(fields, otp))
            .collect::<Result<_, _>>()?,
        past: raw.past.unwrap_or_default(),
        unknown: raw.unknown,
    })
}

/// The outermost object.
struct Top<'a> {
    entries: Few<&'a RawValue, MAX_ENTRIES>,
    tombstones: Few<&'a RawValue, MAX_ENTRIES>,
    unknown: Unknown,
}

/// No entry and no tombstone that a vault writes is shorter, in bytes.
const SHORTEST: usize = 64;
/// How many entries and tombstones a payload may have that are shorter than [`SHORTEST`].
const FEW: usize = 1_000;
/// The most entries, and the most tombstones.
const MAX_ENTRIES: usize = MAX_FILE / SHORTEST;
/// The most versions of the otp part that wait side by side: each is another computer's.
const MAX_RIVALS: usize = 100;
/// The most earlier values of a part that are read: twenty times what are written.
const MAX_EARLIER: usize = 100;
/// The most tags of an entry that are read: a hundred times what one can be given.
const MAX_TAGS: usize = 10_000;

/// An array of at most `MOST` elements: what has more was made to fill the memory.
struct Few<T, const MOST: usize>(Vec<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Few<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements<T, const MOST: usize>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Elements<T, MOST> {
            type Value = Few<T, MOST>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut array: S) -> Result<Self::Value, S::Error> {
                let mut elements = Vec::new();
                while let Some(element) = array.next_element()? {
                    if elements.len() == MOST {
                        return Err(S::Error::custom("there are too many"));
                    }
                    elements.push(element);
                }
                Ok(Few(elements))
            }
        }

        deserializer.deserialize_seq(Elements(PhantomData))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Top<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;

        impl<'de> Visitor<'de> for Once {
            type Value = Top<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Top<'de>, M::Error> {
                let (mut entries, mut tombstones) = (None, None);
                let mut unknown = Unknown::default();
                while let Some(name) = map.next_key::<Name<'de>>()? {
                    match name.as_str() {
                        "entries" => once(&mut entries, map.next_value()?)?,
                        "tombstones" => once(&mut tombstones, map.next_value()?)?,
                        _ => keep(&mut unknown, name, map.next_value()?)?,
                    }
                }
                let missing = || M::Error::custom("an array is missing");
                Ok(Top {
                    entries: entries.ok_or_else(missing)?,
                    tombstones: tombstones.ok_or_else(missing)?,
                    unknown,
                })
            }
        }

        deserializer.deserialize_map(Once)
    }
}

const PARTS: [&str; 8] = ["otp", "labels", "tags", "note", "pin", "order", "trash", "usage"];

/// An entry whose parts are taken apart and not yet understood.
#[derive(Default)]
struct EntryJson<'a> {
    id: Option<Uuid>,
    created_at: Option<u64>,
    /// In the order of [`PARTS`].
    parts: [Option<Fields<'a>>; PARTS.len()],
    used: Option<Fields<'a>>,
    recovery_codes: Option<Fields<'a>>,
    rivals: Option<Few<Fields<'a>, MAX_RIVALS>>,
    past: Option<BTreeSet<Stamp>>,
    unknown: Unknown,
}

impl<'de: 'a, 'a> Deserialize<'de> for EntryJson<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Once;

        impl<'de> Visitor<'de> for Once {
            type Value = EntryJson<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<EntryJson<'de>, M::Error> {
                let mut entry = EntryJson::default();
                while let Some(name) = map.next_key::<Name<'de>>()? {
                    let part = PARTS.iter().position(|part| *part == name.as_str());
                    match (part, name.as_str()) {
                        (Some(part), _) => once(&mut entry.parts[part], map.next_value()?)?,
                        (None, "id") => once(&mut entry.id, map.next_value()?)?,
                        (None, "created_at") => once(&mut entry.created_at, map.next_value()?)?,
                        (None, "used") => once(&mut entry.used, map.next_value()?)?,
                        (None, "recovery_codes") => {
                            once(&mut entry.recovery_codes, map.next_value()?)?;
                        }
                        (None, "otp_rivals") => once(&mut entry.rivals, map.next_value()?)?,
                        (None, "otp_past") => once(&mut entry.past, map.next_value()?)?,
                        (None, _) => keep(&mut entry.unknown, name, map.next_value()?)?,
                    }
                }
                Ok(entry)
            }
        }

        deserializer.deserialize_map(Once)
    }
}

/// A key that stands twice is refused: one of the two values would be lost without a word.
fn once<T, E: serde::de::Error>(place: &mut Option<T>, value: T) -> Result<(), E> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(E::custom("a key stands twice")),
    }
}

fn keep<E: serde::de::Error>(
    unknown: &mut Unknown,
    name: Name<'_>,
    raw: &RawValue,
) -> Result<(), E> {
    if unknown.get(name.as_str()).is_some() {
        return Err(E::custom("a key stands twice"));
    }
    if unknown.len() == MAX_FIELDS {
        return Err(E::custom("there are too many fields"));
    }
    unknown.insert(name.into_owned(), raw.get().to_owned().into());
    Ok(())
}

fn part<'a, T: Value>(
    mut fields: Fields<'a>,
    value: impl Fn(&mut Fields<'a>) -> Result<T, FieldError>,
) -> Result<Part<T>, FieldError> {
    let stamp = fields.take("stamp")?;
    let mut part = Part::new(value(&mut fields)?, stamp);
    if let Some(earlier) = earlier(&fields, value) {
        part.set_earlier(earlier);
        fields.take_raw(Part::<T>::EARLIER)?;
    }
    part.unknown = fields.rest();
    Ok(part)
}

/// The earlier values of a part. None where there are none, or one of them cannot be read here: all of them are
/// kept then as the text they are.
fn earlier<'a, T: Value>(
    fields: &Fields<'a>,
    value: impl Fn(&mut Fields<'a>) -> Result<T, FieldError>,
) -> Option<Vec<Part<T>>> {
    let text = fields.peek(Part::<T>::EARLIER).filter(|_| T::KEPT > 0)?;
    let earlier: Few<Fields<'a>, MAX_EARLIER> = serde_json::from_str(text).ok()?;
    let read = |mut fields: Fields<'a>| {
        let (stamp, value) = (fields.take("stamp")?, value(&mut fields)?);
        let mut part = Part::new(value, stamp);
        part.unknown = fields.rest();
        Ok(part)
    };
    earlier.0.into_iter().map(read).collect::<Result<_, FieldError>>().ok()
}

fn moment(fields: &mut Fields<'_>, name: &'static str) -> Result<Option<UnixTime>, FieldError> {
    Ok(fields.take::<Option<u64>>(name)?.map(UnixTime::from_millis))
}

fn recovery_codes(fields: &mut Fields<'_>) -> Result<SiteCodes, FieldError> {
    let refused = FieldError("codes");
    let codes: Few<Fields<'_>, MAX_CODES> =
        serde_json::from_str(fields.take_raw("codes")?).map_err(|_| refused)?;
    let read = |mut fields: Fields<'_>| {
        let (text, used_at) = (fields.take_text("text")?, moment(&mut fields, "used_at")?);
        let stamp = fields.peek("stamp").map(|_| fields.take("stamp")).transpose()?;
        Ok(SiteCode { stamp, text, used_at })
    };
    let codes = codes.0.into_iter().map(read).collect::<Result<Vec<_>, FieldError>>()?;
    SiteCodes::new(codes).map_err(|_| refused)
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
        "motp" => Scheme::Motp { pin: pin(fields)? },
        "yandex" => Scheme::Yandex { pin: pin(fields)? },
        _ => return Err(FieldError("kind")),
    };
    // What this kind has no use for is not kept: it would stand twice once the kind is changed.
    for unused in ["algorithm", "digits", "period", "counter", "pin"] {
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

fn pin(fields: &mut Fields<'_>) -> Result<Pin, FieldError> {
    Pin::new(fields.take("pin")?).ok_or(FieldError("pin"))
}
