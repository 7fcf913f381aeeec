//! What the desktop starts when its user logs in.

use std::fs;
use std::io;
use std::path::Path;

/// Says to a start that nobody waits for the window.
pub const HIDDEN: &str = "--hidden";

/// Has `program` started at a login, without its window, or no longer. `folder` is the user's folder for
/// settings, `app` the app's identifier.
///
/// # Errors
/// Where the file cannot be written or removed, or the program's path can stand in none.
pub fn start_at_login(folder: &Path, app: &str, program: &Path, on: bool) -> io::Result<()> {
    let folder = folder.join("autostart");
    let file = folder.join(format!("{app}.desktop"));
    if on {
        fs::create_dir_all(&folder)?;
        return fs::write(file, entry(app, program).ok_or(io::ErrorKind::InvalidFilename)?);
    }
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The autostart file; none for a path that is no text, or that holds what ends a line.
fn entry(app: &str, program: &Path) -> Option<String> {
    let program = program.to_str().filter(|path| !path.contains(char::is_control))?;
    let program = quoted(program);
    Some(format!(
        "[Desktop Entry]\nType=Application\nName=Tessera\nIcon={app}\nExec={program} {HIDDEN}\nTerminal=false\n"
    ))
}

/// As the Desktop Entry Specification quotes an argument, and then escapes a string.
fn quoted(argument: &str) -> String {
    let mut quoted = String::from("\"");
    for c in argument.chars() {
        match c {
            '\\' => quoted.push_str(r"\\\\"),
            '"' | '`' | '$' => quoted.extend(['\\', '\\', c]),
            '%' => quoted.push_str("%%"),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "org.example.App";

    #[test]
    fn the_file_is_there_as_long_as_it_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let set = |on| start_at_login(folder.path(), APP, Path::new("/opt/app"), on).unwrap();
        let file = folder.path().join("autostart/org.example.App.desktop");
        set(true);
        let content = fs::read_to_string(&file).unwrap();
        assert!(content.starts_with("[Desktop Entry]\nType=Application\n"), "{content}");
        assert!(content.contains("\nExec=\"/opt/app\" --hidden\n"), "{content}");
        set(false);
        assert!(!file.exists());
        set(false);
    }

    #[test]
    fn no_path_starts_another_program() {
        for (path, exec) in [
            ("/a b/app", r#""/a b/app""#),
            ("/a$b/`c`", r#""/a\\$b/\\`c\\`""#),
            (r#"/a"b\c"#, r#""/a\\"b\\\\c""#),
            ("/100%/app", r#""/100%%/app""#),
        ] {
            assert_eq!(quoted(path), exec);
        }
        assert_eq!(entry(APP, Path::new("/a\nExec=b")), None);
    }
}
