//! KDBX, versions 3 and 4: from the file to the XML in it.
//!
//! Version 4 signs its header, so that a wrong password is told from damage before anything is
//! decrypted. Version 3 begins its plaintext with bytes that its header repeats.

mod blocks;
mod header;
mod key;
mod stream;

use std::io::Read;

use aes::Aes256;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit, StreamCipher};
use chacha20::ChaCha20;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use twofish::Twofish;
use zeroize::Zeroizing;

use crate::formats::fields::keys::Key;
use crate::formats::format::{ReadContext, ReadError};
use blocks::Signer;
use header::{Bytes, Cipher, Header};

pub(crate) use header::SIGNATURE;
pub(crate) use stream::Stream;

/// Bound for what a file unpacks to, in bytes: `MAX_GROWTH` times its length plus `SMALL`, and at
/// most as much as the largest file: attachments are packed before they come in.
const MAX_GROWTH: usize = 64;
const SMALL: usize = 1 << 20;
const MOST: usize = 64 * 1024 * 1024;
/// After how many bytes it is asked whether to go on.
const AT_ONCE: u64 = 1 << 20;

/// An opened file.
pub(crate) struct Opened {
    plain: Zeroizing<Vec<u8>>,
    xml_at: usize,
    stream_kind: u32,
    stream_key: Zeroizing<Vec<u8>>,
}

impl Opened {
    pub(crate) fn xml(&self) -> &[u8] {
        self.plain.get(self.xml_at..).unwrap_or_default()
    }

    /// What the secrets in the XML are encrypted with once more.
    pub(crate) fn stream(&self) -> Result<Stream, ReadError> {
        Stream::of(self.stream_kind, &self.stream_key)
    }
}

pub(crate) fn open(file: &[u8], context: &ReadContext<'_>) -> Result<Opened, ReadError> {
    let header = Header::parse(file)?;
    let kdf = header.kdf.ok_or(ReadError::Damaged)?;
    let body = file.get(header.length..).unwrap_or_default();
    match header.major {
        3 => open_3(&header, body, &key::derive(kdf, context)?, context),
        _ => {
            let own = file.get(..header.length).unwrap_or_default();
            let (hash, body) = body.split_at_checked(32).ok_or(ReadError::Damaged)?;
            if *hash != *Sha256::digest(own) {
                return Err(ReadError::Damaged);
            }
            let derived = key::derive(kdf, context)?;
            let signer = Signer::of(header.master_seed, &derived);
            let (tag, body) = body.split_at_checked(32).ok_or(ReadError::Damaged)?;
            if !signer.signed_header(own, tag) {
                return Err(ReadError::WrongPassword);
            }
            let sealed = signer.join(body).ok_or(ReadError::Damaged)?;
            open_4(&header, sealed, &derived, file.len(), context)
        }
    }
}

fn open_3(
    header: &Header<'_>,
    body: &[u8],
    derived: &Key,
    context: &ReadContext<'_>,
) -> Result<Opened, ReadError> {
    if header.start.len() != 32 {
        return Err(ReadError::Damaged);
    }
    // A wrong key shows as bad padding, or as another beginning.
    let sealed = Zeroizing::new(body.to_vec());
    let plain = decrypt(header, sealed, derived).ok_or(ReadError::WrongPassword)?;
    let blocks = plain.strip_prefix(header.start);
    let joined = blocks::join_hashed(blocks.ok_or(ReadError::WrongPassword)?);
    drop(plain);
    let plain = unpack(header, joined.ok_or(ReadError::Damaged)?, body.len(), context)?;
    let stream_key = Zeroizing::new(header.stream_key.to_vec());
    Ok(Opened { plain, xml_at: 0, stream_kind: header.stream_kind, stream_key })
}

fn open_4(
    header: &Header<'_>,
    sealed: Zeroizing<Vec<u8>>,
    derived: &Key,
    length: usize,
    context: &ReadContext<'_>,
) -> Result<Opened, ReadError> {
    let plain = decrypt(header, sealed, derived).ok_or(ReadError::Damaged)?;
    let plain = unpack(header, plain, length, context)?;
    let (mut stream_kind, mut stream_key) = (0, Zeroizing::default());
    let mut rest = Bytes(&plain);
    loop {
        let (id, value) = rest.field(4).ok_or(ReadError::Damaged)?;
        match id {
            0 => break,
            1 => stream_kind = Bytes(value).word().ok_or(ReadError::Damaged)?,
            2 => stream_key = Zeroizing::new(value.to_vec()),
            _ => {}
        }
    }
    let xml_at = plain.len() - rest.0.len();
    Ok(Opened { plain, xml_at, stream_kind, stream_key })
}

/// In place, under `SHA-256(master seed ‖ derived key)`.
fn decrypt(
    header: &Header<'_>,
    mut buffer: Zeroizing<Vec<u8>>,
    derived: &Key,
) -> Option<Zeroizing<Vec<u8>>> {
    let hash = Sha256::new().chain_update(header.master_seed).chain_update(**derived).finalize();
    let key: Key = Zeroizing::new(hash.into());
    match header.cipher? {
        Cipher::ChaCha20 => {
            let iv: [u8; 12] = header.iv.try_into().ok()?;
            ChaCha20::new((&*key).into(), &iv.into()).try_apply_keystream(&mut buffer).ok()?;
        }
        cipher => {
            let iv: [u8; 16] = header.iv.try_into().ok()?;
            let length = if cipher == Cipher::Aes256 {
                let cbc = cbc::Decryptor::<Aes256>::new((&*key).into(), &iv.into());
                cbc.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len()
            } else {
                let cbc = cbc::Decryptor::<Twofish>::new((&*key).into(), &iv.into());
                cbc.decrypt_padded::<Pkcs7>(&mut buffer).ok()?.len()
            };
            buffer.truncate(length);
        }
    }
    Some(buffer)
}

fn unpack(
    header: &Header<'_>,
    plain: Zeroizing<Vec<u8>>,
    length: usize,
    context: &ReadContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    if !header.is_compressed {
        return Ok(plain);
    }
    let most = length.saturating_mul(MAX_GROWTH).saturating_add(SMALL).min(MOST);
    // Gzip ends in the length of what it holds: room enough from the start, so that no copies of
    // secrets are left behind by a growing buffer.
    let announced = plain.last_chunk().copied().map_or(0, u32::from_le_bytes);
    let announced = usize::try_from(announced).unwrap_or(most).min(most);
    let mut unpacked = Zeroizing::new(Vec::new());
    unpacked.try_reserve_exact(announced + 1).map_err(|_| ReadError::TooLarge)?;
    let mut packed = GzDecoder::new(plain.as_slice());
    loop {
        context.go_on()?;
        let more = packed.by_ref().take(AT_ONCE).read_to_end(&mut unpacked);
        if more.map_err(|_| ReadError::Damaged)? == 0 {
            return Ok(unpacked);
        }
        if unpacked.len() > most {
            return Err(ReadError::TooLarge);
        }
    }
}
