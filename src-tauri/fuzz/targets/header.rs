//! Everything before the ciphertext: a whole file, or a header alone in a sound frame.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_core::vault::{inspect, is_vault};

const MAGIC: &[u8] = b"TESSERA\x1a";
const CIPHERTEXT: [u8; 4_096 + 16] = [0; 4_096 + 16];

fuzz_target!(|bytes: &[u8]| {
    let file = if is_vault(bytes) { bytes.to_vec() } else { framed(bytes) };
    look(&file);
});

fn framed(header: &[u8]) -> Vec<u8> {
    let length = (header.len() as u32).to_be_bytes();
    [MAGIC, &[0, 1], &length, header, &CIPHERTEXT].concat()
}

fn look(file: &[u8]) {
    if let Ok(facts) = inspect(file) {
        assert!((1..=16).contains(&facts.slots.len()));
        let params = facts.slots.iter().filter_map(|slot| slot.kdf);
        let work: u64 = params.map(|kdf| u64::from(kdf.m_kib()) * u64::from(kdf.t())).sum();
        assert!(work <= 8 * 1024 * 1024, "more work than a vault may ask for");
    }
}
