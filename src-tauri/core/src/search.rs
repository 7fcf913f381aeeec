//! Finds accounts by what people type in a hurry: words in any order and any case, with or without accents,
//! their beginnings, their initials. Knows no vault.
//!
//! Every word has to fit somewhere in an account. Only where none is found that way, a slip of the finger is
//! forgiven.

mod fit;
mod fold;

use std::cmp::Reverse;
use std::ops::Range;

use fit::{Fit, Fitting, loosely, strictly};
use fold::{Letter, letters};

pub use fold::folded;

use crate::time::UnixTime;

/// What of an account is searched.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// Who issued it; may be empty.
    pub issuer: &'a str,
    /// Its name there; may be empty.
    pub account: &'a str,
    /// Free words.
    pub tags: &'a [String],
    /// Searched for whole words and parts of them; nothing of it is marked.
    pub note: &'a str,
    /// When a code was last given out.
    pub used_at: Option<UnixTime>,
}

/// An account that was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Hit {
    /// Its place among those that were searched.
    pub at: usize,
    /// What to mark in the issuer, in characters, from the first to the last.
    pub issuer: Vec<Range<usize>>,
    /// What to mark in the account's name, in characters, from the first to the last.
    pub account: Vec<Range<usize>>,
}

/// The accounts that fit, the best first; among equals the one used last, then in the order given. Nothing
/// typed finds nothing.
#[must_use]
pub fn search(typed: &str, accounts: &[Account<'_>]) -> Vec<Hit> {
    let words: Vec<Vec<char>> =
        typed.split_whitespace().map(|word| folded(word).chars().collect()).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let all = accounts.iter().enumerate();
    let likely = all.clone().filter(|(_, account)| words.iter().all(|word| may_fit(account, word)));
    let strict = best_first(likely, &words, strictly);
    if strict.is_empty() { best_first(all, &words, loosely) } else { strict }
}

/// Quick to tell, and true of all that fits without a slip: the letters of the word stand in one of the
/// texts in their order. Most accounts end here.
fn may_fit(account: &Account<'_>, word: &[char]) -> bool {
    let holds = |text: &str| {
        let mut bytes = text.bytes();
        let mut finds = |letter| bytes.any(|byte| char::from(byte.to_ascii_lowercase()) == letter);
        !text.is_ascii() || word.iter().all(|letter| finds(*letter))
    };
    let tags = account.tags.iter().map(String::as_str);
    [account.issuer, account.account, account.note].into_iter().chain(tags).any(holds)
}

type HowItFits = fn(&[Letter], &[char]) -> Option<(Fit, Fitting)>;

fn best_first<'a>(
    accounts: impl Iterator<Item = (usize, &'a Account<'a>)>,
    words: &[Vec<char>],
    fits: HowItFits,
) -> Vec<Hit> {
    let mut found: Vec<_> = accounts
        .filter_map(|(at, account)| {
            let (rank, [issuer, account_name]) = look(account, words, fits)?;
            let order = (rank, Reverse(account.used_at));
            Some((order, Hit { at, issuer, account: account_name }))
        })
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, hit)| hit).collect()
}

/// How well all words fit, and what to mark in issuer and account name.
fn look(
    account: &Account<'_>,
    words: &[Vec<char>],
    fits: HowItFits,
) -> Option<(u32, [Vec<Range<usize>>; 2])> {
    let names = [letters(account.issuer), letters(account.account)];
    let tags: Vec<_> = account.tags.iter().map(|tag| letters(tag)).collect();
    let note = folded(account.note);
    // What stands large in its row: the account's name where there is no issuer.
    let title = usize::from(account.issuer.is_empty());
    let mut marks = [Vec::new(), Vec::new()];
    let mut sum = 0;
    for word in words {
        let mut best = None;
        let mut take = |rank: u32| best = Some(best.map_or(rank, |so_far: u32| so_far.min(rank)));
        for (which, name) in names.iter().enumerate() {
            if let Some((fit, fitting)) = fits(name, word) {
                take(rank(fit, which == title));
                mark(&mut marks[which], name, &fitting);
            }
        }
        for (fit, _) in tags.iter().filter_map(|tag| fits(tag, word)) {
            take(rank(fit, false));
        }
        if !note.is_empty() && note.contains(&word.iter().collect::<String>()) {
            take(NOTE);
        }
        sum += best?;
    }
    Some((sum, marks.map(joined)))
}

/// What a word in a note is worth: nobody sees why the account was found.
const NOTE: u32 = 8;

/// The lower the better. The title counts more than account name and tags, but not so much that its inside
/// would come before a word of theirs.
fn rank(fit: Fit, is_title: bool) -> u32 {
    match (fit, is_title) {
        (Fit::Word, true) => 0,
        (Fit::Start, true) => 1,
        (Fit::Word, false) => 2,
        (Fit::Start, false) => 3,
        (Fit::Inside, true) => 4,
        (Fit::Initials, true) => 5,
        (Fit::Inside, false) => 6,
        (Fit::Initials, false) => 7,
        (Fit::Loose, true) => 9,
        (Fit::Loose, false) => 10,
    }
}

fn mark(marks: &mut Vec<Range<usize>>, text: &[Letter], fitting: &Fitting) {
    let mut mark = |at: usize| {
        let start = text[at].place;
        // Up to the next letter, with the accents between.
        let end = text.get(at + 1).map_or(start, |next| next.place).max(start + 1);
        marks.push(start as usize..end as usize);
    };
    match fitting {
        Fitting::Run(run) => run.clone().for_each(mark),
        Fitting::Each(each) => each.iter().copied().for_each(&mut mark),
    }
}

/// Without overlaps and seams, from the first to the last.
fn joined(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_unstable_by_key(|mark| mark.start);
    marks.dedup_by(|next, mark| {
        let touches = next.start <= mark.end;
        if touches {
            mark.end = mark.end.max(next.end);
        }
        touches
    });
    marks
}
