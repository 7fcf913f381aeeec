//! The app's former identifier, which no store of apps would have taken: its hyphen stands where Flatpak
//! and D-Bus allow none. What hung on it is moved once, or goes.

use std::fs;
use std::path::Path;

const FORMER: &str = "io.github.tessera-authenticator.Tessera";

/// What WebKit leaves of a private window.
const OF_WEBKIT: [&str; 4] = ["WebKitCache", "hsts-storage.sqlite", "mediakeys", "storage"];

/// Moves the start at login to `app`, the identifier of today, and removes WebKit's empty stores.
/// `settings` and `data` are the user's folders for these. What cannot be moved stays: it does no harm.
pub fn move_from_former(settings: &Path, data: &Path, app: &str) {
    let autostart = settings.join("autostart");
    let [former, today] = [FORMER, app].map(|id| autostart.join(format!("{id}.desktop")));
    if former.exists() {
        let _ = if today.exists() { fs::remove_file(former) } else { fs::rename(former, today) };
    }
    let folder = data.join(FORMER);
    if folder.is_symlink() {
        return;
    }
    for name in OF_WEBKIT {
        let path = folder.join(name);
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
    // Only where nothing else lies in it.
    let _ = fs::remove_dir(folder);
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "org.example.App";

    #[test]
    fn the_start_at_login_is_moved_and_not_doubled() {
        let place = tempfile::tempdir().unwrap();
        let autostart = place.path().join("autostart");
        fs::create_dir(&autostart).unwrap();
        let [former, today] = [FORMER, TODAY].map(|id| autostart.join(format!("{id}.desktop")));
        for _ in 0..2 {
            fs::write(&former, "Exec=app").unwrap();
            move_from_former(place.path(), place.path(), TODAY);
            assert_eq!(fs::read_to_string(&today).unwrap(), "Exec=app");
            assert!(!former.exists());
        }
    }

    #[test]
    fn a_folder_goes_only_where_nothing_but_webkits_stores_lies_in_it() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join(FORMER);
        let leave = |other: Option<&str>| {
            fs::create_dir_all(folder.join("storage/ephemeral")).unwrap();
            fs::write(folder.join("hsts-storage.sqlite"), "").unwrap();
            if let Some(name) = other {
                fs::write(folder.join(name), "mine").unwrap();
            }
            move_from_former(place.path(), place.path(), TODAY);
        };
        leave(None);
        assert!(!folder.exists());
        leave(Some("note.txt"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
