//! What stands between the reading process and the rest of the computer.

/// How much of a wall the system put up.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wall {
    /// None: this system knows no such wall, or refused it.
    Missing,
    /// What this system's version knows of it.
    Partial,
    /// All of it.
    Whole,
}

/// What the system put up around the reading process, beside the limits on its memory, processor
/// time and files.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Walls {
    /// No file can be named, no address reached and no process outside signalled: Landlock.
    pub files: Wall,
    /// All but a few system calls are refused: seccomp.
    pub calls: Wall,
}

impl Walls {
    /// Where the system has neither wall.
    pub const NONE: Self = Self { files: Wall::Missing, calls: Wall::Missing };

    /// Whether neither stands on a system that has such walls: an old kernel, or a container that
    /// forbids them.
    #[must_use]
    pub fn are_missing(self) -> bool {
        cfg!(target_os = "linux") && self == Self::NONE
    }

    pub(crate) fn bytes(self) -> [u8; 2] {
        [self.files.byte(), self.calls.byte()]
    }

    pub(crate) fn of([files, calls]: [u8; 2]) -> Option<Self> {
        Some(Self { files: Wall::of(files)?, calls: Wall::of(calls)? })
    }
}

impl Wall {
    const fn byte(self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Partial => 1,
            Self::Whole => 2,
        }
    }

    const fn of(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Missing),
            1 => Some(Self::Partial),
            2 => Some(Self::Whole),
            _ => None,
        }
    }
}
