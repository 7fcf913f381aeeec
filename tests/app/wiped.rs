//! A note is nowhere in the memory of the process once the vault is locked.

use std::fs::File;
use std::os::unix::fs::FileExt;

use serde_json::json;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::secret::SecretText;

use crate::accounts::totp;
use crate::outside::NOW;
use crate::test_app::TestApp;

/// A note that is made for one run, of which this process holds no copy in clear.
struct Planted([u8; 24]);

const WINDOW: usize = 1 << 14;

static ZEROS: [u8; WINDOW] = [0; WINDOW];

/// What hides it.
const MASK: u8 = 0x80;

impl Planted {
    fn make() -> Self {
        let mut random = [0; 24];
        getrandom::fill(&mut random).unwrap();
        Self(random.map(|byte| (b'a' + byte % 26) ^ MASK))
    }

    /// With lines, as people write recovery codes down.
    fn note(&self) -> SecretText {
        let mut note = String::with_capacity(100);
        note.push_str("Lighthouse\n");
        note.extend(self.0.iter().map(|byte| char::from(byte ^ MASK)));
        note.push_str("\nend");
        note.into()
    }

    /// How many times it is in what this process can write to.
    fn count(&self) -> usize {
        let (memory, maps) = (File::open("/proc/self/mem"), std::fs::read("/proc/self/maps"));
        let (memory, maps) = (memory.unwrap(), String::from_utf8(maps.unwrap()).unwrap());
        let mut window = vec![0; WINDOW];
        let mut count = 0;
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let number = |hex| u64::from_str_radix(hex, 16).unwrap();
            let (mut at, to) = (number(from), number(to));
            while at < to {
                let length = window.len().min((to - at) as usize);
                // Other threads give memory back meanwhile.
                let Ok(read) = memory.read_at(&mut window[..length], at) else { break };
                count += self.count_in(&window[..read]);
                // Not to be found once more in here.
                window.fill(0);
                let step = if read == length && at + (read as u64) < to { read - 23 } else { read };
                at += step.max(1) as u64;
            }
        }
        count
    }

    fn count_in(&self, bytes: &[u8]) -> usize {
        let is_here = |window: &&[u8]| window.iter().zip(self.0).all(|(a, b)| *a == b ^ MASK);
        // Most of it is; the look is cheap, and the search is not.
        if bytes == &ZEROS[..bytes.len()] {
            return 0;
        }
        bytes.windows(self.0.len()).filter(|w| w[0] == self.0[0] ^ MASK).filter(is_here).count()
    }
}

#[test]
fn a_note_is_wiped_when_the_vault_is_locked() {
    let (app, planted) = (TestApp::with_vault(), Planted::make());
    app.lock();
    app.elsewhere(|vault, rng| {
        let labels = Labels { issuer: "Harbour".into(), account: "ada".into() };
        let new = NewEntry { note: planted.note(), ..NewEntry::new(labels, totp()) };
        vault.contents_mut().add(new, NOW, rng);
    });
    assert_eq!(planted.count(), 0, "whoever wrote it leaves none behind");

    app.unlock();
    let found = app.ok("find_entries", json!({ "typed": "lighthouse" }));
    assert_eq!(found.as_array().unwrap().len(), 1);
    let id = app.ok("list_entries", json!({}))[0]["id"].clone();
    let edit =
        json!({ "issuer": "Port", "account": "", "tags": [], "pinned": true, "confirmed": false });
    app.ok("edit_entry", json!({ "id": id, "edit": edit }));
    assert!(planted.count() > 0, "the search finds it where it is");
    app.lock();
    assert_eq!(planted.count(), 0);
}
