//! Every single operation of everything that a store does fails, tears, waits, or is the last before
//! the program or the power ends: what is found afterwards is the old or the new content, nothing
//! that was kept is lost, and what the list of generations says is true.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use tessera_core::store::{
    self, Disk, Fingerprint, Kept, Saved, SecondFolder, Store, StoreError, Worth,
};

use crate::support::NOW;
#[cfg(target_os = "linux")]
use crate::support::faulty_disk::THEIRS;
use crate::support::faulty_disk::{Fault, FaultyDisk, VAULT};
use crate::support::look::{Plain, state_of};
use crate::support::power::Survivors;

/// What is done to a store, and what may become of the files that were there.
struct Case {
    name: &'static str,
    /// Path and content.
    files: Vec<(String, String)>,
    /// The path that the store is given.
    vault: &'static str,
    act: fn(&Store, &dyn Disk) -> Result<Done, StoreError>,
    /// What the file holds then, unless it stays as it is.
    new: Option<&'static str>,
    /// What may be gone then.
    may_go: &'static [&'static str],
    /// What is not marked as what it is to begin with.
    mismarked: &'static [&'static str],
    has_links: bool,
}

/// What was said to have been done.
#[derive(Debug, Default)]
struct Done {
    kept: Option<Kept>,
    copied: Option<Kept>,
    /// That the old file could not be kept.
    not_kept: bool,
    /// That the new one will outlast the power.
    lasting: bool,
}

impl From<Saved> for Done {
    fn from(saved: Saved) -> Self {
        let (not_kept, lasting) = (saved.backup.is_err(), saved.lasting.is_ok());
        let copied = saved.second.and_then(Result::ok);
        Self { kept: saved.backup.ok().flatten(), copied, not_kept, lasting }
    }
}

impl Case {
    fn new(
        name: &'static str,
        files: &[(&str, &str)],
        act: fn(&Store, &dyn Disk) -> Result<Done, StoreError>,
        new: Option<&'static str>,
    ) -> Self {
        let owned = |(path, content): &(&str, &str)| ((*path).to_owned(), (*content).to_owned());
        let files = files.iter().map(owned).collect();
        let (may_go, mismarked): (&[_], &[_]) = (&[], &[]);
        Self { name, files, vault: VAULT, act, new, may_go, mismarked, has_links: true }
    }

    /// Generations of one day, the oldest first.
    fn with(mut self, front: &str, contents: &[&str]) -> Self {
        let path = |n| format!("{front}{:015}.tessera", NOW.millis() - 1_000 + n);
        let contents = contents.iter().map(|content| (*content).to_owned());
        self.files.extend((0..).map(path).zip(contents));
        self
    }
}

const BESIDE: &str = "home/vault.tessera.backups/";
const SECOND: &str = "away/vault-7e55e2a0-";

fn save(store: &Store, _: &dyn Disk) -> Result<Done, StoreError> {
    store.save(b"new", Some(Fingerprint::of(b"old")), NOW, &Plain).map(Done::from)
}

#[rustfmt::skip] // A table.
fn cases() -> Vec<Case> {
    let old = &[(VAULT, "old")];
    vec![
        Case::new("first save", &[], |store, _| Ok(store.save(b"new", None, NOW, &Plain)?.into()), Some("new")),
        Case::new("save", old, save, Some("new")),
        Case { has_links: false, ..Case::new("save without links", old, save, Some("new")) },
        Case { vault: "links/vault.tessera", ..Case::new("save through a link", old, save, Some("new")) },
        Case { may_go: &["g0", "g1", "s0", "s1"],
            ..Case::new("save that rotates", old, save, Some("new"))
                .with(BESIDE, &["g0", "g1", "g2", "g3", "g4", "g5"])
                .with(SECOND, &["s0", "s1", "s2", "s3", "s4", "s5"]) },
        Case { may_go: &["g0"], mismarked: &["empty g5", "damaged g4"],
            ..Case::new("save that finds rot", old, save, Some("new"))
                .with(BESIDE, &["g0", "g1", "g2", "g3", "damaged g4", "empty g5", "g6"]) },
        Case::new("save over an empty one", &[(VAULT, "empty")],
            |store, _| Ok(store.save(b"new", Some(Fingerprint::of(b"empty")), NOW, &Plain)?.into()), Some("new"))
            .with(BESIDE, &["g1", "g2", "g3", "g4", "g5"]),
        Case::new("replace", old,
            |store, _| Ok(store.replace(b"new", Some(Fingerprint::of(b"old")), NOW, &Plain)?.into()), Some("new")),
        Case::new("replace a damaged one", &[(VAULT, "damaged")],
            |store, _| Ok(store.replace(b"new", Some(Fingerprint::of(b"damaged")), NOW, &Plain)?.into()), Some("new")),
        Case::new("keep aside", old,
            |store, _| Ok(Done { kept: Some(store.keep_aside(b"aside", NOW, Worth::Locked)?), ..Done::default() }), None),
        Case::new("settle a conflict", &[(VAULT, "old"), ("home/vault (1).tessera", "other")],
            |store, _| {
                let kept = store.settle_conflict("vault (1).tessera", Fingerprint::of(b"other"), NOW, &Plain)?;
                Ok(Done { kept: Some(kept), ..Done::default() })
            }, None),
        Case { vault: "away/copy.tessera", ..Case::new("write a copy", &[],
            |store, disk| store::write_on(disk, store.path(), b"new", false, |_| true).map(|()| Done::default()), Some("new")) },
        Case { may_go: &["old"], ..Case::new("write over a copy", old,
            |store, disk| store::write_on(disk, store.path(), b"new", true, |_| true).map(|()| Done::default()), Some("new")) },
    ]
}

