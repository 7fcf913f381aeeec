//! A real vault on a faulty disk, and writers that are slow: what opens afterwards is the old or the
//! new vault, and of two writers each finds what the other has saved.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tessera_core::file::{FileError, VaultFile};
use tessera_core::store::{Generation, GenerationState, Store};
use tessera_core::vault::KdfParams;

use crate::support::faulty_disk::{Fault, FaultyDisk};
use crate::support::power::{self, Survivors};
use crate::support::{NOW, new_entry, password, rng, totp};

/// A folder with a vault that holds `a` and `b`, as it is before each run.
struct Before {
    folder: TempDir,
    files: Vec<(PathBuf, Vec<u8>)>,
    disk: Arc<FaultyDisk>,
    /// Opened once, and cloned for each run.
    file: VaultFile,
}

const VAULT: &str = "vault.tessera";
const BACKUPS: &str = "vault.tessera.backups";

impl Before {
    fn new() -> Self {
        let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        let store = Store::at(folder.path().join(VAULT));
        let mut made =
            VaultFile::create(store, &password("one"), KdfParams::MIN, NOW, &mut rng()).unwrap();
        add(&mut made, "a").unwrap();
        add(&mut made, "b").unwrap();
        let disk = Arc::new(FaultyDisk::over(folder.path(), None));
        let store = Store::on(disk.clone(), folder.path().join(VAULT));
        let file = VaultFile::open(store, &password("one"), &mut rng()).unwrap();
        let mut files = contents(folder.path());
        files.extend(contents(&folder.path().join(BACKUPS)));
        Self { folder, files, disk, file }
    }

    /// Makes the folder what it was.
    fn again(&self) {
        power::clear(self.folder.path());
        fs::create_dir(self.folder.path().join(BACKUPS)).unwrap();
        for (path, bytes) in &self.files {
            fs::write(path, bytes).unwrap();
        }
    }

    /// The accounts in a file, one letter each. It must open.
    fn accounts(&self, bytes: &[u8]) -> String {
        let contents = self.file.vault().contents_of(bytes).unwrap();
        let mut accounts: Vec<_> =
            contents.all().iter().map(|entry| entry.labels().account.clone()).collect();
        accounts.sort();
        accounts.concat()
    }

    /// What is found by a program that starts now: the vault, then the generations.
    fn found(&self) -> (String, Vec<String>) {
        let store = Store::at(self.folder.path().join(VAULT));
        let generation = |g: Generation| {
            let accounts = self.accounts(&store.load_generation(&g.id).unwrap());
            assert_eq!(g.state == GenerationState::Empty, accounts.is_empty(), "{}", g.id);
            accounts
        };
        let kept = store.generations().unwrap().into_iter().map(generation).collect();
        (self.accounts(&store.load().unwrap()), kept)
    }
}

fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

fn add(file: &mut VaultFile, account: &str) -> Result<bool, FileError> {
    let changed = file.change(NOW, &mut rng(), |vault, rng| {
        vault.contents_mut().add(new_entry("", account, totp("JBSWY3DPEHPK3PXP")), NOW, rng);
        Ok::<_, FileError>(())
    });
    changed.map(|changed| changed.backup.is_ok())
}

#[test]
fn a_vault_on_a_disk_that_fails_is_the_old_or_the_new_one() {
    let before = Before::new();
    let mut faults = vec![Fault::Fails, Fault::DoneButFails, Fault::Tears, Fault::Misreads];
    faults.push(Fault::Miswrites);
    faults.extend([Fault::TurnsReadOnly, Fault::Kills, Fault::KillsMidway]);
    faults.extend(Survivors::all().map(Fault::CutsPower));
    for fault in faults {
        let mut at = 0;
        while change(&before, at, fault) {
            at += 1;
        }
        assert!(at > 20, "{at}");
    }
}

/// Gives false once `at` is behind the last operation.
fn change(before: &Before, at: usize, fault: Fault) -> bool {
    before.again();
    before.disk.arm(Some((at, fault)));
    let mut file = before.file.clone();
    let changed = add(&mut file, "c");
    before.disk.end();
    let what = format!("{fault:?} at {at}: {changed:?}");
    let reached = at < before.disk.operations();

    let (found, kept) = before.found();
    let ended = matches!(fault, Fault::Kills | Fault::KillsMidway | Fault::CutsPower(_));
    let may_be: &[&str] = match changed {
        Ok(_) if !reached || !ended => &["abc"],
        Err(_) if !ended => &["ab"],
        _ => &["ab", "abc"],
    };
    assert!(may_be.contains(&&*found), "{what}: {found}");
    assert!(kept.ends_with(&["a".into(), String::new()]), "{what}: {kept:?}");
    if found == "abc" && changed != Ok(false) {
        assert_eq!(kept[0], "ab", "{what}");
    }
    // What is in memory is what is on disk, unless the power took that.
    let in_memory = file.vault().contents().all().len();
    assert!(ended || in_memory == found.len(), "{what}: {in_memory} in memory");
    reached
}

#[test]
fn what_another_program_wrote_and_did_not_sync_is_whole_as_a_generation() {
    let before = Before::new();
    for survivors in Survivors::all() {
        before.again();
        before.disk.arm(Some((usize::MAX, Fault::CutsPower(survivors))));
        before.disk.unsync(&before.folder.path().join(VAULT));
        assert_eq!(add(&mut before.file.clone(), "c"), Ok(true));
        before.disk.end();
        let (found, kept) = before.found();
        assert_eq!((&*found, kept), ("abc", vec!["ab".into(), "a".into(), String::new()]));
    }
}

#[test]
fn a_writer_that_is_slow_at_any_point_loses_nothing_and_nobody_elses() {
    let before = Before::new();
    let store = Store::at(before.folder.path().join(VAULT));
    let theirs = VaultFile::open(store, &password("one"), &mut rng()).unwrap();
    let mut at = 0;
    loop {
        before.again();
        before.disk.arm(Some((at, Fault::Delays(Duration::from_millis(10)))));
        let (mut slow, mut quick) = (before.file.clone(), theirs.clone());
        std::thread::scope(|scope| {
            scope.spawn(|| assert_eq!(add(&mut slow, "c"), Ok(true)));
            scope.spawn(|| assert_eq!(add(&mut quick, "d"), Ok(true)));
        });
        let (found, kept) = before.found();
        assert_eq!(found, "abcd", "{at}");
        assert_eq!(kept.len(), 4, "{at}: {kept:?}");
        if at >= before.disk.operations() {
            break;
        }
        at += 1;
    }
    assert!(at > 20, "{at}");
}
