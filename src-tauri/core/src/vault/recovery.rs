//! The recovery code: a random password that is made to be written on paper and typed back.
//!
//! Seven groups of five characters of Crockford's base32 alphabet, which has no letters that look
//! like digits. Four of a group are random (140 bits in all), the fifth checks the group:
//!
//! ```text
//! c = 2·x₁ + 4·x₂ + 8·x₃ + 16·x₄ + n    in GF(2⁵) modulo x⁵ + x² + 1, n = 1 … 7 the group's number
//! ```
//!
//! So one wrong character, two that changed places, and two groups that did are always noticed, and
//! the user is told in which group.

use rand_core::CryptoRng;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::secret::Password;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A recovery code, whole and free of typing errors; whether it opens a vault is another question.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecoveryCode(Password);

impl RecoveryCode {
    /// How many groups there are.
    pub const GROUPS: usize = 7;
    /// How many characters a group has, the checking one among them.
    pub const GROUP: usize = 5;
    const LENGTH: usize = Self::GROUPS * Self::GROUP;

    /// A fresh random code.
    pub fn make(rng: &mut impl CryptoRng) -> Self {
        let mut random = Zeroizing::new([0; Self::LENGTH]);
        rng.fill_bytes(random.as_mut_slice());
        let mut text = Zeroizing::new(String::with_capacity(Self::LENGTH));
        for (number, group) in (1..).zip(random.chunks_exact_mut(Self::GROUP)) {
            // Of 256 values, each of 32 comes up eight times: masking is fair.
            group.iter_mut().for_each(|byte| *byte &= 31);
            group[Self::GROUP - 1] = check(group, number);
            text.extend(group.iter().map(|value| char::from(ALPHABET[usize::from(*value)])));
        }
        Self(Password::already_normalised(std::mem::take(&mut *text)))
    }

    /// Reads a typed recovery code in any spelling: upper or lower case, full-width, with or
    /// without spaces, hyphens and dots, with O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`RecoveryCodeError`]; a group with an error is named before the length is looked at.
    pub fn parse(typed: &str) -> Result<Self, RecoveryCodeError> {
        let mut text = Zeroizing::new(String::with_capacity(Self::LENGTH));
        let mut group = Zeroizing::new([0; Self::GROUP]);
        let mut count = 0;
        for character in typed.nfkc().filter(|c| c.is_alphanumeric()) {
            if count < Self::LENGTH {
                let number = (count / Self::GROUP + 1) as u8;
                let typo = RecoveryCodeError::Typo { group: number };
                let value = value_of(character).ok_or(typo)?;
                group[count % Self::GROUP] = value;
                text.push(char::from(ALPHABET[usize::from(value)]));
                let full = count % Self::GROUP == Self::GROUP - 1;
                if full && group[Self::GROUP - 1] != check(&*group, number) {
                    return Err(typo);
                }
            }
            count += 1;
        }
        match count {
            Self::LENGTH => Ok(Self(Password::already_normalised(std::mem::take(&mut *text)))),
            less if less < Self::LENGTH => {
                Err(RecoveryCodeError::TooShort { missing: Self::LENGTH - less })
            }
            more => Err(RecoveryCodeError::TooLong { extra: more - Self::LENGTH }),
        }
    }

    /// The groups, as they are printed.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        let bytes = self.0.expose().chunks_exact(Self::GROUP);
        bytes.map(|group| std::str::from_utf8(group).unwrap_or_default())
    }

    /// Whether `typed` is the group of this number, counted from 1, in any spelling that
    /// [`Self::parse`] takes.
    #[must_use]
    pub fn is_group(&self, number: u8, typed: &str) -> bool {
        let Some(index) = usize::from(number).checked_sub(1) else { return false };
        let Some(group) = self.groups().nth(index) else { return false };
        let typed = typed.nfkc().filter(|c| c.is_alphanumeric()).take(Self::GROUP + 1);
        typed.map(value_of).eq(group.chars().map(value_of))
    }

    /// What the slot's key is derived from: the 35 characters, without anything between them.
    pub(super) fn as_password(&self) -> &Password {
        &self.0
    }
}

/// The checking character of a group, from its first four.
fn check(group: &[u8], number: u8) -> u8 {
    (1..)
        .zip(&group[..RecoveryCode::GROUP - 1])
        .fold(number, |sum, (power, value)| sum ^ (0..power).fold(*value, |value, _| double(value)))
}

