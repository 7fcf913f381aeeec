//! The sheet that Tessera prints, as a file: each account is a link around its picture.

use crate::formats::containers::markup::{Piece, Pieces};
use crate::formats::draft_of;
use crate::formats::format::{ENOUGH, Format, Import};

pub(crate) const FORMAT: Format = Format {
    name: "sheet",
    title: TITLE,
    recognises: |content| content.text().is_some_and(|text| text.contains(MARK)),
    read: |content, _| {
        let links =
            Pieces::of(content.text().unwrap_or_default()).filter_map(|piece| match piece {
                Piece::Open(tag) if tag.is("a") => tag.attribute("href"),
                _ => None,
            });
        let drafts = links.filter_map(|link| draft_of(&link)).take(ENOUGH).collect();
        Import { drafts, remarks: Vec::new() }.or_empty()
    },
};

pub(crate) const TITLE: &str = "Printed sheet of Tessera";

/// What such a page says of itself.
pub(crate) const MARK: &str = r#"<meta name="generator" content="Tessera">"#;
