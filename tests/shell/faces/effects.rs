//! What lies in a folder, in a form in which two folders can be compared.
//!
//! Vaults are opened and their entries read field by field. What differs between any two runs is put
//! aside: ids, nonces and keys are left out, entries are in the order of their names, and a moment
//! after the line has begun is "now", while one before it has to be the very same. The files of
//! generations are named after moments: they are in their order, without their names. When the
//! password was last typed is left out as well: here the command line reads it from a file, which is
//! no typing. What is written for other apps is read back, pictures too: it may hold ids of its own.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Map, Value, json};
use tessera_core::entry::{Entry, Labels};
use tessera_core::otp::Otp;
use tessera_core::otpauth;
use tessera_core::secret::{Password, SecretText};
use tessera_core::store::{Fingerprint, Store};
use tessera_core::time::UnixTime;
use tessera_core::vault::{self, Contents, Vault};
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::{self, Content, Found, ReadContext};
use tessera_reader_client::Reader;

use super::prepared::{PASSWORDS, SEAL};
use crate::reader_program::reader_program;
use crate::test_app::files;

/// What lies in a folder: the vault, its generations, the second folder, the settings, and all other
/// files by their names.
pub struct Effects(Value);

impl Effects {
    /// Of a line that began at `begun`.
    pub fn of(folder: &Path, begun: UnixTime) -> Self {
        let reading = Reading { folder, begun, opened: RefCell::default() };
        let store = Store::at(folder.join("vault.tessera"));
        let generation = |generation: &tessera_core::store::Generation| {
            let bytes = store.load_generation(&generation.id).unwrap();
            json!({
                "replaced_at": reading.moment(generation.replaced_at),
                "file": reading.file(&store.generation_path(&generation.id), &bytes),
            })
        };
        let (mut second, mut others, mut settings) = (Vec::new(), Map::new(), Value::Null);
        let mut paths = files(folder);
        paths.sort();
        for path in paths {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            let bytes = fs::read(&path).unwrap();
            match name.as_str() {
                _ if name.starts_with("vault.tessera.backups/") => {}
                _ if name.starts_with("second/") => second.push(reading.file(&path, &bytes)),
                _ if name.ends_with("settings.json") => settings = reading.settings(&bytes),
                _ => drop(others.insert(name, reading.file(&path, &bytes))),
            }
        }
        Self(json!({
            "generations": store.generations().unwrap().iter().map(generation).collect::<Vec<_>>(),
            "second": second,
            "settings": settings,
            "files": others,
        }))
    }

    /// Without the settings, where an unlock is noted too.
    pub fn on_disk(&self) -> Self {
        let mut on_disk = self.0.clone();
        on_disk["settings"].take();
        Self(on_disk)
    }
}

/// Where two folders differ, but for what lies below the places `besides`. A secret is not told.
pub fn differences(window: &Effects, command_line: &Effects, besides: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    differ("", &window.0, &command_line.0, besides, &mut found);
    found
}

fn differ(at: &str, ours: &Value, theirs: &Value, besides: &[&str], found: &mut Vec<String>) {
    if besides.iter().any(|place| at.starts_with(place)) {
        return;
    }
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let more = theirs.keys().filter(|name| !ours.contains_key(*name));
            for name in ours.keys().chain(more) {
                let [one, other] = [ours, theirs].map(|o| o.get(name).unwrap_or(&Value::Null));
                differ(&format!("{at}/{name}"), one, other, besides, found);
            }
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            for (index, (one, other)) in ours.iter().zip(theirs).enumerate() {
                differ(&format!("{at}/{index}"), one, other, besides, found);
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            found.push(format!("{at}: {} and {}", ours.len(), theirs.len()));
        }
        _ if ours == theirs => {}
        _ if at.ends_with("uri") => found.push(format!("{at} differs")),
        _ => found.push(format!("{at}: {ours} and {theirs}")),
    }
}

struct Reading<'a> {
    folder: &'a Path,
    begun: UnixTime,
    /// What a password has opened, under its name: most files of a folder have one key.
    opened: RefCell<Vec<(&'static str, Vault)>>,
}

