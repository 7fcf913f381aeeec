//! Recovery codes as people paste them: a site's page, a file that it gave, a note of one's own.

mod field;

use std::collections::{BTreeMap, BTreeSet};

use self::field::{Field, fields};
use super::SiteCode;
use crate::secret::SecretText;
use crate::time::UnixTime;

/// What a pasted text holds.
#[derive(Debug, Default, PartialEq)]
pub struct Split {
    /// The codes, in order; one that was struck off has `used_at`.
    pub codes: Vec<SiteCode>,
    /// How much holds something else: lines without a code, such as headings and advice, and what stands beside a
    /// code in its line.
    pub left_out: usize,
}

/// The fewest letters and digits of a code.
const LEAST: usize = 6;
/// The most characters of a code.
const MOST: usize = super::MAX_CODE;
/// The longest text that is looked at, in bytes: no site gives as many codes. The lines behind are left out.
const LONGEST: usize = 64 * 1024;
/// In how many fields letters alone must be alike to be codes, where no code with digits is like them.
const ALIKE: usize = 4;

/// Finds the codes in a text; `now` is when those count as used that are struck off.
///
/// Numbers before them, bullets and boxes to tick are left away, and what is written around them. Links are no
/// codes.
#[must_use]
pub fn split(text: &str, now: UnixTime) -> Split {
    let end = (0..=text.len().min(LONGEST)).rev().find(|at| text.is_char_boundary(*at));
    let (text, behind) = text.split_at(end.unwrap_or(0));
    let mut lines: Vec<Vec<Field<'_>>> = text.lines().map(fields).collect();
    drop_counting(&mut lines);
    let list = List::of(lines.iter().flatten());
    let lines_behind = behind.lines().filter(|line| line.contains(char::is_alphanumeric));
    let mut split = Split { left_out: lines_behind.count(), ..Split::default() };
    for line in &lines {
        let found: Vec<_> = line.iter().map(|field| (field, list.codes(&field.words))).collect();
        let without = found.iter().filter(|(_, codes)| codes.is_empty()).count();
        split.left_out += if without == line.len() { without.min(1) } else { without };
        for (field, codes) in found {
            split.codes.extend(codes.into_iter().map(|text| SiteCode {
                used_at: field.is_used.then_some(now),
                ..SiteCode::new(text)
            }));
        }
    }
    split
}

/// Takes the numbers away that count the codes without any mark, `1 1234 5678`: they are 1, 2, 3 and so on, in every
/// field that begins with a number as short as these.
fn drop_counting(lines: &mut [Vec<Field<'_>>]) {
    let number = |field: &Field<'_>| -> Option<usize> {
        let first =
            field.words.first().filter(|first| first.len() <= 2 && field.words.len() > 1)?;
        first.parse().ok()
    };
    let numbers: Vec<usize> = lines.iter().flatten().filter_map(number).collect();
    let all: BTreeSet<usize> = numbers.iter().copied().collect();
    if numbers.len() < 2 || !all.into_iter().eq(1..=numbers.len()) {
        return;
    }
    for field in lines.iter_mut().flatten().filter(|field| number(field).is_some()) {
        field.words.remove(0);
    }
}

/// What the codes of a list have in common: letters alone are a code only where they look like the others.
struct List {
    looks: BTreeSet<Look>,
    /// Whether four groups in a row are two codes.
    has_pairs: bool,
}

/// How long the words of a code are, and the case of its letters.
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd)]
struct Look(Vec<usize>, Case);

#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Case {
    Lower,
    Upper,
    Mixed,
}

