//! The file that a portal makes of the screens: read, and taken away again.
//!
//! Its name comes from outside. So nothing is read and nothing is deleted that was there before the
//! portal was asked, that is somebody else's, or that is no plain file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use percent_encoding::percent_decode_str;
use rustix::fs::{Mode, OFlags, open};
use rustix::process::geteuid;
use zeroize::Zeroizing;

use crate::ScreenError;

/// The largest file that is read, in bytes.
const MOST: u64 = 64 * 1024 * 1024;
/// Some file systems count only every other second.
const GRAIN: Duration = Duration::from_secs(2);

/// Reads and deletes the file that was made since then.
pub(super) fn take(uri: &str, since: SystemTime) -> Result<Zeroizing<Vec<u8>>, ScreenError> {
    let path = path(uri).ok_or(ScreenError::Failed)?;
    let file = open_made_since(&path, since).ok_or(ScreenError::Failed)?;
    let bytes = read(&file);
    // Also where it cannot be read: it may show a secret.
    remove(&path, &file).map_err(|_| ScreenError::Failed)?;
    bytes
}

/// The path of a file on this computer.
fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = percent_decode_str(rest).decode_utf8().ok()?;
    let plain = path.starts_with('/') && !path.contains('\0');
    plain.then(|| PathBuf::from(path.as_ref()))
}

/// Does not follow a link and does not wait for a pipe.
fn open_made_since(path: &Path, since: SystemTime) -> Option<File> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = File::from(open(path, flags, Mode::empty()).ok()?);
    let facts = file.metadata().ok()?;
    let fresh = facts.modified().is_ok_and(|at| at + GRAIN >= since);
    let own = facts.uid() == geteuid().as_raw() && facts.nlink() == 1;
    (facts.is_file() && fresh && own && facts.len() <= MOST).then_some(file)
}

fn read(file: &File) -> Result<Zeroizing<Vec<u8>>, ScreenError> {
    let room = file.metadata().map_or(0, |facts| facts.len());
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(room).unwrap_or(0) + 1));
    file.take(MOST).read_to_end(&mut bytes).map_err(|_| ScreenError::Failed)?;
    Ok(bytes)
}

fn remove(path: &Path, file: &File) -> io::Result<()> {
    fs::remove_file(path).or_else(|_| empty(path, file))
}

/// What may not be deleted can still be emptied; never another file that took its place.
fn empty(path: &Path, file: &File) -> io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let there = File::from(open(path, flags, Mode::empty())?);
    let (there_is, was) = (there.metadata()?, file.metadata()?);
    if (there_is.dev(), there_is.ino()) != (was.dev(), was.ino()) {
        return Err(io::ErrorKind::NotFound.into());
    }
    there.set_len(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_the_file_that_was_read_is_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shot.png");
        fs::write(&path, "a secret").unwrap();
        let file = File::open(&path).unwrap();
        fs::rename(&path, folder.path().join("moved.png")).unwrap();
        fs::write(&path, "another").unwrap();
        assert!(empty(&path, &file).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"another");
        fs::rename(folder.path().join("moved.png"), &path).unwrap();
        empty(&path, &file).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn only_files_of_this_computer_are_named() {
        for (uri, names) in [
            ("file:///tmp/a%20b.png", Some("/tmp/a b.png")),
            ("file://localhost/tmp/a.png", Some("/tmp/a.png")),
            ("file://elsewhere/tmp/a.png", None),
            ("file://tmp/a.png", None),
            ("file:///tmp/%00", None),
            ("file:///%ff", None),
            ("https://example.org/a.png", None),
            ("/tmp/a.png", None),
            ("", None),
        ] {
            assert_eq!(path(uri).as_deref(), names.map(Path::new), "{uri}");
        }
    }
}
