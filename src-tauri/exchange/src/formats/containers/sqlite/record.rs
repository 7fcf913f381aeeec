//! Records: a header of types, and the values after it.

use tessera_core::secret::SecretText;

use crate::formats::fields::lenient_json::Number;

/// The most columns that are looked at: no table of accounts has half as many.
const MAX_COLUMNS: usize = 100;

/// A value of a column. A text may be a secret.
#[derive(Debug, Default)]
pub(crate) enum Value {
    /// Nothing, or a number with a fraction: nobody keeps accounts in those.
    #[default]
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(SecretText),
    /// Bytes, which are left where they are.
    Blob,
}

impl Value {
    /// The text, or the number as text; empty for none.
    pub(crate) fn text(&self) -> SecretText {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => SecretText::new(number.to_string()),
            Self::Null | Self::Blob => SecretText::default(),
        }
    }

    /// The value as a number of an account, such as its period: none for null, `Bad` for a blob, a
    /// negative number or other text.
    pub(crate) fn number(&self) -> Number {
        match self {
            Self::Null => Number::None,
            Self::Integer(number) => Number::of_signed(*number),
            Self::Text(text) => Number::of_text(text.expose()),
            Self::Blob => Number::Bad,
        }
    }

    /// The whole number, also one that is written as text.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Text(text) => text.expose().trim().parse().ok(),
            Self::Null | Self::Blob => None,
        }
    }
}

/// How texts are encoded in the whole database.
#[derive(Clone, Copy, Debug)]
pub(super) enum Encoding {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

impl Encoding {
    pub(super) fn of(header: &[u8]) -> Option<Self> {
        match header {
            // An empty database has none yet.
            [0, 0, 0, 0 | 1] => Some(Self::Utf8),
            [0, 0, 0, 2] => Some(Self::Utf16(u16::from_le_bytes)),
            [0, 0, 0, 3] => Some(Self::Utf16(u16::from_be_bytes)),
            _ => None,
        }
    }

    fn decode(self, bytes: &[u8]) -> SecretText {
        SecretText::new(match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16(unit) => {
                let units =
                    bytes.chunks_exact(2).filter_map(|pair| Some(unit(*pair.first_chunk()?)));
                let units = char::decode_utf16(units);
                let mut text = String::with_capacity(bytes.len() / 2 * 3);
                text.extend(units.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
                text
            }
        })
    }
}

/// A record before its values are looked at.
pub(super) struct Record<'a> {
    types: &'a [u8],
    body: &'a [u8],
}

impl<'a> Record<'a> {
    pub(super) fn of(payload: &'a [u8]) -> Option<Self> {
        let (length, _) = varint(payload)?;
        let (header, body) = payload.split_at_checked(usize::try_from(length).ok()?)?;
        Some(Self { types: varint(header)?.1, body })
    }

    /// The values at these places; null where the row is older than its column. `room`: how many bytes
    /// of texts may still be decoded.
    pub(super) fn values(
        mut self,
        places: &[Option<usize>],
        encoding: Encoding,
        room: &mut usize,
    ) -> Option<Vec<Value>> {
        let mut values: Vec<_> = places.iter().map(|_| Value::Null).collect();
        for column in 0..MAX_COLUMNS {
            if self.types.is_empty() {
                break;
            }
            let (kind, rest) = varint(self.types)?;
            self.types = rest;
            let bytes = self.take(kind)?;
            for (value, _) in
                values.iter_mut().zip(places).filter(|(_, place)| **place == Some(column))
            {
                *value = decode(kind, bytes, encoding);
                if let Value::Text(text) = value {
                    *room = room.checked_sub(text.expose().len())?;
                }
            }
        }
        Some(values)
    }

    /// The bytes of the next value.
    fn take(&mut self, kind: u64) -> Option<&'a [u8]> {
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let (bytes, rest) = self.body.split_at_checked(usize::try_from(length).ok()?)?;
        self.body = rest;
        Some(bytes)
    }
}

/// By the table of serial types.
fn decode(kind: u64, bytes: &[u8], encoding: Encoding) -> Value {
    match kind {
        0 | 7 => Value::Null,
        1..=6 => Value::Integer(integer(bytes)),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        _ if kind.is_multiple_of(2) => Value::Blob,
        _ => Value::Text(encoding.decode(bytes)),
    }
}

/// Two's complement, big-endian, of up to eight bytes.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|first| first & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| (number << 8) | i64::from(*byte))
}

/// A number of one to nine bytes, seven bits in each of the first eight, and what follows it.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0_u64;
    for (index, byte) in bytes.iter().take(9).enumerate() {
        if index == 8 {
            return Some(((number << 8) | u64::from(*byte), bytes.get(9..)?));
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    None
}
