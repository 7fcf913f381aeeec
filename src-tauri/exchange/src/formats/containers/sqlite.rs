//! SQLite databases in memory, read only: the rows of a table under the names of its columns.
//!
//! Our own, because it is small and all that is asked: no SQL, no file, no second copy of a
//! write-ahead log. Every page is looked at once at most, and rows and columns have a bound: a value
//! may take no byte of a file. Source: "Database File Format", sqlite.org/fileformat2.html.

mod columns;
mod pages;
mod record;

use std::collections::HashSet;

use zeroize::Zeroizing;

pub(crate) use record::Value;

use crate::formats::format::ENOUGH;

use pages::Pages;
use record::{Encoding, Record};

/// What every database begins with.
pub(crate) const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The deepest tree that is followed: SQLite itself makes none over 20.
const MAX_DEPTH: usize = 32;

/// A database.
pub(crate) struct Database<'a> {
    pages: Pages<'a>,
    encoding: Encoding,
}

/// A table, read whole.
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

/// One row of it.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    columns: &'a [String],
    values: &'a [Value],
}

impl<'a> Database<'a> {
    /// With the write-ahead log that lies beside the file, if any. None where it is no database.
    pub(crate) fn of(bytes: &'a [u8], log: Option<&'a [u8]>) -> Option<Self> {
        let pages = Pages::of(bytes, log)?;
        let encoding = Encoding::of(pages.get(1)?.get(56..60)?)?;
        Some(Self { pages, encoding })
    }

    /// A table by its name. None where there is none, or where it cannot be read.
    pub(crate) fn table(&self, name: &str) -> Option<Table> {
        let (root, columns) = self.find(name)?;
        Some(Table { columns, rows: self.rows(root)? })
    }

    /// Whether there is a table with all these columns.
    pub(crate) fn has_columns(&self, name: &str, wanted: &[&str]) -> bool {
        let columns = self.find(name).map(|(_, columns)| columns).unwrap_or_default();
        wanted.iter().all(|wanted| columns.iter().any(|column| column == wanted))
    }

    /// The first page of a table, and its columns: the schema is the table that begins at page 1.
    fn find(&self, name: &str) -> Option<(u32, Vec<String>)> {
        self.rows(1)?.iter().find_map(|row| match row.as_slice() {
            [
                Value::Text(kind),
                Value::Text(own),
                _,
                Value::Integer(root),
                Value::Text(sql),
                ..,
            ] if kind.expose() == "table" && own.expose().eq_ignore_ascii_case(name) => {
                Some((u32::try_from(*root).ok()?, columns::names(sql.expose())?))
            }
            _ => None,
        })
    }

    /// The rows of a tree, in the order of their numbers.
    fn rows(&self, root: u32) -> Option<Vec<Vec<Value>>> {
        let mut rows = Vec::new();
        self.walk(root, 0, &mut HashSet::new(), &mut rows)?;
        Some(rows)
    }

    fn walk(
        &self,
        number: u32,
        depth: usize,
        seen: &mut HashSet<u32>,
        rows: &mut Vec<Vec<Value>>,
    ) -> Option<()> {
        if depth > MAX_DEPTH || !seen.insert(number) {
            return None;
        }
        let page = self.pages.get(number)?;
        let head = if number == 1 { 100 } else { 0 };
        let cells = u16::from_be_bytes(page.get(head + 3..head + 5)?.try_into().ok()?);
        match page.get(head)? {
            5 => {
                for cell in cells_of(page, head + 12, cells) {
                    let left = u32::from_be_bytes(page.get(cell?..)?.first_chunk().copied()?);
                    self.walk(left, depth + 1, seen, rows)?;
                }
                let last = page.get(head + 8..)?.first_chunk().copied()?;
                self.walk(u32::from_be_bytes(last), depth + 1, seen, rows)
            }
            13 => {
                // Cells may not share bytes: otherwise a small page could name its bytes many times.
                let mut room = page.len();
                let left = ENOUGH.saturating_sub(rows.len());
                for cell in cells_of(page, head + 8, cells).take(left) {
                    let payload = self.payload(page.get(cell?..)?, &mut room, seen)?;
                    rows.push(Record::of(&payload)?.values(self.encoding)?);
                }
                Some(())
            }
            _ => None,
        }
    }

    /// The payload of a leaf's cell: as much as fits into the page, the rest on a chain of others.
    fn payload(
        &self,
        cell: &[u8],
        room: &mut usize,
        seen: &mut HashSet<u32>,
    ) -> Option<Zeroizing<Vec<u8>>> {
        let (length, cell) = record::varint(cell)?;
        let (_, cell) = record::varint(cell)?;
        let length = usize::try_from(length).ok().filter(|l| *l <= self.pages.bytes())?;
        let usable = self.pages.usable();
        let (most, least) = (usable - 35, (usable - 12) * 32 / 255 - 23);
        let here = match length <= most {
            true => length,
            false => {
                let here = least + (length - least) % (usable - 4);
                if here <= most { here } else { least }
            }
        };
        *room = room.checked_sub(here)?;
        let mut payload = Zeroizing::new(Vec::with_capacity(length));
        payload.extend_from_slice(cell.get(..here)?);
        let mut next = cell.get(here..).and_then(|rest| rest.first_chunk()).copied();
        while payload.len() < length {
            let number = u32::from_be_bytes(next?);
            if !seen.insert(number) {
                return None;
            }
            let (following, data) = self.pages.get(number)?.split_first_chunk()?;
            let wanted = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(data.get(..wanted)?);
            next = Some(*following);
        }
        Some(payload)
    }
}

/// Where the cells of a page begin.
fn cells_of(page: &[u8], pointers: usize, count: u16) -> impl Iterator<Item = Option<usize>> {
    (0..usize::from(count)).map(move |index| {
        let pointer = page.get(pointers + 2 * index..)?.first_chunk().copied()?;
        Some(u16::from_be_bytes(pointer).into())
    })
}

impl Table {
    /// Every row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|values| Row { columns: &self.columns, values })
    }
}

impl<'a> Row<'a> {
    /// The value of a column; null where there is no such column, or the row is older than it.
    pub(crate) fn get(self, name: &str) -> &'a Value {
        let column = self.columns.iter().position(|column| column == name);
        column.and_then(|column| self.values.get(column)).unwrap_or(&Value::Null)
    }
}
