//! Texts with links in them, one a line or anywhere: comments, blank lines, byte order marks and all line
//! ends; rich text too. A line that held something and gave nothing is counted.

mod finder;
mod rich;

use zeroize::Zeroizing;

use tessera_core::otpauth::{self, UriError};
use tessera_core::secret::SecretText;

use crate::draft::Draft;

use super::Piece;
use super::format::{ENOUGH, Remark};
use finder::{Next, next};

/// The longest link that is taken apart, in bytes: 64 KiB, more than any QR code holds.
pub(super) const MAX_LINK: usize = otpauth::MAX_URI;
/// The longest link that is looked for in the next line as well, in bytes, and the most lines it may take.
const MAX_WRAPPED: usize = 4 * 1024;
const MAX_LINES: usize = 16;

/// After how many lines, and after how many links of one, it is asked whether to go on.
const AT_ONCE: usize = 1_024;

/// Lines that held something and gave nothing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Unread {
    /// How many.
    pub count: usize,
    /// The numbers of the first [`Unread::NUMBERED`] of them, counted from 1.
    pub lines: Vec<usize>,
}

impl Unread {
    /// Of how many the number is told.
    pub const NUMBERED: usize = 10;

    fn add(&mut self, line: usize) {
        self.count += 1;
        if self.lines.len() < Self::NUMBERED {
            self.lines.push(line);
        }
    }

    /// What there is to say of them; nothing where there are none.
    pub fn remark(self) -> Option<Remark> {
        let Self { count, lines } = self;
        (count > 0).then_some(Remark::Lines { count, lines })
    }
}

/// What a text holds.
#[derive(Debug, Default)]
pub struct TextContent {
    /// The accounts and parts of transfers, in the order in which they stand there.
    pub pieces: Vec<Piece>,
    /// The lines that held something and gave nothing.
    pub unread: Unread,
    /// Whether it begins as JSON and is none: accounts without a link may be missing.
    pub is_damaged: bool,
}

/// Reads every line, as long as there are not too many accounts and it may go on.
pub fn read_text(text: &str, may_go_on: &dyn Fn() -> bool) -> TextContent {
    let (mut content, mut accounts, mut links_seen) = (TextContent::default(), 0, 0_usize);
    each_line(text, may_go_on, &mut |number, links| {
        let before = content.pieces.len();
        for link in links {
            links_seen += 1;
            if accounts >= ENOUGH || (links_seen % AT_ONCE == 0 && !may_go_on()) {
                return false;
            }
            let pieces = link.pieces();
            accounts += pieces.iter().map(Piece::accounts).sum::<usize>();
            content.pieces.extend(pieces);
        }
        if content.pieces.len() == before {
            content.unread.add(number);
        }
        true
    });
    content
}

/// A link as it stands in a text.
pub(super) struct LinkText {
    pub(super) text: SecretText,
    /// A parameter may have been lost.
    pub(super) is_broken: bool,
}

impl LinkText {
    /// What it holds; nothing where it is none of an authenticator.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let link = self.text.expose();
        let is_too_long = link.len() > MAX_LINK && begins(link, "otpauth");
        if !self.is_broken && !is_too_long {
            return Piece::of(&self.text);
        }
        let reason = if is_too_long { UriError::Unreadable } else { UriError::LinkBroken };
        vec![Piece::Account(Draft::refused(otpauth::labels(link), reason))]
    }
}

/// Hands on every line that holds anything, by its number, with the links in it, until it is told to stop.
/// A link that goes on in the next lines is of the first.
pub(super) fn each_line(
    text: &str,
    may_go_on: &dyn Fn() -> bool,
    take: &mut dyn FnMut(usize, Vec<LinkText>) -> bool,
) {
    let plain = rich::is_rich(text).then(|| rich::plain(text));
    let mut rest = plain.as_deref().map_or(text, String::as_str);
    let mut number = 1;
    for seen in 0.. {
        if rest.is_empty() || (seen % AT_ONCE == 0 && !may_go_on()) {
            return;
        }
        let (line, after) = first_line(rest);
        rest = after;
        if !line.contains("://") && !line.contains(":\\/\\/") {
            if !is_of_nothing(line) && !take(number, Vec::new()) {
                return;
            }
            number += 1;
            continue;
        }
        let whole = Whole::of(line, &mut rest);
        let mut links = whole.links();
        let is_told = !links.is_empty() || !is_of_nothing(line);
        if is_comment(line) {
            // An account that somebody has commented out is none, but it is told.
            links.clear();
        }
        if is_told && !take(number, links) {
            return;
        }
        number += 1 + whole.more;
    }
}

/// A line and those that its last link goes on in.
struct Whole {
    text: Zeroizing<String>,
    /// How many lines were added.
    more: usize,
    /// Whether the next line may belong to it as well, and nobody can tell.
    is_unsure: bool,
}

