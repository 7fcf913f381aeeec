//! What somebody else put on the clipboard. A picture is taken as it lies there: nothing here decodes
//! one where the system lets us choose.

#[cfg(target_os = "linux")]
mod gtk;
#[cfg(not(target_os = "linux"))]
mod native;

use std::path::PathBuf;

#[cfg(target_os = "linux")]
pub use gtk::SystemPaste;
#[cfg(not(target_os = "linux"))]
pub use native::SystemPaste;

/// The files of a list of URIs (RFC 2483); none where it names something else.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
fn files(list: &str) -> Vec<PathBuf> {
    let lines = list.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| tauri::Url::parse(line).ok()?.to_file_path().ok()).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_a_list_are_files() {
        let list = "# a comment\r\nfile:///tmp/a%20b.png\r\nhttps://example.org/c.png\r\n\
                    file://localhost/tmp/d.png\r\n";
        assert_eq!(files(list), ["/tmp/a b.png", "/tmp/d.png"].map(PathBuf::from));
        assert!(files("otpauth://totp/x?secret=GEZDGNBV").is_empty());
    }
}
