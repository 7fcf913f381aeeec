//! A desk to work at: a folder of its own, a vault in it, and the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::reader_program::reader_program;

pub const PASSWORD: &str = "correct horse battery";
/// The least that a vault may cost: tests open it hundreds of times.
pub const CHEAP: [&str; 6] =
    ["--kdf-memory", "19MiB", "--kdf-iterations", "2", "--kdf-parallelism", "1"];

pub struct Desk {
    folder: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// With no vault.
    pub fn bare() -> Self {
        // The commands look for it beside themselves.
        reader_program();
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.file("password", PASSWORD);
        desk
    }

    /// With an empty vault.
    pub fn new() -> Self {
        let desk = Self::bare();
        desk.run(&[&["init"], &CHEAP[..]].concat()).done();
        desk
    }

    /// With a vault of these URIs.
    pub fn of(uris: &[&str]) -> Self {
        let desk = Self::new();
        let file = desk.file("uris.txt", uris.join("\n"));
        desk.run(&["import", &file]).done();
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn vault(&self) -> PathBuf {
        self.path("vault.tessera")
    }

    /// Writes a file and gives its path as an argument.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.arg(name)
    }

    /// A path as an argument.
    pub fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// What this computer remembers of the vault of this desk.
    pub fn memory(&self) -> Value {
        let settings = std::fs::read(self.path("config/tessera/settings.json")).unwrap();
        let settings: Value = serde_json::from_slice(&settings).unwrap();
        settings["vaults"][self.vault_id()].clone()
    }

    /// As the settings name it.
    pub fn vault_id(&self) -> String {
        let bytes = std::fs::read(self.vault()).unwrap();
        tessera_core::vault::inspect(&bytes).unwrap().vault_id.to_string()
    }

    /// Runs a command on the vault of this desk, with its password.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with("", args)
    }

    /// The same, with something on standard input.
    pub fn run_with(&self, stdin: &str, args: &[&str]) -> Ran {
        let password = self.arg("password");
        self.raw(stdin, &[&["--password-file", &password], args].concat())
    }

    /// Runs a command on the vault of this desk, without a word about the password.
    pub fn raw(&self, stdin: &str, args: &[&str]) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // A command that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tessera-cli"));
        command
            .env("TESSERA_VAULT", self.vault())
            .env("HOME", self.folder.path())
            .env_remove("XDG_DATA_HOME")
            .env_remove("LANGUAGE")
            .env("LC_ALL", "C")
            .env("XDG_CONFIG_HOME", self.path("config"))
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What `list --json` says.
    pub fn list(&self) -> Vec<Value> {
        self.run(&["list", "--json"]).done().json().as_array().unwrap().clone()
    }

    /// Every secret of the vault, by account name.
    pub fn uris(&self) -> Vec<String> {
        let ran = self.run(&["export", "--to", "uris", "--plaintext", "-"]).done();
        ran.out.lines().map(str::to_owned).collect()
    }

    /// The files that saves replaced.
    pub fn generations(&self) -> Vec<PathBuf> {
        let Ok(files) = std::fs::read_dir(self.path("vault.tessera.backups")) else {
            return Vec::new();
        };
        files.map(|file| file.unwrap().path()).collect()
    }
}

impl Ran {
    /// It ended as it should.
    #[track_caller]
    pub fn done(self) -> Self {
        self.ended(0)
    }

    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// Standard error holds these words.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.err.contains(words), "{self:?}");
        self
    }

    /// Standard output holds these words.
    #[track_caller]
    pub fn prints(self, words: &str) -> Self {
        assert!(self.out.contains(words), "{self:?}");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

/// The fields of a JSON object, in order of their names.
pub fn fields(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Makes a file that differs in one byte.
pub fn flip_last_byte(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(file, bytes).unwrap();
}
