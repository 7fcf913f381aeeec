//! Notes stay here until somebody looks at one: people keep recovery codes in them. The list says only
//! whether there is one, and a search in them gives the accounts and not the words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::types::Shown;

impl App {
    /// The note of an entry; empty where there is none.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn entry_note(&self, id: &str) -> Result<Shown, CommandError> {
        let id = parse_id(id)?;
        Ok(Shown::from(self.session()?.file.vault().contents().get(id)?.note().expose()))
    }

    /// For each word the live entries whose note holds it, in any case and with any accents.
    ///
    /// # Errors
    /// `Locked`.
    pub fn find_in_notes(&self, words: &[String]) -> Result<Vec<Vec<String>>, CommandError> {
        let live = self.session()?.file.vault().contents().live();
        let with_note = live.into_iter().filter(|entry| !entry.note().is_empty());
        let notes: Vec<_> =
            with_note.map(|entry| (entry.id(), folded(entry.note().expose()))).collect();
        let found = words.iter().map(|word| {
            let word = folded(word);
            let holds = notes.iter().filter(|(_, note)| !word.is_empty() && note.contains(&**word));
            holds.map(|(id, _)| id.to_string()).collect()
        });
        Ok(found.collect())
    }
}

/// A text without case, accents and look-alike forms, as `ui/src/search/fold.ts` has it.
pub(crate) fn folded(text: &str) -> Zeroizing<String> {
    let mut folded = Zeroizing::new(String::with_capacity(text.len() * 2));
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        for lower in character.to_lowercase() {
            match lower {
                'ß' => folded.push_str("ss"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                other => folded.push(other),
            }
        }
    }
    folded
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
        ] {
            assert_eq!(*folded(text), plain);
        }
    }
}
