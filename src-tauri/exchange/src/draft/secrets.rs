//! What is shown of an account never holds a link with a secret, nor the secret of the account itself:
//! whatever format it came in.

use tessera_core::base32;
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use zeroize::Zeroizing;

use super::Draft;
use crate::formats::text::without_links;

/// The shortest secret that is looked for, in characters: a shorter one may be a word.
const SHORTEST: usize = 12;

/// How often a name may have been percent-encoded.
const DEPTH: usize = 3;

/// The draft without them: a name ends before the link, a tag is dropped, of a note only the link goes.
pub(super) fn hidden(mut draft: Draft) -> Draft {
    let own = draft.otp.as_ref().ok().map(|otp| base32::encode(otp.secret()));
    let own = own.as_ref().map(SecretText::expose).filter(|own| own.len() >= SHORTEST);
    for name in [&mut draft.labels.issuer, &mut draft.labels.account] {
        if let Some(shown) = name_without(name, own, DEPTH) {
            *name = shown;
        }
    }
    draft.tags.retain(|tag| name_without(tag, own, DEPTH).is_none());
    if let Some(shown) = without_links(draft.note.expose()) {
        draft.note = shown.as_str().into();
    }
    if let Some(shown) = own.and_then(|own| without(draft.note.expose(), own)) {
        draft.note = shown.as_str().into();
    }
    if let Some(shown) = without_encoded(draft.note.expose(), own) {
        draft.note = shown.as_str().into();
    }
    draft
}

/// A note with `…` in place of the words in it that are percent-encoded and hold such a thing.
fn without_encoded(note: &str, own: Option<&str>) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(note.len()));
    let mut any = false;
    for word in note.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        match bare.contains('%') && name_without(bare, own, DEPTH).is_some() {
            true => {
                out.push('…');
                out.push_str(&word[bare.len()..]);
                any = true;
            }
            false => out.push_str(word),
        }
    }
    any.then_some(out)
}

/// What is left of a name, where it holds such a thing.
fn name_without(name: &str, own: Option<&str>, depth: usize) -> Option<String> {
    if let Some(shown) = without_links(name) {
        let before = shown.split('…').next().unwrap_or_default();
        return Some(before.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    }
    if let Some(place) = parameter(name) {
        return name.get(..place).map(|before| before.trim_end_matches(['?', '&', ' ']).to_owned());
    }
    if let Some(shown) = own.and_then(|own| without(name, own)).map(|_| String::new()) {
        return Some(shown);
    }
    // One that was encoded once more than it is decoded.
    let decoded = otpauth::decoded(name).filter(|_| depth > 0)?;
    name_without(&decoded, own, depth - 1)
}

/// Where a parameter of a link begins that holds a secret: its value is as long as one, or stands in an
/// address. Other marks than the one of links may stand before a value, if it is surely long enough.
fn parameter(name: &str) -> Option<usize> {
    let lower = Zeroizing::new(name.to_ascii_lowercase());
    let least = if lower.contains("://") { 0 } else { 8 };
    [("secret", least), ("key", 16), ("seed", 16)].iter().find_map(|(word, least)| {
        let mut places = lower.match_indices(word).map(|(place, _)| place);
        places.find(|place| {
            let rest = lower.get(place + word.len()..).unwrap_or_default();
            let value = rest.trim_start_matches([' ', '"', '\'', ':', '=']);
            let least = match rest.strip_prefix('=') {
                Some(bare) if bare.len() == value.len() => *least,
                _ => 16,
            };
            let marks = rest.get(..rest.len() - value.len()).unwrap_or_default();
            // No further than is asked: the word may stand there any number of times.
            let value = value.bytes().take(least).take_while(u8::is_ascii_alphanumeric);
            marks.contains([':', '=']) && value.count() == least
        })
    })
}

/// A text with `…` in place of a secret, in any case and in groups parted by anything; none where it does not
/// hold it.
fn without(text: &str, secret: &str) -> Option<Zeroizing<String>> {
    let is_filler = |c: char| !c.is_alphanumeric();
    let mut places = Vec::with_capacity(text.len());
    let mut bare = Zeroizing::new(String::with_capacity(text.len()));
    for (place, c) in text.char_indices().filter(|(_, c)| !is_filler(*c)) {
        places.extend(std::iter::repeat_n(place, c.len_utf8()));
        bare.push(c.to_ascii_uppercase());
    }
    let mut out = Zeroizing::new(String::with_capacity(text.len() + '…'.len_utf8()));
    let mut end = 0;
    for (at, _) in bare.match_indices(secret) {
        let last = at + secret.len() - 1;
        out.push_str(text.get(end..*places.get(at)?)?);
        out.push('…');
        end = places.get(last)? + 1;
    }
    out.push_str(text.get(end..)?);
    (end > 0).then_some(out)
}
