//! Bytes as other apps write them in text.

use data_encoding::{BASE64_NOPAD, HEXLOWER_PERMISSIVE};
use zeroize::Zeroizing;

/// Standard base64, with or without padding; white space is skipped.
pub(crate) fn base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
    symbols.extend(text.bytes().filter(|b| !b.is_ascii_whitespace()));
    let padding = symbols.iter().rev().take_while(|b| **b == b'=').count();
    let length = symbols.len() - padding;
    symbols.truncate(length);
    BASE64_NOPAD.decode(&symbols).ok().map(Zeroizing::new)
}

/// Hexadecimal in any case.
pub(crate) fn hex(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok().map(Zeroizing::new)
}

/// Hexadecimal of a fixed length.
pub(crate) fn hex_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    hex(text)?.as_slice().try_into().ok()
}

/// Base64 of a fixed length.
pub(crate) fn base64_array<const N: usize>(text: &str) -> Option<[u8; N]> {
    base64(text)?.as_slice().try_into().ok()
}
