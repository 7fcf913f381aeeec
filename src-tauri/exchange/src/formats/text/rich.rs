//! Rich text (RTF) as plain text, as far as word processors write a list of links in it.
//!
//! Source: Rich Text Format Specification 1.9.1.

use zeroize::Zeroizing;

use tessera_core::latin;

/// Whether a text is rich.
pub(super) fn is_rich(text: &str) -> bool {
    text.trim_start().starts_with("{\\rtf")
}

/// The text without what says how it looks. Linear in its length.
pub(super) fn plain(text: &str) -> Zeroizing<String> {
    // Nothing grows: the shortest control that gives a character is as long as that one.
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    // For each group that is open, whether it is passed over.
    let mut groups = vec![false];
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let is_shown = !groups.last().copied().unwrap_or_default();
        rest = match c {
            '{' => {
                let is_hidden = !is_shown || is_of_no_text(after);
                groups.push(is_hidden);
                after
            }
            '}' => {
                groups.pop();
                after
            }
            '\\' => {
                let (shown, rest) = control(after);
                if let Some(shown) = shown.filter(|_| is_shown) {
                    out.push(shown);
                }
                rest
            }
            '\r' | '\n' => after,
            c => {
                if is_shown {
                    out.push(c);
                }
                after
            }
        };
    }
    out
}

/// Whether a group holds fonts, colours and the like, or what a program may pass over.
fn is_of_no_text(group: &str) -> bool {
    const WORDS: [&str; 7] =
        ["\\*", "\\fonttbl", "\\colortbl", "\\stylesheet", "\\info", "\\pict", "\\header"];
    WORDS.iter().any(|word| group.trim_start().starts_with(word))
}

/// What a control gives, and what follows it.
fn control(text: &str) -> (Option<char>, &str) {
    let Some(c) = text.chars().next() else { return (None, text) };
    let after = text.get(c.len_utf8()..).unwrap_or_default();
    if c == '\'' {
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let shown = byte.and_then(|byte| latin::decode(&[byte]).chars().next());
        return (shown, after.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default());
    }
    if !c.is_ascii_alphabetic() {
        return match c {
            '\r' => (Some('\n'), after.strip_prefix('\n').unwrap_or(after)),
            '\n' => (Some('\n'), after),
            '~' => (Some(' '), after),
            '_' => (Some('-'), after),
            '\\' | '{' | '}' => (Some(c), after),
            _ => (None, after),
        };
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(letters);
    let sign = usize::from(rest.starts_with('-'));
    let digits = rest.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at(if digits == 0 { 0 } else { sign + digits });
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    match word {
        "par" | "line" | "row" | "sect" | "page" => (Some('\n'), rest),
        "tab" | "cell" => (Some('\t'), rest),
        "lquote" | "rquote" => (Some('\''), rest),
        "ldblquote" | "rdblquote" => (Some('"'), rest),
        "u" => {
            // Negative from 0x8000 up; a character follows for programs that do not know it.
            let code = number.parse::<i32>().ok().map(|code| code.rem_euclid(0x1_0000) as u32);
            let rest = match rest.chars().next() {
                Some('\\') if rest.starts_with("\\'") => rest.get(4..).unwrap_or_default(),
                Some('\\' | '{' | '}') | None => rest,
                Some(c) => rest.get(c.len_utf8()..).unwrap_or_default(),
            };
            (code.and_then(char::from_u32), rest)
        }
        _ => (None, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_says_how_it_looks_goes_and_the_text_stays() {
        for (rich, text) in [
            (r"{\rtf1\ansi{\fonttbl\f0\fswiss Helvetica;}\f0\fs24 a\par b\line c}", "a\nb\nc"),
            ("{\\rtf1 a\\\nb\\\r\nc}", "a\nb\nc"),
            (r"{\rtf1 Sm\'e5land \u229?\{x\}}", "Småland å{x}"),
            (r#"{\rtf1{\field{\*\fldinst{HYPERLINK "x"}}{\fldrslt y}}}"#, "y"),
            ("{\\rtf1 a\nb", "ab"),
            (r"{\rtf1\u", ""),
        ] {
            assert_eq!(*plain(rich), text, "{rich}");
        }
    }
}
