//! Recovery codes as people paste them: a site's page, a file that it gave, a note of one's own.

use super::SiteCode;
use crate::secret::SecretText;
use crate::time::UnixTime;

/// What a pasted text holds.
#[derive(Debug, Default, PartialEq)]
pub struct Split {
    /// The codes, in order; one that was struck off has `used_at`.
    pub codes: Vec<SiteCode>,
    /// Lines that hold something else: headings, advice.
    pub left_out: usize,
}

/// The fewest letters and digits of a code.
const LEAST: usize = 6;
/// The most characters of a code.
const MOST: usize = super::MAX_CODE;
/// The longest text that is looked at, in bytes: no site gives as many codes.
const LONGEST: usize = 64 * 1024;

/// Finds the codes in a text; `now` is when those count as used that are struck off.
///
/// Numbers before them, bullets and boxes to tick are left away, and what is written around them. Links are no
/// codes.
#[must_use]
pub fn split(text: &str, now: UnixTime) -> Split {
    let end = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at));
    let text = &text[..end.unwrap_or(0)];
    let lines: Vec<Line<'_>> = text.lines().filter_map(Line::read).collect();
    let length = usual_length(&lines);
    let mut split = Split::default();
    for line in &lines {
        let codes: Vec<_> = line.fields.iter().flat_map(|field| codes_of(field, length)).collect();
        split.left_out += usize::from(codes.is_empty());
        split.codes.extend(codes.into_iter().map(|text| SiteCode {
            used_at: line.is_used.then_some(now),
            ..SiteCode::new(SecretText::new(text))
        }));
    }
    split
}

/// A line without what stands before and behind its codes.
struct Line<'a> {
    /// What tabs, commas, bars and wide gaps part.
    fields: Vec<&'a str>,
    is_used: bool,
}

impl<'a> Line<'a> {
    /// None of a line without any letter or digit.
    fn read(line: &'a str) -> Option<Self> {
        let line = line.trim_matches(is_blank);
        let (mark, rest) = without_mark(line);
        let (rest, note) = without_note(rest);
        let struck = rest.strip_prefix("~~").and_then(|rest| rest.strip_suffix("~~"));
        let is_used = mark == Mark::Ticked || struck.is_some() || says_used(note);
        // A link holds a secret or the way to a page, and no part of it is a code.
        let rest = if line.contains("://") { "" } else { struck.unwrap_or(rest) };
        let rest = rest.rsplit_once(": ").map_or(rest, |(_, behind)| behind);
        let fields = rest.split(['\t', ',', ';', '|']).flat_map(|field| field.split("  "));
        let fields: Vec<_> = fields.map(|field| field.trim_matches(is_edge)).collect();
        let fields: Vec<_> = fields.into_iter().filter(|field| !field.is_empty()).collect();
        line.contains(char::is_alphanumeric).then_some(Self { fields, is_used })
    }
}

#[derive(Eq, PartialEq)]
enum Mark {
    None,
    Plain,
    Ticked,
}

/// A number, a bullet or a box to tick, and what follows it.
fn without_mark(line: &str) -> (Mark, &str) {
    const TICKED: [&str; 7] = ["[x]", "[X]", "☑", "☒", "✓", "✔", "✗"];
    const PLAIN: [&str; 7] = ["[ ]", "[]", "☐", "•", "*", "–", "-"];
    let behind =
        |mark: &&str| line.strip_prefix(*mark).map(|rest| rest.trim_start_matches(is_blank));
    // A list of boxes has a bullet before each.
    if let Some(rest) = PLAIN.iter().find_map(behind).filter(|rest| *rest != line) {
        let (mark, rest) = without_mark(rest);
        return (if mark == Mark::None { Mark::Plain } else { mark }, rest);
    }
    if let Some(rest) = TICKED.iter().find_map(behind) {
        return (Mark::Ticked, rest);
    }
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - number.len();
    match number.strip_prefix(['.', ')', ':', '#']) {
        Some(rest) if (1..=3).contains(&digits) => (Mark::Plain, rest.trim_start_matches(is_blank)),
        _ => (Mark::None, line),
    }
}

/// What stands in brackets or behind a dash at the end.
fn without_note(line: &str) -> (&str, &str) {
    if let Some((rest, note)) = line.strip_suffix(')').and_then(|line| line.rsplit_once('(')) {
        return (rest.trim_end(), note);
    }
    for dash in [" - ", " – ", " — "] {
        if let Some((rest, note)) = line.rsplit_once(dash)
            && says_used(note)
        {
            return (rest.trim_end(), note);
        }
    }
    match line.rsplit_once(' ') {
        Some((rest, word)) if says_used(word) => (rest.trim_end(), word),
        _ => (line, ""),
    }
}

