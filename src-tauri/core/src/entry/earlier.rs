//! What an entry was before. Each of the values can be put back, which is an edit like any other.

use super::{Edit, Entry, Labels, Part, Value};
use crate::otp::Otp;
use crate::secret::SecretText;
use crate::stamp::Stamp;
use crate::time::UnixTime;

/// A value that a part of an entry had.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Earlier<'a> {
    /// Names it among the earlier values of its part.
    pub stamp: Stamp,
    /// When it was replaced, by the clock of the computer that did.
    pub until: UnixTime,
    /// The value.
    pub was: Was<'a>,
}

/// What a part was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Was<'a> {
    /// Secret and parameters.
    Otp(&'a Otp),
    /// Issuer and account name.
    Labels(&'a Labels),
    /// Tags.
    Tags(&'a [String]),
    /// Note.
    Note(&'a SecretText),
}

impl Was<'_> {
    /// What puts the value back.
    #[must_use]
    pub fn edit(self) -> Edit {
        let edit = Edit::default();
        match self {
            Self::Otp(otp) => Edit { otp: Some(otp.clone()), ..edit },
            Self::Labels(labels) => Edit { labels: Some(labels.clone()), ..edit },
            Self::Tags(tags) => Edit { tags: Some(tags.to_vec()), ..edit },
            Self::Note(note) => Edit { note: Some(note.clone()), ..edit },
        }
    }
}

impl Entry {
    /// What the entry was before, the last replaced first. A value that is there again, or that is among the
    /// later ones, is left out.
    #[must_use]
    pub fn earlier(&self) -> Vec<Earlier<'_>> {
        let mut all: Vec<_> = earlier(&self.otp, Was::Otp)
            .into_iter()
            .chain(earlier(&self.labels, Was::Labels))
            .chain(earlier(&self.tags, |tags| Was::Tags(tags)))
            .chain(earlier(&self.note, Was::Note))
            .collect();
        all.sort_by_key(|(replaced_by, _)| std::cmp::Reverse(*replaced_by));
        all.into_iter().map(|(_, earlier)| earlier).collect()
    }
}

/// With the stamps that replaced them.
fn earlier<'a, T: Value>(
    part: &'a Part<T>,
    was: impl Fn(&'a T) -> Was<'a>,
) -> Vec<(Stamp, Earlier<'a>)> {
    let values: Vec<_> = [part].into_iter().chain(part.earlier()).collect();
    let steps = values
        .windows(2)
        .enumerate()
        .filter(|(index, step)| values[..=*index].iter().all(|later| later.value != step[1].value));
    let told = |step: &[&'a Part<T>]| {
        let (until, was) = (UnixTime::from_millis(step[0].stamp.0), was(&step[1].value));
        (step[0].stamp, Earlier { stamp: step[1].stamp, until, was })
    };
    steps.map(|(_, step)| told(step)).collect()
}
