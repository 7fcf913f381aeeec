//! The vaults of the scenes. Each kind is made once, and copied from then on.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use tessera_core::entry::{Edit, EntryId, NewEntry};
use tessera_core::file::{FileError, VaultFile};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{Contents, KdfParams, Vault, Ways};

use crate::accounts::{self, labels};

/// What opens every vault that is made here.
pub const PASSWORD: &str = "pass";
/// What opened it twelve days ago.
const OLD_PASSWORD: &str = "an old password";

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

type Rng = UnwrapErr<SysRng>;

/// What tells vaults apart.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct Kind {
    pub rows: usize,
    pub recovery: bool,
    /// It has changed over the last months, and its older states were kept.
    pub aged: bool,
    /// When, in unix seconds.
    pub now: u64,
}

/// A vault's folder.
#[derive(Default)]
pub struct Made {
    files: Vec<(PathBuf, Vec<u8>)>,
    /// The groups of the recovery code.
    pub recovery: Option<Vec<String>>,
}

/// Puts a vault of that kind into a folder.
pub fn lay_down(kind: Kind, folder: &Path) -> Arc<Made> {
    static MADE: Mutex<Option<HashMap<Kind, Arc<Made>>>> = Mutex::new(None);
    let made = {
        let mut all = MADE.lock().unwrap();
        let made = all.get_or_insert_default().entry(kind);
        Arc::clone(made.or_insert_with(|| Arc::new(make(kind))))
    };
    for (name, bytes) in &made.files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    made
}

/// Changes a vault as another program does.
pub fn change(
    path: &Path,
    password: &str,
    now: UnixTime,
    mut edit: impl FnMut(&mut Vault, &mut Rng),
) {
    let mut rng = UnwrapErr(SysRng);
    let password = Password::new(password).unwrap();
    let mut file = VaultFile::open(Store::at(path), &password, &mut rng).unwrap();
    save(&mut file, now, |vault, rng| edit(vault, rng));
}

fn save(file: &mut VaultFile, now: UnixTime, mut edit: impl FnMut(&mut Vault, &mut Rng)) {
    let changed = file.change(now, &mut UnwrapErr(SysRng), |vault, rng| -> Result<(), FileError> {
        edit(vault, rng);
        Ok(())
    });
    changed.unwrap().backup.unwrap();
}

fn make(kind: Kind) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    let ago = |seconds| UnixTime::from_seconds(kind.now.saturating_sub(seconds));
    let first = Password::new(if kind.aged { OLD_PASSWORD } else { PASSWORD }).unwrap();
    let mut rng = UnwrapErr(SysRng);
    let mut file =
        VaultFile::create(store, &first, KdfParams::MIN, ago(80 * DAY), &mut rng).unwrap();
    if kind.aged {
        age(&mut file, kind.rows, ago);
    }
    let mut recovery = None;
    save(&mut file, ago(HOUR), |vault, rng| {
        match kind.aged {
            true => use_one(vault, ago(HOUR)),
            false => fill(vault, kind.rows, ago(HOUR), rng),
        }
        if kind.recovery {
            let code = vault.add_recovery(KdfParams::MIN, rng).unwrap();
            recovery = Some(code.groups().map(str::to_owned).collect());
        }
    });
    if !kind.aged {
        fs::remove_dir_all(folder.path().join("vault.tessera.backups")).ok();
    }
    let mut files = Vec::new();
    collect(folder.path(), folder.path(), &mut files);
    Made { files, recovery }
}

fn fill(vault: &mut Vault, rows: usize, now: UnixTime, rng: &mut Rng) {
    for new in accounts::make(rows) {
        vault.contents_mut().add(new, now, rng);
    }
}

