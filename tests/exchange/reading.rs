//! What the tests of all formats ask of a file.
#![allow(dead_code)] // Each test binary uses a part of it.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use tessera_core::secret::SecretText;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{self, Content, Import, ReadContext, ReadError};
use tessera_qr::Limits;

use crate::pictures;

/// Of RFC 6238's examples, in base32 and as bytes.
pub const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
pub const SECRET_BYTES: &[u8] = b"12345678901234567890";

/// Which format a file is taken for.
pub fn recognised(bytes: &[u8]) -> Option<&'static str> {
    formats::recognise(&Content::new(bytes)).map(|format| format.name)
}

/// Reads a file of that format.
#[track_caller]
pub fn read(format: &str, bytes: &[u8], password: Option<&str>) -> Result<Import, ReadError> {
    assert_eq!(recognised(bytes), Some(format));
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut context = ReadContext {
        password: password.as_ref(),
        read_qr: Some(&mut |picture| {
            let texts = pictures::texts(picture, &Limits::default()).unwrap_or_default();
            texts.into_iter().map(SecretText::new).collect()
        }),
        ..ReadContext::default()
    };
    formats::by_name(format).unwrap().read(&Content::new(bytes), &mut context)
}

/// Reads a file that has to hold accounts.
#[track_caller]
pub fn drafts(format: &str, bytes: &[u8]) -> Vec<Draft> {
    read(format, bytes, None).unwrap().drafts
}

/// One line for a draft: labels, and its parameters or why it has none.
pub fn told(draft: &Draft) -> String {
    let labels = format!("{}|{}", draft.labels.issuer, draft.labels.account);
    match &draft.otp {
        Err(reason) => format!("{labels}: {reason}"),
        Ok(otp) => {
            let moving = match (otp.counter(), otp.period()) {
                (Some(counter), _) => format!("#{counter}"),
                (None, period) => period.map_or(String::new(), |p| format!("{}s", p.seconds())),
            };
            let (kind, algorithm) = (otp.kind().name(), otp.algorithm().name());
            format!("{labels}: {kind} {algorithm} {} {moving}", otp.digits())
        }
    }
}

/// The same of every draft of a file without a password.
#[track_caller]
pub fn all_told(format: &str, bytes: &[u8]) -> Vec<String> {
    drafts(format, bytes).iter().map(told).collect()
}

/// AES-256-GCM: ciphertext and tag.
pub fn seal_gcm(key: &[u8; 32], nonce: &[u8; 12], plain: &[u8], aad: &[u8]) -> Vec<u8> {
    let payload = Payload { msg: plain, aad };
    Aes256Gcm::new(key.into()).encrypt(&Nonce::from(*nonce), payload).unwrap()
}
