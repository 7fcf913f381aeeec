//! What this computer remembers beside the vault: settings, and a few facts about each vault. Holds
//! nothing secret.
//!
//! Fields and words of a newer version are kept. A file that is no JSON object at all is set aside,
//! and that is said; settings begin anew then.

mod lenient;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tessera_core::interrupt;
use tessera_core::store::{self, Disk, SystemDisk};
use uuid::Uuid;

use crate::app::App;
use crate::error::CommandError;
use crate::events::Event;
use crate::import::file_name;
use crate::types::{Language, LastBackup, Settings, Theme};

use lenient::Lenient;

/// The most bytes that are read of the file: those of a few thousand vaults.
const MOST: usize = 1 << 20;

/// The field of the file that holds what is remembered of each vault.
const VAULTS: &str = "vaults";

/// `settings.json` in the platform's folder for settings.
#[derive(Debug)]
pub struct Profile {
    path: PathBuf,
    settings: Lenient<Content>,
    vaults: BTreeMap<Uuid, Lenient<Memory>>,
    /// Where the file lies now that could not be understood.
    set_aside: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Content {
    #[serde(flatten)]
    settings: Settings,
    last_backup: Option<LastBackup>,
}

/// Which language the settings in the platform's folder ask for: for what is said before a [`Profile`] is
/// there. Changes nothing, whatever the file holds.
#[must_use]
pub fn language(settings: Option<PathBuf>) -> Language {
    peek(settings).language
}

/// Which theme the settings in the platform's folder ask for: for a window that is to have it before it is
/// seen. Changes nothing, whatever the file holds.
#[must_use]
pub fn theme(settings: Option<PathBuf>) -> Theme {
    peek(settings).theme
}

fn peek(settings: Option<PathBuf>) -> Settings {
    let json = Profile::path(settings).and_then(|path| SystemDisk.read(&path, MOST).ok());
    let object = json.and_then(|json| serde_json::from_slice(&json).ok());
    let content = object.map(Lenient::<Content>::read).unwrap_or_default();
    content.value.settings
}

/// What is remembered of one vault. Moments are unix seconds.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Memory {
    /// The slot whose key the keyring of this computer was given.
    pub device_slot: Option<Uuid>,
    /// When the password was last typed.
    pub password_at: u64,
    /// The slot of the password as the vault was last open here. `tessera-cli` only reads it: what it
    /// does is done elsewhere to whoever sits before the window.
    pub password_slot: Option<Uuid>,
    /// The highest revision that was seen: an older file is told of.
    pub revision: u64,
    /// When the user last said that a recovery sheet can wait.
    pub recovery_put_off_at: Option<u64>,
    /// A recovery sheet that was made on this computer and never confirmed.
    pub recovery_unfinished: Option<UnfinishedSheet>,
    /// The second folder, where every save leaves a copy.
    pub second_folder: Option<PathBuf>,
    /// When the last copy went to the second folder.
    pub second_at: Option<u64>,
    /// The last generation that was kept, reopened and counted.
    pub kept: Option<LastBackup>,
    /// What that generation is called, without its folder.
    pub kept_name: Option<String>,
}

/// A recovery sheet that was never confirmed.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct UnfinishedSheet {
    /// The slot of the sheet that it was to replace; none where it would have been the first.
    pub old: Option<Uuid>,
    /// When the user last said that it can wait, in unix seconds.
    pub put_off_at: Option<u64>,
}

impl Profile {
    /// Where the file is, in the platform's folder for settings.
    #[must_use]
    pub fn path(settings: Option<PathBuf>) -> Option<PathBuf> {
        Some(settings?.join("tessera").join("settings.json"))
    }

    /// Reads the file. Where there is none, the defaults; one that cannot be understood is set aside.
    #[must_use]
    pub fn load(path: PathBuf) -> Self {
        let mut profile =
            Self { path, settings: Lenient::default(), vaults: BTreeMap::new(), set_aside: None };
        // What cannot be read now is tried again before anything is written over it.
        let _ = profile.refresh();
        profile
    }

