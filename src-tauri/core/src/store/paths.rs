//! Where paths lead, and the folders that are made on the way.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::disk::{Disk, Kind};

/// Where the vault lies unless the user says otherwise: the value of `TESSERA_VAULT`, else
/// `tessera/vault.tessera` in the platform's folder for data.
#[must_use]
pub fn default_path(tessera_vault: Option<OsString>, data_dir: Option<PathBuf>) -> Option<PathBuf> {
    match tessera_vault.filter(|path| !path.is_empty()) {
        Some(path) => Some(path.into()),
        None => Some(data_dir?.join("tessera").join("vault.tessera")),
    }
}

/// Where a path leads through symbolic links, also if there is no file there yet: a link to a drive
/// that is not mounted must not be replaced by a file.
pub(super) fn resolved(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    // As many links as Linux follows. What is still a link then leads in a circle, and whoever
    // opens it is told so.
    for _ in 0..40 {
        let Some(link) = disk.link_target(&path)? else { break };
        path = folder_of(&path).join(link);
    }
    Ok(path)
}

/// The folder that a path is in; the current one for a bare file name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// `vault.tessera` and `.lock` make `vault.tessera.lock`.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Whether this is the name of a file in a folder and cannot lead out of it, on any system.
pub(super) fn is_bare_name(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let alone = matches!(parts.next(), Some(Component::Normal(part)) if part == name);
    alone && parts.next().is_none() && !name.contains(['/', '\\'])
}

/// Readable by its owner only, where the system knows owners, and there to stay. An existing folder
/// is left as it is.
pub(super) fn create_private_folder(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    match disk.facts(folder) {
        Ok(facts) if facts.kind == Kind::Folder => return Ok(()),
        Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => {}
        Err(e) => return Err(e),
    }
    let parent = folder_of(folder);
    create_private_folder(disk, parent)?;
    match disk.create_folder(folder) {
        // Another program was faster.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
        created => created?,
    }
    disk.sync_folder(parent)
}
