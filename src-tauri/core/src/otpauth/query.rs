//! The parameters of a URI, as they are written by hand, by pages and by mail programs.
//!
//! What is not understood never counts as missing: a parameter under another usual name is read, and what
//! is nearly a known one refuses the URI.

use percent_encoding::percent_decode;
use zeroize::Zeroizing;

use super::read::{UriError, harmless};
use crate::latin;
use crate::otp::Algorithm;

/// A parameter that goes into the codes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Parameter {
    Secret,
    Algorithm,
    Digits,
    Period,
    Counter,
}

impl Parameter {
    const ALL: [Self; 5] =
        [Self::Secret, Self::Algorithm, Self::Digits, Self::Period, Self::Counter];

    /// What it is called, its own name first: in lower case, letters and digits only.
    #[rustfmt::skip] // A table.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Secret => &["secret", "secretkey", "sharedsecret", "otpsecret", "totpsecret", "seed", "key"],
            Self::Algorithm => &[
                "algorithm", "algo", "alg", "hash", "hashalgorithm", "hashalgo", "hashalg", "hashfunction",
                "hashtype", "hashmode", "digest", "digestalgorithm", "hmac", "hmacalgorithm", "algorithmtype",
                "algorithmname", "otpalgorithm", "totpalgorithm", "shaalgorithm",
            ],
            Self::Digits => &[
                "digits", "digit", "numdigits", "numberofdigits", "noofdigits", "digitcount", "digitscount",
                "digitslength", "codelength", "codedigits", "codesize", "codelen", "digitlength",
                "tokensize", "nrdigits", "ndigits", "otplength", "otpdigits", "totpdigits", "totplength",
                "tokenlength", "tokendigits", "passcodelength", "length", "len", "size",
            ],
            Self::Period => &[
                "period", "interval", "timestep", "timestepsize", "timeperiod", "timeinterval", "step",
                "stepsize", "timer", "refresh", "refreshinterval", "refreshrate", "refreshperiod", "validity",
                "validityperiod", "validfor", "lifetime", "duration", "otpperiod", "totpperiod", "codeperiod",
                "periodseconds", "intervalseconds", "seconds",
            ],
            Self::Counter => &[
                "counter", "hotpcounter", "countervalue", "initialcounter", "startcounter", "nextcounter",
                "currentcounter", "movingfactor", "count",
            ],
        }
    }
}

/// The query, taken apart: keys in any case. Linear in its length.
pub(super) struct Parameters(Vec<Pair>);

struct Pair {
    /// Decoded, without spaces at its ends.
    name: Zeroizing<String>,
    /// In lower case, letters and digits only.
    plain: Zeroizing<String>,
    value: Zeroizing<String>,
    /// Whether a name alone stands there.
    is_bare: bool,
    /// Whether another parameter stands in the value: what parts the two is not known.
    holds_another: bool,
}

impl Parameters {
    pub(super) fn of(query: &str) -> Self {
        Self(parts(query).into_iter().map(Pair::of).collect())
    }

    /// The parameter of that name, and of no other: the first where there are several.
    pub(super) fn get(&self, key: &str) -> Option<Zeroizing<String>> {
        let found = self.0.iter().find(|pair| pair.name.eq_ignore_ascii_case(key));
        found.map(|pair| pair.value.clone())
    }

    /// The parameter of that name, and of no other; none where it is empty.
    ///
    /// # Errors
    /// [`UriError::Field`] where it stands there twice and says different things.
    pub(super) fn only(&self, key: &str) -> Result<Option<Zeroizing<String>>, UriError> {
        let is_given = |pair: &&Pair| pair.name.eq_ignore_ascii_case(key) && !pair.is_blank();
        let mut given = self.0.iter().filter(is_given);
        let Some(first) = given.next() else { return Ok(None) };
        match given.find(|other| !other.says_the_same(first)) {
            None => Ok(Some(first.value.clone())),
            Some(other) => Err(other.unclear()),
        }
    }

    /// The parameter under its own name, or else under another usual one.
    ///
    /// # Errors
    /// [`UriError::Field`] where it stands there twice and says different things.
    pub(super) fn read(&self, parameter: Parameter) -> Result<Option<Zeroizing<String>>, UriError> {
        let [own, others @ ..] = parameter.names() else { return Ok(None) };
        let given = |names: &[&str]| -> Vec<&Pair> {
            let named = self.0.iter().filter(|pair| names.contains(&pair.plain.as_str()));
            named.filter(|pair| !pair.is_blank()).collect()
        };
        // What the secret is, its own name alone says where it is there.
        let is_there = |pair: &Pair| *pair.plain == **own && !pair.is_bare;
        let has_own = parameter == Parameter::Secret && self.0.iter().any(is_there);
        let mut all = given(&[own]);
        all.extend(if has_own { Vec::new() } else { given(others) });
        let Some((first, rest)) = all.split_first() else {
            return Ok(has_own.then(Zeroizing::default));
        };
        match rest.iter().find(|other| !other.says_the_same(first)) {
            None => Ok(Some(first.value.clone())),
            Some(other) => Err(other.unclear()),
        }
    }

