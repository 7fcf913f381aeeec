//! Which generations may go.
//!
//! Of the good ones stay the last five, the last one of each of the latest seven days that have any,
//! and the last one of each of the latest twelve months that have any. Counted in days and months
//! with saves, not back from now: a clock that jumps ahead once makes nothing old. The empty and the
//! damaged ones count for themselves, five of each, so that they never displace a good one.
//!
//! Before a good one goes, all that stay are opened and must be good themselves.

use std::collections::BTreeSet;

use super::StoreError;
use super::generation::{Generation, GenerationState};
use super::look::{Look, Worth};
use super::shelf::Shelf;

const LAST: usize = 5;
const DAYS: usize = 7;
const MONTHS: usize = 12;
/// Files with names like ours that are none: somebody may have put thousands there, and a save waits
/// for no more of them than this. The next save goes on.
const MARKED_AT_ONCE: usize = 16;
const DAY: u64 = 24 * 60 * 60 * 1000;
const MONTH: u64 = 30 * DAY;

impl Shelf<'_> {
    /// Lets go of what is no longer due. What looks good by its name and is not is marked as what it
    /// is, and displaces nothing.
    pub(super) fn rotate(&self, look: &dyn Look) -> Result<(), StoreError> {
        for _ in 0..MARKED_AT_ONCE {
            if !self.rotate_until_one_is_marked(look)? {
                break;
            }
        }
        Ok(())
    }

    fn rotate_until_one_is_marked(&self, look: &dyn Look) -> Result<bool, StoreError> {
        let all = self.list()?;
        let Plan { stay, go, spare } = Plan::of(&all);
        for generation in spare {
            self.remove(generation)?;
        }
        if go.is_empty() {
            return Ok(false);
        }
        let mut all_open = true;
        for heir in stay {
            match self.worth(heir, look)? {
                Worth::Holds(1..) => {}
                Worth::Locked => all_open = false,
                // A disk that gives now this, now that: nothing goes today.
                worth if self.worth(heir, look)? != worth => return Ok(false),
                worth => return self.mark(heir, worth.state()).map(|()| true),
            }
        }
        for generation in go {
            // What opens is worth more than what nobody here can open.
            if all_open || !matches!(self.worth(generation, look)?, Worth::Holds(1..)) {
                self.remove(generation)?;
            }
        }
        Ok(false)
    }
}

struct Plan<'a> {
    /// Good by their marks, and due.
    stay: Vec<&'a Generation>,
    /// Good by their marks, and not due if those that stay are good.
    go: Vec<&'a Generation>,
    /// Not good, and too many.
    spare: Vec<&'a Generation>,
}

impl<'a> Plan<'a> {
    /// Of all there are, the newest first.
    fn of(all: &'a [Generation]) -> Self {
        let marked = |state| all.iter().filter(move |generation| generation.state == state);
        let spare = marked(GenerationState::Empty).skip(LAST);
        let spare = spare.chain(marked(GenerationState::Damaged).skip(LAST)).collect();
        let (mut stay, mut go) = (Vec::new(), Vec::new());
        let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
        for (index, generation) in marked(GenerationState::Good).enumerate() {
            let at = generation.replaced_at.millis();
            // Both sets take note of every generation, due or not.
            let last_of_day = days.insert(at / DAY) && days.len() <= DAYS;
            let last_of_month = months.insert(at / MONTH) && months.len() <= MONTHS;
            let due = index < LAST || last_of_day || last_of_month;
            if due { stay.push(generation) } else { go.push(generation) }
        }
        Self { stay, go, spare }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::UnixTime;

    /// By their age in hours; the newest is of the last hour of a month.
    fn gone(ages: &[u64]) -> Vec<String> {
        let make = |hours: &u64| Generation {
            id: hours.to_string(),
            replaced_at: UnixTime::from_millis(10_000 * MONTH - 1 - hours * DAY / 24),
            bytes: 1,
            state: GenerationState::Good,
            modified: None,
        };
        let generations: Vec<_> = ages.iter().map(make).collect();
        Plan::of(&generations).go.into_iter().map(|generation| generation.id.clone()).collect()
    }

    #[test]
    fn the_last_five_stay_however_close_they_are() {
        assert_eq!(gone(&[0, 0, 0, 0, 0, 1, 2]), ["1", "2"]);
    }

    #[test]
    fn one_a_day_stays_for_seven_days_and_one_a_month_for_twelve() {
        let daily: Vec<u64> = (0..400).map(|day| day * 24).collect();
        // Seven days and twelve months, of which the first falls on the first day.
        assert_eq!(daily.len() - gone(&daily).len(), 7 + 12 - 1);
    }

    #[test]
    fn a_clock_that_jumped_ahead_makes_nothing_old() {
        let daily: Vec<u64> = (1..8).map(|day| 90_000 * 24 + day * 24).collect();
        let after_the_jump = [&[0; 5], daily.as_slice()].concat();
        assert_eq!(gone(&after_the_jump), [(90_007 * 24).to_string()]);
    }

    #[test]
    fn the_empty_and_the_damaged_count_for_themselves() {
        let make = |(index, state)| Generation {
            id: format!("{index} {state:?}"),
            replaced_at: UnixTime::from_millis(10_000 * MONTH - index),
            bytes: 1,
            state,
            modified: None,
        };
        let states = [GenerationState::Damaged, GenerationState::Empty].repeat(6);
        let states = states.into_iter().chain([GenerationState::Good; 6]);
        let generations: Vec<_> = (1..).zip(states).map(make).collect();
        let Plan { stay, go, spare } = Plan::of(&generations);
        let ids = |some: Vec<&Generation>| some.iter().map(|g| g.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(spare), ["12 Empty", "11 Damaged"]);
        assert_eq!((stay.len(), ids(go)), (5, vec!["18 Good".to_owned()]));
    }
}
