//! The links in a line of any text: behind labels, bullets and keys, in quotes and brackets, several beside
//! each other. Where one ends is told by what opened it, by the next one, or by what no link holds there.
//!
//! What cannot be told surely is called broken: a link that lost a parameter would give wrong codes.

use tessera_core::otpauth;

use crate::formats::format::ENOUGH;
use crate::formats::text::MAX_LINK;

/// A link in a line.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Link<'a> {
    /// Where it begins in the line.
    pub(super) start: usize,
    pub(super) text: &'a str,
    /// How long it is with the mark that closes it, in bytes.
    length: usize,
    /// A parameter may have been lost.
    pub(super) is_broken: bool,
    /// Nothing in the line ended it.
    pub(super) is_open: bool,
}

const SCHEMES: [&str; 5] = ["otpauth-migration", "apple-otpauth", "otpauth", "steam", "motp"];

/// Every link of a line, in order. Linear in its length.
pub(super) fn links(line: &str) -> Vec<Link<'_>> {
    let starts = starts(line);
    let mut end = 0;
    let next = starts.iter().copied().skip(1).map(Some).chain([None]);
    let mut links = Vec::with_capacity(starts.len());
    for (start, next) in starts.iter().copied().zip(next) {
        let before = line.get(end..start).unwrap_or_default();
        let text = line.get(start..next.unwrap_or(line.len())).unwrap_or_default();
        let link = Link::of(start, before, text, next.is_some());
        end = start + link.length;
        links.push(link);
    }
    links
}

/// Where links begin.
fn starts(line: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut end = 0;
    for (place, _) in line.match_indices("://") {
        let head = line.get(end..place).unwrap_or_default();
        let Some(scheme) = SCHEMES.iter().find(|scheme| ends_with(head, scheme)) else { continue };
        let start = place - scheme.len();
        let before = line.get(end..start).unwrap_or_default();
        let rest = line.get(place + 3..).unwrap_or_default();
        // More accounts than a file may have.
        if starts.len() > ENOUGH {
            break;
        }
        if is_start(before, scheme, rest, start == 0 || is_blank(line.get(..start))) {
            starts.push(start);
        }
        end = place + 3;
    }
    starts
}

fn ends_with(text: &str, word: &str) -> bool {
    let tail = text.len().checked_sub(word.len()).and_then(|start| text.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
}

/// Whether a text begins as links do.
pub(super) fn is_first(text: &str) -> bool {
    let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
    SCHEMES.iter().any(|one| one.eq_ignore_ascii_case(scheme))
}

/// Nothing that could be a word.
fn is_blank(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.len() < 64 && !text.contains(char::is_alphanumeric))
}

/// Whether a link begins here, and not a word about links. What stands first in a line is always one.
fn is_start(before: &str, scheme: &str, rest: &str, is_first: bool) -> bool {
    let is_word = before.ends_with(|c: char| c.is_alphanumeric());
    match scheme {
        "steam" => {
            let token = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            // What the program Steam is told to do.
            let more = rest.get(token.len()..).and_then(|more| more.strip_prefix('/'));
            if more.is_some_and(|more| more.starts_with(char::is_alphanumeric)) {
                return false;
            }
            let is_secret = token.len() >= 8 && !token.contains(['0', '1', '8', '9']);
            is_first || (!is_word && is_secret)
        }
        "motp" => {
            let own = rest.split("://").next().unwrap_or_default();
            is_first || (!is_word && own.contains('?'))
        }
        _ => (is_first || is_kind(rest)) && !is_example(rest),
    }
}

/// Whether words for a secret stand wherever the secret would: this shows what links look like.
fn is_example(rest: &str) -> bool {
    const WORDS: [&str; 4] = ["SECRET", "YOURSECRET", "SECRETKEY", "BASE32SECRET"];
    let own = rest.split("://").next().unwrap_or_default();
    let secrets = own.split(['?', '&', ';']).filter_map(|part| part.strip_prefix("secret="));
    let word = |value: &str| {
        let end = value.find(|c: char| !c.is_alphanumeric()).unwrap_or(value.len());
        WORDS.contains(&value.get(..end).unwrap_or_default())
    };
    secrets.clone().next().is_some() && { secrets }.all(word)
}

