//! One message of libsodium's `crypto_secretstream_xchacha20poly1305`.
//!
//! The subkey is HChaCha20 of the key and the header's first 16 bytes; the nonce is a counter, which
//! starts at 1, and the header's last 8. Of the key stream (ChaCha20 of RFC 8439) block 0 is the key
//! of the tag, block 1 hides the byte that says what kind of message it is, and the blocks after it
//! hide the message.

use chacha20::cipher::{KeyIvInit, StreamCipher};
use chacha20::{ChaCha20, R20, hchacha};
use poly1305::Poly1305;
use poly1305::universal_hash::KeyInit;
use zeroize::Zeroizing;

/// The length of a block of the key stream.
const BLOCK: usize = 64;
/// The length of the tag.
const TAG: usize = 16;

/// What stands in the first message of a stream; none where the key is another's or the bytes were
/// changed. Whether the stream goes on is not looked at: apps end theirs in both ways.
pub(super) fn open_first(
    key: &[u8; 32],
    header: &[u8; 24],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (hidden_kind, rest) = sealed.split_first()?;
    let (hidden, tag) = rest.split_last_chunk::<TAG>()?;
    let mut cipher = cipher(key, header)?;

    let mut first = Zeroizing::new([0; BLOCK]);
    cipher.apply_keystream(first.as_mut());
    let mut kind = [0; BLOCK];
    kind[0] = *hidden_kind;
    let mut signed_kind = kind;
    cipher.apply_keystream(&mut kind);
    // Signed is the block with its first byte hidden and the others in the clear of the key stream.
    signed_kind[1..].copy_from_slice(&kind[1..]);

    // Nobody measures how long a file of one's own takes to be refused.
    if mac(first.first_chunk()?, &signed_kind, hidden) != *tag {
        return None;
    }
    let mut plain = Zeroizing::new(hidden.to_vec());
    cipher.apply_keystream(&mut plain);
    Some(plain)
}

fn cipher(key: &[u8; 32], header: &[u8; 24]) -> Option<ChaCha20> {
    let (input, tail) = header.split_first_chunk::<16>()?;
    let subkey = hchacha::<R20>(key.into(), input.into());
    let mut nonce = [0; 12];
    nonce[0] = 1;
    nonce[4..].copy_from_slice(tail);
    Some(ChaCha20::new(&subkey, &nonce.into()))
}

/// Poly1305 over the block, the hidden message, as many zeros as the message is over a multiple of
/// 16 (a slip of libsodium's that became the format), and both lengths.
fn mac(key: &[u8; 32], kind: &[u8; BLOCK], hidden: &[u8]) -> [u8; TAG] {
    let mut signed = Vec::with_capacity(BLOCK + hidden.len() + 2 * TAG);
    signed.extend_from_slice(kind);
    signed.extend_from_slice(hidden);
    signed.resize(signed.len() + hidden.len() % TAG, 0);
    signed.extend_from_slice(&0u64.to_le_bytes());
    signed.extend_from_slice(&((BLOCK + hidden.len()) as u64).to_le_bytes());
    Poly1305::new(key.into()).compute_unpadded(&signed).into()
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::open_first;

    /// Made with libsodium 1.0.18 under the key 00 01 … 1f.
    const STREAMS: [(&[u8], &str, &str); 3] = [
        (
            b"",
            "e1574e2bc72d62424126d24ef780170f024ac89b5f2cfa72",
            "b247022006eafe8434d1c25fbd861a2ccb",
        ),
        (
            b"otpauth://totp/a?secret=AA",
            "c55429df8bdbbe640e3daa3ab0f45d8364b9b6bcd5e23b06",
            "300f2e6a0482f70c6f7cbd82c722e970ba9035f31bbf5374d845464c8580ecba33b38e58334a7bb03ecdf4",
        ),
        // Of the kind that ends a stream.
        (
            b"xxxxxxxxxxxxxxxx",
            "65140db0ab60934da922f884c6aada52cafe5b5742e8f4ce",
            "f133b9c4350f1ec9cfde567af8563b90750c08b355a4eb110f1bb535bad609a369",
        ),
    ];

    #[test]
    fn what_libsodium_sealed_opens_and_nothing_that_was_changed_does() {
        let key: [u8; 32] = std::array::from_fn(|i| i as u8);
        for (plain, header, sealed) in STREAMS {
            let header: [u8; 24] = HEXLOWER.decode(header.as_bytes()).unwrap().try_into().unwrap();
            let mut sealed = HEXLOWER.decode(sealed.as_bytes()).unwrap();
            assert_eq!(open_first(&key, &header, &sealed).unwrap().as_slice(), plain);
            for at in 0..sealed.len() {
                sealed[at] ^= 1;
                assert!(open_first(&key, &header, &sealed).is_none(), "{at}");
                assert!(open_first(&key, &header, &sealed[..at]).is_none(), "{at}");
                sealed[at] ^= 1;
            }
        }
    }
}
