//! Transfers of Google Authenticator: the text as it is, and the protocol buffer inside it.
#![no_main]

use data_encoding::BASE64URL;
use libfuzzer_sys::fuzz_target;
use tessera_core::secret::SecretText;
use tessera_exchange::formats::Found;

fuzz_target!(|bytes: &[u8]| {
    let mut found = Found::default();
    if let Ok(text) = std::str::from_utf8(bytes) {
        found.read(&SecretText::new(text.to_owned()));
    }
    // In the alphabet that needs no percent signs, translated to the one that is read.
    let data = BASE64URL.encode(bytes).replace('-', "%2B").replace('_', "%2F");
    found.read(&SecretText::new(format!("otpauth-migration://offline?data={data}")));
    for batch in found.batches.batches() {
        assert!(batch.of <= 1_000 && batch.missing.len() < batch.of as usize);
    }
});
