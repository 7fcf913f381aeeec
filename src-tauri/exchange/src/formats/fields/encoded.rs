//! Bytes as other apps write them in text.

use data_encoding::{BASE64_NOPAD, HEXLOWER_PERMISSIVE};
use tessera_core::base32::is_invisible;
use zeroize::Zeroizing;

/// Standard base64, with or without padding; white space and what nobody sees are skipped.
pub(crate) fn base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
    let is_skipped = |c: char| c.is_whitespace() || is_invisible(c);
    // What is no base64 stays in, as a byte that is none either.
    symbols.extend(text.chars().filter(|c| !is_skipped(*c)).map(|c| u8::try_from(c).unwrap_or(0)));
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
