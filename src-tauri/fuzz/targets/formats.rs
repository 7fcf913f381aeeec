//! Files of other apps: every reader on any bytes, as if all recognised them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_core::secret::SecretText;
use tessera_exchange::formats::{Content, FORMATS, ReadContext};

fuzz_target!(|bytes: &[u8]| {
    let content = Content::new(bytes);
    let password = SecretText::new("one".to_owned());
    for format in FORMATS {
        let mut context = ReadContext {
            password: Some(&password),
            // What costs time is asked for and stopped.
            is_cancelled: Some(&|| true),
            ..ReadContext::default()
        };
        if let Ok(import) = format.read(&content, &mut context) {
            assert!(import.drafts.len() <= bytes.len(), "{format:?}");
        }
    }
});
