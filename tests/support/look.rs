//! Bytes that say themselves what they are worth.

use tessera_core::store::{Fingerprint, GenerationState, Look, Worth};

/// `empty…`, `damaged…` and `locked…` are what they say; anything else holds an entry a byte.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Look for Plain {
    fn is_sound(&self, new: &[u8]) -> bool {
        !new.starts_with(b"unsound")
    }

    fn worth(&self, bytes: &[u8], fingerprint: Fingerprint) -> Worth {
        assert_eq!(fingerprint, Fingerprint::of(bytes));
        match bytes {
            _ if bytes.starts_with(b"empty") => Worth::Holds(0),
            _ if bytes.starts_with(b"damaged") => Worth::Damaged,
            _ if bytes.starts_with(b"locked") => Worth::Locked,
            _ => Worth::Holds(bytes.len()),
        }
    }
}

/// How such bytes are to be marked.
pub fn state_of(bytes: &[u8]) -> GenerationState {
    Plain.worth(bytes, Fingerprint::of(bytes)).state()
}
