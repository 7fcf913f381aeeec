//! Where the running app listens for one vault, and what is said there. Opens nothing.

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Asks the app to lock.
pub const LOCK: &str = "lock\n";
/// The answer of an app whose vault was open, and is locked now.
pub const LOCKED: &str = "locked\n";
/// The answer of an app whose vault was locked before it was asked.
pub const ALREADY_LOCKED: &str = "already locked\n";

/// A socket in `runtime`, the user's own folder for such things, or beside the vault where there is
/// none; on Windows the name of a pipe. However the vault's path is spelled, it is the same.
#[must_use]
pub fn address(vault: &Path, runtime: Option<&Path>) -> PathBuf {
    let name = name(vault);
    if cfg!(windows) {
        return format!(r"\\.\pipe\tessera-{name}").into();
    }
    match runtime {
        Some(folder) => folder.join("tessera").join(format!("{name}.sock")),
        None => canonical(vault).with_file_name(format!(".tessera-{name}.sock")),
    }
}

/// Tells one vault from another by its place: 16 hexadecimal digits, the same however the vault's path
/// is spelled.
#[must_use]
pub fn name(vault: &Path) -> String {
    let digest = Sha256::digest(canonical(vault).as_os_str().as_encoded_bytes());
    HEXLOWER.encode(&digest[..8])
}

/// The path without links, as far as there are files: the vault may not have been made yet.
fn canonical(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn one_vault_has_one_address_before_and_after_it_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::os::unix::fs::symlink(&real, &link).unwrap();
        std::fs::create_dir(&real).unwrap();
        let of = |path: &Path| address(path, Some(Path::new("/run/user/1000")));
        let before = of(&link.join("new/vault.tessera"));
        assert_eq!(before, of(&real.join("new/vault.tessera")));
        std::fs::create_dir(real.join("new")).unwrap();
        std::fs::write(real.join("new/vault.tessera"), "").unwrap();
        assert_eq!(before, of(&link.join("new/vault.tessera")));
        assert_ne!(before, of(&real.join("new/other.tessera")));
        assert!(before.starts_with("/run/user/1000/tessera"), "{before:?}");
    }

    #[test]
    fn without_a_folder_for_it_the_socket_is_beside_the_vault() {
        let folder = tempfile::tempdir().unwrap();
        let vault = folder.path().join("vault.tessera");
        let address = address(&vault, None);
        assert_eq!(address.parent(), Some(&*folder.path().canonicalize().unwrap()));
    }
}
