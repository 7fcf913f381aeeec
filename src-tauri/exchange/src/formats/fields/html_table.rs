//! Tables in the HTML that other apps write: rows of cells, each with its text and its picture.

use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

use crate::formats::containers::markup::{Piece, Pieces, Tag, unescape};
use crate::formats::format::ENOUGH;

/// The most cells of a row that are told apart.
const MAX_CELLS: usize = 64;

/// One row of a table.
pub(crate) type Row<'a> = Vec<Cell<'a>>;

/// One cell of a row.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    texts: Vec<&'a str>,
    image: Option<Tag<'a>>,
}

impl<'a> Cell<'a> {
    fn take(&mut self, piece: Piece<'a>) {
        match piece {
            Piece::Open(tag) if tag.is("img") => self.image = Some(tag),
            Piece::Text(text) if !text.trim().is_empty() => self.texts.push(text),
            _ => {}
        }
    }

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

/// Every row of every table, one at a time, as many as entries count; of tables in tables, the inner
/// rows.
pub(crate) fn rows(html: &str) -> impl Iterator<Item = Row<'_>> {
    // The first row has the headings.
    Rows { pieces: Pieces::of(html), open: None, is_cell_open: false }.take(ENOUGH + 1)
}

struct Rows<'a> {
    pieces: Pieces<'a>,
    open: Option<Row<'a>>,
    is_cell_open: bool,
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        for piece in self.pieces.by_ref() {
            if matches!(piece, Piece::Open(tag) if tag.is("tr")) {
                self.is_cell_open = false;
                match self.open.replace(Row::new()) {
                    Some(whole) => return Some(whole),
                    None => continue,
                }
            }
            let Some(row) = &mut self.open else { continue };
            match piece {
                Piece::Open(tag) if tag.is("td") || tag.is("th") => {
                    // What stands in cells that no table of accounts has, is in the last of them.
                    if row.len() < MAX_CELLS {
                        row.push(Cell::default());
                    }
                    self.is_cell_open = true;
                }
                Piece::Close(name)
                    if ["td", "th", "tr"].iter().any(|n| name.eq_ignore_ascii_case(n)) =>
                {
                    self.is_cell_open = false;
                }
                piece if self.is_cell_open => {
                    if let Some(cell) = row.last_mut() {
                        cell.take(piece);
                    }
                }
                _ => {}
            }
        }
        self.open.take()
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn rows_have_cells_with_text_and_picture() {
        let html = "<table><tr><th>A</th></tr><tr><td> a&amp;b </td>\
                    <td><p><b>x</b></p><p>y <img src='data:image/png;base64,QUJD'></p></td></tr></table>";
        let rows: Vec<_> = rows(html).collect();
        let texts: Vec<Vec<_>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text().expose().to_owned()).collect())
            .collect();
        assert_eq!(texts, [vec!["A"], vec!["a&b", "x\ny"]]);
        assert_eq!(rows[1][1].picture().unwrap().as_slice(), b"ABC");
        assert!(rows[1][0].picture().is_none());
    }
}
