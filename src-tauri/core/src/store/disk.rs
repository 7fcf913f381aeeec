//! Every touch of the file system that a [`Store`](super::Store) makes, one method each.
//!
//! A trait, so that the tests can make any single one of them fail, tear or wait.

use std::ffi::OsString;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file system.
pub trait Disk: Debug + Send + Sync {
    /// The whole of a regular file.
    ///
    /// # Errors
    /// [`io::ErrorKind::FileTooLarge`] over `limit` bytes; [`io::ErrorKind::IsADirectory`] or
    /// [`io::ErrorKind::InvalidInput`] for what is no regular file, without waiting for it.
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>>;

    /// The first bytes of a regular file, at most `most` of them.
    ///
    /// # Errors
    /// As [`Self::read`], but that no file is too large.
    fn read_front(&self, path: &Path, most: usize) -> io::Result<Vec<u8>>;

    /// A new file that only its owner can read.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where there is anything of that name.
    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile + '_>>;

    /// A new file in a folder that only its owner can read, and that has no name; none where the file
    /// system has no such. It is gone when it is closed, unless it was given a name.
    fn create_unnamed(&self, folder: &Path) -> io::Result<Option<Box<dyn UnnamedFile + '_>>> {
        let _ = folder;
        Ok(None)
    }

    /// Makes the content of a file last that somebody else may have written.
    fn sync_file(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder last. Does nothing where the system does so by itself or cannot.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Gives a file a new name; a file that had that name is gone.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a name that must be free.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where it is not.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Puts the file `from` in the place of `to`, and gives what stood there the name `displaced`: the name
    /// `to` is there at every moment, and nothing is lost. Where the last step fails, what stood there is at
    /// `from`.
    ///
    /// # Errors
    /// Where there is nothing at `to`, and where the file system cannot: everything is as it was then.
    fn exchange(&self, from: &Path, to: &Path, displaced: &Path) -> io::Result<()> {
        let _ = (from, to, displaced);
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Gives a file a second name, which must be free.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes a file readable by its owner only, where the system knows owners.
    fn make_private(&self, path: &Path) -> io::Result<()> {
        let _ = path;
        Ok(())
    }

    /// Removes a file that was on its way to its place, whatever else is under way: at once, or when
    /// what was left alone on that file is done.
    fn discard(&self, path: &Path) {
        // What cannot be removed does no harm: the next save sweeps it up.
        let _ = self.remove(path);
    }

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// What is in a folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>>;

    /// A new folder that only its owner can enter, in one that exists. Made by root, it belongs to the
    /// owner of the one that it is in.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;

    /// What stands at a path, symbolic links followed.
    fn facts(&self, path: &Path) -> io::Result<Facts>;

    /// Where a symbolic link leads; `None` for anything else, and for nothing.
    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>>;

    /// Takes the lock on a file, which is made if need be; in turn, where others wait for it too. Made
    /// by root, it belongs to the owner of the folder that it is in. No link is followed.
    fn lock(&self, path: &Path, patience: Duration) -> io::Result<LockAttempt>;
}

/// A file that is being written.
pub trait NewFile {
    /// Writes all of it.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Gives the file to the owner of another, where they differ and the system lets us: what root
    /// saves stays its user's.
    fn keep_owner(&mut self, of: &Path);

    /// Makes what was written last.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file without a name.
pub trait UnnamedFile: NewFile {
    /// All that was written.
    ///
    /// # Errors
    /// [`io::ErrorKind::FileTooLarge`] over `limit` bytes.
    fn read(&mut self, limit: usize) -> io::Result<Vec<u8>>;

    /// Gives the file a name, which must be free.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`] where it is not.
    fn name(&mut self, path: &Path) -> io::Result<()>;
}

/// What is known of a file without opening it.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Whether a file, a folder or something else stands at the path.
    pub kind: Kind,
    /// Length in bytes.
    pub bytes: u64,
    /// When it was changed last, where the system knows.
    pub modified: Option<SystemTime>,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe, a device, a link.
    Other,
}

/// A name in a folder.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The name alone.
    pub name: OsString,
    /// What stands under the name. Symbolic links are not followed.
    pub facts: Facts,
}

/// What became of asking for a lock.
#[derive(Debug)]
pub enum LockAttempt {
    /// The lock was taken, and is held until this is dropped.
    Held(Box<dyn Debug + Send>),
    /// Somebody else has it.
    Taken,
    /// The file system knows no locks.
    Unsupported,
    /// A pipe, a link, a folder or a device stands in the place of the file. It was left alone.
    NotAFile,
}
