//! Notices that another program has changed the vault file: `tessera-cli`, a second window, a sync
//! program. The system tells of it (inotify and the like); of a folder on a network drive it mostly
//! does not, so that the file is looked at once a second there.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// A program that saves touches a file several times: it is heard once it has been quiet for this long.
const QUIET: Duration = Duration::from_millis(100);
/// A file that is never quiet is heard all the same.
const LONGEST: Duration = Duration::from_millis(500);
/// Between two looks, where the system tells nothing.
const LOOK: Duration = Duration::from_secs(1);

/// Watches one file at a time, on a thread of its own.
pub struct VaultWatch {
    changed: Arc<dyn Fn() + Send + Sync>,
    current: Option<Watched>,
}

/// A file that is watched, until this is dropped.
struct Watched {
    path: PathBuf,
    signals: Sender<Signal>,
}

enum Signal {
    Changed,
    Stop,
}

impl VaultWatch {
    /// `changed` is called each time the file may have changed, by whomever. It returns at once.
    pub fn new(changed: impl Fn() + Send + Sync + 'static) -> Self {
        Self { changed: Arc::new(changed), current: None }
    }

    /// Watches this file in the place of the one before; none is watched without a path. Where the
    /// system gives no thread, nothing is noticed before somebody asks for the list.
    pub fn follow(&mut self, path: Option<&Path>) {
        if self.current.as_ref().map(|watched| &*watched.path) == path {
            return;
        }
        self.current = path.and_then(|path| {
            let (signals, heard) = mpsc::channel();
            let (file, from) = (path.to_owned(), signals.clone());
            let changed = Arc::clone(&self.changed);
            let watch = move || watch(&file, from, &heard, &*changed);
            thread::Builder::new().name("watch".into()).spawn(watch).ok()?;
            Some(Watched { path: path.to_owned(), signals })
        });
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // A thread that has ended needs no telling.
        let _ = self.signals.send(Signal::Stop);
    }
}

impl std::fmt::Debug for VaultWatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VaultWatch({})", if self.current.is_some() { "watching" } else { "idle" })
    }
}

fn watch(file: &Path, signals: Sender<Signal>, heard: &Receiver<Signal>, changed: &dyn Fn()) {
    // What the link leads to is what others write. Where it leads nowhere now, its folder tells nothing.
    let found = std::fs::canonicalize(file);
    let is_astray = found.is_err();
    let file = found.unwrap_or_else(|_| file.to_owned());
    let lost = Arc::default();
    let watcher = told_by_the_system(&file, signals, Arc::clone(&lost));
    let looks = watcher.is_none() || is_astray || is_remote(&file);
    let mut last = facts(&file);
    // What came before the watch began was told to nobody.
    changed();
    loop {
        let signal = match looks || lost.load(Ordering::SeqCst) {
            true => heard.recv_timeout(LOOK),
            false => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match signal {
            Ok(Signal::Changed) if settled(heard) => {}
            Err(RecvTimeoutError::Timeout) => {}
            Ok(_) | Err(RecvTimeoutError::Disconnected) => return,
        }
        let now = facts(&file);
        if now != last {
            last = now;
            changed();
        }
    }
}

/// Waits until nothing more comes. False where the watch is over.
fn settled(heard: &Receiver<Signal>) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        match heard.recv_timeout(QUIET) {
            Ok(Signal::Changed) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// Watches the folder: a save puts another file in the place of the one before. Where the folder itself
/// goes away or is moved, the system tells nothing more: the watch is `lost`.
fn told_by_the_system(
    file: &Path,
    signals: Sender<Signal>,
    lost: Arc<AtomicBool>,
) -> Option<RecommendedWatcher> {
    let (folder, name) = (file.parent()?.to_owned(), file.file_name()?.to_owned());
    let watched = folder.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_ours = |event: &notify::Event| {
            !event.kind.is_access()
                && event.paths.iter().any(|path| path.file_name() == Some(&*name))
        };
        let is_folder = |event: &notify::Event| {
            matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
                && event.paths.contains(&watched)
        };
        if event.as_ref().is_ok_and(is_folder) {
            lost.store(true, Ordering::SeqCst);
            let _ = signals.send(Signal::Changed);
        }
        // What was missed may have been ours.
        if event.as_ref().map_or(true, is_ours) {
            let _ = signals.send(Signal::Changed);
        }
    });
    let watching = watcher.as_mut().ok()?.watch(&folder, RecursiveMode::NonRecursive);
    watching.ok().and(watcher.ok())
}

/// What tells one state of a file from another without reading it. None where it is not there.
fn facts(file: &Path) -> Option<(u64, Option<SystemTime>)> {
    let facts = std::fs::metadata(file).ok()?;
    Some((facts.len(), facts.modified().ok()))
}

/// Whether a file lies where others write without this computer's system knowing (statfs(2)).
#[cfg(target_os = "linux")]
fn is_remote(file: &Path) -> bool {
    const NFS: u32 = 0x6969;
    const SMB: u32 = 0x517b;
    const CIFS: u32 = 0xff53_4d42;
    const SMB2: u32 = 0xfe53_4d42;
    const FUSE: u32 = 0x6573_5546;
    const V9FS: u32 = 0x0102_1997;
    const CEPH: u32 = 0x00c3_6400;
    const AFS: u32 = 0x5346_414f;
    let remote = [NFS, SMB, CIFS, SMB2, FUSE, V9FS, CEPH, AFS];
    // The numbers have 32 bits, whatever the type of the field is here.
    rustix::fs::statfs(file).is_ok_and(|facts| remote.contains(&(facts.f_type as u32)))
}

/// Whether a file lies on a network drive: taken as no. Outside Linux the system tells of changes on its
/// own disks and, as a rule, on network drives.
#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}
