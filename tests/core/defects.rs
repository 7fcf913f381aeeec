//! Vault files named by their defect: each is refused, or opened, as the table says, for ever.

use std::collections::BTreeSet;
use std::fs;

use tessera_core::vault::{Vault, inspect};

use crate::support::{
    self,
    defects::{self, Outcome},
};
use crate::support::{forge, password, rng};

/// Makes the files anew: `TESSERA_MAKE_DATA=1 cargo test -p tessera-core --test defects`.
fn making() -> bool {
    std::env::var_os("TESSERA_MAKE_DATA").is_some()
}

#[test]
fn every_file_is_what_its_name_says() {
    let folder = support::data("vaults");
    let mut names = BTreeSet::new();
    for defect in defects::all() {
        let name = format!("{}.tessera", defect.name);
        if making() {
            fs::write(folder.join(&name), &defect.bytes).unwrap();
        }
        let committed = fs::read(folder.join(&name)).unwrap();
        assert!(committed == defect.bytes, "{name} is not what the table makes");
        assert!(names.insert(name));
    }
    let there = fs::read_dir(folder).unwrap();
    let there: BTreeSet<_> =
        there.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, names, "files that are in no table");
}

#[test]
fn every_defect_is_met_as_the_table_says() {
    let key = password(forge::PASSWORD);
    for defect in defects::all() {
        let opened: Outcome = Vault::open(&defect.bytes, &key, &mut rng())
            .map(|vault| (vault.contents().all().len(), vault.contents().quarantined()));
        assert_eq!(opened, defect.outcome, "{}", defect.name);
    }
}

#[test]
fn what_shows_without_the_password_is_said_without_it() {
    use tessera_core::vault::{DamagedPart::Payload, OpenError};
    for defect in defects::all() {
        let needs_password = matches!(
            defect.outcome,
            Ok(_) | Err(OpenError::WrongPassword | OpenError::Damaged { part: Payload })
        );
        let said = inspect(&defect.bytes);
        assert_eq!(said.is_ok(), needs_password, "{}: {said:?}", defect.name);
        if let Err(error) = said {
            assert_eq!(defect.outcome, Err(error), "{}", defect.name);
        }
    }
}

#[test]
fn what_could_not_be_read_is_written_again_as_it_was() {
    let key = password(forge::PASSWORD);
    for defect in defects::all().into_iter().filter(|d| d.outcome.is_ok()) {
        let mut vault = Vault::open(&defect.bytes, &key, &mut rng()).unwrap();
        let saved = vault.seal(support::NOW, &mut rng()).unwrap();
        let (before, after) =
            (forge::open(&defect.bytes, forge::PASSWORD).1, forge::open(&saved, forge::PASSWORD).1);
        let sorted = |json: &str| {
            let mut bytes = json.as_bytes().to_vec();
            bytes.sort_unstable();
            bytes
        };
        // The order of fields and entries may change, not a byte of what they are.
        assert_eq!(sorted(&before), sorted(&after), "{}", defect.name);
    }
}
