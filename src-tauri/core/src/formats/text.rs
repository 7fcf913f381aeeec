//! Text files with one URI a line: comments, blank lines, byte order marks and both line ends.

use super::{Found, Reading};
use crate::secret::SecretText;

/// Reads every line, and says whether any held an account.
pub fn lines(text: &SecretText, found: &mut Found) -> Reading {
    let mut reading = Reading::NoAccount;
    for line in text.expose().trim_start_matches('\u{feff}').lines() {
        if found.read(&SecretText::new(line.trim().to_owned())) == Reading::Account {
            reading = Reading::Account;
        }
    }
    reading
}
