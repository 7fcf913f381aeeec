//! A hostile file is refused before memory is spent on what it asks for. A test binary of its own:
//! it counts every allocation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.
#![allow(unsafe_code)] // The one way to count allocations is to be the allocator.

mod bombs;
mod costly;
mod counting;
mod imports;
#[path = "../../support/pictures.rs"]
mod pictures;
#[path = "../../support/samples.rs"]
mod samples;
#[path = "../../support/mod.rs"]
mod support;

use std::cell::Cell;
use std::sync::{Mutex, MutexGuard, PoisonError};

use counting::{Counting, peak_of};
use support::{forge, password, rng};
use tessera_core::vault::{MAX_FILE, Vault, inspect};
use tessera_qr::{Limits, PictureError};

#[global_allocator]
static COUNTING: Counting = Counting;

const MIB: usize = 1024 * 1024;

/// One test at a time: others beside it would be counted too.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn no_file_takes_more_than_four_times_its_length_and_room_for_its_accounts() {
    let _alone = alone();
    const LENGTH: usize = 8 * MIB;
    // A hundred thousand of them.
    const ACCOUNTS: usize = 48 * MIB;
    let mut over = Vec::new();
    for kind in costly::all() {
        let file = kind.file(LENGTH);
        let peak = file.len() + peak_of(|| _ = costly::read(&file, &|| false));
        if peak > 4 * LENGTH + ACCOUNTS {
            over.push(format!("{}: {} MiB", kind.name, peak / MIB));
        }
    }
    assert_eq!(over, [""; 0]);
}

#[test]
fn whoever_stops_is_heard_at_once_and_nothing_is_taken() {
    let _alone = alone();
    for kind in costly::all() {
        let file = kind.file(256 << 10);
        let asked = Cell::new(0_usize);
        costly::read(&file, &|| {
            asked.set(asked.get() + 1);
            false
        });
        let all = asked.get();
        // A vault is derived to its end.
        assert!(all > 0 || kind.name.contains("vault"), "{}", kind.name);
        for stop in [0, all / 2, all.saturating_sub(1)].into_iter().filter(|_| all > 0) {
            asked.set(0);
            let is_taken = costly::read(&file, &|| asked.replace(asked.get() + 1) >= stop);
            assert!(!is_taken, "{} stopped at {stop} of {all}", kind.name);
            assert!(asked.get() <= stop + 8, "{}: {} after {stop}", kind.name, asked.get());
        }
    }
}

#[test]
fn what_is_refused_costs_less_than_a_mebibyte() {
    let _alone = alone();
    let key = password(forge::PASSWORD);
    let refused = support::defects::all().into_iter().filter(|d| inspect(&d.bytes).is_err());
    let mut files: Vec<_> = refused.map(|d| (d.name.to_owned(), d.bytes)).collect();
    let sound = forge::vault(forge::EMPTY);
    let mut largest = sound.clone();
    largest.resize(MAX_FILE + 1, 0);
    files.push(("a file one byte too large".into(), largest));
    let deep = r#"{"vault_id":"#.to_owned() + &"[".repeat(65_000);
    files.push(("a deep header".into(), forge::file(&deep, &[0; forge::BLOCK])));
    let many = forge::header_with(&vec![r#"{"kind":"device"}"#.to_owned(); 3_000]);
    files.push(("a header of many slots".into(), forge::file(&many, &[0; forge::BLOCK])));
    assert!(files.len() > 70);
    for (name, bytes) in &files {
        let peak = peak_of(|| {
            assert!(inspect(bytes).is_err(), "{name}");
            assert!(Vault::open(bytes, &key, &mut rng()).is_err(), "{name}");
        });
        assert!(peak < MIB, "{name}: {peak} bytes");
    }

    for (name, picture) in bombs::of_each_format() {
        let mut said = None;
        let peak = peak_of(|| said = Some(pictures::texts(&picture, &Limits::default())));
        assert!(
            matches!(said, Some(Err(PictureError::TooLarge | PictureError::Damaged))),
            "{name}"
        );
        assert!(peak < MIB, "{name}: {peak} bytes");
    }

    // Drawings are taken apart before their size is known.
    for (name, drawing) in bombs::drawings() {
        let peak = peak_of(|| _ = pictures::texts(&drawing, &Limits::default()));
        assert!(peak < 160 * MIB, "{name}: {peak} bytes");
    }

    // What is read costs no more than a few times what it may: the file's pixels, those as red,
    // green, blue and alpha, as grey, and what is made of them while they are searched.
    let limits = Limits { memory: 8 * MIB as u64, ..Limits::default() };
    for (name, picture) in bombs::within(limits.memory) {
        let peak = peak_of(|| _ = pictures::texts(&picture, &limits));
        assert!(peak < 4 * 8 * MIB, "{name}: {peak} bytes");
    }

    // What stands in a file once and is referred to often is not copied without a bound.
    for (name, file) in imports::all() {
        let peak = peak_of(|| imports::read(&file));
        assert!(peak < 400 * MIB, "{name}: {peak} bytes");
    }
}
