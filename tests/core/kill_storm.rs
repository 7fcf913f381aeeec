//! `kill -9` at a random moment of whatever writes the vault, again and again: it opens with the old or
//! the new content, nothing that was acknowledged is lost, and every backup generation is whole.
//!
//! The test starts itself as a child that does one deed without pause, and says after each that it is
//! done. `cargo xtask storm` runs the long form; `ROUNDS` says how many kills a deed.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rand_core::Rng;
use tempfile::TempDir;
use tessera_core::entry::Edit;
use tessera_core::file::{Changed, FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::vault::{Contents, DeviceKey, KdfParams, Vault, Ways, inspect};

use crate::support::{self, NOW, hotp, new_entry, password, rng, totp};

/// What the child does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Deed {
    Save,
    ChangePassword,
    Restore,
    Merge,
    Import,
}

const DEEDS: [(&str, Deed); 5] = [
    ("save", Deed::Save),
    ("change_password", Deed::ChangePassword),
    ("restore", Deed::Restore),
    ("merge", Deed::Merge),
    ("import", Deed::Import),
];

/// How many entries come in at once.
const BATCH: u64 = 20;
/// After so many kills the vault is made anew, so that it stays small.
const FRESH: u32 = 25;

#[test]
fn kills_in_the_middle_of_a_save_leave_the_old_or_the_new_vault() {
    storm(Deed::Save, 48);
}

#[test]
fn kills_in_the_middle_of_a_change_of_password_leave_the_old_or_the_new_vault() {
    storm(Deed::ChangePassword, 18);
}

#[test]
fn kills_in_the_middle_of_a_restore_leave_both_the_restored_and_the_replaced_vault() {
    storm(Deed::Restore, 18);
}

#[test]
fn kills_in_the_middle_of_a_merge_leave_what_either_copy_holds() {
    storm(Deed::Merge, 18);
}

#[test]
fn kills_in_the_middle_of_an_import_leave_all_of_it_or_nothing() {
    storm(Deed::Import, 18);
}

#[test]
#[ignore = "long: cargo xtask storm"]
fn a_long_storm_over_every_deed() {
    let asked = std::env::var("ROUNDS").ok().map(|rounds| rounds.parse().unwrap());
    for (_, deed) in DEEDS {
        let hits = storm(deed, asked.unwrap_or(if deed == Deed::Save { 1_000 } else { 250 }));
        assert!(asked.is_some() || hits > 0, "no kill hit {deed:?}");
    }
}

/// How many kills there were that something of a deed was seen of.
fn storm(deed: Deed, rounds: u32) -> u32 {
    let (mut hits, mut done) = (0, 0);
    for first in (0..rounds).step_by(FRESH as usize) {
        let mut scene = Scene::new(deed);
        for _ in first..rounds.min(first + FRESH) {
            hits += u32::from(scene.round());
        }
        done += scene.count;
        scene.calm();
    }
    assert!(done > 0, "{deed:?}: nobody was ever let finish");
    let _ = writeln!(
        std::io::stderr(),
        "{deed:?}: {rounds} kills over {done} that were done, at least {hits} in the middle of one"
    );
    hits
}

/// A vault under attack.
struct Scene {
    deed: Deed,
    folder: TempDir,
    store: Store,
    key: DeviceKey,
    /// How many deeds are known to be done: the counter of its first entry.
    count: u64,
    /// Nobody is killed later than this: a few deeds on this machine, as busy as it is.
    longest: Duration,
}

