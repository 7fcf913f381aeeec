//! The independent reader in Python, written from docs/vault-format.md alone: the page says enough,
//! and it says the same as the core.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tessera_core::vault::{KdfParams, OpenError, Vault};

use crate::support::{
    self, GOLDEN_CODE, GOLDEN_PASSWORD, NOW, defects, forge, new_entry, password, rng, totp,
};

/// A Python with the modules that the reader needs. None, and a word about it, where there is none.
fn python() -> Option<&'static str> {
    let knows = |python: &&str| {
        let asked = Command::new(python).args(["-c", "import argon2, nacl.bindings"]).output();
        asked.is_ok_and(|output| output.status.success())
    };
    let found = ["/usr/bin/python3", "python3", "python"].into_iter().find(knows);
    if found.is_none() {
        support::skipped("needs Python 3 with argon2 and nacl (python3-argon2, python3-nacl)");
    }
    found
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

fn run(python: &str, arguments: &[&Path], input: &str) -> Output {
    let mut child = Command::new(python)
        .arg("-B")
        .args(arguments)
        .env("PYTHONPATH", docs())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn read(python: &str, vault: &Path, typed: &str) -> Output {
    run(python, &[&docs().join("read_vault.py"), vault], &format!("{typed}\n"))
}

#[test]
fn it_opens_the_golden_file() {
    let Some(python) = python() else { return };
    let golden = support::data("golden/v1.tessera");
    let decomposed = GOLDEN_PASSWORD.replace('ü', "u\u{308}").replace(' ', "\u{2003}");
    for typed in [GOLDEN_PASSWORD, &decomposed] {
        let output = read(python, &golden, typed);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout == fs::read(support::data("golden/v1.json")).unwrap());
    }
    let output = read(python, &golden, "wrong");
    assert_eq!(output.stderr, b"read_vault.py: the password is wrong\n");
    assert_eq!((output.status.success(), output.stdout), (false, vec![]));
}

#[test]
fn it_opens_the_golden_file_with_three_ways_by_password_and_by_recovery_code() {
    let Some(python) = python() else { return };
    let golden = support::data("golden/v1-three-ways.tessera");
    let expected = fs::read(support::data("golden/v1-three-ways.json")).unwrap();
    let output = read(python, &golden, GOLDEN_PASSWORD);
    assert!(output.stdout == expected, "{}", String::from_utf8_lossy(&output.stderr));

    let by_code = |file: &Path, typed: &str| {
        let script = docs().join("read_vault.py");
        run(python, &[&script, Path::new("--recovery"), file], &format!("{typed}\n"))
    };
    let sloppy = GOLDEN_CODE.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    for typed in [GOLDEN_CODE, &sloppy] {
        let output = by_code(&golden, typed);
        assert!(output.stdout == expected, "{}", String::from_utf8_lossy(&output.stderr));
    }
    for (typed, said) in [
        (GOLDEN_CODE.replace("GHJKJ", "GHKJJ"), "there is a typing error in group 5 of"),
        (GOLDEN_CODE[1..].to_owned(), "the recovery code has 34 characters, not 35"),
        ("00001-00002-00003-00004-00005-00006-00007".to_owned(), "this is not the recovery code"),
    ] {
        let output = by_code(&golden, &typed);
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(words.starts_with(&format!("read_vault.py: {said}")), "{words}");
        assert!(!output.status.success() && output.stdout.is_empty());
    }
    let output = by_code(&support::data("golden/v1.tessera"), GOLDEN_CODE);
    assert_eq!(output.stderr, b"read_vault.py: this vault has no recovery slot\n");
}

/// A newcomer who only has the docs and forgot the password.
#[test]
fn it_opens_what_the_core_writes_by_the_code_that_the_core_made() {
    let Some(python) = python() else { return };
    let mut vault = Vault::create(&password("forgotten"), KdfParams::MIN, &mut rng()).unwrap();
    let code = vault.add_recovery(KdfParams::MIN, &mut rng()).unwrap();
    let bytes = vault.seal(NOW, &mut rng()).unwrap();
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    let typed = code.groups().collect::<Vec<_>>().join("-");
    let arguments = [&docs().join("read_vault.py"), Path::new("--recovery"), file.path()];
    let output = run(python, &arguments, &format!("{typed}\n"));
    let (_, expected) = forge::open(&bytes, "forgotten");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}

#[test]
fn it_opens_what_the_core_writes() {
    let Some(python) = python() else { return };
    let mut vault = Vault::create(&password("ü one"), KdfParams::MIN, &mut rng()).unwrap();
    let entry = new_entry("Ärzte & Co", "alice", totp("JBSWY3DPEHPK3PXP"));
    let id = vault.contents_mut().add(entry, NOW, &mut rng());
    let bytes = vault.seal(NOW, &mut rng()).unwrap();
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    let output = read(python, file.path(), "ü one");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (_, expected) = forge::open(&bytes, "ü one");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert!(expected.contains(&id.to_string()));
}

#[test]
fn the_page_shows_the_golden_file() {
    let page = fs::read_to_string(docs().join("vault-format.md")).unwrap();
    let golden = fs::read(support::data("golden/v1.tessera")).unwrap();
    assert!(page.contains(&data_encoding::HEXLOWER.encode(&Sha256::digest(&golden))));
    let header = String::from_utf8(golden[14..14 + 671].to_vec()).unwrap();
    let unbroken = page.replace("\n ", "").replace('\n', "");
    assert!(unbroken.contains(&header), "the header of the worked example");
    let tag = data_encoding::HEXLOWER.encode(&golden[golden.len() - 16..]);
    assert!(page.contains(&tag));
    let three = fs::read(support::data("golden/v1-three-ways.tessera")).unwrap();
    assert!(page.contains(&data_encoding::HEXLOWER.encode(&Sha256::digest(&three))));
    assert!(page.contains(GOLDEN_CODE));
}

/// One process for all of them: the file's name, a tab, and what was said.
const EACH: &str = r#"
import pathlib, sys
from read_vault import Refused, payload_of
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    try:
        payload_of(path.read_bytes(), "correct horse battery staple")
        said = "opened"
    except Refused as reason:
        said = str(reason)
    print(path.stem, said, sep="\t")
"#;

#[test]
fn it_says_of_every_defect_what_the_core_says() {
    let Some(python) = python() else { return };
    let mut script = NamedTempFile::with_suffix(".py").unwrap();
    script.write_all(EACH.as_bytes()).unwrap();
    let output = run(python, &[script.path(), &support::data("vaults")], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    let said: std::collections::HashMap<_, _> =
        said.lines().map(|line| line.split_once('\t').unwrap()).collect();
    for defect in defects::all() {
        let expected = match defect.outcome {
            Ok(_) => "opened",
            Err(OpenError::NotAVault) => "this is not a vault",
            Err(OpenError::TooNew { .. }) => "made by a newer program",
            Err(OpenError::Kdf(_)) => "the key derivation is out of range",
            Err(OpenError::WrongPassword) => "the password is wrong",
            Err(_) => "damaged",
        };
        let said = said[defect.name];
        assert!(said.starts_with(expected), "{}: {said}, not {expected}", defect.name);
    }
}