/// As those write who keep such a list by hand.
fn says_used(note: &str) -> bool {
    const WORDS: [&str; 6] = ["used", "benutzt", "verwendet", "utilisé", "usado", "usato"];
    const NOT: [&str; 5] = ["not", "nicht", "pas", "no", "non"];
    let note = note.to_lowercase();
    let says =
        |words: &[&str]| note.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word));
    says(&WORDS) && !says(&NOT)
}

/// The codes in a field. `length` is how many characters letters alone must have to be one.
fn codes_of(field: &str, length: Option<usize>) -> Vec<String> {
    let words: Vec<&str> = field.split(is_blank).filter(|word| !word.is_empty()).collect();
    let is_group = |word: &&str| word.len() <= 5 && word.chars().all(|c| c.is_ascii_alphanumeric());
    // `1234 5678`: as sites write one code in groups.
    let has_digits =
        |words: &[&str]| words.iter().all(|word| word.contains(|c: char| c.is_ascii_digit()));
    if words.len() > 1 && words.iter().all(is_group) && has_digits(&words) {
        let per_code =
            if words.len().is_multiple_of(2) && words.len() > 2 { 2 } else { words.len() };
        let codes = words.chunks(per_code).map(|groups| groups.join(" "));
        return codes.filter(|code| is_code(&code.replace(' ', ""), length)).collect();
    }
    // Words of a sentence, one of which may look like a code, are none.
    match words.iter().all(|word| is_code(word, length)) {
        true => words.into_iter().map(str::to_owned).collect(),
        false => Vec::new(),
    }
}

fn is_code(word: &str, length: Option<usize>) -> bool {
    let plain = word.chars().filter(|c| *c != '-').count();
    let is_written = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_framed = word.starts_with('-') || word.ends_with('-') || word.contains("--");
    if !is_written || is_framed || plain < LEAST || word.len() > MOST || is_date(word) {
        return false;
    }
    word.contains(|c: char| c.is_ascii_digit())
        || has_even_groups(word)
        || length == Some(word.len())
}

/// `abcd-efgh`: no two words are of one length and hyphenated by chance as often as codes are.
fn has_even_groups(word: &str) -> bool {
    let mut groups = word.split('-').map(str::len);
    let first = groups.next().unwrap_or_default();
    word.contains('-') && groups.all(|group| group == first)
}

/// `2026-11-30`, `30-11-2026`
fn is_date(word: &str) -> bool {
    let groups: Vec<_> = word.split('-').map(str::len).collect();
    let digits = word.chars().all(|c| c.is_ascii_digit() || c == '-');
    digits && (groups == [4, 2, 2] || groups == [2, 2, 4])
}

