//! What goes to standard output and standard error.
//!
//! On a terminal: aligned columns. Elsewhere: the same columns, separated by tabs. Names come from
//! pictures and files of strangers, so nothing in them may steer a terminal.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;
use tessera_words::say;
use unicode_width::UnicodeWidthStr;

use crate::exit::Failure;

pub use tessera_words::plain;

/// A sentence on standard error. Whoever closed it does not want to know.
pub fn warn(sentence: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}

/// A sentence on standard output.
pub fn say(sentence: impl Display) -> Result<(), Failure> {
    Ok(writeln!(io::stdout().lock(), "{sentence}")?)
}

/// A value for programs, laid out so that people can read it as well.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    Ok(writeln!(out).and_then(|()| out.flush())?)
}

/// A value on a line of its own.
pub fn json_line(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, value).map_err(io::Error::from)?;
    Ok(writeln!(out).and_then(|()| out.flush())?)
}

/// Bytes as they are.
pub fn raw(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    Ok(out.write_all(bytes).and_then(|()| out.flush())?)
}

/// Whether a person is looking.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Rows of as many cells each.
pub fn table(rows: &[Vec<String>]) -> Result<(), Failure> {
    let text = if is_terminal() { aligned(rows) } else { separated(rows) };
    raw(text.as_bytes())
}

fn separated(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}

fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|r| r.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// How much of a name is shown, in characters.
const LONGEST: usize = 300;

/// A name as it stands in a table or a sentence. Only what programs read has the whole of a longer one.
pub fn name(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => plain(&text[..end]) + "…",
        None => plain(text),
    }
}

/// An account as a sentence names it.
pub fn title(issuer: &str, account: &str) -> String {
    match (&*name(issuer), &*name(account)) {
        ("", "") => say::CliNameless.to_string(),
        (one, "") | ("", one) => one.to_owned(),
        (issuer, account) => say::CliAccount { issuer: &issuer, account: &account }.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_where_a_letter_takes_two() {
        let rows = [["微博", "x"], ["GitHub", "y"]].map(|r| r.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "微博    x\nGitHub  y\n");
    }

    #[test]
    fn of_a_long_name_the_beginning_is_shown() {
        assert_eq!(name(&"é".repeat(LONGEST)), "é".repeat(LONGEST));
        let long = "é".repeat(LONGEST + 1);
        assert_eq!(name(&long), "é".repeat(LONGEST) + "…");
        assert!(title(&long, &long).chars().count() < 2 * LONGEST + 10);
    }

    #[test]
    fn an_empty_column_takes_no_room() {
        let rows = [["a", "", "x"], ["b", "", "y"]].map(|r| r.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "a  x\nb  y\n");
    }
}
