//! What goes to standard output and standard error.
//!
//! On a terminal: aligned columns. Elsewhere: the same columns, separated by tabs. Names come from
//! pictures and files of strangers, so nothing in them may steer a terminal.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::exit::Failure;

/// A sentence on standard error. Whoever closed it does not want to know.
pub fn warn(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}

/// A sentence on standard output.
pub fn say(sentence: &str) -> Result<(), Failure> {
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

/// Text from outside as it may stand on a terminal: no control characters, and none that turn the
/// direction of what follows.
pub fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// An account as a sentence names it.
pub fn title(issuer: &str, account: &str) -> String {
    match (issuer, account) {
        ("", "") => "(no name)".to_owned(),
        (one, "") | ("", one) => plain(one),
        (issuer, account) => format!("{} ({})", plain(issuer), plain(account)),
    }
}

/// "1 entry", "2 entries".
pub fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// How many entries a vault holds, where not all of them are in the list.
pub fn held(live: usize, trashed: usize, unreadable: usize) -> String {
    let mut text = entries(live);
    if trashed > 0 {
        text.push_str(&format!(", {trashed} in the trash"));
    }
    if unreadable > 0 {
        text.push_str(&format!(", {unreadable} not readable by this version"));
    }
    text
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
    fn an_empty_column_takes_no_room() {
        let rows = [["a", "", "x"], ["b", "", "y"]].map(|r| r.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "a  x\nb  y\n");
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\u{202e}c\td"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d");
    }
}