/// How long letters alone are where they are codes: as long as the codes with digits, or as long as every other of
/// at least four lines.
fn usual_length(lines: &[Line<'_>]) -> Option<usize> {
    let fields = || lines.iter().flat_map(|line| &line.fields);
    if let Some(sure) = fields().find(|field| is_code(field, None)) {
        return Some(sure.len());
    }
    let alone: Vec<&str> = fields().copied().filter(|field| !field.contains(is_blank)).collect();
    let is_letters =
        |field: &&str| field.len() >= 8 && field.chars().all(|c| c.is_ascii_alphabetic());
    let letters: Vec<&str> = alone.into_iter().filter(is_letters).collect();
    let first = letters.first()?.len();
    (letters.len() >= 4 && letters.iter().all(|field| field.len() == first)).then_some(first)
}

/// White space, and what nobody can see.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// What may stand around a code: quotes, brackets of code, full stops.
fn is_edge(c: char) -> bool {
    is_blank(c) || matches!(c, '`' | '"' | '\'' | '“' | '”' | '„' | '.' | '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime::from_millis(1_700_000_000_000);

    fn codes(text: &str) -> Vec<String> {
        let code = |code: &SiteCode| match code.used_at {
            Some(_) => format!("~{}", code.text.expose()),
            None => code.text.expose().to_owned(),
        };
        split(text, NOW).codes.iter().map(code).collect()
    }

    #[test]
    fn the_codes_of_sites_are_found_however_they_are_listed() {
        let cases: &[(&str, &str, &[&str])] = &[
            (
                "a file of GitHub's shape",
                "1a2b3-c4d5e\nf6a7b-8c9d0\n",
                &["1a2b3-c4d5e", "f6a7b-8c9d0"],
            ),
            (
                "two columns",
                "1234 5678   2345 6789\n3456 7890   4567 8901",
                &["1234 5678", "2345 6789", "3456 7890", "4567 8901"],
            ),
            ("four groups in a line", "1234 5678 2345 6789", &["1234 5678", "2345 6789"]),
            ("columns with tabs", "1234 5678\t2345 6789", &["1234 5678", "2345 6789"]),
            ("boxes to tick", "☐ 1234 5678\n☑ 2345 6789", &["1234 5678", "~2345 6789"]),
            (
                "a list in Markdown",
                "- [ ] abcd-1234\n- [x] efgh-5678",
                &["abcd-1234", "~efgh-5678"],
            ),
            (
                "numbers",
                "1. abcd1234\n2) efgh5678\n10: ijkl9012",
                &["abcd1234", "efgh5678", "ijkl9012"],
            ),
            (
                "bullets",
                "• 12345678\n* 23456789\n- 34567890",
                &["12345678", "23456789", "34567890"],
            ),
            ("letters in even groups", "abcd-efgh\nijkl-mnop", &["abcd-efgh", "ijkl-mnop"]),
            ("letters alone among others", "abcd1234\nabcdefgh", &["abcd1234", "abcdefgh"]),
            (
                "letters alone",
                "QwErTyUiOpAsDfGh\nZxCvBnMqWeRtYuIo\nPoIuYtReWqLkJhGf\nMnBvCxZlKjHgFdSa",
                &["QwErTyUiOpAsDfGh", "ZxCvBnMqWeRtYuIo", "PoIuYtReWqLkJhGf", "MnBvCxZlKjHgFdSa"],
            ),
            ("one long code", "ABCDE-FGHIJ-KLMNO-PQRST-UVWX2", &["ABCDE-FGHIJ-KLMNO-PQRST-UVWX2"]),
            ("hexadecimal digits", &"0123456789abcdef".repeat(4), &[&"0123456789abcdef".repeat(4)]),
            ("commas", "abcd1234, efgh5678,ijkl9012", &["abcd1234", "efgh5678", "ijkl9012"]),
            (
                "one after the other",
                "abcd1234 efgh5678 ijkl9012",
                &["abcd1234", "efgh5678", "ijkl9012"],
            ),
            ("quotes and code", "`abcd1234`\n\"efgh5678\"", &["abcd1234", "efgh5678"]),
            (
                "names before them",
                "Code 1: abcd1234\nBackup code: efgh5678",
                &["abcd1234", "efgh5678"],
            ),
            (
                "struck off",
                "~~abcd1234~~\nefgh5678 (used)\nijkl9012 - used 3 Dec\nmnop3456 used",
                &["~abcd1234", "~efgh5678", "~ijkl9012", "~mnop3456"],
            ),
            ("line ends of Windows", "abcd1234\r\nefgh5678\r\n", &["abcd1234", "efgh5678"]),
            ("a mark nobody sees", "\u{feff}abcd1234\u{200b}", &["abcd1234"]),
        ];
        for (name, text, expected) in cases {
            assert_eq!(codes(text), *expected, "{name}");
        }
    }

    #[test]
    fn what_is_written_around_the_codes_is_counted_and_left_out() {
        let text = "GitHub recovery codes for ada@example.org\n\
            Keep these somewhere safe. Each code works once.\n\n\
            1a2b3-c4d5e\nf6a7b-8c9d0\n\n\
            Downloaded 2026-11-30\nhttps://github.com/settings/auth/recovery-codes\n----\n";
        assert_eq!(codes(text), ["1a2b3-c4d5e", "f6a7b-8c9d0"]);
        assert_eq!(split(text, NOW).left_out, 4);
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in [
            "",
            "\n \n",
            "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP&issuer=GitHub",
            "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU",
            "https://example.org/abcd1234",
            "ada@example.org",
            "+49 170 1234567",
            "2026-11-30",
            "30-11-2026",
            "12345",
            "Save your recovery codes",
            "recovery\ncodes\nbackup",
            "The code abcd1234 was used on Monday",
            "-abcd1234-",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
        assert!(split(&"abcd1234 ".repeat(100_000), NOW).codes.len() < 10_000);
    }
}
