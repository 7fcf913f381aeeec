//! What Tessera adds to what cannot be had cheaper: each line is a ratio of two things that were
//! measured in turns in one run, so that a busy machine slows down both.
//!
//! `cargo xtask bench` builds the command line and runs this. `ROUNDS` says how often each is done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A measurement fails by panicking.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use rand_core::UnwrapErr;
use tempfile::TempDir;
use tessera_core::base32;
use tessera_core::entry::{Edit, Labels, NewEntry};
use tessera_core::file::{FileError, VaultFile};
use tessera_core::otp::{Algorithm as Hash, Digits, Otp, Period, Scheme};
use tessera_core::secret::Password;
use tessera_core::store::Store;
use tessera_core::time::UnixTime;
use tessera_core::vault::{KdfParams, Vault};

const NOW: UnixTime = UnixTime::from_seconds(1_700_000_000);
const TYPED: &str = "correct horse battery staple";
const SALT: &str = "somesaltsomesalt";
/// Makes this program one that derives a key and ends.
const BARE: &str = "TESSERA_BENCH_BARE";

fn main() {
    if std::env::var_os(BARE).is_some() {
        return bare_argon2(4);
    }
    // What cargo passes to every bench, and a word to pick lines by.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let rounds = std::env::var("ROUNDS").map_or(15, |rounds| rounds.parse().unwrap());
    println!("{:<44}{:>10}{:>10}{:>8}{:>7}", "", "ours", "bare", "ratio", "goal");
    for line in lines().into_iter().filter(|line| line.name.contains(&only)) {
        line.measure(rounds);
    }
}

/// Two things to do in turns. None where one of them cannot be done here.
type Pair = (Box<dyn FnMut()>, Box<dyn FnMut()>);

struct Line {
    name: &'static str,
    goal: Option<f64>,
    prepare: Box<dyn Fn() -> Result<Pair, &'static str>>,
}

fn line(
    name: &'static str,
    goal: impl Into<Option<f64>>,
    prepare: impl Fn() -> Result<Pair, &'static str> + 'static,
) -> Line {
    Line { name, goal: goal.into(), prepare: Box::new(prepare) }
}

#[rustfmt::skip] // A table.
fn lines() -> Vec<Line> {
    vec![
        line("Argon2 over the C reference, 1 lane",         None, || argon2_reference(1)),
        line("Argon2 over the C reference, 4 lanes",        None, || argon2_reference(4)),
        line("unlock of 1 entry over Argon2",               None, || Ok(unlock(1))),
        line("unlock of 1,000 entries over Argon2",         1.05, || Ok(unlock(1_000))),
        line("unlock of 10,000 entries over Argon2",        1.25, || Ok(unlock(10_000))),
        line("save of 10,000 entries over write and sync",  2.0,  || Ok(save(10_000))),
        line("tessera-cli code over Argon2",                1.05, || command_line(|| bare_argon2(4))),
        line("tessera-cli code over a process of Argon2",   1.05, || command_line(bare_process)),
    ]
}

impl Line {
    fn measure(self, rounds: usize) {
        let (mut ours, mut bare) = match (self.prepare)() {
            Ok(pair) => pair,
            Err(why) => return println!("{:<44}not measured: {why}", self.name),
        };
        let timed = |work: &mut dyn FnMut()| {
            let start = Instant::now();
            work();
            start.elapsed()
        };
        // Once for the caches.
        ours();
        bare();
        let (ours, bare): (Vec<_>, Vec<_>) =
            (0..rounds).map(|_| (timed(&mut *ours), timed(&mut *bare))).unzip();
        let (ours, bare) = (median(ours), median(bare));
        let ratio = ours.as_secs_f64() / bare.as_secs_f64();
        let goal = self.goal.map(|goal| format!("{goal:.2}")).unwrap_or_default();
        let missed = if self.goal.is_some_and(|goal| ratio > goal) { "  missed" } else { "" };
        println!(
            "{:<44}{:>10}{:>10}{ratio:>8.3}{goal:>7}{missed}",
            self.name,
            milliseconds(ours),
            milliseconds(bare)
        );
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}

/// Argon2 alone at the vault's default costs, as every unlock has to run it, with `p` lanes.
fn bare_argon2(p: u32) {
    let kdf = KdfParams::DEFAULT;
    let params = Params::new(kdf.m_kib(), kdf.t(), p, Some(32)).unwrap();
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(TYPED.as_bytes(), SALT.as_bytes(), &mut key)
        .unwrap();
    assert_ne!(key, [0; 32]);
}

fn argon2_reference(p: u32) -> Result<Pair, &'static str> {
    let reference = move || {
        let kdf = KdfParams::DEFAULT;
        let costs = [("-m", 17), ("-t", kdf.t()), ("-p", p), ("-l", 32)];
        let mut command = Command::new("argon2");
        command.args([SALT, "-id", "-v", "13", "-r"]);
        command.args(costs.iter().flat_map(|(name, cost)| [(*name).to_owned(), cost.to_string()]));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        child.stdin.take().unwrap().write_all(TYPED.as_bytes())?;
        child.wait()
    };
    reference().map_err(|_| "the program argon2 is not here (Debian: argon2)")?;
    let reference = move || assert!(reference().unwrap().success());
    Ok((Box::new(move || bare_argon2(p)), Box::new(reference)))
}

