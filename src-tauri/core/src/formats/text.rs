//! Text files with one URI a line: comments, blank lines, byte order marks and both line ends.

use super::format::ENOUGH;
use super::{Found, Reading};
use crate::secret::SecretText;

/// Reads every line, as long as there are not too many accounts, and says whether any held one.
pub fn lines(text: &SecretText, found: &mut Found) -> Reading {
    let mut reading = Reading::NoAccount;
    let full = found.drafts.len() + ENOUGH;
    for line in text.expose().trim_start_matches('\u{feff}').lines() {
        if found.drafts.len() >= full {
            break;
        }
        if found.read(&SecretText::new(line.trim().to_owned())) == Reading::Account {
            reading = Reading::Account;
        }
    }
    reading
}