/// Times x in GF(2⁵).
const fn double(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

fn value_of(character: char) -> Option<u8> {
    let byte = match character.to_ascii_uppercase() {
        'O' => b'0',
        'I' | 'L' => b'1',
        other => u8::try_from(other).ok()?,
    };
    ALPHABET.iter().position(|known| *known == byte).map(|index| index as u8)
}

/// Why what was typed is no recovery code.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// A character in this group is wrong, or two have changed places.
    #[error("there is a typing error in group {group}")]
    Typo {
        /// Counted from 1.
        group: u8,
    },
    /// Right so far, and not complete.
    #[error("{missing} characters of the recovery code are missing")]
    TooShort {
        /// How many characters are still to come.
        missing: usize,
    },
    /// A whole code, and more.
    #[error("the recovery code is {extra} characters too long")]
    TooLong {
        /// How many characters there are too many.
        extra: usize,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use getrandom::SysRng;
    use rand_core::UnwrapErr;

    fn printed(code: &RecoveryCode) -> String {
        code.groups().collect::<Vec<_>>().join("-")
    }

    #[test]
    fn a_code_reads_back_in_every_spelling() {
        for _ in 0..200 {
            let code = RecoveryCode::make(&mut UnwrapErr(SysRng));
            let text = printed(&code);
            let wide = |c: char| match c {
                '0'..='9' | 'A'..='Z' => char::from_u32(c as u32 + 0xfee0).unwrap(),
                other => other,
            };
            for spelling in [
                text.clone(),
                text.to_lowercase(),
                text.replace('-', ""),
                text.replace('-', " \u{2013} "),
                text.replace('0', "o").replace('1', "l"),
                text.replace('0', "O").replace('1', "I"),
                text.chars().map(wide).collect(),
                format!("  {}.\n", text.replace('-', ".")),
            ] {
                assert_eq!(RecoveryCode::parse(&spelling).as_ref(), Ok(&code), "{spelling}");
            }
        }
    }

    #[test]
    fn any_wrong_character_is_named_by_its_group() {
        let text = printed(&RecoveryCode::make(&mut UnwrapErr(SysRng))).replace('-', "");
        for index in 0..text.len() {
            for wrong in ALPHABET.iter().map(|b| char::from(*b)).chain(['U', '\u{e9}']) {
                let mut typed: Vec<char> = text.chars().collect();
                if std::mem::replace(&mut typed[index], wrong) == wrong {
                    continue;
                }
                let typed: String = typed.into_iter().collect();
                let group = (index / 5 + 1) as u8;
                assert_eq!(RecoveryCode::parse(&typed), Err(RecoveryCodeError::Typo { group }));
            }
        }
    }

    #[test]
    fn characters_and_groups_that_changed_places_are_noticed() {
        let text: Vec<u8> = printed(&RecoveryCode::make(&mut UnwrapErr(SysRng)))
            .bytes()
            .filter(|b| *b != b'-')
            .collect();
        let parse = |text: &[u8]| RecoveryCode::parse(std::str::from_utf8(text).unwrap());
        for (a, b) in (0..35).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let mut swapped = text.clone();
            swapped.swap(a, b);
            assert!(text[a] == text[b] || parse(&swapped).is_err(), "{a} and {b}");
        }
        for (a, b) in (0..7).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let mut groups: Vec<&[u8]> = text.chunks(5).collect();
            groups.swap(a, b);
            assert!(parse(&groups.concat()).is_err(), "groups {a} and {b}");
        }
    }

    #[test]
    fn a_group_is_known_in_every_spelling_and_by_its_number_alone() {
        let code =
            RecoveryCode::parse(&printed(&RecoveryCode::make(&mut UnwrapErr(SysRng)))).unwrap();
        for (number, group) in (1..).zip(code.groups()) {
            let slips = group.replace('0', "o").replace('1', "l").to_lowercase();
            for spelling in
                [group.to_owned(), slips.clone(), format!(" {}-{} ", &slips[..2], &slips[2..])]
            {
                assert!(code.is_group(number, &spelling));
                assert!((0..=9).filter(|n| *n != number).all(|n| !code.is_group(n, &spelling)));
            }
            for wrong in ["", &group[..4], &format!("{group}0"), &group.replace(&group[..1], "U")] {
                assert!(!code.is_group(number, wrong));
            }
        }
    }

    #[test]
    fn the_length_is_told() {
        let text = printed(&RecoveryCode::make(&mut UnwrapErr(SysRng)));
        let missing = |typed| RecoveryCode::parse(typed).unwrap_err();
        assert_eq!(missing(""), RecoveryCodeError::TooShort { missing: 35 });
        assert_eq!(missing(&text[..13]), RecoveryCodeError::TooShort { missing: 24 });
        assert_eq!(missing(&format!("{text}X")), RecoveryCodeError::TooLong { extra: 1 });
    }

    #[test]
    fn the_check_is_the_one_of_the_format_page() {
        // 2·1 + 4·2 + 8·3 + 16·4 + 1 = 2 ⊕ 8 ⊕ 24 ⊕ 10 ⊕ 1, as 16·4 = 64 reduces to 10.
        assert_eq!(check(&[1, 2, 3, 4, 0], 1), 2 ^ 8 ^ 24 ^ 10 ^ 1);
    }
}