impl List {
    fn of<'a>(fields: impl Iterator<Item = &'a Field<'a>> + Clone) -> Self {
        let words = || fields.clone().map(|field| field.words.as_slice());
        let sure = words().filter(|words| is_code(words)).filter_map(Look::of);
        let mut looks: BTreeSet<Look> = sure.collect();
        let mut possible: BTreeMap<Look, usize> = BTreeMap::new();
        for look in words().filter(|words| may_be_code(words)).filter_map(Look::of) {
            *possible.entry(look).or_default() += 1;
        }
        let alike = possible.into_iter().filter(|(_, count)| *count >= ALIKE);
        looks.extend(alike.map(|(look, _)| look));
        // Google's ten codes of twice four digits, whose columns a copy may have moved together.
        let fours = |words: &&[&str]| {
            words.len() > 1 && words.iter().all(|word| is_digits(word) && word.len() == 4)
        };
        let groups: Vec<usize> = words().filter(fours).map(<[&str]>::len).collect();
        let has_pairs = groups.iter().sum::<usize>() == 20
            && groups.iter().all(|count| count.is_multiple_of(2));
        Self { looks, has_pairs }
    }

    /// The codes in the words of a field.
    fn codes(&self, words: &[&str]) -> Vec<SecretText> {
        if self.is_code(words) {
            let pair = if self.has_pairs { 2 } else { words.len() };
            return words.chunks(pair).map(|groups| SecretText::new(groups.join(" "))).collect();
        }
        // Words of a sentence, one of which may look like a code, are none.
        match words.iter().all(|word| self.is_code(&[word])) {
            true => words.iter().map(|word| SecretText::from(*word)).collect(),
            false => Vec::new(),
        }
    }

    fn is_code(&self, words: &[&str]) -> bool {
        is_code(words)
            || may_be_code(words) && Look::of(words).is_some_and(|look| self.looks.contains(&look))
    }
}

impl Look {
    /// None of words that begin with a capital letter as names and headings do.
    fn of(words: &[&str]) -> Option<Self> {
        let is_name = |word: &&str| {
            let (first, rest) = word.split_at(1);
            is_letters(word) && first != first.to_lowercase() && rest == rest.to_lowercase()
        };
        if words.iter().any(|word| word.len() > 1 && is_name(word)) {
            return None;
        }
        let has = |is: fn(&char) -> bool| words.iter().any(|word| word.chars().any(|c| is(&c)));
        let case = match (has(char::is_ascii_lowercase), has(char::is_ascii_uppercase)) {
            (true, true) => Case::Mixed,
            (false, true) => Case::Upper,
            (_, false) => Case::Lower,
        };
        Some(Self(words.iter().map(|word| word.len()).collect(), case))
    }
}

/// Whether a word, or the groups of one code with blanks between them, `1234 5678`, are a code whatever else there
/// is.
fn is_code(words: &[&str]) -> bool {
    match words {
        [word] => is_word(word) && (has_digit(word) || has_even_groups(word)),
        [first, ..] => {
            is_groups(words)
                && words.iter().all(|word| word.len() == first.len() && has_digit(word))
        }
        [] => false,
    }
}

/// Whether they can be one, where others of the list are like it.
fn may_be_code(words: &[&str]) -> bool {
    match words {
        [word] => is_word(word) && (has_digit(word) || word.len() >= 8) && !is_heading(word),
        _ => is_groups(words),
    }
}

