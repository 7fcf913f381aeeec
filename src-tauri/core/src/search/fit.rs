//! How one word that was typed fits one text.

use std::ops::Range;

use super::fold::{Begins, Letter};

/// How a word fits a text, the best first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Fit {
    /// A word of the text is what was typed.
    Word,
    /// A word of the text begins with what was typed.
    Start,
    /// A word of the text holds what was typed.
    Inside,
    /// Words of the text begin with its letters: "aws", and "gh" for "GitHub".
    Initials,
    /// With one slip of the finger, or letters left out.
    Loose,
}

/// Which letters of a text a word fits.
pub(super) enum Fitting {
    Run(Range<usize>),
    Each(Vec<usize>),
}

/// A shorter word fits anything with one letter changed.
const SHORTEST_LOOSE: usize = 4;
/// Over how many letters of the text one of the word may be spread, where some were left out.
const WIDEST: usize = 3;

/// How the letters of a word stand in a text as they are, or begin its words.
pub(super) fn strictly(text: &[Letter], word: &[char]) -> Option<(Fit, Fitting)> {
    if let Some((fit, run)) = run(text, word) {
        return Some((fit, Fitting::Run(run)));
    }
    initials(text, word).map(|each| (Fit::Initials, Fitting::Each(each)))
}

/// The same, or with a slip.
pub(super) fn loosely(text: &[Letter], word: &[char]) -> Option<(Fit, Fitting)> {
    strictly(text, word).or_else(|| {
        let is_long = word.len() >= SHORTEST_LOOSE;
        let mut starts = (0..text.len()).filter(|at| is_long && text[*at].begins == Begins::Word);
        let fitting = starts.find_map(|at| match with_one_slip(&text[at..], word) {
            Some(length) => Some(Fitting::Run(at..at + length)),
            None => with_gaps(text, at, word).map(Fitting::Each),
        });
        Some((Fit::Loose, fitting?))
    })
}

/// The best place where the word stands whole.
fn run(text: &[Letter], word: &[char]) -> Option<(Fit, Range<usize>)> {
    let mut best: Option<(Fit, Range<usize>)> = None;
    for start in 0..=text.len().checked_sub(word.len())? {
        if !begins_with(&text[start..], word) {
            continue;
        }
        let end = start + word.len();
        let is_end = text.get(end).is_none_or(|next| !next.plain.is_alphanumeric());
        let fit = match text[start].begins {
            Begins::Word if is_end => return Some((Fit::Word, start..end)),
            Begins::Word => Fit::Start,
            Begins::Part | Begins::Nothing => Fit::Inside,
        };
        if best.as_ref().is_none_or(|(so_far, _)| fit < *so_far) {
            best = Some((fit, start..end));
        }
    }
    best
}

/// First letters of words that follow each other.
fn initials(text: &[Letter], word: &[char]) -> Option<Vec<usize>> {
    if word.len() < 2 {
        return None;
    }
    let mut starts = (0..text.len()).filter(|at| text[*at].begins != Begins::Nothing);
    loop {
        let each = starts.clone().take(word.len());
        if each.clone().map(|at| text[at].plain).eq(word.iter().copied()) {
            return Some(each.collect());
        }
        starts.next()?;
    }
}

/// How many letters the text begins with that are the word but for one: two swapped, another one, one
/// left out or one too many.
fn with_one_slip(text: &[Letter], word: &[char]) -> Option<usize> {
    let same = text.iter().zip(word).take_while(|(letter, typed)| letter.plain == **typed).count();
    let (text_left, word_left) = (&text[same..], &word[same..]);
    let goes_on = |skipped: usize, typed: usize| {
        let (text, word) = (text_left.get(skipped..)?, word_left.get(typed..)?);
        begins_with(text, word).then_some(same + skipped + word.len())
    };
    let is_swapped = match (text_left, word_left) {
        ([a, b, ..], [c, d, ..]) => a.plain == *d && b.plain == *c,
        _ => false,
    };
    let swapped = if is_swapped { goes_on(2, 2) } else { None };
    swapped.or_else(|| goes_on(1, 1)).or_else(|| goes_on(1, 0)).or_else(|| goes_on(0, 1))
}

/// The letters of the word in their order from there on, not too far apart.
fn with_gaps(text: &[Letter], start: usize, word: &[char]) -> Option<Vec<usize>> {
    let end = text.len().min(start + word.len() * WIDEST);
    let mut places = start..end;
    let next = |letter: &char| places.find(|at| text[*at].plain == *letter);
    let each = word.iter().map(next).collect::<Option<Vec<_>>>()?;
    (each.first() == Some(&start)).then_some(each)
}

fn begins_with(text: &[Letter], word: &[char]) -> bool {
    text.len() >= word.len() && text.iter().zip(word).all(|(letter, typed)| letter.plain == *typed)
}
