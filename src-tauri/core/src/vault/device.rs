//! The key of a device slot: random, and kept by the keyring of one computer.

use data_encoding::BASE64;
use rand_core::CryptoRng;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::make_uuid;
use crate::secret::Key;

/// Opens one device slot.
#[derive(Clone, Debug)]
pub struct DeviceKey {
    slot: Uuid,
    key: Key,
}

impl DeviceKey {
    pub(super) fn make(rng: &mut impl CryptoRng) -> Self {
        Self { slot: make_uuid(rng), key: Key::make(rng) }
    }

    /// The slot that it opens. Not secret: the header says it too.
    #[must_use]
    pub fn slot(&self) -> Uuid {
        self.slot
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    /// One line for the keyring: the slot's id, a space, the key in base64.
    #[must_use]
    pub fn to_line(&self) -> Zeroizing<String> {
        let mut line = Zeroizing::new(String::with_capacity(128));
        line.push_str(&self.slot.to_string());
        line.push(' ');
        BASE64.encode_append(self.key.expose(), &mut line);
        line
    }

    /// Reads such a line. None if it is something else.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let (slot, encoded) = line.split_once(' ')?;
        let bytes = Zeroizing::new(BASE64.decode(encoded.as_bytes()).ok()?);
        let mut key = Key::zeroed();
        key.expose_mut().copy_from_slice(bytes.first_chunk::<{ Key::LENGTH }>()?);
        (bytes.len() == Key::LENGTH).then_some(Self { slot: slot.parse().ok()?, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    #[test]
    fn a_key_comes_back_from_its_line_and_from_no_other() {
        let made = DeviceKey::make(&mut UnwrapErr(SysRng));
        let line = made.to_line();
        let read = DeviceKey::parse(&line).unwrap();
        assert_eq!((read.slot, &read.key), (made.slot, &made.key));
        for bad in ["", "x", &line[1..], &line[..40], &format!("{}AAAA", &*line)] {
            assert!(DeviceKey::parse(bad).is_none(), "{bad}");
        }
    }
}
