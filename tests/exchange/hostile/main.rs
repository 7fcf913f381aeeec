//! A hostile file is refused before memory is spent on what it asks for. A test binary of its own:
//! it counts every allocation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.
#![allow(unsafe_code)] // The one way to count allocations is to be the allocator.

mod bombs;
mod imports;
#[path = "../../support/pictures.rs"]
mod pictures;
#[path = "../../support/samples.rs"]
mod samples;
#[path = "../../support/mod.rs"]
mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use support::{forge, password, rng};
use tessera_core::vault::{MAX_FILE, Vault, inspect};
use tessera_qr::{Limits, PictureError};

struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(held, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How many bytes more than before were held at the worst moment.
fn peak_of(work: impl FnOnce()) -> usize {
    let before = HELD.load(Relaxed);
    PEAK.store(before, Relaxed);
    work();
    PEAK.load(Relaxed).saturating_sub(before)
}

const MIB: usize = 1024 * 1024;

/// One test: others beside it would be counted too.
#[test]
fn what_is_refused_costs_less_than_a_mebibyte() {
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
