//! A file system that does what it is told, but for one operation.
//!
//! It stands on the real one. What a power failure would leave is kept in a ledger beside it, so
//! nothing has to be synced for real.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tessera_core::store::{Disk, Facts, Listed, LockAttempt, NewFile, SystemDisk};
use tessera_core::vault::MAX_FILE;

use super::power::{Ledger, Survivors};

/// What happens at one operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// It does nothing and reports an error.
    Fails,
    /// It is done, and reports an error all the same.
    DoneButFails,
    /// Half of a write gets there, and an error is reported. As `Fails` for anything else.
    Tears,
    /// A read gives something else than what is there, once.
    Misreads,
    /// A write puts down something else than it was given, and says nothing.
    Miswrites,
    /// From here on nothing can be changed any more.
    TurnsReadOnly,
    /// The program ends before it.
    Kills,
    /// The program ends in the middle of it.
    KillsMidway,
    /// The power goes before it, and only what was synced is sure to be there afterwards.
    CutsPower(Survivors),
    /// It takes its time.
    Delays(Duration),
    /// Another program, which takes no lock, puts [`THEIRS`] in the place of [`VAULT`] before it.
    Meddles,
}

/// Where the vault lies below the folder, for [`Fault::Meddles`].
pub const VAULT: &str = "home/vault.tessera";
/// What another program writes there.
pub const THEIRS: &str = "theirs";

#[derive(Debug)]
pub struct FaultyDisk {
    real: SystemDisk,
    state: Mutex<State>,
    root: PathBuf,
    /// Whether a file can have two names, and two files change places.
    has_links: bool,
}

#[derive(Debug)]
struct State {
    operations: usize,
    plan: Option<(usize, Fault)>,
    read_only: bool,
    ended: bool,
    ledger: Ledger,
}

impl State {
    fn of(root: &Path, plan: Option<(usize, Fault)>) -> Self {
        let ledger = Ledger::of(root);
        Self { operations: 0, plan, read_only: false, ended: false, ledger }
    }
}

/// How an operation goes.
enum Course {
    Well,
    /// Done, but reported as failed.
    Denied,
    /// Not done, and reported as failed.
    Failed,
    /// Half done, and reported as failed.
    Torn,
    Misread,
    Miswritten,
}

impl FaultyDisk {
    /// Over a folder, whose content is taken as synced.
    pub fn over(root: &Path, plan: Option<(usize, Fault)>) -> Self {
        let state = Mutex::new(State::of(root, plan));
        Self { real: SystemDisk, state, root: root.to_owned(), has_links: true }
    }

    /// Starts over, with the folder as it is now.
    pub fn arm(&self, plan: Option<(usize, Fault)>) {
        *self.state() = State::of(&self.root, plan);
    }

    /// The same, but no file can have two names, and no two files change places.
    pub fn without_links(self) -> Self {
        Self { has_links: false, ..self }
    }

    /// Takes a file for one that somebody has just written and not synced.
    pub fn unsync(&self, path: &Path) {
        self.state().ledger.unsynced_file(path);
    }

