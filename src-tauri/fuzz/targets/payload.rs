//! What stands inside the encrypted block. Each input is sealed under a key that a vault has in hand, so
//! that it comes in by the front door; what is read is written again, and has to read the same.
#![no_main]

#[path = "../../../tests/support/forge.rs"]
#[allow(dead_code)]
mod forge;

use std::cell::LazyCell;

use getrandom::SysRng;
use libfuzzer_sys::fuzz_target;
use rand_core::UnwrapErr;
use tessera_core::time::UnixTime;
use tessera_core::vault::{DeviceKey, Vault};

thread_local! {
    static DOOR: LazyCell<Door> = LazyCell::new(Door::new);
}

struct Door {
    header: String,
    key: DeviceKey,
    vault: Vault,
}

impl Door {
    fn new() -> Self {
        let slots = [forge::Slot::default().json(), forge::device_slot()];
        let header = forge::header_with(&slots);
        let line = "de71ce00-0000-4000-8000-000000000000 \
                    d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3c=";
        let key = DeviceKey::parse(line).expect("the line of forge::device_slot");
        let empty = forge::file(&header, &forge::plaintext(forge::EMPTY.as_bytes()));
        let vault = Vault::open(&empty, &key, &mut UnwrapErr(SysRng)).expect("a sound vault");
        Self { header, key, vault }
    }

    fn go_through(&self, plaintext: &[u8]) {
        let file = forge::file(&self.header, plaintext);
        let Some(contents) = self.vault.contents_of(&file) else { return };
        let rng = &mut UnwrapErr(SysRng);
        let mut vault = Vault::open(&file, &self.key, rng).expect("it opened a moment ago");
        let Ok(saved) = vault.seal(UnixTime::from_seconds(1), rng) else { return };
        let read = self.vault.contents_of(&saved).expect("what was written is read");
        assert!(read.holds_the_same_as(&contents), "what was written reads the same");
        assert_eq!(read.quarantined(), contents.quarantined());

        let mut merged = contents.clone();
        merged.merge(&read);
        let mut again = merged.clone();
        again.merge(&read);
        assert!(again.holds_the_same_as(&merged), "merging twice is merging once");
    }
}

fuzz_target!(|bytes: &[u8]| {
    DOOR.with(|door| match bytes.split_first() {
        // The frame as well: its length and its padding.
        Some((0, raw)) => {
            let mut raw = raw.to_vec();
            raw.resize(raw.len().next_multiple_of(forge::BLOCK).max(forge::BLOCK), 0);
            door.go_through(&raw);
        }
        _ => door.go_through(&forge::plaintext(bytes)),
    });
});
