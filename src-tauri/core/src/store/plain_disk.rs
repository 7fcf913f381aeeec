//! The file system of this computer, which lets whoever asks wait for as long as it takes.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
#[cfg(target_os = "linux")]
use std::io::Seek;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempPath;

#[cfg(target_os = "linux")]
use super::disk::UnnamedFile;
use super::disk::{Facts, Kind, Listed, LockAttempt, NewFile};
use super::held;

/// The file system of this computer.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlainDisk;

impl PlainDisk {
    pub(super) fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        let (file, facts) = open_file(path)?;
        let length = usize::try_from(facts.bytes).ok().filter(|length| *length <= limit);
        let mut bytes = Vec::with_capacity(length.ok_or(io::ErrorKind::FileTooLarge)?);
        // It may have grown since.
        file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    pub(super) fn read_front(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let (file, _) = open_file(path)?;
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    pub(super) fn create_new(&self, path: &Path) -> io::Result<File> {
        private(OpenOptions::new().write(true).create_new(true)).open(path)
    }

    #[cfg(target_os = "linux")]
    pub(super) fn create_unnamed(&self, folder: &Path) -> io::Result<Option<File>> {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::TMPFILE.bits().cast_signed();
        let mut options = OpenOptions::new();
        options.read(true).write(true).custom_flags(flags);
        // Where the file system has no such, an ordinary file has to do; what else is wrong shows there.
        Ok(private(&mut options).open(folder).ok())
    }

    pub(super) fn sync_file(&self, path: &Path) -> io::Result<()> {
        // Windows syncs only what is open to be written.
        OpenOptions::new().read(true).write(cfg!(windows)).open(path)?.sync_all()
    }

    #[cfg(unix)]
    pub(super) fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems cannot; what is renamed there is in place as far as can be had.
            Err(e)
                if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            synced => synced,
        }
    }

    #[cfg(not(unix))]
    pub(super) fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        held::change(|| fs::rename(from, to))
    }

    pub(super) fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        held::change(|| {
            let mut from = TempPath::try_from_path(from)?;
            // Whoever made the file removes it.
            from.disable_cleanup(true);
            from.persist_noclobber(to).map_err(|e| e.error)
        })
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    pub(super) fn exchange(&self, from: &Path, to: &Path, displaced: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, from, CWD, to, RenameFlags::EXCHANGE)?;
        let _ = self.rename_new(from, displaced);
        Ok(())
    }

    pub(super) fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    #[cfg(unix)]
    pub(super) fn make_private(&self, path: &Path) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let found = fs::metadata(path)?.permissions();
        match found.mode() & 0o077 {
            0 => Ok(()),
            _ => fs::set_permissions(path, fs::Permissions::from_mode(0o600)),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn make_private(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        held::change(|| fs::remove_file(path))
    }

    pub(super) fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let mut listed = Vec::new();
        for file in fs::read_dir(folder)? {
            let file = file?;
            match file.metadata() {
                Ok(metadata) => {
                    listed.push(Listed { name: file.file_name(), facts: facts_of(&metadata) });
                }
                // Another program has just let go of it.
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(e) => return Err(e),
            }
        }
        Ok(listed)
    }

    pub(super) fn create_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg_attr(not(unix), expect(unused_mut))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        #[cfg(unix)]
        keep_parents_owner(&open_folder(folder)?, folder);
        Ok(())
    }

    pub(super) fn facts(&self, path: &Path) -> io::Result<Facts> {
        Ok(facts_of(&fs::metadata(path)?))
    }

    pub(super) fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_symlink() => fs::read_link(path).map(Some),
            Ok(_) => Ok(None),
            // Below a file there is nothing either.
            Err(e)
                if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
            {
                Ok(None)
            }
            Err(e) => Err(e),
        }
    }

    pub(super) fn lock(&self, path: &Path, patience: Duration) -> io::Result<LockAttempt> {
        let Some(file) = open_lock(path)? else { return Ok(LockAttempt::NotAFile) };
        Ok(match file.try_lock() {
            Ok(()) => LockAttempt::Held(Box::new(file)),
            Err(TryLockError::WouldBlock) => wait_for_lock(file, patience)?,
            Err(TryLockError::Error(_)) => LockAttempt::Unsupported,
        })
    }
}

