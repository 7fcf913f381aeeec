//! Which of the pictures in a file are searched, and for how long.

use image::DynamicImage;
use tessera_core::secret::SecretText;

use super::picture::{Picture, Pictures, is_new};
use super::{Budget, Event, Limits, PictureError, guard, search};

/// The most pictures of one file that are searched.
const MOST: usize = 100;
/// A whole file may take as long as this many pictures.
const WHOLE: u32 = 4;
/// The divisor of the time for one picture that gives the time for a frame of an animation: they
/// are many, and what they show stays for several.
const FRAME: u32 = 6;
/// The divisor of the time for one picture that gives how long an animation may go on without a
/// frame that is new.
const ALIKE: u32 = 2;

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
    let part = if pictures.moving { FRAME } else { 1 };
    let mut known = Vec::new();
    let (mut searched, mut before, mut last) = (0, None::<DynamicImage>, start);
    while searched < MOST {
        let next = guard::contain(|| pictures.next()).unwrap_or(Some(Err(PictureError::Damaged)));
        let picture = match next {
            Some(Ok(picture)) => picture,
            // What is damaged further on has given what came before.
            Some(Err(error)) if searched == 0 => return Err(error),
            Some(Err(_)) | None => break,
        };
        let left = (budget.limit * WHOLE).saturating_sub(now().saturating_sub(start));
        let is_still = pictures.moving && now().saturating_sub(last) > budget.limit / ALIKE;
        if left.is_zero() || is_still && searched > 0 {
            break;
        }
        if before.as_ref().is_some_and(|before| !is_new(&picture, before)) {
            continue;
        }
        before = pictures.moving.then(|| picture.clone());
        let limit = (budget.limit / part).min(left);
        let picture = Picture::new(picture);
        search(&picture, &Budget { limit, ..*budget }, &mut once(&mut known, tell));
        (searched, last) = (searched + 1, now());
    }
    Ok(())
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
