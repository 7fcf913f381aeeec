//! Text files with one URI a line: comments, blank lines, byte order marks and both line ends.

use tessera_core::interrupt;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use super::format::ENOUGH;
use super::{Found, Reading};

/// The longest link that is taken apart, in bytes: 64 KiB, more than any QR code holds.
const MAX_LINK: usize = 64 * 1024;

/// Reads every line, as long as there are not too many accounts, and says whether any held one.
pub fn lines(text: &SecretText, found: &mut Found) -> Reading {
    let mut reading = Reading::NoAccount;
    let full = found.drafts.len() + ENOUGH;
    for line in text.expose().trim_start_matches('\u{feff}').lines() {
        for link in links(line) {
            // Whoever locks does not wait for a long text.
            if found.drafts.len() >= full || interrupt::is_called() {
                return reading;
            }
            if link.expose().len() > MAX_LINK && begins(link.expose(), "otpauth") {
                found.refuse(UriError::Unreadable);
                reading = Reading::Account;
            } else if found.read(&link) == Reading::Account {
                reading = Reading::Account;
            }
        }
    }
    reading
}

/// The links of a line: itself, as a rule. Ente's copies on the disk have each as a JSON string, and its
/// first exports were one line with commas between the links. Of a row of a spreadsheet it is the first
/// cell.
pub(super) fn links(line: &str) -> impl Iterator<Item = SecretText> {
    let line = line.trim();
    let quoted = line.starts_with('"').then(|| line.trim_end_matches(','));
    let unquoted = quoted.and_then(|line| serde_json::from_str::<String>(line).ok());
    let line = SecretText::new(unquoted.unwrap_or_else(|| line.to_owned()));
    let text = line.expose();
    // No link holds a bare comma before another link.
    let mut starts: Vec<usize> =
        text.match_indices(",otpauth").map(|(comma, _)| comma + 1).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([text.len()]);
    let links: Vec<SecretText> = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end))
        .map(first_cell)
        .map(|link| SecretText::new(link.trim().to_owned()))
        .collect();
    links.into_iter()
}

/// A link up to the mark that closes it, or to the comma that ends a parameter in which none can be.
fn first_cell(text: &str) -> &str {
    const BARE: [&str; 5] = ["secret", "algorithm", "digits", "period", "counter"];
    if let Some(quoted) = text.strip_prefix('"').filter(|quoted| begins(quoted, "otpauth://"))
        && let Some((link, _)) = quoted.split_once('"')
    {
        return link;
    }
    let mut start = text.find('?').map_or(text.len(), |mark| mark + 1);
    for parameter in text.get(start..).unwrap_or_default().split('&') {
        let name = parameter.split_once('=').map_or("", |(name, _)| name);
        let is_bare = BARE.iter().any(|bare| name.eq_ignore_ascii_case(bare));
        if let Some(comma) = parameter.find(',').filter(|_| is_bare) {
            return text.get(..start + comma).unwrap_or(text);
        }
        start += parameter.len() + 1;
    }
    text
}

/// Whether a line begins as one of its links does.
pub(super) fn begins(line: &str, scheme: &str) -> bool {
    let line = line.trim_start_matches(['\u{feff}', ' ', '\t', '"']);
    line.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn a_line_has_one_link_unless_commas_part_several() {
        for (line, expected) in [
            ("", &[""][..]),
            (" a, b ", &["a, b"]),
            ("otpauth://a?x=1,2", &["otpauth://a?x=1,2"]),
            (
                "otpauth://a,otpauth://b,otpauth-migration://c",
                &["otpauth://a", "otpauth://b", "otpauth-migration://c"],
            ),
            (r#""otpauth://a?\u0026\"","#, &["otpauth://a?&\""]),
            (r#""otpauth://a"#, &[r#""otpauth://a"#]),
            ("otpauth://a?secret=AA,Mail,7", &["otpauth://a?secret=AA"]),
            ("otpauth://a?secret=AA&issuer=B, C", &["otpauth://a?secret=AA&issuer=B, C"]),
            (r#""otpauth://a?secret=AA&issuer=B","Mail""#, &["otpauth://a?secret=AA&issuer=B"]),
        ] {
            let found: Vec<_> = links(line).map(|link| link.expose().to_owned()).collect();
            assert_eq!(found, expected);
        }
    }
}