fn is_groups(words: &[&str]) -> bool {
    let is_group = |word: &&str| {
        (2..=5).contains(&word.len()) && word.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let length: usize = words.iter().map(|word| word.len()).sum();
    words.len() > 1 && words.iter().all(is_group) && (LEAST..=MOST - words.len()).contains(&length)
}

fn is_word(word: &str) -> bool {
    let plain = word.chars().filter(|c| *c != '-').count();
    let is_written = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_framed = word.starts_with('-') || word.ends_with('-') || word.contains("--");
    is_written && !is_framed && plain >= LEAST && word.len() <= MOST && !is_date(word)
}

fn has_digit(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
}

fn is_digits(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn is_letters(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphabetic())
}

/// Words of the pages that codes are copied from, as long as many codes are.
fn is_heading(word: &str) -> bool {
    const WORDS: [&str; 8] = [
        "username", "password", "recovery", "download", "settings", "security", "generate",
        "verified",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
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
            ("one code of four groups", "1234 5678 2345 6789", &["1234 5678 2345 6789"]),
            (
                "codes of four groups",
                "1234 5678 9012 3456\n2345 6789 0123 4567",
                &["1234 5678 9012 3456", "2345 6789 0123 4567"],
            ),
            (
                "one code of eight groups",
                "12345 67890 12345 67890 12345 67890 12345 67891",
                &["12345 67890 12345 67890 12345 67890 12345 67891"],
            ),
            (
                "ten codes in columns that moved together",
                "1234 5678 2345 6789\n1234 5679 2345 6788\n1234 5670 2345 6787\n1234 5671 2345 6786\n\
                 1234 5672 2345 6785",
                &[
                    "1234 5678",
                    "2345 6789",
                    "1234 5679",
                    "2345 6788",
                    "1234 5670",
                    "2345 6787",
                    "1234 5671",
                    "2345 6786",
                    "1234 5672",
                    "2345 6785",
                ],
            ),
            (
                "two numbered columns with a tab",
                "1. 1234 5678\t6. 2345 6789\n2. 3456 7890\t7. 4567 8901",
                &["1234 5678", "2345 6789", "3456 7890", "4567 8901"],
            ),
            (
                "two numbered columns with a gap",
                "1.  1234 5678    6.  2345 6789",
                &["1234 5678", "2345 6789"],
            ),
            (
                "two numbered columns with a blank",
                "1) abcd1234 6) efgh5678",
                &["abcd1234", "efgh5678"],
            ),
            (
                "boxes in one line",
                "☑ 1234 5678 ☐ 2345 6789 [x] 3456 7890 [ ] 4567 8901",
                &["~1234 5678", "2345 6789", "~3456 7890", "4567 8901"],
            ),
            (
                "boxes in cells of their own",
                "☐\t1234 5678\t☑\t2345 6789",
                &["1234 5678", "~2345 6789"],
            ),
            (
                "groups of letters",
                "abcd efgh\nijkl mnop\nqrst uvwx\nyzab cdef",
                &["abcd efgh", "ijkl mnop", "qrst uvwx", "yzab cdef"],
            ),
            (
                "groups of letters among others",
                "ab1d ef2h\nijkl mn4p\nqrst uvwx",
                &["ab1d ef2h", "ijkl mn4p", "qrst uvwx"],
            ),
            (
                "numbers without a mark",
                "1 1234 5678\n2 2345 6789\n3 abcd1234",
                &["1234 5678", "2345 6789", "abcd1234"],
            ),
            (
                "numbers without a mark in columns",
                "1 abcd1234   3 efgh5678\n2 ijkl9012   4 mnop3456",
                &["abcd1234", "efgh5678", "ijkl9012", "mnop3456"],
            ),
            (
                "used ones among others",
                "abcd1234 (used), efgh5678\nijkl9012 (used 3 Dec, 2026)",
                &["~abcd1234", "efgh5678", "~ijkl9012"],
            ),
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
    fn what_stands_beside_a_code_is_counted() {
        let found = split("Username: johndoe99\tabcd1234\tsee below", NOW);
        assert_eq!((found.codes.len(), found.left_out), (1, 2));
    }

    #[test]
    fn the_lines_behind_the_longest_text_are_counted() {
        let text = format!("{}\nabcd1234\n\nefgh5678\n", "-".repeat(LONGEST));
        assert_eq!(split(&text, NOW), Split { codes: Vec::new(), left_out: 2 });
    }

    #[test]
    fn a_heading_as_long_as_the_codes_is_none() {
        assert_eq!(
            codes("Username\nusername\nDownload\nabcd1234\nefgh5678"),
            ["abcd1234", "efgh5678"]
        );
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
            "Username: johndoe99",
            "Phone: 01701234567",
            "0170 123 4567",
            "save your\ncopy code\nkeep safe",
            "Save Your\nCopy Them\nKeep Safe\nTake Care",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
        assert!(split(&"abcd1234 ".repeat(100_000), NOW).codes.len() < 10_000);
    }
}
