//! SQLCipher, version 3: each page of 1,024 bytes is encrypted and signed by itself.
//!
//! ```text
//! file       = salt (16) ‖ the first page from its byte 16 ‖ other pages
//! page       = ciphertext ‖ IV (16) ‖ HMAC-SHA-1 (20) ‖ 12 unused
//! key        = PBKDF2-HMAC-SHA-1(password, salt, 64,000)
//! MAC key    = PBKDF2-HMAC-SHA-1(key, salt ⊕ 3a…, 2)
//! signed     = ciphertext ‖ IV ‖ number of the page, u32 little-endian
//! ```

use aes::Aes256;
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt, KeyIvInit};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use zeroize::Zeroizing;

use crate::formats::containers::sqlite::MAGIC;
use crate::formats::content::Content;
use crate::formats::fields::keys::{self, Hash, Key};
use crate::formats::fields::magic;
use crate::formats::format::{ReadContext, ReadError};

const PAGE: usize = 1_024;
const SALT: usize = 16;
const IV: usize = 16;
const TAG: usize = 20;
/// IV and tag, up to a whole block.
const RESERVED: usize = 48;
const ROUNDS: u32 = 64_000;
const MAC_ROUNDS: u32 = 2;

/// Whether a file could be one: noise in whole pages. The first four bytes of andOTP's noise are a
/// count of rounds, and a random salt is hardly ever that small.
pub(super) fn may_be(content: &Content<'_>) -> bool {
    let bytes = content.bytes();
    let first = bytes.first_chunk().copied().map(u32::from_be_bytes);
    content.text().is_none()
        && bytes.len().is_multiple_of(PAGE)
        && bytes.len() >= 2 * PAGE
        && first.is_some_and(|first| first > 10_000_000)
        && !magic::is_known(bytes)
}

/// Opens all pages into a plain database.
pub(super) fn open(
    bytes: &[u8],
    context: &ReadContext<'_>,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let salt = bytes.first_chunk::<SALT>().ok_or(ReadError::Damaged)?;
    let (mut key, mut mac_key) = (Key::default(), Key::default());
    let password = context.password()?.expose().as_bytes();
    keys::pbkdf2(context, Hash::Sha1, password, salt, ROUNDS, key.as_mut())?;
    let mac_salt = salt.map(|byte| byte ^ 0x3a);
    keys::pbkdf2(context, Hash::Sha1, key.as_ref(), &mac_salt, MAC_ROUNDS, mac_key.as_mut())?;

    let mut plain = Zeroizing::new(Vec::with_capacity(bytes.len()));
    for (number, page) in (1_u32..).zip(bytes.chunks_exact(PAGE)) {
        context.go_on()?;
        let head = if number == 1 { SALT } else { 0 };
        let wrong = if number == 1 { ReadError::WrongPassword } else { ReadError::Damaged };
        let opened = open_page(&key, &mac_key, number, page.get(head..).unwrap_or_default());
        let opened = opened.ok_or(wrong)?;
        plain.extend_from_slice(MAGIC.get(..head).unwrap_or_default());
        plain.extend_from_slice(&opened);
        plain.extend_from_slice(&[0; RESERVED]);
    }
    Ok(plain)
}

fn open_page(key: &Key, mac_key: &Key, number: u32, page: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (text, reserved) = page.split_at_checked(page.len().checked_sub(RESERVED)?)?;
    let (iv, rest) = reserved.split_first_chunk::<IV>()?;
    let mut mac = Hmac::<Sha1>::new_from_slice(mac_key.as_ref()).ok()?;
    mac.update(text);
    mac.update(iv);
    mac.update(&number.to_le_bytes());
    mac.verify_slice(rest.get(..TAG)?).ok()?;
    let mut buffer = Zeroizing::new(text.to_vec());
    let cipher = cbc::Decryptor::<Aes256>::new((&**key).into(), iv.into());
    cipher.decrypt_padded::<NoPadding>(&mut buffer).ok()?;
    Some(buffer)
}
