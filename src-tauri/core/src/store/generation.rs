//! What a backup generation is called, and what its name says.

use std::time::SystemTime;

use super::paths::is_bare_name;
use crate::time::UnixTime;

/// A file that is kept: one that a save replaced, or one that was put aside.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Generation {
    /// Its file name, which names it among the generations.
    pub id: String,
    /// When it was replaced or put aside; in the second folder, when it was saved.
    pub replaced_at: UnixTime,
    /// Length in bytes.
    pub bytes: u64,
    /// What the generation was worth when it was kept, or when it was last opened before another
    /// one was removed.
    pub state: GenerationState,
    /// When its bytes were changed last, where the system knows.
    pub(super) modified: Option<SystemTime>,
}

/// What a generation is worth to someone who has lost everything else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GenerationState {
    /// The generation holds entries, or is whole and its key was not at hand.
    Good,
    /// The generation opens and holds no entry.
    Empty,
    /// The generation does not open.
    Damaged,
}

const SUFFIX: &str = ".tessera";
const DIGITS: usize = 15;
/// The latest moment that a name of fifteen digits can say: in the year 33658.
pub(super) const LATEST: u64 = 999_999_999_999_999;

/// How the generations in one folder are told from those of other vaults.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// For people: `vault`. Nothing in a folder that belongs to one vault alone.
    stem: String,
    /// For programs. It stays when the vault gets another name.
    tag: String,
}

impl Naming {
    /// `001700000000000.tessera`.
    pub(super) fn alone() -> Self {
        Self { stem: String::new(), tag: String::new() }
    }

    /// `vault-7e55e2a0-001700000000000.tessera`. Signs that some file system does not take are left
    /// out.
    pub(super) fn shared(stem: &str, tag: &str) -> Self {
        let safe = |c: &char| !c.is_control() && !r#"<>:"/\|?*"#.contains(*c);
        let stem: String = stem.chars().filter(safe).take(40).collect();
        let tag: String = tag.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        Self { stem: format!("{stem}-"), tag: format!("{tag}-") }
    }

    pub(super) fn name(&self, at: UnixTime, state: GenerationState) -> String {
        let Self { stem, tag } = self;
        let at = at.millis();
        format!("{stem}{tag}{at:0width$}{}{SUFFIX}", mark(state), width = DIGITS)
    }

    /// Read off a name. Other files in the folder are none of ours, and no name leads out of it.
    pub(super) fn parse(&self, name: &str) -> Option<(UnixTime, GenerationState)> {
        let (rest, state) = unmarked(name.strip_suffix(SUFFIX)?);
        let (front, digits) = rest.split_at_checked(rest.len().checked_sub(DIGITS)?)?;
        let ours = if self.tag.is_empty() { front.is_empty() } else { self.is_front(front) };
        let numbered = digits.bytes().all(|b| b.is_ascii_digit());
        let at = digits.parse().ok().map(UnixTime::from_millis)?;
        (ours && numbered && is_bare_name(name)).then_some((at, state))
    }

    fn is_front(&self, front: &str) -> bool {
        front.strip_suffix(&self.tag).is_some_and(|stem| stem.ends_with('-'))
    }

    /// What the temporary files of this vault begin with.
    pub(super) fn whose(&self) -> String {
        format!("{}{}", self.stem, self.tag.trim_end_matches('-'))
    }
}

/// Whether a name looks like a generation of whatever vault.
pub(super) fn is_generation(name: &str) -> bool {
    let Some((rest, _)) = name.strip_suffix(SUFFIX).map(unmarked) else { return false };
    rest.len() >= DIGITS && rest.as_bytes()[rest.len() - DIGITS..].iter().all(u8::is_ascii_digit)
}

const fn mark(state: GenerationState) -> &'static str {
    match state {
        GenerationState::Good => "",
        GenerationState::Empty => ".empty",
        GenerationState::Damaged => ".damaged",
    }
}

fn unmarked(rest: &str) -> (&str, GenerationState) {
    for state in [GenerationState::Empty, GenerationState::Damaged] {
        if let Some(rest) = rest.strip_suffix(mark(state)) {
            return (rest, state);
        }
    }
    (rest, GenerationState::Good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_none_of_ours_are_not_generations() {
        let alone = Naming::alone();
        let at = UnixTime::from_seconds(1_700_000_000);
        for (name, state) in [
            ("001700000000000.tessera", GenerationState::Good),
            ("001700000000000.empty.tessera", GenerationState::Empty),
            ("001700000000000.damaged.tessera", GenerationState::Damaged),
        ] {
            assert_eq!(alone.parse(name), Some((at, state)));
            assert_eq!(alone.name(at, state), name);
            assert!(is_generation(name));
        }
        for name in [
            "../../etc/passwd",
            "1.tessera",
            "00170000000000x.tessera",
            "+01700000000000.tessera",
            "notes.txt",
            "001700000000000.lost.tessera",
            "001700000000000.empty.damaged.tessera",
            "../001700000000000.tessera",
            "vault-001700000000000.tessera",
            "\u{e9}00170000000000.tessera",
        ] {
            assert_eq!(alone.parse(name), None, "{name}");
        }
    }

    #[test]
    fn vaults_that_share_a_folder_are_told_apart_by_their_tag() {
        let at = UnixTime::from_seconds(1_700_000_000);
        let ours = Naming::shared("vault", "7e55-e2a0");
        let name = ours.name(at, GenerationState::Empty);
        assert_eq!(name, "vault-7e55e2a0-001700000000000.empty.tessera");
        let renamed = Naming::shared("tres:or", "7e55e2a0");
        assert_eq!(renamed.parse(&name), Some((at, GenerationState::Empty)));
        assert_eq!(
            renamed.name(at, GenerationState::Good),
            "tresor-7e55e2a0-001700000000000.tessera"
        );
        for theirs in [
            Naming::shared("vault", "55e2a0").name(at, GenerationState::Good),
            Naming::shared("vault", "07e55e2a0").name(at, GenerationState::Good),
            Naming::alone().name(at, GenerationState::Good),
            format!("../{name}"),
            format!("..\\{name}"),
        ] {
            assert_eq!(ours.parse(&theirs), None, "{theirs}");
        }
    }
}