impl Whole {
    fn of(line: &str, rest: &mut &str) -> Self {
        let mut whole = Self { text: unquoted(line), more: 0, is_unsure: false };
        let Some(mut start) = whole.last_open_link() else { return whole };
        while whole.more < MAX_LINES && whole.text.len() - start < MAX_WRAPPED {
            let (line, after) = first_line(rest);
            let line = unquoted(line.trim_start_matches('>'));
            let link = whole.text.get(start..).unwrap_or_default();
            let is_soft = is_soft(link, &line);
            let before = if is_soft { link.trim_end().trim_end_matches('=') } else { link };
            match next(before, &line) {
                // What a mail program broke, it marked.
                Next::Unsure | Next::Other if is_soft && !line.trim().is_empty() => {}
                Next::Part => {}
                Next::Unsure => {
                    whole.is_unsure = true;
                    break;
                }
                Next::Other => break,
            }
            let end = start + before.trim_end().len();
            whole.text.truncate(end);
            whole.text = [whole.text.as_str(), line.trim()].concat().into();
            whole.more += 1;
            *rest = after;
            match whole.last_open_link() {
                Some(last) => start = last,
                None => break,
            }
        }
        whole
    }

    /// Where the last link begins, if nothing ends it.
    fn last_open_link(&self) -> Option<usize> {
        finder::links(&self.text).last().filter(|link| link.is_open).map(|link| link.start)
    }

    fn links(&self) -> Vec<LinkText> {
        let links = finder::links(&self.text);
        let last = links.len().saturating_sub(1);
        let piece = |(at, link): (usize, &finder::Link<'_>)| LinkText {
            text: SecretText::new(link.text.to_owned()),
            is_broken: link.is_broken || (self.is_unsure && at == last),
        };
        links.iter().enumerate().map(piece).collect()
    }
}

/// Whether a mail program broke the link at the end of its line and said so (RFC 2045, section 6.7).
fn is_soft(link: &str, next: &str) -> bool {
    link.trim_end().ends_with('=') && (link.contains("=3D") || next.contains("=3D"))
}

/// A line without what nobody sees at its ends. Ente's copies on the disk have each as a JSON string.
fn unquoted(line: &str) -> Zeroizing<String> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    let quoted = line.starts_with('"').then(|| line.trim_end_matches(','));
    let unquoted = quoted.and_then(|line| serde_json::from_str::<String>(line).ok());
    if let Some(text) = unquoted {
        return text.into();
    }
    // Marks as JSON and JavaScript may write them in the middle of a line.
    const ESCAPES: [(&str, &str); 5] =
        [("\\/", "/"), ("\\u0026", "&"), ("\\u003d", "="), ("\\u003D", "="), ("\\u003f", "?")];
    let mut line = Zeroizing::new(line.to_owned());
    for (escape, mark) in ESCAPES {
        if line.contains(escape) {
            line = line.replace(escape, mark).into();
        }
    }
    line
}

fn is_unseen(c: char) -> bool {
    // Marks of order and direction, and the end of a text of DOS.
    matches!(c, '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{1a}' | '\0')
}

/// The first line of a text, and what follows it.
fn first_line(text: &str) -> (&str, &str) {
    let is_end =
        |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let Some(end) = text.find(is_end) else { return (text, "") };
    let (line, rest) = text.split_at(end);
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    (line, rest.strip_prefix("\r\n").or_else(|| rest.get(mark..)).unwrap_or_default())
}

fn is_comment(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || is_unseen(c));
    // Not a number: `#1 otpauth://…`.
    line.strip_prefix('#').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        || line.starts_with("//")
}

/// Whether a line is blank, a comment, or only says how a page looks.
fn is_of_nothing(line: &str) -> bool {
    const COMMENTS: [&str; 4] = [";", "--", "<!--", "```"];
    let line = line.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    is_comment(line)
        || COMMENTS.iter().any(|comment| line.starts_with(comment))
        || (line.starts_with('<') && line.ends_with('>') && !line.contains("</"))
        || (line.starts_with("</") && line.ends_with('>'))
        || !line.contains(char::is_alphanumeric)
}

/// The links of a text that is more than one link; none where it is one, or holds none.
pub(super) fn several(text: &str) -> Option<Vec<LinkText>> {
    let mut all = Vec::new();
    each_line(text, &|| true, &mut |_, pieces| {
        let room = ENOUGH.saturating_sub(all.len());
        all.extend(pieces.into_iter().take(room));
        room > 0
    });
    let text = text.trim();
    let is_one = all.len() == 1
        && finder::is_first(text)
        && !text.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    (!is_one && !all.is_empty()).then_some(all)
}

/// Whether a text holds a link of an authenticator.
pub(super) fn has_links(text: &str) -> bool {
    let mut any = false;
    each_line(text, &|| true, &mut |_, pieces| {
        any = !pieces.is_empty();
        !any
    });
    any
}

/// Whether a line begins as one of its links does.
pub(super) fn begins(line: &str, scheme: &str) -> bool {
    let line = line.trim_start_matches(['\u{feff}', ' ', '\t', '"']);
    line.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
}

/// A text without the links in it, each of which may hold a secret: none where it holds none.
pub(crate) fn without_links(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let (mut start, mut end) = (0, 0);
    for line in text.split_inclusive(['\n', '\r']) {
        for link in finder::links(line).iter().filter(|link| link.is_sure()) {
            out.push_str(text.get(end..start + link.start)?);
            out.push('…');
            end = start + link.start + link.text.len();
        }
        start += line.len();
    }
    out.push_str(text.get(end..)?);
    (end > 0).then_some(out)
}
