//! Archives of files that are read by themselves: Dashlane's spreadsheets, or what somebody packed.

use crate::formats::Found;
use crate::formats::containers::archive::{self, Archive};
use crate::formats::content::Content;
use crate::formats::endings;
use crate::formats::fields::magic;
use crate::formats::format::{Format, Import, ReadContext, ReadError, Remark};
use crate::formats::{NOISE, recognise};

/// To be held against an archive after those of apps.
pub(crate) const FORMAT: Format = Format {
    name: "zip",
    title: "Archive (zip)",
    recognises: |content| {
        archive::is_archive(content.bytes()) && content.members().iter().any(|name| is_wanted(name))
    },
    read,
};

/// The most files of an archive that are looked at.
const MOST: usize = 500;

/// Whether a member is called as files are that are read in a folder; others are hidden, or belong to the
/// system that packed them.
fn is_wanted(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let is_hidden = file.starts_with('.') || parts.any(|part| part == "__MACOSX");
    !is_hidden && endings::is_wanted(file)
}

fn read(content: &Content<'_>, context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    let mut archive = Archive::of(content.bytes()).ok_or(ReadError::Damaged)?;
    // Nothing that stands beside the archive belongs to what is in it.
    (context.sibling, context.name) = (None, None);
    let mut import = Import::default();
    let mut unread = Vec::new();
    for name in content.members().iter().filter(|name| is_wanted(name)).take(MOST) {
        context.go_on()?;
        let bytes = archive.unpack(name, context)?;
        match member(&bytes, context) {
            Ok(inner) => {
                import.drafts.extend(inner.drafts);
                import.remarks.extend(inner.remarks);
            }
            Err(ReadError::Empty) => {}
            Err(error @ (ReadError::NeedsPassword | ReadError::WrongPassword)) => {
                return Err(error);
            }
            Err(error) if error.is_of_the_key() => return Err(error),
            Err(error) => unread.push(error),
        }
    }
    if import.drafts.is_empty() {
        return Err(unread.into_iter().next().unwrap_or(ReadError::Empty));
    }
    if !unread.is_empty() {
        import.remarks.push(Remark::Unreadable { count: unread.len() });
    }
    Ok(import)
}

/// What one file of the archive holds; an archive in the archive is not opened.
fn member(bytes: &[u8], context: &mut ReadContext<'_>) -> Result<Import, ReadError> {
    if archive::is_archive(bytes) {
        return Err(ReadError::Empty);
    }
    if magic::is_picture(bytes) {
        let mut found = Found::default();
        for text in context.texts(bytes) {
            found.read(&text);
        }
        return Import { drafts: found.drafts, ..Import::default() }.or_empty();
    }
    let content = Content::new(bytes);
    match recognise(&content).filter(|format| !NOISE.contains(format)) {
        Some(format) => format.read(&content, context),
        None => Err(nothing(&content)),
    }
}

/// Why a text that is recognised as nothing gives nothing.
fn nothing(content: &Content<'_>) -> ReadError {
    match content.text().is_some_and(crate::formats::json::is_broken) {
        true => ReadError::Damaged,
        false => ReadError::Empty,
    }
}
