//! Secrets as people type them. What is read is written again, and has to read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_core::base32;

fuzz_target!(|text: &str| {
    let Ok(secret) = base32::decode(text) else { return };
    let written = base32::encode(&secret);
    assert!(base32::decode(written.expose()).as_ref() == Ok(&secret), "it reads the same");
});
