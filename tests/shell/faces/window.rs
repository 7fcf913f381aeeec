//! The window's door: Tauri's checks, the real handler, and dialogs that answer what a line says.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;
use tessera_app::app::App;
use tessera_core::time::UnixTime;

use super::Answer;
use super::prepared::copy_of;
use super::table::Line;
use crate::app::Shell;
use crate::outside::Outside;

/// A window over a copy of a prepared folder.
pub struct Window {
    shell: Shell,
}

impl Window {
    /// Its clock stands at `now`.
    pub fn open(prepared: &TempDir, now: UnixTime) -> Self {
        let outside = Outside::new();
        outside.set(now);
        Self { shell: Shell::in_world(outside, copy_of(prepared)) }
    }

    pub fn folder(&self) -> &Path {
        self.shell.folder.path()
    }

    /// What comes of a line, and which commands were called for it. Nothing is left open.
    pub fn run(&self, line: &Line) -> (Answer, BTreeSet<String>) {
        let opened = if line.is_open { self.unlock(line.password).map(drop) } else { Ok(()) };
        let answer = opened.and_then(|()| (line.window)(self));
        self.shell.ask(App::close);
        let answers = self.shell.answers.lock().unwrap();
        (answer, answers.iter().map(|(command, _)| command.clone()).collect())
    }

    pub fn call(&self, command: &str, arguments: Value) -> Answer {
        self.shell.call(command, arguments)
    }

    /// With the password in this file.
    pub fn unlock(&self, password: &str) -> Answer {
        self.call("unlock", json!({ "password": self.read(password) }))
    }

    /// The next dialog is answered with this file or folder.
    pub fn choose(&self, name: &str) {
        *self.shell.outside.chosen.lock().unwrap() = Some(self.shell.path(name));
    }

    /// What a file of the folder holds.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.shell.path(name)).unwrap()
    }

    /// Which entry is meant, by its issuer.
    pub fn id(&self, issuer: &str) -> String {
        let mut rows = ["list_entries", "list_trash"].into_iter().flat_map(|list| {
            let rows = self.call(list, json!({})).unwrap();
            rows.as_array().unwrap().clone()
        });
        let row = rows.find(|row| row["issuer"] == issuer).unwrap();
        row["id"].as_str().unwrap().to_owned()
    }

    /// The entry as its form has it, with some fields changed.
    pub fn edit(&self, issuer: &str, fields: Value) -> Answer {
        let rows = self.call("list_entries", json!({}))?;
        let row = rows.as_array().unwrap().iter().find(|row| row["issuer"] == issuer).unwrap();
        let mut edit = json!({ "counter": null });
        for name in ["issuer", "account", "tags", "note", "pinned", "confirmed"] {
            edit[name] = row[name].clone();
        }
        for (name, value) in fields.as_object().unwrap() {
            edit[name] = value.clone();
        }
        self.call("edit_entry", json!({ "id": row["id"], "edit": edit }))
    }

    /// What is new in a review comes into the vault.
    pub fn confirm(&self, review: &Value) -> Answer {
        let drafts = review["drafts"].as_array().unwrap().iter();
        let new = drafts.filter(|draft| draft["status"] == "new");
        let ticked: Vec<_> = new.map(|draft| draft["index"].clone()).collect();
        self.call("confirm_review", json!({ "id": review["id"], "ticked": ticked }))
    }

    /// The newest generation beside the vault.
    pub fn generation(&self) -> Value {
        self.call("list_backups", json!({})).unwrap()["generations"][0]["id"].clone()
    }
}