/// `totp/`, `totp?` and the like.
pub(super) fn is_kind(rest: &str) -> bool {
    let rest = rest.trim_start_matches('/');
    let length = rest.bytes().take(24).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && rest.get(length..).is_some_and(|rest| rest.starts_with(['/', '?', '%']))
}

impl<'a> Link<'a> {
    /// The link at the start of `text`, which goes to the next one or to the end of the line.
    fn of(start: usize, before: &str, text: &'a str, is_followed: bool) -> Self {
        let closed = closing(before, text).unwrap_or(text.len());
        let is_open = closed == text.len() && !is_followed;
        let mut link = text.get(..closed).unwrap_or(text);
        if is_followed && closed == text.len() {
            link = without_label(without_escapes(link));
        }
        let (end, is_unsure) = end_of_parameters(link);
        link = trimmed(link.get(..end).unwrap_or(link));
        let rest = text.get(link.len()..).unwrap_or_default();
        // Of a quoted text the mark that ends it, of a list the mark between.
        let is_open = is_open && (end == closed || rest.trim_matches(is_filler).is_empty());
        let mark = text.get(closed..).and_then(|rest| rest.chars().next());
        let length =
            if closed < text.len() { closed + mark.map_or(0, char::len_utf8) } else { link.len() };
        Self { start, text: link, length, is_broken: is_unsure || names_parameter(rest), is_open }
    }

    /// Whether it is more than a word that stands first in a line.
    pub(super) fn is_sure(&self) -> bool {
        let rest = self.text.split_once("://").map_or("", |(_, rest)| rest);
        self.text.contains('?') && is_kind(rest)
            || SCHEMES.iter().skip(3).any(|scheme| {
                self.text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
            })
    }
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '\\' | '|' | '\u{feff}' | '\u{200b}')
}

/// A line end that somebody wrote with a backslash.
fn without_escapes(link: &str) -> &str {
    const ENDS: [&str; 3] = ["\\n", "\\r", "\\t"];
    let mut link = link;
    while let Some(shorter) = ENDS.iter().find_map(|end| link.strip_suffix(end)) {
        link = shorter;
    }
    link
}

/// A link without what parts it from the next, and without the mark that closes what was opened out of
/// sight.
fn trimmed(link: &str) -> &str {
    let link = link.trim_end_matches(is_filler);
    let closes = |close: char, open: &[char]| {
        link.strip_suffix(close).filter(|rest| !rest.contains(open)).map(|rest| rest.trim_end())
    };
    [('"', &['"'][..]), ('`', &['`']), ('\'', &['\'']), ('>', &['<']), (')', &['(']), (']', &['['])]
        .into_iter()
        .find_map(|(close, open)| closes(close, open))
        .unwrap_or(link)
}