    /// How many operations there have been.
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Ends the program, and the power with it if that is the plan: leaves on the real disk what
    /// would be found at the next start.
    pub fn end(&self) {
        let state = self.state();
        if let Some((_, Fault::CutsPower(survivors))) = state.plan {
            state.ledger.leave(&self.root, survivors);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn course(&self, changes: bool) -> Course {
        let mut state = self.state();
        let index = state.operations;
        state.operations += 1;
        if state.ended || (state.read_only && changes) {
            return Course::Failed;
        }
        let Some((_, fault)) = state.plan.filter(|(at, _)| *at == index) else {
            return Course::Well;
        };
        match fault {
            Fault::Fails => Course::Failed,
            Fault::DoneButFails => Course::Denied,
            Fault::Tears => Course::Torn,
            Fault::Misreads => Course::Misread,
            Fault::Miswrites => Course::Miswritten,
            Fault::TurnsReadOnly => {
                state.read_only = true;
                if changes { Course::Failed } else { Course::Well }
            }
            Fault::Kills | Fault::CutsPower(_) => {
                state.ended = true;
                Course::Failed
            }
            Fault::KillsMidway => {
                state.ended = true;
                Course::Torn
            }
            Fault::Delays(time) => {
                drop(state);
                std::thread::sleep(time);
                Course::Well
            }
            Fault::Meddles => {
                let (new, vault) = (self.root.join("downloaded"), self.root.join(VAULT));
                std::fs::write(&new, THEIRS).unwrap();
                std::fs::rename(new, vault).unwrap();
                Course::Well
            }
        }
    }

    fn look<T>(&self, action: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        match self.course(false) {
            Course::Well | Course::Misread | Course::Miswritten => action(),
            Course::Denied | Course::Failed | Course::Torn => Err(broken()),
        }
    }

    fn change(
        &self,
        action: impl FnOnce() -> io::Result<()>,
        note: impl FnOnce(&mut Ledger),
    ) -> io::Result<()> {
        let course = self.course(true);
        if matches!(course, Course::Failed | Course::Torn) {
            return Err(broken());
        }
        action()?;
        note(&mut self.state().ledger);
        if matches!(course, Course::Denied) { Err(broken()) } else { Ok(()) }
    }
}

fn broken() -> io::Error {
    ErrorKind::Other.into()
}

impl Disk for FaultyDisk {
    fn read(&self, path: &Path, limit: usize) -> io::Result<Vec<u8>> {
        match self.course(false) {
            Course::Well | Course::Miswritten => self.real.read(path, limit),
            Course::Misread => {
                self.real.read(path, limit).map(|bytes| [b"damaged ", &bytes[..]].concat())
            }
            Course::Denied | Course::Failed | Course::Torn => Err(broken()),
        }
    }

    fn read_front(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = self.read(path, MAX_FILE)?;
        bytes.truncate(most);
        Ok(bytes)
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn NewFile + '_>> {
        let mut file = None;
        self.change(
            || {
                file = Some(std::fs::File::create_new(path)?);
                Ok(())
            },
            |ledger| ledger.created(path),
        )?;
        let file = file.ok_or_else(broken)?;
        Ok(Box::new(FaultyFile { disk: self, path: path.to_owned(), file }))
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.change(|| Ok(()), |ledger| ledger.synced_file(path))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.change(|| Ok(()), |ledger| ledger.synced_folder(folder))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|| self.real.rename(from, to), |ledger| ledger.renamed(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change(|| self.real.rename_new(from, to), |ledger| ledger.renamed(from, to))
    }

    fn exchange(&self, from: &Path, to: &Path, displaced: &Path) -> io::Result<()> {
        if !self.has_links {
            return Err(ErrorKind::Unsupported.into());
        }
        let course = self.course(true);
        match course {
            Course::Failed => return Err(broken()),
            Course::Torn => self.real.exchange(from, to, from)?,
            _ => self.real.exchange(from, to, displaced)?,
        }
        let mut state = self.state();
        state.ledger.exchanged(from, to);
        match course {
            Course::Torn => return Err(broken()),
            _ => state.ledger.renamed(from, displaced),
        }
        if matches!(course, Course::Denied) { Err(broken()) } else { Ok(()) }
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let link = || match self.has_links {
            true => self.real.hard_link(from, to),
            false => Err(ErrorKind::Unsupported.into()),
        };
        self.change(link, |ledger| ledger.linked(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.change(|| self.real.remove(path), |ledger| ledger.removed(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        self.look(|| self.real.list(folder))
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.change(|| self.real.create_folder(folder), |ledger| ledger.created_folder(folder))
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        self.look(|| self.real.facts(path))
    }

    fn link_target(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        self.look(|| self.real.link_target(path))
    }

    fn lock(&self, path: &Path, patience: Duration) -> io::Result<LockAttempt> {
        self.look(|| self.real.lock(path, patience))
    }
}

struct FaultyFile<'a> {
    disk: &'a FaultyDisk,
    path: PathBuf,
    file: std::fs::File,
}

impl NewFile for FaultyFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let course = self.disk.course(true);
        match course {
            Course::Failed => return Err(broken()),
            Course::Torn => NewFile::write(&mut self.file, &bytes[..bytes.len() / 2])?,
            Course::Miswritten => NewFile::write(&mut self.file, &vec![0; bytes.len()])?,
            _ => NewFile::write(&mut self.file, bytes)?,
        }
        if matches!(course, Course::Denied | Course::Torn) { Err(broken()) } else { Ok(()) }
    }

    fn keep_owner(&mut self, of: &Path) {
        self.file.keep_owner(of);
    }

    fn sync(&mut self) -> io::Result<()> {
        self.disk.sync_file(&self.path)
    }
}
