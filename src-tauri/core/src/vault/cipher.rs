//! Sealing and opening with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), in place.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};

use super::SealError;
use crate::secret::Key;

/// Length of a nonce in bytes.
pub(super) const NONCE: usize = 24;
/// Length of a tag in bytes.
pub(super) const TAG: usize = 16;

/// Encrypts `buffer` and appends the tag.
pub(super) fn seal(
    key: &Key,
    nonce: &[u8; NONCE],
    associated_data: &[u8],
    buffer: &mut Vec<u8>,
) -> Result<(), SealError> {
    let tag = XChaCha20Poly1305::new(key.expose().into())
        .encrypt_inout_detached(
            &XNonce::from(*nonce),
            associated_data,
            buffer.as_mut_slice().into(),
        )
        .map_err(|_| SealError::TooLarge)?;
    buffer.extend_from_slice(&tag);
    Ok(())
}

/// Decrypts `buffer` (ciphertext, then tag) and gives the length of the plaintext at its start.
/// None if the tag does not fit; the buffer holds no plaintext then.
pub(super) fn open(
    key: &Key,
    nonce: &[u8; NONCE],
    associated_data: &[u8],
    buffer: &mut [u8],
) -> Option<usize> {
    let (text, tag) = buffer.split_last_chunk_mut::<TAG>()?;
    let tag = Tag::from(*tag);
    let length = text.len();
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt_inout_detached(&XNonce::from(*nonce), associated_data, text.into(), &tag)
        .ok()?;
    Some(length)
}