impl Scene {
    fn new(deed: Deed) -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::at(folder.path().join("vault.tessera"));
        let kdf = KdfParams::MIN;
        let start = Instant::now();
        let mut file =
            VaultFile::create(store.clone(), &password_of(0), kdf, NOW, &mut rng()).unwrap();
        let deriving = start.elapsed();
        let start = Instant::now();
        let key = changed(&mut file, |vault, rng| {
            vault.contents_mut().add(new_entry("", "", hotp("JBSWY3DPEHPK3PXP", 0)), NOW, rng);
            Ok(vault.add_device(rng).unwrap())
        });
        let longest = match deed {
            Deed::ChangePassword | Deed::Restore => deriving * 6,
            Deed::Save | Deed::Merge => start.elapsed() * 8,
            Deed::Import => start.elapsed() * 25,
        };
        Self { deed, folder, store, key, count: 0, longest }
    }

    /// One kill. Whether it came in the middle of a deed, as far as can be told.
    fn round(&mut self) -> bool {
        let acknowledged = self.kill_at_random().unwrap_or(self.count);
        let mut file = self.reopened(acknowledged);
        let in_file = count_in(file.vault().contents());
        let found = self.highest(&file).max(in_file);
        assert!(
            found == acknowledged || found == acknowledged + 1,
            "{:?}: {acknowledged} was acknowledged, {found} was found",
            self.deed
        );
        let hit = self.litter() > 0 || found > acknowledged || in_file < found;
        if in_file < found {
            assert_eq!((self.deed, in_file + 1), (Deed::Restore, found));
            file = self.restored(found);
        }
        self.look_at(file.vault().contents(), found);
        self.count = self.merge_leftovers(&mut file, found);
        hit
    }

    /// No deed leaves half of itself.
    fn look_at(&self, contents: &Contents, found: u64) {
        let expected = if self.deed == Deed::Import { 1 + BATCH * found } else { 1 };
        assert_eq!(contents.live().len() as u64, expected, "{:?}", self.deed);
        assert_eq!(contents.trashed().len() + contents.quarantined(), 0);
    }

    /// After a change of password nobody knows whether it was the old or the new one.
    fn reopened(&self, acknowledged: u64) -> VaultFile {
        if self.deed != Deed::ChangePassword {
            return VaultFile::open(self.store.clone(), &self.key, &mut rng()).unwrap();
        }
        let open = |number| {
            VaultFile::open(self.store.clone(), &password_of(number), &mut rng()).inspect(|file| {
                assert_eq!(count_in(file.vault().contents()), number, "who knows which password");
            })
        };
        open(acknowledged).or_else(|_| open(acknowledged + 1)).unwrap()
    }

    /// The generations are whole, and none knows more than the vault; after a restore, one may.
    fn highest(&self, file: &VaultFile) -> u64 {
        let mut highest = 0;
        for generation in self.store.generations().unwrap() {
            let bytes = self.store.load_generation(&generation.id).unwrap();
            inspect(&bytes).unwrap_or_else(|e| panic!("{generation:?}: {e}"));
            match file.vault().contents_of(&bytes) {
                Some(contents) => highest = highest.max(count_in(&contents)),
                None => assert_eq!(self.deed, Deed::ChangePassword, "{generation:?}"),
            }
        }
        highest
    }

    fn restored(&self, count: u64) -> VaultFile {
        let key = Vault::open(&self.store.load().unwrap(), &self.key, &mut rng()).unwrap();
        let generations = self.store.generations().unwrap();
        let mut bytes = generations.iter().map(|g| self.store.load_generation(&g.id).unwrap());
        let bytes =
            bytes.find(|bytes| key.contents_of(bytes).is_some_and(|c| count_in(&c) == count));
        let (store, bytes) = (self.store.clone(), bytes.unwrap());
        VaultFile::restore(store, &bytes, &password_of(0), NOW, &mut rng()).unwrap()
    }

    /// A copy that was not merged, or merged and not yet put aside, is still there to be merged.
    fn merge_leftovers(&self, file: &mut VaultFile, found: u64) -> u64 {
        for conflict in file.conflicts().unwrap() {
            let merged = file.merge_conflict(&conflict.id, None, NOW, &mut rng());
            let _ = merged.unwrap_or_else(|e| panic!("{conflict:?}: {e}"));
        }
        let count = count_in(file.vault().contents());
        let at_most = if self.deed == Deed::Merge { found + 1 } else { found };
        assert!((found..=at_most).contains(&count));
        self.look_at(file.vault().contents(), count);
        count
    }

    /// Once nobody kills any more.
    fn calm(self) {
        let mut file = self.reopened(self.count);
        advance(&mut file);
        assert_eq!(self.litter(), 0, "the next save sweeps up");
        if self.deed == Deed::ChangePassword {
            for generation in self.store.generations().unwrap() {
                let bytes = self.store.load_generation(&generation.id).unwrap();
                let opens = |number| Vault::open(&bytes, &password_of(number), &mut rng()).is_ok();
                assert!((0..=self.count).rev().any(opens), "{generation:?}");
            }
        }
    }

    fn litter(&self) -> usize {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|f| f.unwrap().file_name());
        names.filter(|name| name.to_str().is_some_and(|n| n.ends_with(".tmp"))).count()
    }

    /// Runs a child that does its deed, kills it, and gives the last count that it said was done.
    fn kill_at_random(&self) -> Option<u64> {
        let name = DEEDS.iter().find(|(_, deed)| *deed == self.deed).unwrap().0;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill_storm::as_the_child_that_does_a_deed", "--nocapture"])
            .env(DEED, name)
            .env(PLACE, self.store.path())
            .env(KEY, self.key.to_line().as_str())
            .env(COUNT, self.count.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        wait_until_it_starts(&mut said);
        std::thread::sleep(self.longest.mul_f64(f64::from(rng().next_u32()) / 2f64.powi(32)));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut rest = String::new();
        said.read_to_string(&mut rest).unwrap();
        // A line that was cut off acknowledges nothing.
        let whole = rest.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole.lines().last().map(|line| line.strip_prefix("done ").unwrap().parse().unwrap())
    }
}