fn unlock(entries: usize) -> Pair {
    let bytes = vault(entries).seal(NOW, &mut rng()).unwrap();
    let unlock = move || {
        let opened = Vault::open(&bytes, &password(), &mut rng()).unwrap();
        assert_eq!(opened.contents().live().len(), entries);
    };
    (Box::new(unlock), Box::new(|| bare_argon2(4)))
}

/// On the disk that this checkout is on.
fn save(entries: usize) -> Pair {
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut file = written(&folder.path().join("vault.tessera"), entries);
    let bytes = file.store().load().unwrap();
    let id = file.vault().contents().all()[0].id();
    let mut count = 0;
    let save = move || {
        count += 1;
        let edit = Edit { note: Some(count.to_string().into()), ..Edit::default() };
        let changed = file.change(NOW, &mut rng(), |vault, _| {
            vault.contents_mut().edit(id, edit.clone(), NOW).unwrap();
            Ok::<_, FileError>(())
        });
        changed.unwrap().backup.unwrap();
    };
    let write = move || {
        let mut file = File::create(folder.path().join("bare")).unwrap();
        file.write_all(&bytes).unwrap();
        file.sync_all().unwrap();
    };
    (Box::new(save), Box::new(write))
}

/// Starts, takes its memory from the system, derives, ends: as the command line has to.
fn bare_process() {
    let this = std::env::current_exe().unwrap();
    assert!(Command::new(this).env(BARE, "1").status().unwrap().success());
}

fn command_line(bare: fn()) -> Result<Pair, &'static str> {
    let program = std::env::var_os("TESSERA_BENCH_CLI").ok_or("cargo xtask bench builds it")?;
    let folder = TempDir::new().unwrap();
    let (place, typed) = (folder.path().join("vault.tessera"), folder.path().join("password"));
    drop(written(&place, 10));
    fs::write(&typed, TYPED).unwrap();
    let code = move || {
        // Moved in, so that the folder stays as long as this runs.
        let here = folder.path();
        let mut command = Command::new(&program);
        command.current_dir(here).arg("--vault").arg(&place).arg("--password-file").arg(&typed);
        let output = command.args(["code", "account 7"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    Ok((Box::new(code), Box::new(bare)))
}

fn written(place: &Path, entries: usize) -> VaultFile {
    let store = Store::at(place);
    let kdf = KdfParams::DEFAULT;
    let mut file = VaultFile::create(store, &password(), kdf, NOW, &mut rng()).unwrap();
    let changed = file.change(NOW, &mut rng(), |vault, _| {
        fill(vault, entries);
        Ok::<_, FileError>(())
    });
    changed.unwrap().backup.unwrap();
    file
}

fn vault(entries: usize) -> Vault {
    let mut vault = Vault::create(&password(), KdfParams::DEFAULT, &mut rng()).unwrap();
    fill(&mut vault, entries);
    vault
}

fn fill(vault: &mut Vault, entries: usize) {
    for number in 0..entries {
        let secret = base32::decode("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").unwrap();
        let (algorithm, digits, period) = (Hash::Sha1, Digits::DEFAULT, Period::DEFAULT);
        let labels = Labels { issuer: "Example".into(), account: format!("account {number}") };
        let otp = Otp::new(secret, Scheme::Totp { algorithm, digits, period });
        let entry = NewEntry { tags: vec!["work".into()], ..NewEntry::new(labels, otp) };
        vault.contents_mut().add(entry, NOW, &mut rng());
    }
}

fn password() -> Password {
    Password::new(TYPED).unwrap()
}

fn rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}