    /// Refuses what is nearly a parameter that goes into the codes: its value would be lost.
    pub(super) fn check(&self) -> Result<(), UriError> {
        match self.0.iter().find(|pair| pair.is_nearly_known()) {
            None => Ok(()),
            Some(pair) => Err(pair.unclear()),
        }
    }
}

impl Pair {
    fn of(part: &str) -> Self {
        // A name and its value, decoded as one.
        let whole = (!part.contains('=')).then(|| decode(part, true));
        let whole = whole.as_ref().and_then(|whole| whole.split_once('='));
        let (name, value, is_bare) = match (part.split_once('='), whole) {
            (Some((name, value)), _) => (decode(name, true), decode(value, true), false),
            (None, Some((name, value))) => (name.to_owned().into(), value.to_owned().into(), false),
            (None, None) => (decode(part, true), Zeroizing::default(), true),
        };
        let plain = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        let plain = Zeroizing::new(plain.collect());
        let name = name.trim().to_owned().into();
        let raw = part.split_once('=').map_or("", |(_, value)| value);
        Self { name, plain, value, is_bare, holds_another: names_parameter(raw) }
    }

    fn is_blank(&self) -> bool {
        self.value.trim().is_empty()
    }

    fn says_the_same(&self, other: &Self) -> bool {
        self.value.trim().eq_ignore_ascii_case(other.value.trim())
    }

    fn unclear(&self) -> UriError {
        UriError::Field { given: harmless(&self.name) }
    }

    fn is_nearly_known(&self) -> bool {
        if self.holds_another {
            return true;
        }
        let is_named = Parameter::ALL.iter().any(|one| one.names().contains(&&**self.plain));
        if self.is_blank() && !self.is_bare || self.plain.len() > 40 {
            return false;
        }
        match is_named {
            // A parameter without a value may have been cut off; `steam` and the like stand alone.
            true => {
                self.is_bare
                    && Parameter::ALL
                        .iter()
                        .any(|one| one.names().first() == Some(&self.plain.as_str()))
            }
            false => {
                is_like_a_parameter(&self.plain)
                    || self.says_what_a_parameter_does()
                    || self.is_another_beginning()
            }
        }
    }

    /// Whether the value is what only a parameter of the codes would say: a hash, or, where the name has
    /// to do with length or time, a small number.
    fn says_what_a_parameter_does(&self) -> bool {
        const WORDS: [&str; 15] = [
            "size", "char", "number", "place", "time", "second", "cycle", "rotat", "ttl", "expir",
            "freq", "window", "valid", "slot", "rate",
        ];
        const PICTURE: [&str; 4] = ["icon", "image", "logo", "qr"];
        const SHORT: [&str; 4] = ["d", "p", "c", "ts"];
        let value = self.value.trim();
        let number = value.parse::<u16>().ok().filter(|number| (4..=600).contains(number));
        let is_of_a_picture = PICTURE.iter().any(|word| self.plain.contains(word));
        let is_named = (!is_of_a_picture && WORDS.iter().any(|word| self.plain.contains(word)))
            || SHORT.contains(&self.plain.as_str());
        (value.len() >= 3 && Algorithm::parse(value).is_some()) || (number.is_some() && is_named)
    }

    /// A clock that does not begin at 1970 (RFC 6238, T0).
    fn is_another_beginning(&self) -> bool {
        const NAMES: [&str; 6] = ["t0", "epoch", "offset", "timeoffset", "starttime", "skew"];
        NAMES.contains(&self.plain.as_str()) && !self.value.trim().trim_matches('0').is_empty()
    }
}

/// Whether a value, as it is written, gives another parameter its value.
fn names_parameter(value: &str) -> bool {
    const NAMES: [&str; 4] = ["algorithm", "digits", "period", "counter"];
    value.match_indices('=').any(|(place, _)| {
        let ends_with = |name: &&str| {
            let word = place.checked_sub(name.len()).and_then(|start| value.get(start..place));
            word.is_some_and(|word| word.eq_ignore_ascii_case(name))
        };
        NAMES.iter().any(ends_with)
    })
}

/// Whether an unknown name has a word in it that those of the parameters are made of, is the beginning of
/// one, or one or two slips of the finger away.
fn is_like_a_parameter(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["algo", "hash", "hmac", "digit", "period", "interval", "counter", "length", "refresh"];
    const OWN: [&str; 5] = ["secret", "algorithm", "digits", "period", "counter"];
    WORDS.iter().any(|word| name.contains(word))
        || OWN.iter().any(|own| {
            (name.len() >= 3 && own.starts_with(name)) || (name.len() >= 4 && slips(name, own) <= 2)
        })
}

