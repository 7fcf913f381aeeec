//! Tags and texts of HTML and of Android's XML, as far as the tables and maps of other apps need
//! them. Lenient: what is not closed ends with the text, and nothing is resolved from outside.

use data_encoding::BASE64;
use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

/// A piece of a text with tags in it.
#[derive(Debug)]
pub(crate) enum Piece<'a> {
    /// `<name attributes>`.
    Open(Tag<'a>),
    /// `</name>`.
    Close(&'a str),
    /// What stands between tags, as it is written.
    Text(&'a str),
}

/// The inside of an opening tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a>(&'a str);

/// The pieces of a text. Comments, instructions and declarations are left out.
pub(crate) struct Pieces<'a>(&'a str);

impl<'a> Pieces<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// What stands before `end`, which is passed over.
    fn until(&mut self, end: &str) -> Option<&'a str> {
        let (before, after) = self.0.split_once(end)?;
        self.0 = after;
        Some(before)
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let start = self.0.find('<').unwrap_or(self.0.len());
            if start > 0 {
                let (text, rest) = self.0.split_at(start);
                self.0 = rest;
                return Some(Piece::Text(text));
            }
            let inside = self.0.strip_prefix('<')?;
            if inside.starts_with("!--") {
                self.until("-->")?;
            } else if inside.starts_with(['!', '?']) {
                self.until(">")?;
            } else if let Some(name) = inside.strip_prefix('/') {
                self.0 = name;
                return self.until(">").map(|name| Piece::Close(name.trim()));
            } else if inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let end = end_of_tag(inside.bytes())?;
                let (tag, rest) = inside.split_at(end);
                self.0 = rest.strip_prefix('>')?;
                return Some(Piece::Open(Tag(tag)));
            } else {
                let (text, rest) = self.0.split_at(1);
                self.0 = rest;
                return Some(Piece::Text(text));
            }
        }
    }
}

/// The first `>` that does not stand in quotes.
pub(crate) fn end_of_tag(mut inside: impl Iterator<Item = u8>) -> Option<usize> {
    let mut quote = None;
    inside.position(|b| {
        match (quote, b) {
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            (None, b'>') => return true,
            _ => {}
        }
        false
    })
}

impl Tag<'_> {
    /// Whether the tag has this name, in any case.
    pub(crate) fn is(self, name: &str) -> bool {
        let own = self.0.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        own.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute in quotes.
    pub(crate) fn attribute(self, name: &str) -> Option<SecretText> {
        let mut rest = self.0.split_once(char::is_whitespace)?.1;
        loop {
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, next) = after.get(1..)?.split_once(quote)?;
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(unescape(value));
            }
            rest = next;
        }
    }

    /// The picture that an `img` holds in its address (RFC 2397).
    pub(crate) fn picture(self) -> Option<Zeroizing<Vec<u8>>> {
        let source = self.attribute("src")?;
        let (kind, data) = source.expose().split_once(";base64,")?;
        let mut symbols = Zeroizing::new(Vec::with_capacity(data.len()));
        symbols.extend(data.bytes().filter(|b| !b.is_ascii_whitespace()));
        if !kind.starts_with("data:image/") {
            return None;
        }
        BASE64.decode(&symbols).ok().map(Zeroizing::new)
    }
}

/// With the five entities of XML, non-breaking spaces and numbers resolved; others stay as they are.
pub(crate) fn unescape(text: &str) -> SecretText {
    // An entity is longer than its character, so the room is enough.
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        plain.push_str(before);
        // The longest is `&#x10FFFF;`.
        let end = entity.bytes().take(10).position(|b| b == b';');
        match end.and_then(|end| Some((character(entity.get(1..end)?)?, end))) {
            Some((character, end)) => {
                plain.push(character);
                rest = entity.get(end + 1..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = entity.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        other => {
            let number = other.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Pieces, unescape};

    fn seen(text: &str) -> Vec<String> {
        let shown = |piece| match piece {
            Piece::Open(tag) => format!("<{}", tag.0),
            Piece::Close(name) => format!("/{name}"),
            Piece::Text(text) => text.to_owned(),
        };
        Pieces::of(text).map(shown).collect()
    }

    #[test]
    fn tags_and_texts_come_one_after_another() {
        let text = "<?xml?><!-- <b> --><a x='>'>1 < 2</a\n><br/>end";
        assert_eq!(seen(text), ["<a x='>'", "1 ", "<", " 2", "/a", "<br/", "end"]);
    }

    #[test]
    fn what_is_not_closed_ends_the_text() {
        for text in ["<a", "<a x='>", "</a", "<!-- a", "<!a", "<"] {
            assert!(seen(text).iter().all(|piece| piece == "<"), "{text}");
        }
    }

    #[test]
    fn attributes_are_found_by_name_and_unescaped() {
        let Some(Piece::Open(tag)) = Pieces::of(r#"<String a='1' NAME="x&quot;y">"#).next() else {
            panic!("no tag");
        };
        assert!(tag.is("string") && !tag.is("str"));
        assert_eq!(tag.attribute("name").unwrap().expose(), "x\"y");
        assert!(tag.attribute("b").is_none() && tag.picture().is_none());
    }

    #[test]
    fn entities_are_resolved_and_other_ampersands_stay() {
        for (text, plain) in [
            ("a&amp;b&lt;&gt;&#39;&#x41;", "a&b<>'A"),
            ("a=1&issuer=b;&", "a=1&issuer=b;&"),
            ("&amp;lt;&ä;&#xD800;&#x110000;", "&lt;&ä;&#xD800;&#x110000;"),
        ] {
            assert_eq!(unescape(text).expose(), plain);
        }
    }
}
