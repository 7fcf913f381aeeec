//! `kill -9` at a random moment of a save, again and again: the vault opens with the old or the new
//! content, no save that was acknowledged is lost, and every backup generation opens.
//!
//! The test starts itself as a child that saves without pause. `cargo xtask storm` runs the long
//! form; `ROUNDS` says how many kills.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use rand_core::Rng;
use support::{NOW, hotp, new_entry, password, rng};
use tempfile::TempDir;
use tessera_core::entry::Edit;
use tessera_core::file::{FileError, VaultFile};
use tessera_core::store::Store;
use tessera_core::vault::{Contents, KdfParams};

const CHILD: &str = "TESSERA_TEST_STORM";
const PASSWORD: &str = "one";

#[test]
fn two_hundred_kills_leave_the_old_or_the_new_vault() {
    storm(200);
}

#[test]
#[ignore = "long: cargo xtask storm"]
fn a_long_storm_leaves_the_old_or_the_new_vault() {
    storm(std::env::var("ROUNDS").map_or(5_000, |rounds| rounds.parse().unwrap()));
}

fn storm(rounds: u32) {
    let folder = TempDir::new().unwrap();
    let store = Store::at(folder.path().join("vault.tessera"));
    let mut file = made(&store);
    let (mut in_the_middle, mut saves) = (0, 0);
    for round in 0..rounds {
        let before = counter(&file);
        let acknowledged = kill_at_random(&store).unwrap_or(before);
        file.reload(NOW, &mut rng()).unwrap_or_else(|e| panic!("round {round}: {e}"));
        let found = counter(&file);
        assert!(
            found == acknowledged || found == acknowledged + 1,
            "round {round}: {acknowledged} was acknowledged, {found} was found"
        );
        saves += found - before;
        in_the_middle += u32::from(litter(&folder) > 0 || found > acknowledged);
        for generation in store.generations().unwrap() {
            let bytes = store.load_generation(&generation.id).unwrap();
            let kept = file.vault().contents_of(&bytes).map(|contents| counter_in(&contents));
            assert!(kept.is_some_and(|kept| kept <= found), "round {round}: {generation:?}");
        }
        if round % 50 == 0 {
            assert_eq!(counter(&opened(&store)), found);
        }
    }
    assert!(saves >= u64::from(rounds) / 2, "only {saves} saves");
    assert!(in_the_middle >= rounds / 20, "only {in_the_middle} kills hit a save");
    let _ = writeln!(
        std::io::stderr(),
        "{rounds} kills over {saves} saves, at least {in_the_middle} of them in the middle of one"
    );
    advance(&mut file);
    assert_eq!(litter(&folder), 0, "the next save sweeps up");
}

fn made(store: &Store) -> VaultFile {
    let mut file =
        VaultFile::create(store.clone(), &password(PASSWORD), KdfParams::MIN, NOW, &mut rng())
            .unwrap();
    let added = file.change(NOW, &mut rng(), |vault, rng| {
        vault.contents_mut().add(new_entry("", "", hotp("JBSWY3DPEHPK3PXP", 0)), NOW, rng);
        Ok::<_, FileError>(())
    });
    added.map(drop).unwrap();
    file
}

fn opened(store: &Store) -> VaultFile {
    VaultFile::open(store.clone(), &password(PASSWORD), &mut rng()).unwrap()
}

/// 0 in the first generation, which has no entry yet.
fn counter(file: &VaultFile) -> u64 {
    counter_in(file.vault().contents())
}

fn counter_in(contents: &Contents) -> u64 {
    contents.all().first().map_or(0, |entry| entry.otp().counter().unwrap())
}

fn advance(file: &mut VaultFile) {
    let changed = file.change(NOW, &mut rng(), |vault, _| {
        let contents = vault.contents_mut();
        let entry = &contents.all()[0];
        let edit = Edit { otp: entry.otp().advanced(), ..Edit::default() };
        let id = entry.id();
        contents.edit(id, edit, NOW).map(drop).unwrap();
        Ok::<_, FileError>(())
    });
    changed.unwrap().backup.unwrap();
}

fn litter(folder: &TempDir) -> usize {
    let names = fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name());
    names.filter(|name| name.to_str().is_some_and(|n| n.ends_with(".tmp"))).count()
}

/// Runs a child that saves, kills it, and gives the last counter that it said was saved.
fn kill_at_random(store: &Store) -> Option<u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "as_the_child_that_saves", "--nocapture"])
        .env(CHILD, store.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    wait_until_it_saves(&mut said);
    std::thread::sleep(Duration::from_micros(u64::from(rng().next_u32() % 25_000)));
    kill(&mut child);
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    // A line that was cut off acknowledges nothing.
    let whole = rest.rsplit_once('\n').map_or("", |(whole, _)| whole);
    whole.lines().last().map(|line| line.strip_prefix("saved ").unwrap().parse().unwrap())
}

fn wait_until_it_saves(said: &mut BufReader<ChildStdout>) {
    let mut line = String::new();
    while line != "saving\n" {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "the child did not start");
    }
}

fn kill(child: &mut Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// What a child process runs; nothing otherwise.
#[test]
fn as_the_child_that_saves() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let mut file = opened(&Store::at(path));
    // The harness has written the name of the test without a line end.
    println!("\nsaving");
    loop {
        advance(&mut file);
        println!("saved {}", counter(&file));
    }
}
