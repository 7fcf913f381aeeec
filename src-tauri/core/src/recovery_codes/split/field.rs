//! A pasted line, cut into what may be a code each, without what people write around codes.

/// What may be a code.
pub struct Field<'a> {
    /// What stands between blanks; nothing where it is surely something else, such as a link or a user name.
    pub words: Vec<&'a str>,
    /// Whether it was ticked, struck through or said to be used.
    pub is_used: bool,
}

/// The fields of a line: tabs, commas, bars and wide gaps part them, and so does the number or the box to tick of the
/// next one. A field without any letter or digit is none.
pub fn fields(line: &str) -> Vec<Field<'_>> {
    // A link holds a secret or the way to a page, and no part of it is a code.
    if line.contains("://") {
        return vec![Field { words: Vec::new(), is_used: false }];
    }
    let mut fields = Vec::new();
    let mut waiting = Mark::None;
    let mut rest = line.trim_matches(is_blank);
    // Notes of a person stand at the end of a line, and may hold commas.
    let (behind_note, note) = without_note(rest);
    let line_is_used = says_used(note);
    if line_is_used {
        rest = behind_note;
    }
    for part in rest.split(['\t', ',', ';', '|']).flat_map(|part| part.split("  ")) {
        let mut rest = part.trim_matches(is_blank);
        while !rest.is_empty() {
            let (mark, body) = without_mark(rest);
            let (body, next) = body.split_at(next_mark(body).unwrap_or(body.len()));
            let mark = if mark == Mark::None { waiting } else { mark };
            if body.contains(char::is_alphanumeric) {
                fields.push(Field::read(body, mark));
                waiting = Mark::None;
            } else {
                waiting = mark;
            }
            rest = next;
        }
    }
    if let (true, Some(last)) = (line_is_used, fields.last_mut()) {
        last.is_used = true;
    }
    fields
}

impl<'a> Field<'a> {
    fn read(body: &'a str, mark: Mark) -> Self {
        let (body, note) = without_note(body.trim_matches(is_blank));
        let struck = body.strip_prefix("~~").and_then(|body| body.strip_suffix("~~"));
        let is_used = mark == Mark::Ticked || struck.is_some() || says_used(note);
        let body = match struck.unwrap_or(body).rsplit_once(": ") {
            Some((label, body)) if names_codes(label) => body,
            Some(_) => "",
            None => struck.unwrap_or(body),
        };
        let words = body.split(is_blank).map(|word| word.trim_matches(is_edge));
        Self { words: words.filter(|word| !word.is_empty()).collect(), is_used }
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Mark {
    None,
    Plain,
    Ticked,
}

const TICKED: [&str; 7] = ["[x]", "[X]", "☑", "☒", "✓", "✔", "✗"];
const OPEN: [&str; 3] = ["[ ]", "[]", "☐"];
const BULLETS: [&str; 4] = ["•", "*", "–", "-"];

/// A number, a bullet or a box to tick, and what follows it. A list of boxes has a bullet before each.
fn without_mark(text: &str) -> (Mark, &str) {
    let mut rest = text;
    let mut mark = Mark::None;
    while let Some((next, behind)) = one_mark(rest) {
        mark = if mark == Mark::Ticked { mark } else { next };
        rest = behind.trim_start_matches(is_blank);
    }
    (mark, rest)
}

fn one_mark(text: &str) -> Option<(Mark, &str)> {
    let behind = |marks: &[&str]| marks.iter().find_map(|mark| text.strip_prefix(*mark));
    let ticked = || behind(&TICKED).map(|rest| (Mark::Ticked, rest));
    let plain = || behind(&OPEN).or_else(|| behind(&BULLETS)).or_else(|| number_mark(text));
    ticked().or_else(|| plain().map(|rest| (Mark::Plain, rest)))
}

/// What follows `1.`, `2)`, `3:` or `4#`, as the places of a list are numbered.
fn number_mark(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    rest.strip_prefix(['.', ')', ':', '#']).filter(|_| (1..=3).contains(&digits))
}

/// Where the number or the box of the next field stands, in bytes.
fn next_mark(body: &str) -> Option<usize> {
    let starts = body.match_indices(is_blank).map(|(at, blank)| at + blank.len());
    starts.into_iter().find(|at| {
        let rest = &body[*at..];
        let is_box = OPEN.iter().chain(&TICKED).any(|mark| rest.starts_with(mark));
        is_box
            || number_mark(rest).is_some_and(|rest| rest.is_empty() || rest.starts_with(is_blank))
    })
}

/// Whether what stands before a colon announces a code: one of the words for it, or a place in the list.
fn names_codes(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "code",
        "código",
        "codigo",
        "codice",
        "cod",
        "kod",
        "kód",
        "код",
        "κωδικ",
        "コード",
        "代码",
        "代碼",
        "码",
        "碼",
        "코드",
        "key",
        "schlüssel",
        "clé",
        "clave",
        "chiave",
        "backup",
        "recovery",
        "scratch",
        "emergency",
        "unused",
        "available",
    ];
    let label = label.to_lowercase();
    WORDS.iter().any(|word| label.contains(word)) || !label.contains(char::is_alphabetic)
}

/// What stands in brackets or behind a dash at the end.
fn without_note(text: &str) -> (&str, &str) {
    if let Some((rest, note)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        return (rest.trim_end(), note);
    }
    for dash in [" - ", " – ", " — "] {
        if let Some((rest, note)) = text.rsplit_once(dash)
            && says_used(note)
        {
            return (rest.trim_end(), note);
        }
    }
    match text.rsplit_once(' ') {
        Some((rest, word)) if says_used(word) => (rest.trim_end(), word),
        _ => (text, ""),
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

/// White space, and what nobody can see.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// What may stand around a code: quotes, brackets of code, full stops.
fn is_edge(c: char) -> bool {
    matches!(c, '`' | '"' | '\'' | '“' | '”' | '„' | '.' | '*' | '_')
}