    /// Takes in what the file says now: the window and the command line share it, and each writes all
    /// of it. A file that cannot be understood is set aside.
    ///
    /// # Errors
    /// Where there is a file that can be neither read nor set aside: it is not to be written over.
    fn refresh(&mut self) -> io::Result<()> {
        let path = self.path.clone();
        let object = match SystemDisk.read(&path, MOST) {
            Ok(json) => serde_json::from_slice(&json).ok(),
            Err(error) => match error.kind() {
                io::ErrorKind::NotFound => return Ok(()),
                // A folder, a pipe or a device in its place, or more than ever was written.
                io::ErrorKind::IsADirectory
                | io::ErrorKind::InvalidInput
                | io::ErrorKind::FileTooLarge => None,
                _ => return Err(error),
            },
        };
        match object {
            Some(object) => self.take(object),
            None => self.set_aside = Some(set_aside(&self.path)?),
        }
        Ok(())
    }

    /// Where the settings are.
    pub(crate) fn file(&self) -> &Path {
        &self.path
    }

    /// What the user has set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings.value.settings
    }

    /// The last backup that was exported from this computer.
    #[must_use]
    pub fn last_backup(&self) -> Option<LastBackup> {
        self.settings.value.last_backup
    }

    /// What the file is called now that could not be understood, without its folder. Told once.
    pub fn take_set_aside(&mut self) -> Option<String> {
        self.set_aside.take().as_deref().map(file_name)
    }

    /// What is remembered of a vault.
    #[must_use]
    pub fn memory(&self, vault: Uuid) -> Memory {
        self.vaults.get(&vault).map(|kept| kept.value.clone()).unwrap_or_default()
    }

    /// Sets and saves.
    ///
    /// # Errors
    /// Where the file cannot be written, or holds something that can be neither read nor set aside.
    pub fn set_settings(&mut self, settings: Settings) -> io::Result<()> {
        self.refresh()?;
        self.settings.value.settings = settings;
        self.save()
    }

    /// Notes the last exported backup, and saves.
    ///
    /// # Errors
    /// Where the file cannot be written, or holds something that can be neither read nor set aside.
    pub fn set_last_backup(&mut self, backup: LastBackup) -> io::Result<()> {
        self.refresh()?;
        self.settings.value.last_backup = Some(backup);
        self.save()
    }

    /// Notes something about a vault, and saves if that is new.
    ///
    /// # Errors
    /// Where the file cannot be written, or holds something that can be neither read nor set aside.
    pub fn note(&mut self, vault: Uuid, note: impl FnOnce(&mut Memory)) -> io::Result<()> {
        self.refresh()?;
        let before = self.memory(vault);
        let kept = self.vaults.entry(vault).or_default();
        note(&mut kept.value);
        if kept.value == before { Ok(()) } else { self.save() }
    }

    fn take(&mut self, mut object: Map<String, Value>) {
        if let Some(Value::Object(vaults)) = object.get_mut(VAULTS) {
            // What is named otherwise, or is no object, stays in the file as it is.
            for (name, memory) in vaults {
                if let (Ok(id), Value::Object(memory)) = (name.parse(), memory) {
                    self.vaults.insert(id, Lenient::read(std::mem::take(memory)));
                }
            }
        }
        self.settings = Lenient::read(object);
    }

    fn object(&self) -> Map<String, Value> {
        let mut object = self.settings.write();
        let vaults = object.entry(VAULTS).or_insert_with(|| Map::new().into());
        if !vaults.is_object() {
            *vaults = Map::new().into();
        }
        if let Value::Object(vaults) = vaults {
            for (id, memory) in &self.vaults {
                vaults.insert(id.to_string(), memory.write().into());
            }
        }
        object
    }

    fn save(&self) -> io::Result<()> {
        let (path, json) = (self.path.clone(), serde_json::to_vec_pretty(&self.object())?);
        wait_for(move || write(&path, &json))
    }
}

fn write(path: &Path, json: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    match SystemDisk.create_folder(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        made => made?,
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(json)?;
    // What root sets in the place of a user stays that user's.
    store::keep_owner(file.as_file(), if path.exists() { path } else { folder });
    // Else a loss of power can leave an empty file in the place of the settings.
    file.as_file().sync_all()?;
    file.persist(path)?;
    SystemDisk.sync_folder(folder)
}

/// A folder may lie on a drive that does not answer.
fn wait_for<T: Send + 'static>(
    step: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    interrupt::wait_for(step).unwrap_or(Err(io::ErrorKind::Interrupted.into()))
}

