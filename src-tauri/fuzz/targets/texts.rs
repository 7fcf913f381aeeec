//! Files in any encoding: what is taken for a text, and what the reader of links makes of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_exchange::formats::{Content, LINES, ReadContext};
use tessera_exchange::intake::{self, Source};

fuzz_target!(|bytes: &[u8]| {
    let told = intake::classify(bytes, &|| false);
    let content = Content::new(bytes);
    if content.is_guessed() {
        assert!(std::str::from_utf8(bytes).is_err() || bytes.contains(&0), "UTF-8 is no guess");
    }
    if matches!(told, Ok(Source::Text)) {
        assert!(!content.is_guessed());
    }
    if let Ok(import) = LINES.read(&content, &mut ReadContext::default()) {
        assert!(import.drafts.len() <= bytes.len());
    }
});