fn faults() -> impl Iterator<Item = Fault> {
    let plain = [
        Fault::Fails,
        Fault::DoneButFails,
        Fault::Tears,
        Fault::Misreads,
        Fault::Miswrites,
        Fault::TurnsReadOnly,
        Fault::Kills,
        Fault::KillsMidway,
        Fault::Delays(Duration::from_millis(1)),
    ];
    plain.into_iter().chain(Survivors::all().map(Fault::CutsPower))
}

#[test]
fn whatever_fails_the_old_or_the_new_is_found_and_the_generations_are_true() {
    let mut runs = 0;
    for case in cases() {
        for fault in faults() {
            // Behind the last operation, too: what was acknowledged outlasts the power.
            let mut at = 0;
            while run(&case, at, fault) {
                at += 1;
            }
            assert!(at > 5, "{}: {at} operations", case.name);
            runs += at;
        }
    }
    assert!(runs > 5_000, "{runs}");
}

/// A sync program takes no lock, and may write whenever it likes.
#[test]
#[cfg(target_os = "linux")]
fn whenever_another_program_writes_the_vault_what_it_wrote_is_found() {
    let (mut kept_as_conflict, mut runs) = (0, 0);
    for case in
        cases().iter().filter(|case| case.new.is_some() && case.name != "save without links")
    {
        if case.name.contains("copy") {
            continue;
        }
        for at in 0.. {
            let scene = Scene::of(case);
            fs::create_dir_all(scene.path("home")).unwrap();
            let disk = Arc::new(scene.disk(Some((at, Fault::Meddles))));
            let store = scene.store(disk.clone());
            let outcome = (case.act)(&store, &*disk);
            if at >= disk.operations() {
                break;
            }
            let what = format!("{}, at {at}: {outcome:?}", case.name);
            let conflicts = store.conflicts(100, |front| front == THEIRS.as_bytes()).unwrap();
            let generations = store.generations().unwrap();
            let is_kept = generations.iter().any(|generation| {
                store.load_generation(&generation.id).unwrap() == THEIRS.as_bytes()
            });
            let found = scene.found();
            let is_found = found.as_deref() == Some(THEIRS) || is_kept || !conflicts.is_empty();
            assert!(is_found, "{what}: {found:?}");
            kept_as_conflict += conflicts.len();
            runs += 1;
            if found.as_deref() != Some(THEIRS) {
                scene.check_next_save(&what);
            }
        }
    }
    assert!(kept_as_conflict > 3 && runs > 50, "{kept_as_conflict} of {runs}");
}

/// Gives false once `at` is behind the last operation.
fn run(case: &Case, at: usize, fault: Fault) -> bool {
    let scene = Scene::of(case);
    let disk = Arc::new(scene.disk(Some((at, fault))));
    let outcome = (case.act)(&scene.store(disk.clone()), &*disk);
    disk.end();
    let what = format!("{}, {fault:?} at {at}: {outcome:?}", case.name);
    // Behind the last operation nothing has gone wrong.
    let reached = at < disk.operations();
    assert!(reached || outcome.is_ok(), "{what}");
    scene.check(&outcome, fault, &what);
    scene.check_next_save(&what);
    reached
}

struct Scene<'a> {
    case: &'a Case,
    folder: TempDir,
    old: Option<&'a str>,
}

