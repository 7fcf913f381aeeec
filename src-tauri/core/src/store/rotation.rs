//! Which generations may go.
//!
//! Of the good ones stay the last five, the last one of each of the latest seven days that have any,
//! and the last one of each of the latest twelve months that have any. Counted in days and months
//! with saves, not back from now: a clock that jumps ahead once makes nothing old. The empty and the
//! damaged ones count for themselves, five of each, so that they never displace a good one.
//!
//! A good one goes only after the next newer one that stays has been opened and found no worse.

use std::collections::{BTreeMap, BTreeSet};

use super::generation::{Generation, GenerationState};
use super::look::{Look, Worth};
use super::shelf::Shelf;
use super::{Fingerprint, StoreError};

const LAST: usize = 5;
const DAYS: usize = 7;
const MONTHS: usize = 12;
const DAY: u64 = 24 * 60 * 60 * 1000;
const MONTH: u64 = 30 * DAY;

impl Shelf<'_> {
    /// Lets go of what is no longer due. What looks good by its name and is not is marked as what it
    /// is, and displaces nothing.
    pub(super) fn rotate(&self, look: &dyn Look) -> Result<(), StoreError> {
        let mut judged = BTreeMap::new();
        // Each turn but the last marks one, so there are no more turns than generations.
        'turn: loop {
            let all = self.list()?;
            for Due { generation, heir } in no_longer_due(&all) {
                let Some(heir) = heir else {
                    self.remove(generation)?;
                    continue;
                };
                let worth = match judged.get(&heir.id) {
                    Some(worth) => *worth,
                    None => self.worth(heir, look)?,
                };
                judged.insert(heir.id.clone(), worth);
                if worth.state() != GenerationState::Good {
                    self.mark(heir, worth.state())?;
                    continue 'turn;
                }
                if worth != Worth::Locked || !self.opens(generation, look)? {
                    self.remove(generation)?;
                }
            }
            return Ok(());
        }
    }

    fn worth(&self, generation: &Generation, look: &dyn Look) -> Result<Worth, StoreError> {
        let bytes = self.load(&generation.id)?;
        Ok(look.worth(&bytes, Fingerprint::of(&bytes)))
    }

    fn opens(&self, generation: &Generation, look: &dyn Look) -> Result<bool, StoreError> {
        Ok(matches!(self.worth(generation, look)?, Worth::Holds(1..)))
    }
}

/// One that may go.
struct Due<'a> {
    generation: &'a Generation,
    /// The next newer good one that stays. `None` for one that is not good itself.
    heir: Option<&'a Generation>,
}

/// Which of them, the newest first, may go.
fn no_longer_due(generations: &[Generation]) -> Vec<Due<'_>> {
    let of = |state| generations.iter().filter(move |g: &&Generation| g.state == state);
    let spare = |generation| Due { generation, heir: None };
    let mut gone: Vec<_> = of(GenerationState::Empty).skip(LAST).map(spare).collect();
    gone.extend(of(GenerationState::Damaged).skip(LAST).map(spare));

    let (mut days, mut months) = (BTreeSet::new(), BTreeSet::new());
    let mut heir = None;
    for (index, generation) in of(GenerationState::Good).enumerate() {
        let at = generation.replaced_at.millis();
        // Both sets take note of every generation, due or not.
        let last_of_day = days.insert(at / DAY) && days.len() <= DAYS;
        let last_of_month = months.insert(at / MONTH) && months.len() <= MONTHS;
        if index >= LAST && !last_of_day && !last_of_month {
            gone.push(Due { generation, heir });
        } else {
            heir = Some(generation);
        }
    }
    gone
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
        };
        let generations: Vec<_> = ages.iter().map(make).collect();
        no_longer_due(&generations).into_iter().map(|due| due.generation.id.clone()).collect()
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
        };
        let states = [GenerationState::Damaged, GenerationState::Empty].repeat(6);
        let states = states.into_iter().chain([GenerationState::Good; 6]);
        let generations: Vec<_> = (1..).zip(states).map(make).collect();
        let gone = no_longer_due(&generations);
        let told: Vec<_> =
            gone.iter().map(|d| (&*d.generation.id, d.heir.map(|h| &*h.id))).collect();
        assert_eq!(told, [("12 Empty", None), ("11 Damaged", None), ("18 Good", Some("17 Good"))]);
    }
}
