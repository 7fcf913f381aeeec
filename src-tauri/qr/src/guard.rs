//! Contains panics of the decoders: rqrr asserts its way out of ordinary photos
//! (WanzenBug/rqrr#54).

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// What `look` gives; none if it panicked. The panic is not printed: its words are the decoder's,
/// and could hold what it was reading.
pub(super) fn contain<T>(look: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !CONTAINED.get() {
                previous(info);
            }
        }));
    });
    let before = CONTAINED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(look)).ok();
    CONTAINED.set(before);
    result
}

#[cfg(test)]
mod tests {
    use super::contain;

    #[test]
    fn a_panic_is_no_answer_and_the_next_look_works() {
        assert_eq!(contain(|| -> u8 { panic!("canary") }), None);
        assert_eq!(contain(|| 7), Some(7));
    }
}
