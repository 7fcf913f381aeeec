//! The file system of this computer, for which nobody waits who is called back: see
//! [`interrupt`].

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use zeroize::Zeroizing;

#[cfg(target_os = "linux")]
use super::disk::UnnamedFile;
use super::disk::{Disk, Facts, Listed, LockAttempt, NewFile};
use super::plain_disk::PlainDisk;
use crate::interrupt;

/// The file system of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        at(path, move |path| PlainDisk.read(path, limit))
    }

    fn read_front(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        at(path, move |path| PlainDisk.read_front(path, most))
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile + '_>> {
        let file = at(path, |path| PlainDisk.create_new(path))?;
        Ok(Box::new(Awaited(Some(file))))
    }

    #[cfg(target_os = "linux")]
    fn create_unnamed(&self, folder: &Path) -> io::Result<Option<Box<dyn UnnamedFile + '_>>> {
        let file = at(folder, |folder| PlainDisk.create_unnamed(folder))?;
        Ok(file.map(|file| Box::new(Awaited(Some(file))) as _))
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        at(path, |path| PlainDisk.sync_file(path))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        at(folder, |folder| PlainDisk.sync_folder(folder))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        between(from, to, |from, to| PlainDisk.rename(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        between(from, to, |from, to| PlainDisk.rename_new(from, to))
    }

    #[cfg(any(target_os = "linux", target_os = "macos"))]
    fn exchange(&self, from: &Path, to: &Path, displaced: &Path) -> io::Result<()> {
        let displaced = displaced.to_owned();
        between(from, to, move |from, to| PlainDisk.exchange(from, to, &displaced))
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        between(from, to, |from, to| PlainDisk.hard_link(from, to))
    }

    fn make_private(&self, path: &Path) -> io::Result<()> {
        at(path, |path| PlainDisk.make_private(path))
    }

    fn discard(&self, path: &Path) {
        let path = path.to_owned();
        let remove = move || drop(PlainDisk.remove(&path));
        // A step on the file may still be under way, for which nobody waits any more.
        interrupt::finally(remove);
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        at(path, |path| PlainDisk.remove(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        at(folder, |folder| PlainDisk.list(folder))
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        at(folder, |folder| PlainDisk.create_folder(folder))
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        at(path, |path| PlainDisk.facts(path))
    }

    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        at(path, |path| PlainDisk.link_target(path))
    }

    fn lock(&self, path: &Path, patience: Duration) -> io::Result<LockAttempt> {
        at(path, move |path| PlainDisk.lock(path, patience))
    }
}

fn at<T: Send + 'static>(
    path: &Path,
    step: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let path = path.to_owned();
    wait_for(move || step(&path))
}

fn between<T: Send + 'static>(
    from: &Path,
    to: &Path,
    step: impl FnOnce(&Path, &Path) -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let (from, to) = (from.to_owned(), to.to_owned());
    wait_for(move || step(&from, &to))
}

fn wait_for<T: Send + 'static>(
    step: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    interrupt::wait_for(step).unwrap_or(Err(io::ErrorKind::Interrupted.into()))
}

/// A file that is written, which nobody holds any more once a step on it was left alone.
struct Awaited<F>(Option<F>);

impl<F: Send + 'static> Awaited<F> {
    fn step<T: Send + 'static>(
        &mut self,
        step: impl FnOnce(&mut F) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let mut file = self.0.take().ok_or(io::ErrorKind::Interrupted)?;
        let (file, done) = wait_for(move || {
            let done = step(&mut file);
            Ok((file, done))
        })?;
        self.0 = Some(file);
        done
    }
}

impl<F: NewFile + Send + 'static> NewFile for Awaited<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        // An export may be plain text.
        let bytes = Zeroizing::new(bytes.to_vec());
        self.step(move |file| file.write(&bytes))
    }

    fn keep_owner(&mut self, of: &Path) {
        let of = of.to_owned();
        // What cannot be given away stays ours.
        let _ = self.step(move |file| {
            file.keep_owner(&of);
            Ok(())
        });
    }

    fn sync(&mut self) -> io::Result<()> {
        self.step(NewFile::sync)
    }
}

#[cfg(target_os = "linux")]
impl<F: UnnamedFile + Send + 'static> UnnamedFile for Awaited<F> {
    fn read(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        self.step(move |file| file.read(limit))
    }

    fn name(&mut self, path: &Path) -> io::Result<()> {
        let path = path.to_owned();
        self.step(move |file| file.name(&path))
    }
}
