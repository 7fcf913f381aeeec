//! Tables in the HTML that other apps write: rows of cells, each with its text and its picture.

use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

use crate::formats::containers::markup::{Piece, Pieces, Tag, unescape};
use crate::formats::format::ENOUGH;

/// One row of a table.
pub(crate) type Row<'a> = Vec<Cell<'a>>;

/// One cell of a row.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    texts: Vec<&'a str>,
    image: Option<Tag<'a>>,
}

impl Cell<'_> {
    /// Its texts, without white space around each, one a line.
    pub(crate) fn text(&self) -> SecretText {
        let length = self.texts.iter().map(|text| text.len() + 1).sum();
        let mut all = String::with_capacity(length);
        for text in &self.texts {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(unescape(text).expose().trim());
        }
        all.into()
    }

    /// The picture in it.
    pub(crate) fn picture(&self) -> Option<Zeroizing<Vec<u8>>> {
        self.image.and_then(Tag::picture)
    }
}

/// Every row of every table; of tables in tables, the inner rows.
pub(crate) fn rows(html: &str) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut is_cell_open = false;
    for piece in Pieces::of(html) {
        match piece {
            Piece::Open(tag) if tag.is("tr") => {
                // The first row has the headings.
                if rows.len() > ENOUGH {
                    break;
                }
                rows.push(Row::new());
                is_cell_open = false;
            }
            Piece::Open(tag) if tag.is("td") || tag.is("th") => {
                if let Some(row) = rows.last_mut() {
                    row.push(Cell::default());
                    is_cell_open = true;
                }
            }
            Piece::Close(name)
                if ["td", "th", "tr"].iter().any(|n| name.eq_ignore_ascii_case(n)) =>
            {
                is_cell_open = false;
            }
            Piece::Open(tag) if is_cell_open && tag.is("img") => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.image = Some(tag);
                }
            }
            Piece::Text(text) if is_cell_open && !text.trim().is_empty() => {
                if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.texts.push(text);
                }
            }
            _ => {}
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_have_cells_with_text_and_picture() {
        let html = "<table><tr><th>A</th></tr><tr><td> a&amp;b </td>\
                    <td><p><b>x</b></p><p>y <img src='data:image/png;base64,QUJD'></p></td></tr></table>";
        let rows = rows(html);
        let texts: Vec<Vec<_>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text().expose().to_owned()).collect())
            .collect();
        assert_eq!(texts, [vec!["A"], vec!["a&b", "x\ny"]]);
        assert_eq!(rows[1][1].picture().unwrap().as_slice(), b"ABC");
        assert!(rows[1][0].picture().is_none());
    }
}