/// Levenshtein's distance.
fn slips(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(other.chars()) {
            let best = (diagonal + usize::from(a != b)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Parameters are parted by `&`, and by `;` where one that is known follows.
fn parts(query: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in query.split('&') {
        let mut start = 0;
        for (place, _) in part.match_indices(';') {
            let rest = part.get(place + 1..).unwrap_or_default();
            // No name of a parameter is longer.
            let end = rest.bytes().take(40).position(|byte| byte == b'=');
            if end.and_then(|end| rest.get(..end)).is_some_and(is_parameter) {
                parts.push(part.get(start..place).unwrap_or_default());
                start = place + 1;
            }
        }
        parts.push(part.get(start..).unwrap_or_default());
    }
    parts
}

/// Whether a name is that of a parameter that Tessera reads.
#[must_use]
pub fn is_parameter(name: &str) -> bool {
    let plain: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    plain == "issuer" || Parameter::ALL.iter().any(|one| one.names().contains(&plain.as_str()))
}

/// A URI as it was before a page or a mail program wrote it: references to characters (`&amp;`, `&#38;`),
/// as often as it went through a page, quoted-printable (RFC 2045, section 6.7), and of one that was
/// encoded as a whole its marks.
pub(super) fn original(uri: &str) -> Zeroizing<String> {
    let mut uri = Zeroizing::new(uri.to_owned());
    for _ in 0..4 {
        match unescaped(&uri) {
            Some(before) => uri = before,
            None => break,
        }
    }
    if let Some(before) = unquoted(&uri) {
        uri = before;
    }
    match with_its_marks(&uri) {
        Some(before) => before,
        None => uri,
    }
}

/// A URI whose question mark, or all marks of its query, are percent-encoded.
fn with_its_marks(uri: &str) -> Option<Zeroizing<String>> {
    let is_mark = |place: &usize| {
        let rest = uri.get(place + 3..).unwrap_or_default();
        rest.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("secret"))
    };
    let encoded = || {
        let places = uri.match_indices("%3").map(|(place, _)| place);
        let is_question = |p: &usize| matches!(uri.as_bytes().get(p + 2), Some(b'F' | b'f'));
        let place = { places }.find(|place| is_question(place) && is_mark(place))?;
        Some((uri.get(..place)?, uri.get(place + 3..)?))
    };
    let (path, query) = match uri.split_once('?') {
        Some((_, query)) if query.contains('=') => return None,
        Some(parted) => parted,
        None => encoded()?,
    };
    Some(match query.contains('=') {
        true => [path, "?", query].concat().into(),
        false => [path, "?", &decode(query, false)].concat().into(),
    })
}

/// The references that a page makes of marks, read once; none where there are none.
fn unescaped(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let (mut rest, mut any) = (text, false);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.bytes().take(10).position(|byte| byte == b';');
        let name = end.and_then(|end| after.get(..end));
        match name.and_then(|name| Some((name, reference(name)?))) {
            Some((name, mark)) => {
                out.push(mark);
                rest = after.get(name.len() + 1..).unwrap_or_default();
                any = true;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    any.then_some(out)
}

fn reference(name: &str) -> Option<char> {
    Some(match name.to_ascii_lowercase().as_str() {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "equals" => '=',
        "quest" => '?',
        "colon" => ':',
        "sol" => '/',
        "percnt" => '%',
        "commat" => '@',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control())?
        }
    })
}

/// Quoted-printable, decoded, where all parameters show that it is one: `=3D` may begin a secret.
fn unquoted(uri: &str) -> Option<Zeroizing<String>> {
    let (_, query) = uri.split_once('?')?;
    let values = query.split('&').filter_map(|part| part.split_once('=')).map(|(_, value)| value);
    let (mut quoted, mut plain) = (0, 0);
    for value in values {
        match value.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("3D")) {
            true => quoted += 1,
            false => plain += 1,
        }
    }
    if quoted < 2 || plain > 0 {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(uri.len()));
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once('=') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'=');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(latin::decode(&bytes))
}

/// Whether a secret that stands alone may as well have gone through quoted-printable: without its first
/// two characters it fills whole groups of eight, and with them it does not.
pub(super) fn may_be_quoted(query: &str) -> bool {
    let [part] = *parts(query).as_slice() else { return false };
    part.split_once('=').is_some_and(|(_, value)| {
        let value = value.trim();
        value.get(..2).is_some_and(|head| head.eq_ignore_ascii_case("3D")) && value.len() % 8 == 2
    })
}

/// Percent-decoding; in the query `+` is a space as well. Bytes that are no UTF-8 are Latin letters. Any
/// part of a URI may be the secret, so every copy is wiped.
pub(super) fn decode(text: &str, plus_is_space: bool) -> Zeroizing<String> {
    let mut spaced = Zeroizing::new(text.as_bytes().to_vec());
    if plus_is_space {
        spaced.iter_mut().filter(|b| **b == b'+').for_each(|b| *b = b' ');
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(spaced.len()));
    bytes.extend(percent_decode(&spaced));
    latin::decode(&bytes)
}
