//! Grey pictures full of what a search for codes begins with: finder patterns of all sizes, alone,
//! in grids, cut off and over each other. Each search ends soon after its time is over.
#![no_main]

use std::cell::Cell;
use std::time::Duration;

use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use tessera_qr::{self as qr, Budget, Event, Limits};

const LIMIT: Duration = Duration::from_millis(100);
/// Looks at the clock that a search may still make after that, each of them a millisecond.
const AFTER: Duration = Duration::from_millis(100);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = Page::drawn(&mut Unstructured::new(bytes)) {
        page.search();
    }
});

struct Page {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Page {
    fn drawn(plan: &mut Unstructured<'_>) -> Result<Self> {
        let (width, height) = (plan.int_in_range(1..=300)?, plan.int_in_range(1..=300)?);
        let mut page = Self { width, height, grey: vec![plan.arbitrary()?; width * height] };
        while !plan.is_empty() {
            let at = (plan.choose_index(width)?, plan.choose_index(height)?);
            let module = plan.int_in_range(1..=12)?;
            let ink = plan.arbitrary()?;
            match plan.arbitrary::<u8>()? % 4 {
                0 => page.grid(at, module, plan.int_in_range(7..=16)?, ink),
                1 => page.noise(at, module, plan.arbitrary()?),
                _ => page.finder(at, module, ink),
            }
        }
        Ok(page)
    }

    /// One pattern, as far as there is room for it.
    fn finder(&mut self, (left, top): (usize, usize), module: usize, ink: u8) {
        for y in top..self.height.min(top + 7 * module) {
            for x in left..self.width.min(left + 7 * module) {
                let ring = |at: usize| 3_usize.abs_diff(at / module);
                let is_ink = ring(x - left).max(ring(y - top)) != 2;
                self.grey[y * self.width + x] = if is_ink { ink } else { !ink };
            }
        }
    }

    /// Patterns to the right and down, so many modules apart.
    fn grid(&mut self, (left, top): (usize, usize), module: usize, apart: usize, ink: u8) {
        for y in (top..self.height).step_by(apart * module) {
            for x in (left..self.width).step_by(apart * module) {
                self.finder((x, y), module, ink);
            }
        }
    }

    /// Modules by chance, as between the finder patterns of a code.
    fn noise(&mut self, (left, top): (usize, usize), module: usize, seed: u32) {
        for y in top..self.height.min(top + 40 * module) {
            for x in left..self.width.min(left + 40 * module) {
                let place = ((x - left) / module) as u32 * 977 + ((y - top) / module) as u32;
                let chance = (place ^ seed).wrapping_mul(0x9e37_79b1) >> 31;
                self.grey[y * self.width + x] = if chance == 1 { 255 } else { 0 };
            }
        }
    }

    fn search(&self) {
        let looks = Cell::new(0);
        let clock = || {
            looks.set(looks.get() + 1);
            Duration::from_millis(looks.get())
        };
        let budget = Budget { clock: &clock, limit: LIMIT };
        let rgba = self.grey.iter().flat_map(|&grey| [grey, grey, grey, 255]).collect();
        let (width, height) = (self.width as u32, self.height as u32);
        let mut ended = None;
        let tell = &mut |event| {
            if let Event::End { took, .. } = event {
                ended = Some(took);
            }
        };
        let read = qr::read_rgba(width, height, rgba, &Limits::default(), &budget, tell);
        assert!(read.is_ok(), "pixels are a picture");
        assert!(ended.is_some_and(|took| took < LIMIT + AFTER), "it ends in time: {ended:?}");
    }
}
