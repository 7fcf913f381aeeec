//! A hostile file is refused before memory is spent on what it asks for. A test binary of its own:
//! it counts every allocation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.
#![allow(unsafe_code)] // The one way to count allocations is to be the allocator.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use support::{forge, password, pictures, rng};
use tessera_core::qr::{Limits, PictureError};
use tessera_core::vault::{MAX_FILE, Vault, inspect};

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

    for (name, picture) in [
        ("a PNG of 16,000 by 16,000", png(16_000, 16_000)),
        ("a PNG of 2 million by 1", png(2_000_000, 1)),
        ("a PNG of 2^31 by 2^31", png(0x7fff_ffff, 0x7fff_ffff)),
        ("a GIF of 65,535 by 65,535", gif(65_535, 65_535)),
        ("a BMP of 30,000 by 30,000", bmp(30_000, 30_000)),
    ] {
        let mut said = None;
        let peak = peak_of(|| said = Some(pictures::texts(&picture, &Limits::default())));
        assert_eq!(said, Some(Err(PictureError::TooLarge)), "{name}");
        assert!(peak < MIB, "{name}: {peak} bytes");
    }
}

/// The smallest PNG that claims to be so large: one bit a pixel.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut chunks = b"\x89PNG\r\n\x1a\n".to_vec();
    let ihdr = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    for (kind, data) in
        [(b"IHDR", ihdr), (b"IDAT", vec![0x78, 0x9c, 3, 0, 0, 0, 0, 1]), (b"IEND", vec![])]
    {
        let body = [&kind[..], &data].concat();
        chunks.extend((data.len() as u32).to_be_bytes());
        chunks.extend(&body);
        chunks.extend(crc32(&body).to_be_bytes());
    }
    chunks
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    let mut gif = b"GIF89a".to_vec();
    gif.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0]);
    gif.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    gif.extend([0, 2, 2, 0x44, 1, 0, 0x3b]);
    gif
}

fn bmp(width: i32, height: i32) -> Vec<u8> {
    let mut bmp = b"BM".to_vec();
    bmp.extend([62_u32, 0, 62, 40].map(u32::to_le_bytes).concat());
    bmp.extend([width, height].map(i32::to_le_bytes).concat());
    bmp.extend([1, 0, 1, 0]);
    bmp.extend([0_u32, 0, 0, 0, 2, 0, 0, 0x00ff_ffff].map(u32::to_le_bytes).concat());
    bmp
}
