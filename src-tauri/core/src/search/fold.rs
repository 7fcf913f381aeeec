//! Text without case, accents and look-alike forms: "Ångström" and "angstrom" are one.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use zeroize::Zeroizing;

/// A text without case, accents and look-alike forms.
#[must_use]
pub fn folded(text: &str) -> Zeroizing<String> {
    // With room for all of it: a text that grows leaves copies of itself behind.
    let mut room = 0;
    text.chars().for_each(|character| fold(character, |plain| room += plain.len_utf8()));
    let mut folded = Zeroizing::new(String::with_capacity(room));
    for character in text.chars() {
        fold(character, |plain| folded.push(plain));
    }
    folded
}

/// A character of a folded text.
pub(super) struct Letter {
    pub(super) plain: char,
    /// Which character of the text it comes from. An "ß" makes two letters, an accent none.
    pub(super) place: u32,
    pub(super) begins: Begins,
}

/// What a letter is the first of.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Begins {
    Nothing,
    /// A part of a word: the H of "GitHub".
    Part,
    Word,
}

pub(super) fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    let mut before = Kind::Other;
    for (character, place) in text.chars().zip(0..) {
        let kind = kind(character);
        let mut begins = match (before, kind) {
            (_, Kind::Other | Kind::Accent) => Begins::Nothing,
            (Kind::Other, _) => Begins::Word,
            (Kind::Small, Kind::Capital) => Begins::Part,
            _ => Begins::Nothing,
        };
        fold(character, |plain| {
            letters.push(Letter { plain, place, begins });
            begins = Begins::Nothing;
        });
        if kind != Kind::Accent {
            before = kind;
        }
    }
    letters
}

/// What tells where words begin.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Capital,
    /// A small letter, a digit, or one of a script without case.
    Small,
    /// One that stands by itself over the letter before it, and ends no word.
    Accent,
    Other,
}

fn kind(character: char) -> Kind {
    match character {
        'a'..='z' | '0'..='9' => Kind::Small,
        'A'..='Z' => Kind::Capital,
        other if other.is_ascii() => Kind::Other,
        other if other.is_uppercase() => Kind::Capital,
        other if is_combining_mark(other) => Kind::Accent,
        other if other.is_alphanumeric() => Kind::Small,
        _ => Kind::Other,
    }
}

/// The letters that a character becomes: none for an accent, several for a ligature.
fn fold(character: char, mut push: impl FnMut(char)) {
    if character.is_ascii() {
        return push(character.to_ascii_lowercase());
    }
    decompose_compatible(character, |part| {
        if is_combining_mark(part) {
            return;
        }
        for lower in part.to_lowercase() {
            match lower {
                'ß' => "ss".chars().for_each(&mut push),
                'ø' => push('o'),
                'ł' => push('l'),
                'æ' => "ae".chars().for_each(&mut push),
                'œ' => "oe".chars().for_each(&mut push),
                // What lower case makes of the dotted capital I.
                other if is_combining_mark(other) => {}
                other => push(other),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn case_accents_and_look_alike_forms_are_one() {
        for (text, plain) in [
            ("Ångström", "angstrom"),
            ("STRASSE, Straße", "strasse, strasse"),
            ("Øystein Łukasz Ægir œuvre", "oystein lukasz aegir oeuvre"),
            ("ﬁne １２３", "fine 123"),
            ("Сергей", "сергеи"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(*folded(text), plain);
        }
    }

    #[test]
    fn a_text_that_becomes_longer_has_its_room_from_the_start() {
        // One letter of 3 bytes that makes 33.
        let folded = folded(&"\u{fdfa}".repeat(100));
        assert_eq!((folded.len(), folded.capacity()), (3_300, 3_300));
    }
}
