//! What Tessera was started with: links, files and folders. Options are not ours.

use std::path::{Path, PathBuf};

use tessera_core::secret::SecretText;

use super::queued_links::Arrived;

/// The schemes that the desktop hands to Tessera.
const SCHEMES: &[&str] = &["otpauth:", "otpauth-migration:"];

/// What these arguments name, without the program's own name; paths as seen from that folder.
pub fn arrived(arguments: impl IntoIterator<Item = String>, folder: &Path) -> Vec<Arrived> {
    arguments.into_iter().filter_map(|argument| one(argument, folder)).collect()
}

fn one(argument: String, folder: &Path) -> Option<Arrived> {
    if argument.is_empty() || argument.starts_with('-') {
        return None;
    }
    let begins = |scheme: &&str| {
        argument.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    if SCHEMES.iter().any(begins) {
        return Some(Arrived::Link(SecretText::new(argument)));
    }
    // A file manager may give either.
    let path = url::Url::parse(&argument).ok().and_then(|url| url.to_file_path().ok());
    Some(Arrived::Path(path.unwrap_or_else(|| folder.join(PathBuf::from(argument)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_files_and_nothing_else_come_in() {
        let given = [
            "otpauth://totp/x?secret=GEZDGNBV",
            "OTPAUTH-migration://offline?data=x",
            "--hidden",
            "",
            "code.png",
            "/tmp/code.png",
            "file:///tmp/a%20b.png",
        ];
        let arrived = arrived(given.map(str::to_owned), Path::new("/home/ada"));
        let link = |text: &str| Arrived::Link(SecretText::new(text.to_owned()));
        let path = |path: &str| Arrived::Path(path.into());
        assert_eq!(
            arrived,
            [
                link(given[0]),
                link(given[1]),
                path("/home/ada/code.png"),
                path("/tmp/code.png"),
                path("/tmp/a b.png"),
            ]
        );
    }
}