impl Reading<'_> {
    fn moment(&self, at: UnixTime) -> Value {
        if at >= self.begun { json!("now") } else { json!(at.millis()) }
    }

    /// A vault by its entries, what an app of others reads by its accounts, all else by its bytes.
    fn file(&self, path: &Path, bytes: &[u8]) -> Value {
        let content = match vault::is_vault(bytes) {
            true => Some(self.vault(bytes)),
            // Those in a folder are there to be read, and nobody writes them.
            false if path.extension().is_some_and(|e| e == "png") => {
                (path.parent() == Some(self.folder)).then(|| drawn(bytes))
            }
            false => accounts(bytes),
        };
        let other = || json!(format!("{} bytes, {:?}", bytes.len(), Fingerprint::of(bytes)));
        let content = content.unwrap_or_else(other);
        json!({ "content": content, "mode": mode(path) })
    }

    fn vault(&self, bytes: &[u8]) -> Value {
        let facts = match vault::inspect(bytes) {
            Ok(facts) => facts,
            Err(error) => return json!(error.to_string()),
        };
        let held = self.open(bytes).map(|(password, contents)| {
            let mut entries: Vec<_> = contents.all().iter().map(|e| self.entry(e)).collect();
            entries.sort_by_key(Value::to_string);
            json!({
                "opens with": password,
                "entries": entries,
                "unreadable": contents.quarantined(),
            })
        });
        let slots = facts.slots.iter().map(|slot| {
            let kdf = slot.kdf.map(|kdf| [kdf.m_kib(), kdf.t(), kdf.p()]);
            json!({ "kind": slot.kind.name(), "kdf": kdf })
        });
        json!({
            "revision": facts.revision,
            "saved_at": self.moment(facts.saved_at),
            "slots": slots.collect::<Vec<_>>(),
            "held": held,
        })
    }

    /// With the name of the password.
    fn open(&self, bytes: &[u8]) -> Option<(&'static str, Contents)> {
        let mut opened = self.opened.borrow_mut();
        let slots = vault::inspect(bytes).ok()?.slots;
        let known = |(name, vault): &(_, Vault)| {
            // A password opens a file by its slot, and not only by the key.
            (vault.slots() == slots).then(|| vault.contents_of(bytes).map(|held| (*name, held)))?
        };
        opened.iter().find_map(known).or_else(|| {
            let (name, vault) = PASSWORDS.iter().find_map(|(name, typed)| {
                let password = Password::new(typed).unwrap();
                let vault = Vault::open(bytes, &password, &mut UnwrapErr(SysRng)).ok()?;
                Some((*name, vault))
            })?;
            let contents = vault.contents().clone();
            opened.push((name, vault));
            Some((name, contents))
        })
    }

    fn entry(&self, entry: &Entry) -> Value {
        let codes = entry.recovery_codes().all().iter();
        let codes = codes.map(|code| json!([code.text().expose(), code.used_at().is_some()]));
        json!({
            "account": account(entry.labels(), entry.otp()),
            "tags": entry.tags(),
            "note": entry.note().expose(),
            "recovery_codes": codes.collect::<Vec<_>>(),
            "earlier": entry.earlier().len(),
            "pinned": entry.pinned(),
            "confirmed": entry.usage().confirmed,
            "created": self.moment(entry.created_at()),
            "used": entry.used_at().map(|at| self.moment(at)),
            "trashed": entry.trashed_at().map(|at| self.moment(at)),
        })
    }

    /// What is remembered of the vault that is here goes by this name, and not by the vault's id.
    fn settings(&self, bytes: &[u8]) -> Value {
        let mut settings: Value = serde_json::from_slice(bytes).unwrap();
        self.normalise(&mut settings);
        let vault = fs::read(self.folder.join("vault.tessera")).unwrap_or_default();
        if let (Ok(facts), Some(vaults)) =
            (vault::inspect(&vault), settings["vaults"].as_object_mut())
            && let Some(memory) = vaults.remove(&facts.vault_id.to_string())
        {
            vaults.insert("here".to_owned(), memory);
        }
        settings
    }

    fn normalise(&self, value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.remove("password_at");
                // What the command line does is done elsewhere to the window.
                fields.remove("password_slot");
                // Made of the moment.
                fields.remove("kept_name");
                fields.values_mut().for_each(|value| self.normalise(value));
            }
            Value::Array(items) => items.iter_mut().for_each(|value| self.normalise(value)),
            // Nothing else in the settings is as large as a moment.
            Value::Number(number) if number.as_u64() >= Some(self.begun.seconds()) => {
                *value = json!("now");
            }
            Value::String(text) => *text = text.replace(self.folder.to_str().unwrap(), "FOLDER"),
            _ => {}
        }
    }
}

/// What other apps would find in a file.
fn accounts(bytes: &[u8]) -> Option<Value> {
    let content = Content::new(bytes);
    let format = formats::recognise(&content)?;
    let word = SecretText::new(SEAL.to_owned());
    let mut context = ReadContext { password: Some(&word), ..ReadContext::default() };
    let read = format.read(&content, &mut context).ok()?;
    let accounts: Vec<_> = read.drafts.iter().map(draft).collect();
    Some(json!({ "format": format.name, "accounts": accounts }))
}

/// What a phone would find in a picture.
fn drawn(bytes: &[u8]) -> Value {
    let reading = Reader::at(reader_program().to_owned()).file(bytes);
    let mut found = Found::default();
    for code in reading.codes() {
        found.read(&code.text);
    }
    found.drafts.iter().map(draft).collect()
}

fn draft(draft: &Draft) -> Value {
    json!({
        "account": draft.otp.as_ref().ok().map(|otp| account(&draft.labels, otp)),
        "tags": draft.tags,
        "note": draft.note.expose(),
        "pinned": draft.pinned,
    })
}

/// Names, kind, parameters, counter and secret.
fn account(labels: &Labels, otp: &Otp) -> Value {
    json!({
        "issuer": labels.issuer,
        "account": labels.account,
        "counter": otp.counter(),
        "uri": otpauth::write(labels, otp).expose(),
    })
}

/// Who may read and write it.
#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0
}
