//! Which of the pictures in a file are searched, and for how long.

use std::time::Duration;

use image::DynamicImage;
use tessera_core::secret::SecretText;

use super::picture::{Picture, Pictures, is_new};
use super::{Budget, Event, Limits, PictureError, guard, search};

/// The most pictures of one file that are searched.
const MOST: usize = 100;
/// A whole file may take as long as this many pictures.
const WHOLE: u32 = 4;
/// The divisor of the time for one picture that gives the most for a frame of an animation: they
/// are many, and what they show stays for several.
const FRAME: u32 = 6;
/// The divisor of the time for one picture that gives the least for a frame: enough to look at it once.
const SHORTEST: u32 = 60;
/// The divisor of the time for one picture that gives how long an animation may go on without a
/// frame that is searched: whoever waits takes silence for a process that hangs.
const SILENT: u32 = 2;

/// Searches one picture of the file after another. Each text is told once.
pub(super) fn read(
    file: &[u8],
    limits: &Limits,
    budget: &Budget<'_>,
    tell: &mut dyn FnMut(Event),
) -> Result<(), PictureError> {
    let now = || (budget.clock)();
    let start = now();
    let mut pictures =
        guard::contain(|| Pictures::of(file, limits)).ok_or(PictureError::Damaged)?;
    let mut known = Vec::new();
    let (mut seen, mut searched, mut last) = (0, 0, start);
    let (mut before, mut decoding) = (None::<DynamicImage>, Duration::ZERO);
    while searched < MOST {
        let begun = now();
        let next = guard::contain(|| pictures.next()).unwrap_or(Some(Err(PictureError::Damaged)));
        let picture = match next {
            Some(Ok(picture)) => picture,
            // What is damaged further on has given what came before.
            Some(Err(error)) if searched == 0 => return Err(error),
            Some(Err(_)) | None => break,
        };
        let spent = now().saturating_sub(start);
        let left = (budget.limit * WHOLE).saturating_sub(spent);
        if left.is_zero() {
            break;
        }
        let mut limit = budget.limit.min(left);
        if let Some(count) = pictures.frames {
            let place = Place { seen, searched, count: count.max(seen + 1) };
            seen += 1;
            let is_new = before.as_ref().is_none_or(|before| is_new(&picture, before));
            let is_silent = now().saturating_sub(last) > budget.limit / SILENT;
            decoding += now().saturating_sub(begun);
            if !(is_new && place.is_due(budget.limit, spent) || is_silent) {
                continue;
            }
            before = Some(picture.clone());
            limit = place.limit(budget.limit, left, decoding);
        }
        let picture = Picture::new(picture);
        search(&picture, &Budget { limit, ..*budget }, &mut once(&mut known, tell));
        (searched, last) = (searched + 1, now());
    }
    Ok(())
}

/// Where in an animation a frame stands.
struct Place {
    /// How many frames come before it.
    seen: usize,
    /// How many of those were searched.
    searched: usize,
    /// How many frames there are.
    count: usize,
}

impl Place {
    /// Whether the frame may be searched, so that those that are lie over the whole length: neither more
    /// of them nor more time was used up than the part of the animation that is over. What frames leave
    /// that show nothing new goes to later ones; the last may always be searched.
    fn is_due(&self, one: Duration, spent: Duration) -> bool {
        let after = self.seen + 1;
        let time = |time: Duration, times: usize| time.as_micros() * times as u128;
        // A search ends a little late. That may not use up the time of the last frame.
        let whole = one * WHOLE - one / FRAME;
        after == self.count
            || self.searched * (self.count - 1) <= self.seen * (MOST - 1)
                && time(spent, self.count) <= time(whole, after)
    }

    /// How long it may be searched: its share of the time that is left, without what the frames after it
    /// take to be decoded.
    fn limit(&self, one: Duration, left: Duration, decoding: Duration) -> Duration {
        let after = self.count - self.seen - 1;
        let part = |time: Duration, of: usize| time / u32::try_from(of).unwrap_or(u32::MAX);
        let whole = part(decoding, self.seen + 1);
        let decoding = whole.saturating_mul(u32::try_from(after).unwrap_or(u32::MAX));
        let share = part(left.saturating_sub(decoding), (after + 1).min(MOST - self.searched));
        share.clamp(one / SHORTEST, one / FRAME).min(left)
    }
}

/// Tells a code only if its text was not told before.
fn once<'a>(
    known: &'a mut Vec<SecretText>,
    tell: &'a mut dyn FnMut(Event),
) -> impl FnMut(Event) + 'a {
    move |event| {
        if let Event::Code(code, ..) = &event {
            if known.contains(&code.text) {
                return;
            }
            known.push(code.text.clone());
        }
        tell(event);
    }
}
