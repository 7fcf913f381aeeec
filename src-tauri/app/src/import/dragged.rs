//! What a browser gives in the place of a path when a picture or a link is dragged out of a page: its
//! address. WebKitGTK hands addresses over with their percent signs decoded.

use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use super::source::{self, Source, SourceContent};
use crate::types::Problem;

const LINKS: [&str; 2] = ["otpauth://", "otpauth-migration://"];
/// How the addresses of pictures on a page begin.
const PICTURES: [&str; 4] = ["http://", "https://", "data:image/", "blob:"];

/// What there is to read in a drop, in order.
pub(super) fn sources(paths: Vec<PathBuf>) -> Vec<Source> {
    let at = |path: PathBuf| match address(&path) {
        Some(source) => vec![source],
        None => source::sources(vec![path]),
    };
    paths.into_iter().flat_map(at).collect()
}

/// What there is to read in a text that was dropped: the address of a picture, or what was selected.
pub(super) fn text(dropped: &str) -> Source {
    let line = dropped.trim();
    let is_address = PICTURES.iter().any(|scheme| line.starts_with(scheme));
    let source = is_address.then(|| address(Path::new(line))).flatten();
    source.unwrap_or_else(|| SourceContent::Text(SecretText::new(dropped.to_owned())).into())
}

/// Whether it lies on a web page, where nothing is fetched.
pub(super) fn is_on_a_page(source: &Source) -> bool {
    matches!(source.content, SourceContent::Unusable(Problem::OnAPage))
}

/// What to read in place of a file; none where it is a path. Nothing is fetched, and no address is
/// shown: those of services that draw QR codes hold the secret.
fn address(path: &Path) -> Option<Source> {
    let address = path.to_str()?;
    let (scheme, rest) = address.split_once(':')?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    // A single letter is a drive of Windows.
    if scheme.len() < 2 || !scheme.chars().all(is_scheme) {
        return None;
    }
    if let Some(at) = LINKS.iter().filter_map(|link| address.find(link)).min() {
        return Some(SourceContent::Text(SecretText::new(address[at..].to_owned())).into());
    }
    let inline = rest.strip_prefix("image/").filter(|_| scheme.eq_ignore_ascii_case("data"));
    let picture = inline.and_then(picture).map(|bytes| SourceContent::Bytes(bytes).into());
    Some(picture.unwrap_or_else(|| Source::unusable(String::new(), Problem::OnAPage)))
}

/// The file in a `data:` address (RFC 2397), after `data:image/`.
fn picture(inline: &str) -> Option<Zeroizing<Vec<u8>>> {
    let (kind, data) = inline.split_once(',')?;
    let bytes = match kind.strip_suffix(";base64") {
        Some(_) => BASE64.decode(data.as_bytes()).ok()?,
        None => data.as_bytes().to_vec(),
    };
    Some(Zeroizing::new(bytes))
}
