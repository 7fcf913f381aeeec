//! Spreadsheets (CSV, RFC 4180) whose first row names the columns: in any case, in any order, a unit in
//! brackets behind them. A first row that holds a link names nothing.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::format::ENOUGH;

/// The most columns that a row may have: what is over it is not a spreadsheet of accounts.
const MAX_COLUMNS: usize = 1_024;

/// The longest first row that is looked at, in bytes.
const LONGEST_HEADER: usize = 4_096;

/// A spreadsheet in memory that is wiped: never longer than the file, because unquoting only removes.
pub(crate) struct Table {
    text: Zeroizing<Vec<u8>>,
    /// Where each row begins in `text`, and how many fields stand in the rows before it.
    rows: Vec<(u32, u32)>,
    /// Where each field of each row ends, counted from the beginning of its row.
    ends: Vec<u32>,
    columns: Vec<String>,
}

/// One row under the names of the columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    index: usize,
}

/// What the first row of a file names, in lower case; nothing where it is far too long.
pub(crate) fn columns(content: &Content<'_>) -> Vec<String> {
    let first = content.text().and_then(|text| text.lines().next());
    let table = first.filter(|line| line.len() <= LONGEST_HEADER).and_then(Table::of);
    table.map(|table| table.columns).unwrap_or_default()
}

/// Whether the first row of a file names all these columns.
pub(crate) fn has_columns(content: &Content<'_>, names: &[&str]) -> bool {
    let columns = columns(content);
    names.iter().all(|name| columns.iter().any(|column| column == name))
}

/// A comma; or a semicolon or a tab, where the first row has no comma and one of these: what
/// spreadsheet programs make of a file in half the world.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let has = |separator: &&u8| first.as_bytes().contains(separator);
    b",;\t".iter().find(has).copied().unwrap_or(b',')
}

/// The name of a column: `Period (s)` is `period`.
fn column(name: &str) -> String {
    let name = name.trim();
    let unit = name.ends_with(')').then(|| name.rfind('(')).flatten().filter(|start| *start > 0);
    unit.and_then(|start| name.get(..start)).unwrap_or(name).trim_end().to_ascii_lowercase()
}

impl Table {
    /// Reads a text whose first row names the columns; a first row with a link has none to name.
    /// None where there is no row, or one with more than [`MAX_COLUMNS`] fields.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Self::quoted(text, true)
    }

    /// Reads a text as [`Self::of`] does, but a quotation mark is a character like any other.
    pub(crate) fn unquoted(text: &str) -> Option<Self> {
        Self::quoted(text, false)
    }

    fn quoted(text: &str, is_quoted: bool) -> Option<Self> {
        let mut table = Self::headless(text, is_quoted)?;
        let is_account = |field: &str| field.trim_start().starts_with("otpauth://");
        table.rows.first()?;
        if !table.fields(0).any(is_account) {
            table.columns = table.fields(0).map(column).collect();
            table.rows.remove(0);
        }
        Some(table)
    }

    /// Reads a text whose first row is an account like the others: its columns have no names.
    pub(crate) fn headless(text: &str, is_quoted: bool) -> Option<Self> {
        let mut table = Self {
            text: Zeroizing::new(vec![0; text.len()]),
            rows: Vec::new(),
            ends: Vec::new(),
            columns: Vec::new(),
        };
        let reader = ReaderBuilder::new().delimiter(separator(text)).quoting(is_quoted).build();
        table.fill(reader, text.as_bytes())?;
        Some(table)
    }

    fn fill(&mut self, mut reader: Reader, mut input: &[u8]) -> Option<()> {
        let mut ends = vec![0; MAX_COLUMNS];
        let (mut begin, mut written, mut fields) = (0, 0, 0);
        loop {
            let output = self.text.get_mut(begin + written..)?;
            let (result, read, wrote, ended) =
                reader.read_record(input, output, ends.get_mut(fields..)?);
            input = input.get(read..)?;
            (written, fields) = (written + wrote, fields + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                // The first row names the columns.
                ReadRecordResult::Record if self.rows.len() > ENOUGH => return Some(()),
                ReadRecordResult::Record => {
                    self.rows.push((begin.try_into().ok()?, self.ends.len().try_into().ok()?));
                    self.ends.extend(ends.get(..fields)?.iter().map(|end| *end as u32));
                    (begin, written, fields) = (begin + written, 0, 0);
                }
                ReadRecordResult::End => return Some(()),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return None,
            }
        }
    }

    /// Every row under the first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { table: self, index })
    }

    /// Whether the first row names a column.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column == name)
    }

    /// How many columns the first row names.
    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The fields of the row at that place; none where there is no such row.
    fn fields(&self, row: usize) -> impl Iterator<Item = &str> {
        let place =
            |row: usize| self.rows.get(row).map(|(begin, at)| (*begin as usize, *at as usize));
        let (begin, first) = place(row).unwrap_or((0, self.ends.len()));
        let (_, last) = place(row + 1).unwrap_or((0, self.ends.len()));
        let ends = self.ends.get(first..last).unwrap_or_default().iter().map(|end| *end as usize);
        let starts = std::iter::once(0).chain(ends.clone());
        starts.zip(ends).map(move |(start, end)| {
            let field = self.text.get(begin + start..begin + end).unwrap_or_default();
            std::str::from_utf8(field).unwrap_or_default()
        })
    }
}

impl<'a> Row<'a> {
    /// What stands in a column, trimmed; empty where there is no such column or the row is shorter.
    pub(crate) fn get(self, name: &str) -> &'a str {
        let column = self.table.columns.iter().position(|column| column == name);
        column.and_then(|column| self.fields().nth(column)).unwrap_or_default().trim()
    }

    /// The secret that stands in a column, trimmed; empty where there is no such column or the row
    /// is shorter.
    pub(crate) fn secret(self, name: &str) -> SecretText {
        SecretText::new(self.get(name).to_owned())
    }

    /// What stands in the first of several columns that is not empty.
    pub(crate) fn first(self, names: &[&str]) -> &'a str {
        names.iter().map(|name| self.get(name)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Every field in order, those without a column among them.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'a str> {
        self.table.fields(self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn a_field_is_found_by_the_name_of_its_column() {
        let table = Table::of("A,\"B\"\r\n1,\"2\n,\"\"x\"\"\"\n\n3\n").unwrap();
        let rows: Vec<_> = table.rows().map(|row| (row.get("a"), row.get("b"))).collect();
        assert_eq!(rows, [("1", "2\n,\"x\""), ("3", "")]);
    }

    #[test]
    fn what_stands_between_fields_is_told_by_the_first_row() {
        for text in ["a,b\n1;\t,2\n", "a;b\n\"1;\t\";2\n", "\"a\"\tb\r\n\"1;\t\"\t2"] {
            let table = Table::of(text).unwrap();
            let row = table.rows().next().unwrap();
            assert_eq!((row.get("a"), row.get("b")), ("1;", "2"), "{text}");
        }
    }

    #[test]
    fn what_is_no_spreadsheet_is_none_or_empty() {
        assert!(Table::of("").is_none());
        assert_eq!(Table::of("a,b").unwrap().rows().count(), 0);
        assert!(Table::of(&",".repeat(5_000)).is_none());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a,\"\r\n\u{e9}]{0,60}") {
            let cells = Table::of(&text).map(|t| t.rows().map(|r| r.fields().count()).sum::<usize>());
            proptest::prop_assert!(cells.unwrap_or(0) <= text.len() + 1);
        }
    }
}
