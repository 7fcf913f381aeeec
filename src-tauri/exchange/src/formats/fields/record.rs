//! What a row or an object says of an account in fields that are known by their names: its codes, their
//! parameters and its names.

use std::collections::HashSet;

use sha2::{Digest as _, Sha256};
use tessera_core::entry::Labels;
use tessera_core::otp::Algorithm;
use tessera_core::otpauth::UriError;
use tessera_core::secret::SecretText;

use crate::draft::Draft;
use crate::formats::apps::migration;
use crate::formats::fields::item::{Item, Items, apart};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::fields::words::{self, Word};

/// The fields of an account, in the order in which they stand.
#[derive(Default)]
pub(crate) struct Record<'a> {
    fields: Vec<Field<'a>>,
    /// Whether a name alone is that of the account, not of the item.
    pub(crate) is_of_accounts: bool,
}

struct Field<'a> {
    name: &'a str,
    plain: String,
    word: Option<Word>,
    text: &'a str,
}

/// One code of a record.
pub(crate) enum Code<'a> {
    /// Complete by itself.
    Whole(SecretText),
    /// A secret, whose parameters stand beside it.
    Bare(&'a str),
    /// The secret of a code by counter, whose parameters stand beside it.
    Counted(&'a str),
}

/// The parameters of the bare secrets of a record.
struct Beside {
    kind: PartKind,
    algorithm: String,
    digits: Number,
    period: Number,
    counter: Number,
}

impl Code<'_> {
    fn draft(&self, item: &Item, beside: &Result<Beside, String>) -> Draft {
        let secret = match self {
            Code::Whole(text) => return parts::uri_or_secret(text, item.labels()),
            Code::Bare(secret) | Code::Counted(secret) => *secret,
        };
        let refused = |reason| Draft::refused(item.labels(), reason);
        let beside = match beside {
            Ok(beside) => beside,
            Err(given) => return refused(UriError::Field { given: given.clone() }),
        };
        let is_counted = matches!(self, Code::Counted(_)) || beside.kind == PartKind::Hotp;
        if is_counted && beside.counter == Number::None {
            // Beginning anew would give wrong codes.
            return refused(UriError::CounterMissing);
        }
        Parts {
            labels: item.labels(),
            kind: if is_counted { PartKind::Hotp } else { beside.kind.clone() },
            secret: PartSecret::Base32(SecretText::new(secret.to_owned())),
            algorithm: beside.algorithm.clone(),
            digits: beside.digits,
            period: beside.period,
            counter: beside.counter,
            ..Parts::default()
        }
        .draft()
    }
}

impl<'a> Record<'a> {
    /// Adds a field; one that is empty says nothing.
    pub(crate) fn add(&mut self, name: &'a str, text: &'a str) {
        let plain = words::plain(name);
        let word = Word::of(&plain).or_else(|| words::names_code(&plain).then_some(Word::Perhaps));
        self.fields.push(Field { name, plain, word, text: text.trim() });
    }