/// Lets a vault grow older, so that each of its generations has another story.
fn age(file: &mut VaultFile, rows: usize, ago: impl Fn(u64) -> UnixTime) {
    save(file, ago(80 * DAY), |vault, rng| {
        let wiki = NewEntry::new(labels("Old wiki", "ada"), accounts::usual(902));
        vault.contents_mut().add(wiki, ago(80 * DAY), rng);
    });
    // All of it was under another password then.
    save(file, ago(12 * DAY), |vault, rng| {
        let password = Password::new(PASSWORD).unwrap();
        vault.rekey(&password, Ways::default(), KdfParams::MIN, rng).unwrap();
        let wiki = named(vault.contents(), "Old wiki");
        vault.contents_mut().delete(wiki, ago(12 * DAY)).unwrap();
    });
    // From nothing to the state of yesterday.
    save(file, ago(3 * DAY), |vault, rng| {
        let now = ago(3 * DAY);
        fill(vault, rows, now, rng);
        let contents = vault.contents_mut();
        contents.add(NewEntry::new(labels("Framagit", "ada"), accounts::usual(900)), now, rng);
        let proton = Edit {
            labels: Some(labels("Proton Mail", "ada.l@proton.me")),
            note: Some("as it was called".into()),
            ..Edit::default()
        };
        contents.edit(named(contents, "Proton"), proton, now).unwrap();
        let mercury = Edit { otp: Some(accounts::usual(901)), ..Edit::default() };
        contents.edit(named(contents, "Mercury Bank"), mercury, now).unwrap();
        contents.trash(named(contents, "University VPN"), now).unwrap();
    });
    save(file, ago(50 * HOUR), |vault, _| use_one(vault, ago(50 * HOUR)));
    // The state of today.
    save(file, ago(26 * HOUR), |vault, _| {
        let now = ago(26 * HOUR);
        let contents = vault.contents_mut();
        contents.delete(named(contents, "Framagit"), now).unwrap();
        let proton = Edit {
            labels: Some(labels("Proton", "ada.l@proton.me")),
            note: Some("".into()),
            ..Edit::default()
        };
        contents.edit(named(contents, "Proton Mail"), proton, now).unwrap();
        let otp = accounts::make(rows).into_iter().find(|new| new.labels.issuer == "Mercury Bank");
        let mercury = Edit { otp: otp.map(|new| new.otp), ..Edit::default() };
        contents.edit(named(contents, "Mercury Bank"), mercury, now).unwrap();
        contents.restore(named(contents, "University VPN"), now).unwrap();
    });
    // Of what was replaced two days ago only the beginning is left.
    let generations = file.store().generations().unwrap();
    let cut = file.store().generation_path(&generations[1].id);
    fs::write(&cut, &fs::read(&cut).unwrap()[..100]).unwrap();
}

/// Nobody sees it, but it is saved.
fn use_one(vault: &mut Vault, now: UnixTime) {
    let github = named(vault.contents(), "GitHub");
    vault.contents_mut().mark_used(github, now).unwrap();
}

fn named(contents: &Contents, issuer: &str) -> EntryId {
    contents.all().iter().find(|entry| entry.labels().issuer == issuer).unwrap().id()
}

/// Changes one bit of what holds the accounts.
pub fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn collect(top: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(top, &path, files),
            false => {
                files.push((path.strip_prefix(top).unwrap().to_owned(), fs::read(&path).unwrap()))
            }
        }
    }
}

/// Long enough that the password is asked for again.
pub const LONG: Duration = Duration::from_secs(20 * DAY);

/// A copy of a vault that was changed on another computer: one account more, two others changed, and
/// one with another secret than here.
pub fn changed_elsewhere(vault: &Path, copy: &Path, now: UnixTime) {
    fs::copy(vault, copy).unwrap();
    change(copy, PASSWORD, now, |vault, rng| {
        let contents = vault.contents_mut();
        let framagit = NewEntry::new(labels("Framagit", "ada"), accounts::usual(900));
        contents.add(framagit, now, rng);
        let reddit = Edit { otp: Some(accounts::usual(903)), ..Edit::default() };
        contents.edit(named(contents, "Reddit"), reddit, now).unwrap();
        for issuer in ["Discord", "Figma"] {
            let edit = Edit { note: Some("seen elsewhere".into()), ..Edit::default() };
            contents.edit(named(contents, issuer), edit, now).unwrap();
        }
    });
    forget_kept(copy);
}

/// Changes in the vault what the copy has changed too.
pub fn changed_here(vault: &Path, now: UnixTime) {
    change(vault, PASSWORD, now, |vault, _| {
        let contents = vault.contents_mut();
        let reddit = Edit { otp: Some(accounts::usual(904)), ..Edit::default() };
        contents.edit(named(contents, "Reddit"), reddit, now).unwrap();
    });
}

/// A copy that another computer saved under a password of its own.
pub fn under_another_password(vault: &Path, copy: &Path, now: UnixTime) {
    fs::copy(vault, copy).unwrap();
    give_password(copy, OLD_PASSWORD, now);
    forget_kept(copy);
}

/// Another program gives a vault another password, and so another key.
pub fn give_password(path: &Path, password: &str, now: UnixTime) {
    let password = Password::new(password).unwrap();
    change(path, PASSWORD, now, |vault, rng| {
        vault.rekey(&password, Ways::default(), KdfParams::MIN, rng).unwrap();
    });
}

/// What a save beside the vault has kept.
fn forget_kept(copy: &Path) {
    let mut name = copy.as_os_str().to_owned();
    name.push(".backups");
    fs::remove_dir_all(name).unwrap();
}

/// Another vault with so many accounts, as somebody has saved it. Opens with the same password.
pub fn other(rows: usize) -> Vec<u8> {
    let mut rng = UnwrapErr(SysRng);
    let now = UnixTime::from_seconds(1_795_000_000);
    let password = Password::new(PASSWORD).unwrap();
    let mut vault = Vault::create(&password, KdfParams::MIN, &mut rng).unwrap();
    fill(&mut vault, rows, now, &mut rng);
    vault.seal(now, &mut rng).unwrap()
}
