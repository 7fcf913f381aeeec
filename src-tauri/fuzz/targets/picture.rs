//! Picture files: the bytes as they are, or a sound picture of each format with some of its bytes
//! changed. Every search ends, and tells no more pictures and codes than it may.
#![no_main]

use std::cell::Cell;
use std::time::Duration;

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use tessera_qr::{self as qr, Budget, Event, Limits};

/// What `UPDATE_SEEDS=1 cargo test -p tessera-core --test qr_files` has written.
const SOUND: [&[u8]; 9] = [
    include_bytes!("../seeds/picture/apng"),
    include_bytes!("../seeds/picture/bmp"),
    include_bytes!("../seeds/picture/gif"),
    include_bytes!("../seeds/picture/ico"),
    include_bytes!("../seeds/picture/jpeg"),
    include_bytes!("../seeds/picture/png"),
    include_bytes!("../seeds/picture/svg"),
    include_bytes!("../seeds/picture/tiff"),
    include_bytes!("../seeds/picture/webp"),
];

/// Room for the drawing, the largest of them.
const LIMITS: Limits = Limits { side: 1_000, area: 700_000, memory: 4_000_000 };

fuzz_target!(|bytes: &[u8]| match bytes.split_first() {
    Some((0, changes)) => {
        if let Ok(file) = changed(&mut Unstructured::new(changes)) {
            read(&file);
        }
    }
    _ => read(bytes),
});

/// A sound file with changes that a decoder meets behind a sound start: bytes written over, bytes
/// left out, the end cut off.
fn changed(changes: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut file = changes.choose(&SOUND)?.to_vec();
    while !changes.is_empty() && !file.is_empty() {
        let at = changes.choose_index(file.len())?;
        match changes.arbitrary::<u8>()? {
            0 => file.truncate(at),
            1 => _ = file.remove(at),
            2 => file.insert(at, changes.arbitrary()?),
            bits => file[at] ^= bits,
        }
    }
    Ok(file)
}

fn read(file: &[u8]) {
    // Time goes on with each look at the clock, so that a search is as long on every machine.
    let looks = Cell::new(0);
    let clock = || {
        looks.set(looks.get() + 1);
        Duration::from_millis(looks.get())
    };
    let budget = Budget { clock: &clock, limit: Duration::from_millis(100) };
    let (mut pictures, mut open) = (0, false);
    let _ = qr::read(file, &LIMITS, &budget, &mut |event| match event {
        Event::Picture { width, height } => {
            assert!(width.max(height) <= LIMITS.side, "within the limits");
            (pictures, open) = (pictures + 1, true);
        }
        Event::Code(code, ..) => {
            assert!(open, "a code lies in a picture");
            assert!(code.corners.0.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
        }
        Event::End { .. } => open = false,
    });
    assert!(pictures <= 100 && !open, "each picture that was begun was ended");
}