impl<'a> Scene<'a> {
    fn of(case: &'a Case) -> Self {
        let folder = quick_folder();
        for name in ["away", "links"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        for (path, content) in &case.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(
            "../home/vault.tessera",
            folder.path().join("links/vault.tessera"),
        )
        .unwrap();
        let old = case.files.iter().find(|(path, _)| path == VAULT);
        Self { case, folder, old: old.map(|(_, content)| content.as_str()) }
    }

    fn disk(&self, plan: Option<(usize, Fault)>) -> FaultyDisk {
        let disk = FaultyDisk::over(self.folder.path(), plan);
        if self.case.has_links { disk } else { disk.without_links() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn store(&self, disk: Arc<dyn Disk>) -> Store {
        let second = SecondFolder { folder: self.path("away"), tag: "7e55e2a0".into() };
        Store::on(disk, self.path(self.case.vault)).with_second(Some(second))
    }

    fn check(&self, outcome: &Result<Done, StoreError>, fault: Fault, what: &str) {
        let store = self.store(Arc::new(self.disk(None)));
        let found = self.found();
        let found = found.as_deref();
        let new = self.case.new.or(self.old);
        match outcome {
            Ok(done) if done.lasting || !ended(fault) => assert_eq!(found, new, "{what}"),
            _ if ended(fault) => assert!(found == self.old || found == new, "{what}: {found:?}"),
            _ => assert_eq!(found, self.old, "{what}"),
        }
        let kept = self.check_generations(&store, what);
        let conflict = fs::read_to_string(self.path("home/vault (1).tessera")).ok();
        let everywhere: BTreeSet<_> =
            kept.iter().map(String::as_str).chain(found).chain(conflict.as_deref()).collect();
        for (_, content) in &self.case.files {
            let given_up = outcome.as_ref().is_ok_and(|done| done.not_kept)
                && self.old == Some(content)
                && self.case.name.starts_with("save");
            let may_go = given_up || self.case.may_go.contains(&content.as_str());
            assert!(may_go || everywhere.contains(content.as_str()), "{what}: lost {content}");
        }
        if let Ok(done) = outcome {
            if let Some(kept) = &done.kept {
                assert!(store.load_generation(&kept.id).is_ok(), "{what}");
            }
            if let Some(copied) = &done.copied {
                assert_eq!(store.load_second(&copied.id).as_deref(), Ok(&b"new"[..]), "{what}");
            }
        }
    }

    /// Every generation loads, is something that was saved once, and is what its mark says.
    fn check_generations(&self, store: &Store, what: &str) -> Vec<String> {
        let load = |id: &str| store.load_generation(id).or_else(|_| store.load_second(id));
        let beside = store.generations().unwrap();
        let second = store.second_generations().unwrap();
        let mut kept = Vec::new();
        for generation in beside.into_iter().chain(second) {
            let bytes = load(&generation.id).unwrap_or_else(|e| panic!("{what}: {e}"));
            let content = String::from_utf8(bytes).unwrap();
            let known = self.case.files.iter().any(|(_, known)| *known == content);
            assert!(known || ["new", "aside"].contains(&&*content), "{what}: {content:?}");
            assert_eq!(generation.bytes, content.len() as u64, "{what}");
            let mismarked = self.case.mismarked.contains(&&*content);
            let marked = generation.state == state_of(content.as_bytes());
            assert!(marked || mismarked, "{what}: {content} is marked {:?}", generation.state);
            kept.push(content);
        }
        kept
    }

    /// Whatever has happened, the next save goes well, and nothing is left lying about.
    fn check_next_save(&self, what: &str) {
        let store = self.store(Arc::new(self.disk(None)));
        let found = self.found().map(|found| Fingerprint::of(found.as_bytes()));
        let saved =
            store.save(b"next", found, NOW, &Plain).unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(saved.backup.map(|kept| kept.is_some()), Ok(found.is_some()), "{what}");
        assert!(saved.second.unwrap().is_ok() && saved.lasting.is_ok(), "{what}");
        assert_eq!(self.found().as_deref(), Some("next"), "{what}");
        // In the second folder another computer may be at it.
        assert_eq!(litter(&self.path("home")), 0, "{what}");
    }

    fn found(&self) -> Option<String> {
        fs::read_to_string(self.path(self.case.vault)).ok()
    }
}

/// In memory where there is such a place: what is synced here is synced in the ledger.
fn quick_folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

/// Whether the program had no say any more in what is found.
fn ended(fault: Fault) -> bool {
    matches!(fault, Fault::Kills | Fault::KillsMidway | Fault::CutsPower(_))
}

fn litter(folder: &Path) -> usize {
    let files = fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path());
    let temporary = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "tmp" || ending == "displaced")
    };
    let below = |path: &PathBuf| if path.is_dir() { litter(path) } else { 0 };
    files.map(|path| usize::from(temporary(&path)) + below(&path)).sum()
}
