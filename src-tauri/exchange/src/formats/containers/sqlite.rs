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

/// Where in a row of the schema stand the kind, the name, the first page and the statement.
const SCHEMA: [usize; 4] = [0, 1, 3, 4];

/// The deepest tree that is followed: SQLite itself makes none over 20.
const MAX_DEPTH: usize = 32;

/// A database.
pub(crate) struct Database<'a> {
    pages: Pages<'a>,
    encoding: Encoding,
}

/// A table, as far as it was asked for.
pub(crate) struct Table {
    wanted: &'static [&'static str],
    rows: Vec<Vec<Value>>,
}

/// One row of it.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    wanted: &'static [&'static str],
    values: &'a [Value],
}

/// Is given the rows of a tree; none ends the walk.
type Visit<'v> = &'v mut dyn FnMut(Record<'_>) -> Option<()>;

impl<'a> Database<'a> {
    /// With the write-ahead log that lies beside the file, if any. None where it is no database.
    pub(crate) fn of(bytes: &'a [u8], log: Option<&'a [u8]>) -> Option<Self> {
        let pages = Pages::of(bytes, log)?;
        let encoding = Encoding::of(pages.get(1)?.get(56..60)?)?;
        Some(Self { pages, encoding })
    }

    /// Some columns of a table, by its name. None where there is no such table, or where it cannot be
    /// read. What is not wanted is passed over: a row may have a column for every byte.
    pub(crate) fn table(&self, name: &str, wanted: &'static [&'static str]) -> Option<Table> {
        let (root, columns) = self.find(name)?;
        let place = |wanted: &&str| columns.iter().position(|column| column == wanted);
        let places: Vec<_> = wanted.iter().map(place).collect();
        let mut rows = Vec::new();
        let mut room = self.pages.bytes();
        self.walk(root, &mut |record| {
            rows.push(record.values(&places, self.encoding, &mut room)?);
            Some(())
        })?;
        Some(Table { wanted, rows })
    }

    /// Whether there is a table with all these columns.
    pub(crate) fn has_columns(&self, name: &str, wanted: &[&str]) -> bool {
        let columns = self.find(name).map(|(_, columns)| columns).unwrap_or_default();
        wanted.iter().all(|wanted| columns.iter().any(|column| column == wanted))
    }

    /// The first page of a table, and its columns: the schema is the table that begins at page 1.
    fn find(&self, name: &str) -> Option<(u32, Vec<String>)> {
        let mut found = None;
        let mut room = self.pages.bytes();
        // The walk ends where the table is found; one that breaks off gives none.
        let _ = self.walk(1, &mut |record| {
            let row = record.values(&SCHEMA.map(Some), self.encoding, &mut room)?;
            match row.as_slice() {
                [Value::Text(kind), Value::Text(own), Value::Integer(root), Value::Text(sql)]
                    if kind.expose() == "table" && own.expose().eq_ignore_ascii_case(name) =>
                {
                    found = Some((u32::try_from(*root).ok()?, columns::names(sql.expose())?));
                    None
                }
                _ => Some(()),
            }
        });
        found
    }

    /// Gives the rows of a tree in the order of their numbers, as many as entries count.
    fn walk(&self, root: u32, visit: Visit<'_>) -> Option<()> {
        let mut left = ENOUGH;
        self.walk_page(root, 0, &mut HashSet::new(), &mut left, visit)
    }

    fn walk_page(
        &self,
        number: u32,
        depth: usize,
        seen: &mut HashSet<u32>,
        left: &mut usize,
        visit: Visit<'_>,
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
                    let child = u32::from_be_bytes(page.get(cell?..)?.first_chunk().copied()?);
                    self.walk_page(child, depth + 1, seen, left, visit)?;
                }
                let last = page.get(head + 8..)?.first_chunk().copied()?;
                self.walk_page(u32::from_be_bytes(last), depth + 1, seen, left, visit)
            }
            13 => {
                // Cells may not share bytes: otherwise a small page could name its bytes many times.
                let mut room = page.len();
                for cell in cells_of(page, head + 8, cells).take(*left) {
                    let payload = self.payload(page.get(cell?..)?, &mut room, seen)?;
                    visit(Record::of(&payload)?)?;
                    *left -= 1;
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
        let mut payload = Zeroizing::new(Vec::new());
        payload.try_reserve_exact(length).ok()?;
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
        self.rows.iter().map(|values| Row { wanted: self.wanted, values })
    }
}

impl<'a> Row<'a> {
    /// The value of a column that was wanted; null where there is no such column, or the row is older
    /// than it.
    pub(crate) fn get(self, name: &str) -> &'a Value {
        let column = self.wanted.iter().position(|column| *column == name);
        column.and_then(|column| self.values.get(column)).unwrap_or(&Value::Null)
    }
}
