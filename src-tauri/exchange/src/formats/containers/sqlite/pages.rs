//! The pages of a database, the newest of each: from the file, or from its write-ahead log.

use std::collections::HashMap;

use super::MAGIC;

/// Pages by their numbers, from 1.
pub(super) struct Pages<'a> {
    bytes: &'a [u8],
    size: usize,
    usable: usize,
    logged: HashMap<u32, &'a [u8]>,
}

impl<'a> Pages<'a> {
    pub(super) fn of(bytes: &'a [u8], log: Option<&'a [u8]>) -> Option<Self> {
        if !bytes.starts_with(MAGIC) {
            return None;
        }
        let size = match u16::from_be_bytes(bytes.get(16..18)?.try_into().ok()?) {
            1 => 65_536,
            size => usize::from(size),
        };
        let usable = size.checked_sub(usize::from(*bytes.get(20)?))?;
        if !size.is_power_of_two() || size < 512 || usable < 480 {
            return None;
        }
        let logged = log.and_then(|log| logged(log, size)).unwrap_or_default();
        Some(Self { bytes, size, usable, logged })
    }

    pub(super) fn get(&self, number: u32) -> Option<&'a [u8]> {
        if let Some(page) = self.logged.get(&number) {
            return Some(page);
        }
        let start = usize::try_from(number.checked_sub(1)?).ok()?.checked_mul(self.size)?;
        self.bytes.get(start..start.checked_add(self.size)?)
    }

    /// The bytes of a page that hold data.
    pub(super) fn usable(&self) -> usize {
        self.usable
    }

    /// All there is: no record is longer.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len() + self.logged.len() * self.size
    }
}

/// The pages that were committed to a write-ahead log. Its end may hold frames of a transaction that
/// never ended, and leftovers of an older log: neither counts.
fn logged(log: &[u8], size: usize) -> Option<HashMap<u32, &[u8]>> {
    let (header, mut rest) = log.split_first_chunk::<32>()?;
    let is_big_endian = match header.first_chunk()? {
        [0x37, 0x7f, 0x06, 0x83] => true,
        [0x37, 0x7f, 0x06, 0x82] => false,
        _ => return None,
    };
    if usize::try_from(word(header, 8, true)?).ok()? != size {
        return None;
    }
    let mut sum = checksum((0, 0), header.get(..24)?, is_big_endian)?;
    if sum != (word(header, 24, true)?, word(header, 28, true)?) {
        return None;
    }
    let (mut committed, mut pending) = (HashMap::new(), Vec::new());
    while let Some((frame, after)) = rest.split_first_chunk::<24>() {
        let Some((page, after)) = after.split_at_checked(size) else { break };
        sum = checksum(sum, frame.get(..8)?, is_big_endian)?;
        sum = checksum(sum, page, is_big_endian)?;
        let is_ours = frame.get(8..16) == header.get(16..24);
        if !is_ours || sum != (word(frame, 16, true)?, word(frame, 20, true)?) {
            break;
        }
        pending.push((word(frame, 0, true)?, page));
        if word(frame, 4, true)? != 0 {
            committed.extend(pending.drain(..));
        }
        rest = after;
    }
    Some(committed)
}

/// Over pairs of words: `s0 += x[i] + s1`, `s1 += x[i + 1] + s0`.
fn checksum((mut a, mut b): (u32, u32), bytes: &[u8], is_big_endian: bool) -> Option<(u32, u32)> {
    for pair in bytes.chunks_exact(8) {
        a = a.wrapping_add(word(pair, 0, is_big_endian)?).wrapping_add(b);
        b = b.wrapping_add(word(pair, 4, is_big_endian)?).wrapping_add(a);
    }
    Some((a, b))
}

fn word(bytes: &[u8], at: usize, is_big_endian: bool) -> Option<u32> {
    let word = bytes.get(at..)?.first_chunk().copied()?;
    Some(if is_big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) })
}