/// Opening marks and what closes them.
const PAIRS: [(char, &[char]); 19] = [
    ('"', &['"']),
    ('`', &['`']),
    ('“', &['”', '“']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('‹', &['›']),
    ('»', &['«']),
    ('›', &['‹']),
    ('‚', &['‘', '’']),
    ('「', &['」']),
    ('『', &['』']),
    ('《', &['》']),
    ('【', &['】']),
    ('〈', &['〉']),
    ('（', &['）']),
    ('<', &['>']),
    ('(', &[')']),
    ('[', &[']']),
    ('{', &['}']),
];

/// The same marks as pages write them.
const ENTITIES: [(&str, &str); 6] = [
    ("&quot;", "&quot;"),
    ("&#34;", "&#34;"),
    ("&apos;", "&apos;"),
    ("&#39;", "&#39;"),
    ("&#x27;", "&#x27;"),
    ("&lt;", "&gt;"),
];

/// Where a link ends that stands in quotes, brackets, a cell or a page; none where nothing closes it.
fn closing(before: &str, text: &str) -> Option<usize> {
    let last = before.chars().next_back();
    let in_word = |place: usize| {
        text.get(place..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    let mark = match last {
        Some(quote @ ('\'' | '‘')) => {
            let close = if quote == '‘' { '’' } else { '\'' };
            let mut places = text.match_indices(close);
            places.find(|(place, mark)| !in_word(place + mark.len())).map(|(place, _)| place)
        }
        Some(mark @ ('*' | '_' | '~')) => emphasis(before, text, mark),
        Some('=') if before.ends_with("==") => emphasis(before, text, '='),
        Some('`') if before.ends_with("``") => {
            let length = before.len() - before.trim_end_matches('`').len();
            text.find(before.get(before.len() - length..)?)
        }
        _ if before
            .rfind("='")
            .is_some_and(|place| !before.get(place + 2..).unwrap_or_default().contains('\'')) =>
        {
            text.find('\'')
        }
        _ => open_pair(before).and_then(|(open, close)| closed(text, open, close)),
    };
    let entity = ENTITIES.iter().find(|(open, _)| before.ends_with(open));
    let entity = entity.and_then(|(_, close)| text.find(close));
    let tag = text.match_indices('<').map(|(place, _)| place).find(|place| {
        let rest = text.get(place + 1..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
    });
    let is_cell = before.trim_end().ends_with('|');
    let cell = is_cell.then(|| text.find('|')).flatten();
    let tab = text.find(['\t', '\0']);
    [mark, entity, tag, cell, tab, text.find("&lt;")].into_iter().flatten().min()
}

/// Where the marks stand at the end of the text that as many of them opened.
fn emphasis(before: &str, text: &str, mark: char) -> Option<usize> {
    let run = before.get(before.trim_end_matches(mark).len()..)?;
    let end = text.trim_end();
    end.ends_with(run).then_some(end.len() - run.len())
}

/// The mark that was opened last before the link, and is still open.
fn open_pair(before: &str) -> Option<(char, &'static [char])> {
    let of = |(open, close): (char, &'static [char])| {
        let place = before.rfind(open)?;
        let is_open = match close.contains(&open) {
            true => before.matches(open).count() % 2 == 1,
            false => !before.get(place..).unwrap_or_default().contains(close),
        };
        is_open.then_some((place, open, close))
    };
    let open = PAIRS.into_iter().filter_map(of).max_by_key(|(place, ..)| *place)?;
    Some((open.1, open.2))
}

/// Where the mark stands that closes what was opened; brackets inside are in pairs.
fn closed(text: &str, open: char, close: &[char]) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, c) in text.char_indices() {
        if close.contains(&c) {
            match depth {
                0 => return Some(place),
                _ => depth -= 1,
            }
        } else if c == open {
            depth += 1;
        }
    }
    None
}

/// A link without the label of the one that follows it in the line: `…&issuer=Mill, Loom: `.
fn without_label(link: &str) -> &str {
    const AND: [&str; 6] = [" and", " und", " et", " or", " &", " +"];
    let link = AND.iter().find_map(|and| link.trim_end().strip_suffix(and)).unwrap_or(link);
    let end = link.trim_end();
    let is_labelled = end
        .ends_with([':', '=', '|', '>', '•', '→', '–', '—', '*', '"', '\'', '`', '“', '(', '['])
        || end.ends_with(" -")
        || (end.ends_with([')', '.'])
            && end.trim_end_matches([')', '.']).ends_with(|c: char| c.is_ascii_digit()));
    // The label may end with an equals sign of its own.
    let value = end.trim_end_matches('=').rfind('=').unwrap_or_default();
    let tail = link.get(value..).unwrap_or_default();
    let cut = match is_labelled {
        true => tail
            .find([',', ';', '|', '"', '\'', '`'])
            .or_else(|| tail.find(char::is_whitespace))
            .or_else(|| tail.find(['(', '[', '“', '>', '*', '•'])),
        false => None,
    };
    let link = cut.and_then(|cut| link.get(..value + cut)).unwrap_or(link);
    // What parts the two.
    link.trim_end_matches(|c: char| {
        c.is_whitespace() || c.is_control() || "/…~^_#·—–-:!?{[(".contains(c)
    })
}

/// Where the parameters end, which no words follow, and whether what follows may belong to them.
fn end_of_parameters(link: &str) -> (usize, bool) {
    const BARE: [&str; 5] = ["secret", "algorithm", "digits", "period", "counter"];
    let query = link.find('?').map(|mark| mark + 1).filter(|_| link.len() <= MAX_LINK);
    let Some(query) = query else { return (link.len(), false) };
    let mut start = query;
    for part in link.get(query..).unwrap_or_default().split('&') {
        if let Some((name, value)) = part.split_once('=')
            && BARE.iter().any(|bare| name.trim().eq_ignore_ascii_case(bare))
        {
            let at = start + name.len() + 1;
            let length = match name.trim().eq_ignore_ascii_case("secret") {
                true => secret(value),
                false => Some(without_stop(value.get(..word(value)).unwrap_or_default()).len()),
            };
            match length {
                None => return (link.len(), true),
                // A mark where the value should begin: what it says would be lost.
                Some(length)
                    if value.get(..length).is_some_and(|word| word.trim().is_empty())
                        && !value.trim().is_empty() =>
                {
                    return (link.len(), true);
                }
                Some(length) if value.get(length..).is_some_and(|rest| !rest.trim().is_empty()) => {
                    return (at + length, false);
                }
                Some(_) => {}
            }
        }
        start += part.len() + 1;
    }
    // A comment behind it.
    let comment = [" #", " //", " --", " <-", " ;", " | ", " \"", "\u{a0}#"]
        .iter()
        .filter_map(|mark| link.get(query..)?.find(mark));
    (comment.min().map_or(link.len(), |place| query + place), false)
}

/// A text without the one mark that ends its sentence: more of them may stand for what was left out.
fn without_stop(text: &str) -> &str {
    const STOPS: [char; 4] = ['.', '!', '?', ':'];
    let rest = text.trim_end().strip_suffix(STOPS);
    rest.filter(|rest| rest.ends_with(char::is_alphanumeric)).unwrap_or(text)
}

/// How long the one word of a value is, with the spaces before it.
fn word(value: &str) -> usize {
    let blank = value.len() - value.trim_start().len();
    let rest = value.get(blank..).unwrap_or_default();
    // What another parameter begins with is no end.
    let is_end = |(place, c): (usize, char)| {
        let after = rest.get(place + c.len_utf8()..).unwrap_or_default();
        match c {
            ';' => !is_parameter(after),
            ',' | '"' | '`' | '|' | '#' | '\\' => true,
            ')' | ']' | '}' | '>' | '\'' | '’' | '”' | '“' | '»' | '›' | '」' => {
                !after.starts_with(char::is_alphanumeric)
            }
            _ => c.is_whitespace(),
        }
    };
    blank + rest.char_indices().find(|at| is_end(*at)).map_or(rest.len(), |(place, _)| place)
}

/// Whether a text begins with the name of a parameter and its equals sign.
fn is_parameter(text: &str) -> bool {
    let end = text.bytes().take(40).position(|byte| byte == b'=');
    end.and_then(|end| text.get(..end)).is_some_and(otpauth::is_parameter)
}

/// How long a secret is that may be written in groups; none where words may follow it that look like
/// groups.
fn secret(value: &str) -> Option<usize> {
    let value = without_stop(value);
    let mut groups: Vec<&str> = Vec::new();
    let mut length = 0;
    let mut rest = value;
    loop {
        let blank = rest.len() - rest.trim_start().len();
        let body = rest.get(blank..).unwrap_or_default();
        let end = word(body);
        let group = body.get(..end).unwrap_or_default();
        let is_symbol = |c: char| c.is_ascii_alphanumeric() || matches!(c, '=' | '-' | '%' | '+');
        // Blanks that nobody sees and foreign letters are refused where the secret is read, by their place.
        let is_group = group.contains(char::is_alphanumeric)
            && (groups.is_empty() || group.chars().all(is_symbol));
        if !is_group {
            break;
        }
        groups.push(group);
        length += blank + end;
        rest = body.get(end..).unwrap_or_default();
    }
    let (Some((first, more)), true) = (groups.split_first(), groups.len() > 1) else {
        return Some(length);
    };
    let Some((last, middle)) = more.split_last() else { return Some(length) };
    let is_even = middle.iter().all(|group| group.len() == first.len())
        && (last.len() == first.len() || (last.len() < first.len() && first.len() <= 8));
    let case = |group: &str| {
        (
            group.contains(|c: char| c.is_ascii_uppercase()),
            group.contains(|c: char| c.is_ascii_lowercase()),
        )
    };
    let (upper, lower) = groups
        .iter()
        .map(|group| case(group))
        .fold((false, false), |a, b| (a.0 || b.0, a.1 || b.1));
    let is_of_one_case =
        !(upper && lower) || groups.iter().all(|group| case(group) == (true, true));
    (is_even && is_of_one_case).then_some(length)
}

/// Whether what follows a link gives a value to a parameter of the codes, whatever stands between.
fn names_parameter(rest: &str) -> bool {
    const NAMES: [&str; 4] = ["algorithm", "digits", "period", "counter"];
    rest.match_indices('=').any(|(place, _)| {
        let before = rest.get(..place).unwrap_or_default().trim_end();
        let start = before.len().saturating_sub(9);
        let word = (start..before.len()).find_map(|start| before.get(start..)).unwrap_or_default();
        let word = word.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        NAMES.iter().any(|name| word.eq_ignore_ascii_case(name))
    })
}

/// Whether a parameter stands in what follows a link, as parameters follow each other.
fn holds_parameters(rest: &str) -> bool {
    let marks = rest.match_indices(['&', ';']);
    let mut names = marks.filter_map(|(place, _)| rest.get(place + 1..));
    names.any(|text| is_parameter(text.trim_start().trim_start_matches("amp;")))
}

/// Whether a text ends with the first letters of a parameter's name: the line was broken again in it.
fn ends_in_a_name(text: &str) -> bool {
    const NAMES: [&str; 6] = ["secret", "issuer", "algorithm", "digits", "period", "counter"];
    let tail = text.rsplit_once('&').map_or("", |(_, tail)| tail);
    tail.len() >= 2 && NAMES.iter().any(|name| name.starts_with(tail))
}

/// What the next line is to a link that the end of its line cuts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Next {
    /// Its other part.
    Part,
    /// Nobody can tell: it may be.
    Unsure,
    /// Something else.
    Other,
}

/// Whether a line goes on with a link that nothing has ended.
pub(super) fn next(link: &str, line: &str) -> Next {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') || !starts(line).is_empty() {
        return Next::Other;
    }
    let is_url = |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '`' | '|');
    let token = line.split(|c: char| !is_url(c)).next().unwrap_or_default();
    let is_whole = token.len() == line.len();
    let link = link.trim_end();
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let has_query = path.len() < link.len();
    let begins = |text: &str, marks: &[char]| {
        text.strip_prefix(marks).is_some_and(|rest| is_parameter(rest.trim_start_matches("amp;")))
    };
    let goes_on = begins(line, &['&', ';'])
        || (!has_query && begins(line, &['?']))
        || holds_parameters(token)
        || (!has_query && token.split_once('?').is_some_and(|(_, query)| is_parameter(query)))
        || (has_query && is_whole && ends_in_a_name(token))
        || (is_parameter(token) && link.ends_with(['&', '?', ';']));
    let is_cut = link.ends_with(['&', '?', '%'])
        || link
            .len()
            .checked_sub(2)
            .and_then(|at| link.get(at..))
            .is_some_and(|end| end.starts_with('%'));
    if goes_on || (is_whole && is_cut) {
        return Next::Part;
    }
    if !is_whole || !has_query {
        return Next::Other;
    }
    let last = query.rsplit('&').next().unwrap_or_default();
    let (name, value) = last.split_once('=').unwrap_or((last, ""));
    if !otpauth::is_parameter(name) && !name.is_empty() && last.contains('=') {
        return Next::Other;
    }
    let value = value.trim();
    let is_base32 = |text: &str| {
        text.len() > 1
            && text
                .trim_end_matches('=')
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() && !b"0189".contains(&b))
    };
    let is_same_case = value.bytes().any(|b| b.is_ascii_lowercase())
        == token.bytes().any(|b| b.is_ascii_lowercase());
    match name.trim().to_ascii_lowercase().as_str() {
        "issuer" if value.is_empty() => Next::Unsure,
        "issuer" => Next::Other,
        // A mail program may break right behind the sign.
        _ if value.is_empty() && last.contains('=') => Next::Part,
        _ if !last.contains('=') => Next::Unsure,
        "secret" if is_base32(token) && is_same_case => Next::Unsure,
        "secret" => Next::Other,
        _ if token.bytes().all(|b| b.is_ascii_digit()) => Next::Unsure,
        _ => Next::Other,
    }
}
