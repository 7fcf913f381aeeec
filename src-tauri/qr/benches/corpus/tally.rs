//! What was found, held against what is there.

use std::time::Duration;

use crate::manifest::{Picture, unix_lines};
use crate::searches::Search;

pub struct Outcome {
    pub picture: Picture,
    pub ours: Search,
    pub theirs: Option<Search>,
}

impl Outcome {
    /// Texts that were read and are not there.
    pub fn wrong(&self) -> Vec<&str> {
        let texts = self.ours.texts.iter().map(|(text, _)| text.as_str());
        texts.filter(|text| !self.picture.has(text)).collect()
    }

    /// Codes that were not read.
    pub fn missed(&self) -> Vec<&str> {
        let codes = self.picture.codes();
        codes.iter().filter(|code| !holds(&self.ours, code)).map(|code| code[0]).collect()
    }
}

fn holds(search: &Search, code: &[&str]) -> bool {
    let code: Vec<_> = code.iter().map(|text| unix_lines(text)).collect();
    search.texts.iter().any(|(text, _)| code.contains(&unix_lines(text)))
}

/// The sums over some pictures.
#[derive(Default)]
pub struct Tally {
    pub pictures: usize,
    pub codes: usize,
    pub right: usize,
    pub right_of_theirs: usize,
    /// Codes that zxing-cpp alone read.
    pub theirs_alone: usize,
    pub wrong: usize,
    pub false_positives: usize,
    pub gave_up: usize,
    pub ours: Times,
    pub theirs: Times,
    pub decoding: Times,
}

impl<'a> FromIterator<&'a Outcome> for Tally {
    fn from_iter<T: IntoIterator<Item = &'a Outcome>>(outcomes: T) -> Self {
        let mut tally = Self::default();
        for outcome in outcomes {
            tally.add(outcome);
        }
        tally.ours.0.sort();
        tally.theirs.0.sort();
        tally.decoding.0.sort();
        tally
    }
}

impl Tally {
    fn add(&mut self, outcome: &Outcome) {
        let Outcome { picture, ours, theirs } = outcome;
        let codes = picture.codes();
        let right = |search: &Search| codes.iter().filter(|code| holds(search, code)).count();
        self.pictures += 1;
        self.codes += codes.len();
        self.right += right(ours);
        self.right_of_theirs += theirs.as_ref().map_or(0, right);
        let alone = |theirs: &Search| {
            codes.iter().filter(|code| holds(theirs, code) && !holds(ours, code)).count()
        };
        self.theirs_alone += theirs.as_ref().map_or(0, alone);
        let wrong = outcome.wrong().len();
        *(if codes.is_empty() { &mut self.false_positives } else { &mut self.wrong }) += wrong;
        self.gave_up += usize::from(ours.gave_up);
        self.ours.0.push(ours.took);
        self.decoding.0.push(ours.decoding);
        self.theirs.0.extend(theirs.as_ref().map(|search| search.took));
    }

    pub fn recall(&self) -> f64 {
        percent(self.right, self.codes)
    }

    pub fn recall_of_theirs(&self) -> f64 {
        percent(self.right_of_theirs, self.codes)
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Sorted.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// In milliseconds: the time that this part of the searches took at most.
    pub fn quantile(&self, part: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        let at = (last as f64 * part).round() as usize;
        self.0.get(at).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    }

    /// In milliseconds.
    pub fn mean(&self) -> f64 {
        let sum: Duration = self.0.iter().sum();
        sum.as_secs_f64() * 1_000.0 / self.0.len().max(1) as f64
    }
}