/// Gives the file a name that is free, and says which.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let free = (1..1_000).map(|n| path.with_extension(format!("unreadable-{n}.json")));
    let Some(free) = free.into_iter().find(|path| !path.exists()) else {
        return Err(io::ErrorKind::AlreadyExists.into());
    };
    fs::rename(path, &free)?;
    Ok(free)
}

impl App {
    /// Sets and saves what the user wants on this computer.
    ///
    /// # Errors
    /// `Io` where the settings cannot be written, or what is started at a login.
    pub fn save_settings(&mut self, settings: Settings) -> Result<(), CommandError> {
        let at_login = settings.start_at_login;
        if at_login != self.settings().start_at_login {
            let desktop = Arc::clone(&self.ports.desktop);
            let noted = wait_for(move || desktop.start_at_login(at_login));
            noted.map_err(|_| CommandError::WRITE)?;
        }
        self.ports.profile.set_settings(settings).map_err(|_| CommandError::WRITE)?;
        self.emit(Event::Status);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_theme_is_known_before_there_is_a_profile_whatever_the_file_holds() {
        for (content, expected) in [
            ("{ \"theme\": \"dark\" }", Theme::Dark),
            ("{ \"theme\": \"sepia\" }", Theme::System),
            ("{ \"theme\": ", Theme::System),
        ] {
            let (folder, path) = file(content);
            let here = folder.path().join("tessera");
            fs::create_dir(&here).unwrap();
            fs::rename(path, Profile::path(Some(folder.path().to_owned())).unwrap()).unwrap();
            assert_eq!(theme(Some(folder.path().to_owned())), expected, "{content}");
        }
        assert_eq!(theme(None), Theme::System);
    }

    fn file(content: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        fs::write(&path, content).unwrap();
        (folder, path)
    }

    fn read(path: &Path) -> Value {
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    }

    #[test]
    fn the_language_is_read_without_touching_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let settings = || Some(folder.path().to_owned());
        let path = Profile::path(settings()).unwrap();
        fs::create_dir(path.parent().unwrap()).unwrap();
        assert_eq!(language(settings()).tag(), None, "as the system, where there is no file");
        for (content, tag) in [
            (r#"{ "language": "en", "theme": "sepia" }"#, Some("en")),
            (r#"{ "language": "of tomorrow" }"#, None),
            ("no JSON", None),
        ] {
            fs::write(&path, content).unwrap();
            assert_eq!(language(settings()).tag(), tag, "{content}");
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
    }

    #[test]
    fn what_a_newer_version_wrote_outlives_a_save_of_this_one() {
        let vault = Uuid::from_u128(7);
        let newer = json!({
            "theme": "sepia",
            "clear_after_seconds": 45,
            "sync": { "place": "dav" },
            "vaults": {
                vault.to_string(): { "revision": 12, "second_folder": "/backups", "synced": 3 },
                "of another kind": true,
            },
        });
        let (_folder, path) = file(&newer.to_string());
        let mut profile = Profile::load(path.clone());
        assert_eq!(profile.settings().clear_after_seconds, 45);
        assert_eq!(profile.memory(vault).second_folder, Some("/backups".into()));
        profile.note(vault, |memory| memory.revision = 13).unwrap();
        let kept = read(&path);
        assert_eq!(kept["theme"], "sepia");
        assert_eq!(kept["sync"], newer["sync"]);
        assert_eq!(kept["vaults"]["of another kind"], true);
        let memory = &kept["vaults"][vault.to_string()];
        assert_eq!((&memory["revision"], &memory["synced"]), (&json!(13), &json!(3)));
    }

    #[test]
    fn two_processes_take_nothing_from_each_other() {
        let vault = Uuid::from_u128(7);
        let (_folder, path) = file("{}");
        let (mut window, mut terminal) = (Profile::load(path.clone()), Profile::load(path));
        let settings = Settings { clear_after_seconds: 45, ..Settings::default() };
        window.set_settings(settings).unwrap();
        window.note(vault, |memory| memory.second_folder = Some("/backups".into())).unwrap();
        terminal.note(vault, |memory| memory.revision = 12).unwrap();
        window.note(vault, |memory| memory.password_at = 3).unwrap();
        let memory = window.memory(vault);
        assert_eq!((memory.revision, memory.second_folder), (12, Some("/backups".into())));
        assert_eq!(terminal.settings().clear_after_seconds, 45);
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_set_aside_and_said() {
        let (folder, path) = file("{ \"theme\": \"dark\"");
        fs::write(folder.path().join("settings.unreadable-1.json"), "an older one").unwrap();
        let mut profile = Profile::load(path.clone());
        assert_eq!(profile.take_set_aside().as_deref(), Some("settings.unreadable-2.json"));
        profile.set_settings(Settings::default()).unwrap();
        let aside = fs::read_to_string(folder.path().join("settings.unreadable-2.json")).unwrap();
        assert_eq!(aside, "{ \"theme\": \"dark\"");
        assert_eq!(read(&path)["theme"], "system");
    }

    /// No command waits for it, nor takes it for no settings at all.
    #[test]
    fn what_is_no_file_or_too_large_a_one_is_set_aside() {
        let aside = |path: &Path| Profile::load(path.to_owned()).take_set_aside();
        let (_folder, path) = file(&format!("{{ \"theme\": \"{}\" }}", "x".repeat(MOST)));
        assert_eq!(language(path.ancestors().nth(2).map(Path::to_owned)).tag(), None);
        assert_eq!(aside(&path).as_deref(), Some("settings.unreadable-1.json"));
        fs::create_dir(&path).unwrap();
        assert_eq!(aside(&path).as_deref(), Some("settings.unreadable-2.json"));
        #[cfg(unix)]
        {
            assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
            assert_eq!(aside(&path).as_deref(), Some("settings.unreadable-3.json"));
            std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
            assert_eq!(aside(&path).as_deref(), Some("settings.unreadable-4.json"));
        }
        assert!(!path.exists());
    }

    /// A command that runs as root in the place of a user must not take the settings from them.
    #[test]
    #[cfg(unix)]
    fn what_root_sets_stays_its_users() {
        use std::os::unix::fs::{MetadataExt, chown};
        let folder = tempfile::tempdir().unwrap();
        if chown(folder.path(), Some(4_321), Some(4_322)).is_err() {
            let _ = writeln!(io::stderr(), "SKIPPED what_root_sets_stays_its_users: needs root");
            return;
        }
        let path = Profile::path(Some(folder.path().to_owned())).unwrap();
        let mut profile = Profile::load(path.clone());
        for theme in [Settings::default().theme, crate::types::Theme::Dark] {
            profile.set_settings(Settings { theme, ..Settings::default() }).unwrap();
            for made in [&*path, path.parent().unwrap()] {
                let facts = fs::metadata(made).unwrap();
                assert_eq!((facts.uid(), facts.gid()), (4_321, 4_322), "{}", made.display());
            }
        }
    }

    #[test]
    fn a_file_that_is_broken_while_the_application_runs_is_set_aside_too() {
        let vault = Uuid::from_u128(7);
        let (folder, path) = file("{}");
        let mut profile = Profile::load(path.clone());
        profile.note(vault, |memory| memory.second_folder = Some("/backups".into())).unwrap();
        fs::write(&path, "{ broken").unwrap();
        profile.note(vault, |memory| memory.revision = 13).unwrap();
        let aside = folder.path().join("settings.unreadable-1.json");
        assert_eq!(fs::read_to_string(aside).unwrap(), "{ broken");
        assert_eq!(profile.take_set_aside().as_deref(), Some("settings.unreadable-1.json"));
        let memory = &read(&path)["vaults"][vault.to_string()];
        assert_eq!(
            (&memory["revision"], &memory["second_folder"]),
            (&json!(13), &json!("/backups"))
        );
    }

    #[test]
    fn a_file_that_cannot_be_set_aside_is_not_written_over() {
        let (folder, path) = file("{ broken");
        for n in 1..1_000 {
            fs::write(folder.path().join(format!("settings.unreadable-{n}.json")), "").unwrap();
        }
        let mut profile = Profile::load(path.clone());
        assert!(profile.set_settings(Settings::default()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "{ broken");
    }
}