    /// Every field that says a word and is not empty.
    fn all(&self, word: Word) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(move |field| !field.text.is_empty() && field.word == Some(word))
    }

    /// What says a word, by the surest of its names; empty where nothing does.
    pub(crate) fn first(&self, word: Word) -> &'a str {
        let place = |field: &&Field<'a>| {
            let place = word.names().iter().position(|name| *name == field.plain);
            place.unwrap_or(usize::MAX)
        };
        self.all(word).min_by_key(place).map_or("", |field| field.text)
    }

    /// Whether a field says a word, be it empty.
    pub(crate) fn has(&self, word: Word) -> bool {
        self.fields.iter().any(|field| field.word == Some(word))
    }

    /// Whether there are fields that only codes have.
    pub(crate) fn has_parameters(&self) -> bool {
        [Word::Algorithm, Word::Digits, Word::Period, Word::Counter]
            .into_iter()
            .any(|word| self.has(word))
    }

    /// Whether the field for any secret holds what looks like that of a code, and no password stands beside it.
    pub(crate) fn has_clear_secret(&self) -> bool {
        self.called_secret().is_some_and(words::is_clear_secret)
    }

    /// What stands in the first field that is called a secret, beside no password.
    pub(crate) fn called_secret(&self) -> Option<&'a str> {
        let is_called = |field: &Field<'_>| {
            ["secret", "seed"].iter().any(|word| field.plain.contains(word))
                || self.has(Word::Issuer)
        };
        let first = self.all(Word::Secret).next().filter(|field| is_called(field));
        let has_password = self.fields.iter().any(|field| words::is_password(&field.plain));
        first.filter(|_| !has_password).map(|field| field.text)
    }

    /// Whether the field for the kind names one of codes.
    pub(crate) fn has_kind(&self) -> bool {
        let kind = self.first(Word::Kind);
        !kind.is_empty() && !matches!(kind_of(kind), PartKind::Other(_))
    }

    /// The codes: links wherever they stand, and what stands in fields for codes. A secret that a link
    /// has, too, is that link's; the field for any secret counts where nothing else is a code, and it is
    /// said to be one.
    pub(crate) fn codes(&self, is_secret_a_code: bool) -> Vec<Code<'a>> {
        let links = self.fields.iter().filter(|field| words::has_link(field.text));
        let mut codes: Vec<Code<'a>> =
            links.flat_map(|field| apart(field.text)).map(Code::Whole).collect();
        let has_links = !codes.is_empty();
        for field in &self.fields {
            let is_code = match field.text {
                "" => false,
                text if words::has_link(text) => false,
                _ if matches!(field.word, Some(Word::Code | Word::Counted)) => true,
                text => field.word == Some(Word::Perhaps) && words::is_code(text),
            };
            match is_code {
                // Beside a link, what does not look like a code is the code of the moment.
                true if has_links && !words::is_code(field.text) => {}
                true if words::is_pairs(field.text) => {
                    codes.push(Code::Whole(SecretText::new(field.text.to_owned())))
                }
                true if field.word == Some(Word::Counted) => codes.push(Code::Counted(field.text)),
                true => codes.push(Code::Bare(field.text)),
                false => {}
            }
        }
        if codes.is_empty() && is_secret_a_code {
            codes.extend(self.all(Word::Secret).next().map(|field| Code::Bare(field.text)));
        }
        codes
    }

    /// Whether there is any code.
    pub(crate) fn has_codes(&self, is_secret_a_code: bool) -> bool {
        !self.codes(is_secret_a_code).is_empty()
    }

    /// Adds the item of this record to others, with its codes.
    pub(crate) fn add_to(&self, items: &mut Items, item: &Item, is_secret_a_code: bool) {
        // Once: a record may have any number of fields, and of codes.
        let beside = self.beside();
        let codes = Self::distinct(self.codes(is_secret_a_code), &beside);
        let first = items.count();
        items.add_each(item, codes, |code, item| code.draft(item, &beside));
        let mut recovery = RecoveryFields::default();
        for field in self.all(Word::RecoveryCodes) {
            recovery.push(field.text);
        }
        items.give_recovery_codes(first, &recovery);
    }

    /// The codes of which none repeats a secret that an earlier one has: a bare secret beside a link is
    /// the same code in fewer words.
    fn distinct(codes: Vec<Code<'a>>, beside: &Result<Beside, String>) -> Vec<Code<'a>> {
        if codes.len() < 2 {
            return codes;
        }
        let nobody = Item::default();
        let mut known = HashSet::new();
        let is_kept = |code: &Code<'a>| {
            let otp = code.draft(&nobody, beside).otp.ok();
            let is_new = otp.is_none_or(|otp| {
                known.insert(<[u8; 32]>::from(Sha256::digest(otp.secret().expose())))
            });
            is_new || matches!(code, Code::Whole(_))
        };
        codes.into_iter().filter(is_kept).collect()
    }

    /// What stands beside the codes, or what the field is called that is not understood.
    fn beside(&self) -> Result<Beside, String> {
        let mut fields = self.fields.iter();
        if let Some(field) = fields.find(|field| words::is_unclear(&field.plain, field.text)) {
            return Err(words::shown(field.name));
        }
        let kind = match kind_of(self.first(Word::Kind)) {
            // What password managers call their items.
            PartKind::Other(_) if !self.has_parameters() => PartKind::Totp,
            kind => kind,
        };
        // By time or by counter: nothing tells.
        let is_open = self.first(Word::Kind).is_empty() && !self.has(Word::Counted);
        let counts = number(self.first(Word::Counter)).get().is_some_and(|counter| counter > 0);
        if is_open && counts && self.first(Word::Period).is_empty() {
            return Err("counter".to_owned());
        }
        let algorithm = self.one(Word::Algorithm, |text| {
            let algorithm = Algorithm::parse(text);
            algorithm.map_or_else(|| text.to_owned(), |algorithm| algorithm.name().to_owned())
        })?;
        Ok(Beside {
            kind,
            // A long text is the hash of something else.
            algorithm: Some(algorithm)
                .filter(|word| word.len() <= LONGEST_WORD)
                .unwrap_or_default(),
            digits: self.one(Word::Digits, number)?,
            period: self.one(Word::Period, seconds)?,
            counter: number(self.first(Word::Counter)),
        })
    }

    /// What every field that says a word says, or the name of one that says something else.
    fn one<T: Default + PartialEq>(&self, word: Word, of: impl Fn(&str) -> T) -> Result<T, String> {
        let mut fields = self.all(word);
        let Some(first) = fields.next() else { return Ok(T::default()) };
        let said = of(first.text);
        match fields.find(|other| of(other.text) != said) {
            Some(other) => Err(words::shown(other.name)),
            None => Ok(said),
        }
    }

    /// Issuer and account name.
    pub(crate) fn labels(&self) -> Labels {
        let (issuer, title) = (self.first(Word::Issuer), self.first(Word::Title));
        let (name, user) = (self.first(Word::Name), self.first(Word::User));
        let has_issuer = self.has(Word::Issuer);
        match (first_of(issuer, title), name, user) {
            ("", name, "") if has_issuer || self.is_of_accounts => migration::labels("", name),
            ("", name, user) => Labels { issuer: name.to_owned(), account: user.to_owned() },
            (service, "", "") if has_issuer && !issuer.is_empty() => {
                migration::labels(service, title)
            }
            (service, name, user) => migration::labels(service, first_of(user, name)),
        }
    }
}

/// The longest word for an algorithm, in bytes.
const LONGEST_WORD: usize = 24;

fn first_of<'t>(one: &'t str, other: &'t str) -> &'t str {
    if one.is_empty() { other } else { one }
}

fn kind_of(word: &str) -> PartKind {
    PartKind::parse(word.trim().trim_start_matches("OTP_"))
}

fn number(text: &str) -> Number {
    Number::of_text(text)
}

/// A number of seconds, with or without their sign behind it.
fn seconds(text: &str) -> Number {
    let text = text.trim().to_ascii_lowercase();
    let bare = ["seconds", "secs", "sec", "s"].into_iter().find_map(|sign| text.strip_suffix(sign));
    Number::of_text(bare.unwrap_or(&text))
}
