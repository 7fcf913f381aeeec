//! The made vault, and the exports that the command line writes of it.

use std::path::PathBuf;

use serde_json::Value;

use crate::Failure;
use crate::accounts::{ACCOUNTS, Account, source};
use crate::desk::{Desk, PASSWORD};
use crate::seen::compare;

/// The moment at which codes are compared where a program can be told the time.
pub const AT: u64 = 1_700_000_000;

pub struct Exports {
    pub desk: Desk,
}

impl Exports {
    pub fn new() -> Self {
        let desk = Desk::new();
        let file = desk.file("source.json", source());
        desk.run(&["import", &file]).done();
        std::fs::remove_file(file).unwrap();
        Self { desk }
    }

    /// Writes an export. One that is encrypted has the password of the vault.
    pub fn to(&self, target: &str) -> String {
        let file = self.fresh(target);
        let password = self.desk.arg("password");
        let how = ["--plaintext", "--export-password-file", &password];
        self.desk.run(&[&["export", "--to", target, &file], &how[..]].concat()).done();
        file
    }

    /// The same where the export is several files: those that came to be.
    pub fn all_to(&self, target: &str) -> Vec<PathBuf> {
        let folder = self.desk.path(&format!("{target}-all"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        let file = folder.join("part.png");
        let file = file.to_str().unwrap();
        self.desk.run(&["export", "--to", target, "--plaintext", file]).done();
        let files = std::fs::read_dir(&folder).unwrap();
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    }

    /// The name of a file that does not exist.
    pub fn fresh(&self, name: &str) -> String {
        let name = format!("out-{name}");
        let _ = std::fs::remove_file(self.desk.path(&name));
        self.desk.arg(&name)
    }

    /// The codes of a moment as `tessera-cli` says them, in the order of the accounts.
    pub fn codes(&self, at: u64) -> Vec<String> {
        let at = at.to_string();
        let said = self.desk.run(&["code", "--json", "--at", &at]).done().json();
        let code = |account: &Account| {
            let is_it = |line: &&Value| {
                line["issuer"] == account.issuer && line["account"] == account.account
            };
            let line = said.as_array().unwrap().iter().find(is_it).unwrap();
            line["code"].as_str().unwrap().to_owned()
        };
        ACCOUNTS.iter().map(code).collect()
    }

    /// The password of the vault and of whatever is encrypted, in a file.
    pub fn password(&self) -> String {
        self.desk.arg("password")
    }

    pub fn password_typed(&self) -> &'static str {
        PASSWORD
    }
}

/// That what is compared below is in the vault to begin with.
pub fn vault(exports: &Exports) -> Result<String, Failure> {
    let mut listed = exports.desk.list();
    for line in &mut listed {
        let id = line["id"].as_str().unwrap();
        let note = exports.desk.run(&["note", id, "--json"]).done().json();
        line["note"] = note["note"].clone();
        let names = |account: &&Account| {
            line["issuer"] == account.issuer && line["account"] == account.account
        };
        // It lists no secrets.
        line["secret"] = ACCOUNTS.iter().find(names).map(|a| a.secret).into();
    }
    compare(&listed, |_| true)
}
