//! Spreadsheets (CSV, RFC 4180) in which a row names the columns: in any case, in any order, a unit in
//! brackets behind them. It is the first one, unless known names stand a little further down: below
//! Excel's `sep=;`, a comment, a title or blank lines. A first row that holds a link names nothing.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

use crate::formats::content::Content;
use crate::formats::fields::words;
use crate::formats::format::ENOUGH;

/// The most columns that a row may have: what is over it is not a spreadsheet of accounts.
const MAX_COLUMNS: usize = 1_024;

/// The longest row that is looked at for the names of columns, in bytes.
const LONGEST_HEADER: usize = 4_096;

/// How many lines may stand above those names, with them.
const FIRST_LINES: usize = 12;

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

/// What the header of a file names, in lower case; nothing where it is far too long.
pub(crate) fn columns(content: &Content<'_>) -> Vec<String> {
    let Some(text) = content.text() else { return Vec::new() };
    let (start, separator) = header(text);
    let line = text.get(start..).and_then(|text| text.lines().next());
    let table = line
        .filter(|line| line.len() <= LONGEST_HEADER)
        .and_then(|line| Table::separated(line, separator, true));
    table.map(|table| table.columns).unwrap_or_default()
}

/// Whether the first row of a file names all these columns.
pub(crate) fn has_columns(content: &Content<'_>, names: &[&str]) -> bool {
    let columns = columns(content);
    names.iter().all(|name| columns.iter().any(|column| column == name))
}

/// Where the header of a text begins, and what stands between its fields.
fn header(text: &str) -> (usize, u8) {
    let mut start = 0;
    let mut told = None;
    let mut first = None;
    for line in text.split_inclusive('\n').take(FIRST_LINES) {
        let trimmed = line.trim();
        let between = told.unwrap_or_else(|| separator(trimmed));
        match trimmed.as_bytes() {
            [] => {}
            // Excel's own way to say it.
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', own] => told = Some(*own),
            _ if is_header(trimmed, between) => return (start, between),
            _ => first = first.or(Some((start, between))),
        }
        start += line.len();
    }
    first.unwrap_or((0, b','))
}

/// Whether a line names columns that are known: two at least, and no account stands in it.
fn is_header(line: &str, separator: u8) -> bool {
    if line.len() > LONGEST_HEADER || words::has_link(line) {
        return false;
    }
    let fields = line.split(char::from(separator));
    let names = fields.map(|field| words::plain(field.trim_matches(['"', ' '])));
    names.filter(|name| words::is_known(name)).take(2).count() == 2
}

/// A comma; or a semicolon, a tab or a bar, where the first row has no comma and one of these: what
/// spreadsheet programs make of a file in half the world.
fn separator(line: &str) -> u8 {
    let has = |separator: &&u8| line.as_bytes().contains(separator);
    b",;\t|".iter().find(has).copied().unwrap_or(b',')
}

/// The name of a column: `Period (s)` is `period`.
fn column(name: &str) -> String {
    let name = name.trim();
    words::without_unit(name).trim_end().to_ascii_lowercase()
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
        let (start, separator) = header(text);
        Self::separated(text.get(start..)?, separator, is_quoted)
    }

    fn separated(text: &str, separator: u8, is_quoted: bool) -> Option<Self> {
        let mut table = Self::rows_of(text, separator, is_quoted)?;
        table.rows.first()?;
        if !table.fields(0).any(words::is_link) {
            table.columns = table.fields(0).map(column).collect();
            table.rows.remove(0);
        }
        Some(table)
    }

    /// Reads a text whose first row is an account like the others: its columns have no names.
    pub(crate) fn headless(text: &str, is_quoted: bool) -> Option<Self> {
        Self::rows_of(text, separator(text.lines().next().unwrap_or_default()), is_quoted)
    }

    fn rows_of(text: &str, separator: u8, is_quoted: bool) -> Option<Self> {
        let mut table = Self {
            text: Zeroizing::new(vec![0; text.len()]),
            rows: Vec::new(),
            ends: Vec::new(),
            columns: Vec::new(),
        };
        let reader = ReaderBuilder::new().delimiter(separator).quoting(is_quoted).build();
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

    /// What the header names, in its order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(String::as_str)
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

    /// What stands in the column of the code, and whatever holds a link beside it but the notes.
    pub(crate) fn codes(self, column: &str) -> impl Iterator<Item = SecretText> {
        let names = self.table.columns().map(Some).chain(std::iter::repeat(None));
        let is_code = |(name, text): &(Option<&str>, &str)| {
            let is_other = *name != Some(column) && *name != Some("notes");
            is_other && words::has_link(text)
        };
        let own = self.get(column);
        let others = names.zip(self.fields()).filter(is_code).map(|(_, text)| text);
        let texts: Vec<&str> = std::iter::once(own).chain(others).collect();
        texts.into_iter().map(|text| SecretText::new(text.to_owned()))
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
