//! Text files with one URI a line: comments, blank lines, byte order marks and both line ends.

use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use super::format::ENOUGH;
use super::{Found, Piece};

/// The longest link that is taken apart, in bytes: 64 KiB, more than any QR code holds.
const MAX_LINK: usize = 64 * 1024;

/// After how many lines and links it is asked whether to go on.
const AT_ONCE: usize = 1_024;

/// What every line holds, as long as there are not too many accounts and it may go on.
pub(crate) fn pieces(text: &str, may_go_on: &dyn Fn() -> bool) -> Vec<Piece> {
    let (mut pieces, mut accounts, mut steps) = (Vec::new(), 0, 0_usize);
    let mut is_over = || {
        steps += 1;
        steps % AT_ONCE == 1 && !may_go_on()
    };
    for line in text.trim_start_matches('\u{feff}').lines() {
        if is_over() {
            return pieces;
        }
        // Every link has one.
        if !line.contains(':') {
            continue;
        }
        for link in links(line) {
            if accounts >= ENOUGH || is_over() {
                return pieces;
            }
            let is_long = link.expose().len() > MAX_LINK && begins(link.expose(), "otpauth");
            let piece = match is_long {
                true => Some(Piece::refused(UriError::Unreadable)),
                false => Piece::of(&link),
            };
            accounts += piece.as_ref().map_or(0, Piece::accounts);
            pieces.extend(piece);
        }
    }
    pieces
}

/// Takes in what every line holds, as [`pieces`] does.
pub(super) fn lines_while(text: &str, found: &mut Found, may_go_on: &dyn Fn() -> bool) {
    found.extend(pieces(text, may_go_on));
}

/// The links of a line: itself, as a rule. Ente's copies on the disk have each as a JSON string, and its
/// first exports were one line with commas between the links. Of a row of a spreadsheet it is the first
/// cell.
pub(super) fn links(line: &str) -> impl Iterator<Item = SecretText> {
    let line = line.trim();
    let quoted = line.starts_with('"').then(|| line.trim_end_matches(','));
    let unquoted = quoted.and_then(|line| serde_json::from_str::<String>(line).ok());
    let line = SecretText::new(unquoted.unwrap_or_else(|| line.to_owned()));
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let rest = line.expose().get(start?..)?;
        // No link holds a bare comma before another link.
        let comma = rest.find(",otpauth");
        start = comma.and_then(|comma| Some(start? + comma + 1));
        let link = first_cell(rest.get(..comma.unwrap_or(rest.len()))?);
        Some(SecretText::new(link.trim().to_owned()))
    })
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