/// The file that is the lock, made where there is none. None where something else stands in its
/// place: a pipe would keep whoever opens it waiting for ever, a link would have its target made, and a
/// device may do something when it is opened.
fn open_lock(path: &Path) -> io::Result<Option<File>> {
    match private(OpenOptions::new().write(true).create_new(true)).open(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
        made => {
            let made = made?;
            keep_parents_owner(&made, path);
            return Ok(Some(made));
        }
    }
    if !fs::symlink_metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut options = OpenOptions::new();
    options.write(true);
    // Something else may have come there since.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW).bits().cast_signed(),
    );
    let file = options.open(path)?;
    Ok(file.metadata()?.is_file().then_some(file))
}

/// The system lets those who wait in, one after the other. Asking again and again instead, a program
/// that saves without pause would leave nobody else a chance.
fn wait_for_lock(file: File, patience: Duration) -> io::Result<LockAttempt> {
    let (locked, waiting) = mpsc::channel();
    // Left behind where the time is over: it lets go of the lock as soon as it has it.
    thread::Builder::new().name("lock".into()).spawn(move || {
        let got = file.lock().map(|()| file);
        let _ = locked.send(got);
    })?;
    Ok(match waiting.recv_timeout(patience) {
        Ok(Ok(file)) => LockAttempt::Held(Box::new(file)),
        Ok(Err(_)) => LockAttempt::Unsupported,
        Err(_) => LockAttempt::Taken,
    })
}

impl NewFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn keep_owner(&mut self, of: &Path) {
        keep_owner(self, of);
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

#[cfg(target_os = "linux")]
impl UnnamedFile for File {
    fn read(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        self.rewind()?;
        let mut bytes = Vec::new();
        Read::by_ref(self).take(limit as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    fn name(&mut self, path: &Path) -> io::Result<()> {
        use rustix::fs::{AtFlags, CWD, linkat};
        use std::os::fd::AsRawFd;
        let open = format!("/proc/self/fd/{}", self.as_raw_fd());
        Ok(linkat(CWD, open, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }
}

/// Gives an open file to the owner of what is at `of`, where they differ and the system lets us: only root
/// may, and nobody else needs to. Does nothing where the system knows no owners.
///
/// By the open file and never by its name: another program could have put something else there.
#[cfg(unix)]
pub fn keep_owner(file: &File, of: &Path) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let (Ok(ours), Ok(theirs)) = (file.metadata(), fs::metadata(of)) else { return };
    if ours.uid() != theirs.uid() {
        let _ = fchown(file, Some(theirs.uid()), Some(theirs.gid()));
    }
}

/// Does nothing: this system knows no owners as Unix does.
#[cfg(not(unix))]
pub fn keep_owner(_: &File, _: &Path) {}

fn keep_parents_owner(file: &File, path: &Path) {
    if let Some(folder) = path.parent() {
        keep_owner(file, folder);
    }
}

#[cfg(unix)]
fn open_folder(folder: &Path) -> io::Result<File> {
    let flags = rustix::fs::OFlags::DIRECTORY | rustix::fs::OFlags::NOFOLLOW;
    let mut options = OpenOptions::new();
    options.read(true);
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    options.open(folder)
}

/// A regular file, and what is known of it.
fn open_file(path: &Path) -> io::Result<(File, Facts)> {
    let file = open_without_waiting(path)?;
    let facts = facts_of(&file.metadata()?);
    match facts.kind {
        Kind::File => Ok((file, facts)),
        Kind::Folder => Err(io::ErrorKind::IsADirectory.into()),
        Kind::Other => Err(io::ErrorKind::InvalidInput.into()),
    }
}

/// A pipe that nobody writes to would keep an ordinary `open` waiting for ever.
fn open_without_waiting(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    held::open(|| options.open(path))
}

/// Readable by its owner only, where the system knows owners.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn facts_of(metadata: &Metadata) -> Facts {
    let kind = match metadata.file_type() {
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        _ => Kind::Other,
    };
    Facts { kind, bytes: metadata.len(), modified: metadata.modified().ok() }
}
