//! Passes on what is found in a file, up to the bounds of [`Meter`].

use tessera_reader_wire::{Event, Meter};

/// Tells `tell` each event that is within bounds. Of a picture in which a code was left out it is said
/// that there may be more.
pub fn limited(mut tell: impl FnMut(&Event)) -> impl FnMut(Event) {
    let (mut meter, mut is_over) = (Meter::default(), false);
    move |mut event| {
        match &mut event {
            Event::Code(code, ..) if !meter.admit(code.text.expose().len()) => {
                is_over = true;
                return;
            }
            Event::End { gave_up, .. } => *gave_up |= is_over,
            Event::Code(..) | Event::Picture { .. } => {}
        }
        tell(&event);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tessera_reader_wire::{Code, Corners, MOST_CODES, Pass, Point, Symbology, Thumbnail};

    use super::*;

    fn code(text: String) -> Event {
        let corners = Corners([Point { x: 0.0, y: 0.0 }; 4]);
        let (pass, symbology) = (Pass::Plain, Symbology::Qr);
        let code = Code { text: text.into(), corners, pass, symbology };
        Event::Code(code, Thumbnail(Vec::new()), Duration::ZERO)
    }

    /// How many codes of so many are told, and whether there may be more.
    fn told(codes: usize, length: usize) -> (usize, bool) {
        let (mut count, mut may_be_more) = (0, false);
        let mut tell = limited(|event| match event {
            Event::Code(..) => count += 1,
            Event::End { gave_up, .. } => may_be_more = *gave_up,
            Event::Picture { .. } => {}
        });
        for _ in 0..codes {
            tell(code("a".repeat(length)));
        }
        tell(Event::End { gave_up: false, took: Duration::ZERO });
        drop(tell);
        (count, may_be_more)
    }

    #[test]
    fn what_is_beyond_the_bounds_is_left_out_and_that_is_told() {
        assert_eq!(told(MOST_CODES, 100), (MOST_CODES, false));
        assert_eq!(told(MOST_CODES + 1, 100), (MOST_CODES, true));
        let (long, may_be_more) = told(MOST_CODES, 8_000);
        assert!(long < MOST_CODES && may_be_more);
    }
}
