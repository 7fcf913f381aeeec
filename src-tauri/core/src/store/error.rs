//! Why a file could not be read or written.

use std::io;

use crate::vault::MAX_FILE;

/// Why a file could not be read or written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum StoreError {
    /// There is no file.
    #[error("there is no file")]
    Missing,
    /// There is a file already, and it was to be a new one.
    #[error("there is a file already")]
    Exists,
    /// Another program saved the file since it was loaded.
    #[error("another program has changed the file")]
    ChangedOnDisk,
    /// Another program holds the lock and does not let go.
    #[error("another program is saving the file")]
    Busy,
    /// A pipe, a link, a folder or a device stands in the place of the lock file.
    #[error("the lock file is not a file")]
    LockNotAFile,
    /// Over [`MAX_FILE`] bytes.
    #[error("the file is larger than {} MiB", MAX_FILE / (1024 * 1024))]
    TooLarge,
    /// A folder, a pipe or a device: nothing that could be read to its end.
    #[error("it is not a file")]
    NotAFile,
    /// The path of the second folder does not start at the root.
    #[error("the path of the second folder is not absolute")]
    Relative,
    /// The system would not read it.
    #[error("the file cannot be read ({kind})")]
    Read {
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// The system would not write it.
    #[error("the file cannot be written ({kind})")]
    Write {
        /// What the system said.
        kind: io::ErrorKind,
    },
    /// What was written did not read back the same; the old file is untouched.
    #[error("what was written could not be read back")]
    Unverified,
}

impl StoreError {
    pub(super) fn reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            // The second is what `Disk::read` says of pipes and devices.
            io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => Self::NotAFile,
            kind => Self::Read { kind },
        }
    }

    pub(super) fn writing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            kind => Self::Write { kind },
        }
    }
}