fn wait_until_it_starts(said: &mut BufReader<ChildStdout>) {
    let mut line = String::new();
    while line != "starting\n" {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "the child did not start");
    }
}

const DEED: &str = "TESSERA_TEST_STORM_DEED";
const PLACE: &str = "TESSERA_TEST_STORM_PLACE";
const KEY: &str = "TESSERA_TEST_STORM_KEY";
const COUNT: &str = "TESSERA_TEST_STORM_COUNT";

/// What a child process runs; nothing otherwise.
#[test]
fn as_the_child_that_does_a_deed() {
    let Ok(name) = std::env::var(DEED) else { return };
    let deed = DEEDS.iter().find(|(known, _)| *known == name).unwrap().1;
    let store = Store::at(std::env::var_os(PLACE).unwrap());
    let key = DeviceKey::parse(&std::env::var(KEY).unwrap()).unwrap();
    let mut count: u64 = std::env::var(COUNT).unwrap().parse().unwrap();
    let mut file = match deed {
        Deed::ChangePassword => VaultFile::open(store, &password_of(count), &mut rng()),
        _ => VaultFile::open(store, &key, &mut rng()),
    }
    .unwrap();
    // The harness has written the name of the test without a line end.
    println!("\nstarting");
    loop {
        count += 1;
        let put_back = deed.carry_out(&mut file, count, &key);
        println!("done {count}");
        // The replaced vault comes back: what was acknowledged has to be somewhere all the time.
        if let Some((older, newer)) = put_back {
            for backup in [older, newer] {
                let store = file.store().clone();
                file =
                    VaultFile::restore(store, &backup, &password_of(0), NOW, &mut rng()).unwrap();
            }
        }
    }
}

impl Deed {
    /// Saves once. Gives the file before and after where they are to take each other's place next.
    fn carry_out(
        self,
        file: &mut VaultFile,
        count: u64,
        key: &DeviceKey,
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let before = file.store().load().unwrap();
        match self {
            Self::Save => advance(file),
            Self::ChangePassword => changed(file, |vault, rng| {
                advance_in(vault);
                let (new, ways) = (password_of(count), Ways::default());
                Ok(vault.rekey(&new, ways, KdfParams::MIN, rng).map(drop)?)
            }),
            Self::Restore => {
                advance(file);
                return Some((before, file.store().load().unwrap()));
            }
            Self::Merge => {
                let mut copy = Vault::open(&before, key, &mut rng()).unwrap();
                advance_in(&mut copy);
                let name = leave_conflict(file.store(), &copy.seal(NOW, &mut rng()).unwrap());
                let _ = file.merge_conflict(&name, None, NOW, &mut rng()).unwrap();
            }
            Self::Import => changed(file, |vault, rng| {
                advance_in(vault);
                for number in 0..BATCH {
                    let name = format!("{count}-{number}");
                    let entry = new_entry("", &name, totp("GEZDGNBVGY3TQOJQ"));
                    vault.contents_mut().add(entry, NOW, rng);
                }
                Ok(())
            }),
        }
        None
    }
}

/// As a sync program does: under another name first, so that nobody sees half of it.
fn leave_conflict(store: &Store, bytes: &[u8]) -> String {
    let name = "vault.sync-conflict-20260101-120000-ABCDEFG.tessera";
    let place = store.path().with_file_name(name);
    let part = store.path().with_file_name("incoming.part");
    fs::write(&part, bytes).unwrap();
    fs::rename(part, place).unwrap();
    name.to_owned()
}

fn changed<T>(
    file: &mut VaultFile,
    edit: impl FnMut(&mut Vault, &mut support::SystemRng) -> Result<T, FileError>,
) -> T {
    let Changed { value, backup, .. } = file.change(NOW, &mut rng(), edit).unwrap();
    backup.unwrap();
    value
}

fn advance(file: &mut VaultFile) {
    changed(file, |vault, _| {
        advance_in(vault);
        Ok(())
    });
}

fn advance_in(vault: &mut Vault) {
    let contents = vault.contents_mut();
    let entry = contents.all().iter().find(|entry| entry.otp().counter().is_some()).unwrap();
    let (id, edit) = (entry.id(), Edit { otp: entry.otp().advanced(), ..Edit::default() });
    contents.edit(id, edit, NOW).map(drop).unwrap();
}

/// 0 in the first generation, which has no entry yet.
fn count_in(contents: &Contents) -> u64 {
    contents.all().iter().find_map(|entry| entry.otp().counter()).unwrap_or_default()
}

fn password_of(number: u64) -> Password {
    password(&format!("password {number}"))
}
