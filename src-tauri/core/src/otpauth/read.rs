//! Reading a URI: lenient in form, strict in meaning.

use zeroize::Zeroizing;

use super::query::{Parameter, Parameters, decode, may_be_quoted, original};

use crate::base32::{self, SecretError};
use crate::entry::{Labels, TooLong};
use crate::otp::{Algorithm, Digits, Otp, OtpError, Period, Scheme, is_yandex_secret};
use crate::secret::{OtpSecret, Pin};

/// What a URI holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Account {
    /// Issuer and account name.
    pub labels: Labels,
    /// The label's own prefix where it differs from the `issuer` parameter, which wins.
    pub issuer_alt: Option<String>,
    /// Ready to give codes.
    pub otp: Otp,
}

/// Why a URI gives no account.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum UriError {
    /// Not an authenticator's URI at all.
    #[error("this is not an otpauth URI")]
    NotOtpauth,
    /// There is no `secret` parameter.
    #[error("there is no secret")]
    SecretMissing,
    /// The secret is not base32.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The secret should be hexadecimal digits, and is not.
    #[error("the secret is not hexadecimal (0 to 9 and A to F)")]
    Hex,
    /// The secret should be base64, and is not.
    #[error("the secret is not base64")]
    Base64,
    /// Neither SHA1, SHA256 nor SHA512.
    #[error("the algorithm {given} is not one of SHA1, SHA256 and SHA512")]
    Algorithm {
        /// The word that was given, if it is short enough to be no secret.
        given: String,
    },
    /// Digits or period that are no number, or out of range.
    #[error("{0}")]
    Range(#[from] OtpError),
    /// Digits that are no whole number.
    #[error("the number of digits is not a whole number")]
    DigitsNotANumber,
    /// A period that is no whole number.
    #[error("the period is not a whole number of seconds")]
    PeriodNotANumber,
    /// A counter that is no whole number, or negative.
    #[error("the counter is not a whole number")]
    Counter,
    /// There is no counter, and codes of this kind are made of it.
    #[error("there is no counter, and codes of this kind need one")]
    CounterMissing,
    /// A field that nobody here knows, or that says something else than another one: what it says may
    /// change the codes.
    #[error("the field {given} is unknown or contradicts another one, and may change the codes")]
    Field {
        /// What the field is called, if that is too short to hold a secret.
        given: String,
    },
    /// A link that is broken over lines, or runs into other text: a part of it may be missing.
    #[error("the link is broken, and a part of it may be missing")]
    LinkBroken,
    /// A transfer code of Google Authenticator that cannot be read.
    #[error("the transfer code cannot be read")]
    Transfer,
    /// An entry of another app that cannot be read.
    #[error("the entry cannot be read")]
    Unreadable,
    /// There is no PIN, and codes of this kind are made of it.
    #[error("there is no PIN, and codes of this kind need one")]
    PinMissing,
    /// The secret is none that Yandex makes.
    #[error("the secret is not one of Yandex: its length or its check is wrong")]
    YandexSecret,
    /// A name, the tags or the note are too long.
    #[error(transparent)]
    TooLong(#[from] TooLong),
    /// A kind of code that Tessera does not make.
    #[error("codes of type {given} are not supported")]
    UnsupportedType {
        /// The word that was given, if it is short enough to be no secret.
        given: String,
    },
}

/// The longest URI that is taken apart, in bytes: 64 KiB, more than any QR code holds.
pub const MAX_URI: usize = 64 * 1024;

/// Reads one URI: `otpauth://` (also `apple-otpauth://`), `motp://`, or `steam://SECRET`.
///
/// # Errors
/// See [`UriError`].
pub fn parse(uri: &str) -> Result<Account, UriError> {
    if uri.len() > MAX_URI {
        return Err(UriError::Unreadable);
    }
    let uri = original(uri.trim());
    let uri = uri.as_str();
    if let Some(secret) = strip_prefix_ignore_case(uri, "steam://") {
        return steam_link(secret);
    }
    if let Some(rest) = strip_prefix_ignore_case(uri, "motp://") {
        return motp_link(rest);
    }
    let rest = strip_prefix_ignore_case(uri, "otpauth://")
        .or_else(|| strip_prefix_ignore_case(uri, "apple-otpauth://"))
        .ok_or(UriError::NotOtpauth)?;
    let (path, query) = split_query(rest).ok_or(UriError::SecretMissing)?;
    let (host, label) = host_and_label(path);
    let parameters = Parameters::of(query);
    let (mut labels, issuer_alt) =
        names(&decode(label, false), parameters.get("issuer").as_deref().map(String::as_str));
    if labels.issuer.is_empty() && YANDEX.iter().any(|word| host.eq_ignore_ascii_case(word)) {
        labels.issuer = "Yandex".into();
    }
    if may_be_quoted(query) {
        return Err(UriError::Field { given: "secret".to_owned() });
    }
    let otp = otp(&host.to_ascii_lowercase(), &labels.issuer, &parameters)?;
    Ok(Account { labels, issuer_alt, otp })
}

/// Issuer and account name of a URI that gives no account: to name it in a report. Both are empty
/// where what stands in their place could be, or hold, the secret.
#[must_use]
pub fn labels(uri: &str) -> Labels {
    let head = uri.get(..uri.len().min(MAX_URI)).unwrap_or_default();
    let uri = original(head.trim());
    let (path, query) = split_query(uri.trim()).unwrap_or((uri.trim(), ""));
    let label = match strip_prefix_ignore_case(path, "motp://") {
        Some(label) => label,
        None => strip_prefix_ignore_case(path, "otpauth://")
            .or_else(|| strip_prefix_ignore_case(path, "apple-otpauth://"))
            .map_or("", |rest| host_and_label(rest).1),
    };
    let issuer = Parameters::of(query).get("issuer");
    let (labels, _) = names(&decode(label, false), issuer.as_deref().map(String::as_str));
    // Without parameters the label may be the secret itself.
    let is_key = |name: &str| name.len() >= 16 && base32::decode(name).is_ok();
    match query.is_empty() && (is_key(&labels.issuer) || is_key(&labels.account)) {
        true => Labels::default(),
        false => nameable(labels),
    }
}

/// What stands before the query, and the query. Some writers encode the mark between them.
fn split_query(uri: &str) -> Option<(&str, &str)> {
    let encoded = || uri.split_once("%3F").or_else(|| uri.split_once("%3f"));
    uri.split_once('?').or_else(encoded)
}

/// The kind and the label. Some writers put a slash too many before the kind.
fn host_and_label(path: &str) -> (&str, &str) {
    let path = path.trim_start_matches('/');
    path.split_once('/').unwrap_or((path, ""))
}

/// Labels as a report may show them: both empty where one could be, or hold, a link with its secret.
#[must_use]
pub fn nameable(labels: Labels) -> Labels {
    const MARKS: [&str; 5] = ["secret=", "secret%3d", "otpauth", "steam://", "motp://"];
    let holds_secret = |text: &str| {
        let text = Zeroizing::new(text.to_ascii_lowercase());
        MARKS.iter().any(|mark| text.contains(mark))
    };
    match holds_secret(&labels.issuer) || holds_secret(&labels.account) {
        true => Labels::default(),
        false => labels,
    }
}

/// A text that is percent-encoded, decoded once; none where it is not.
#[must_use]
pub fn decoded(text: &str) -> Option<Zeroizing<String>> {
    text.contains('%').then(|| decode(text, false)).filter(|decoded| **decoded != *text)
}

/// One parameter of a URI, percent-decoded: what an app adds to the format of its own.
#[must_use]
pub fn parameter(uri: &str, key: &str) -> Option<Zeroizing<String>> {
    let head = uri.get(..uri.len().min(MAX_URI))?;
    Parameters::of(original(head.trim()).split_once('?')?.1).get(key)
}

fn steam_link(secret: &str) -> Result<Account, UriError> {
    let otp =
        Otp::new(base32::decode(&decode(secret.trim_end_matches('/'), false))?, Scheme::Steam);
    let labels = Labels { issuer: "Steam".into(), account: String::new() };
    Ok(Account { labels, issuer_alt: None, otp })
}

/// `motp://ISSUER:ACCOUNT?secret=TEXT&pin=PIN`: the secret as it is hashed. Nobody but us writes the
/// PIN.
fn motp_link(rest: &str) -> Result<Account, UriError> {
    let (label, query) = rest.split_once('?').ok_or(UriError::SecretMissing)?;
    let parameters = Parameters::of(query);
    let (labels, issuer_alt) =
        names(&decode(label, false), parameters.get("issuer").as_deref().map(String::as_str));
    let secret = parameters.only("secret")?.ok_or(UriError::SecretMissing)?;
    let secret = OtpSecret::new(secret.trim().as_bytes().to_vec());
    let secret = secret.ok_or(UriError::Secret(SecretError::TooLong))?;
    let pin = parameters.only("pin")?.and_then(|pin| Pin::new(pin.trim().to_owned()));
    let otp = Otp::new(secret, Scheme::Motp { pin: pin.ok_or(UriError::PinMissing)? });
    Ok(Account { labels, issuer_alt, otp })
}

/// Yandex Key's own word for its kind, and another that Ente takes.
const YANDEX: [&str; 2] = ["yaotp", "yandex"];

/// The `issuer` parameter wins over the label's prefix; the account is what follows the prefix.
fn names(label: &str, parameter: Option<&str>) -> (Labels, Option<String>) {
    let (prefix, after_prefix) = match label.split_once(':') {
        Some((prefix, rest)) => (prefix.trim(), Some(rest)),
        None => ("", None),
    };
    let parameter = parameter.map(str::trim).filter(|p| !p.is_empty());
    // Of links that were decoded as a whole the parameter ends where a mark in it was.
    let is_cut = |parameter: &&str| {
        prefix.strip_prefix(parameter).is_some_and(|rest| rest.starts_with(['&', '+']))
    };
    let issuer = parameter.filter(|parameter| !is_cut(parameter)).unwrap_or(prefix);
    let own_prefix = label.trim_start().strip_prefix(issuer).and_then(|r| r.strip_prefix(':'));
    let account = own_prefix.filter(|_| !issuer.is_empty()).or(after_prefix).unwrap_or(label);
    let differs = own_prefix.is_none() && !prefix.is_empty() && prefix != issuer;
    let labels = Labels { issuer: issuer.to_owned(), account: account.trim().to_owned() };
    (labels, differs.then(|| prefix.to_owned()))
}

fn otp(host: &str, issuer: &str, parameters: &Parameters) -> Result<Otp, UriError> {
    let is_yandex = YANDEX.contains(&host);
    if !is_yandex && !matches!(host, "totp" | "hotp" | "steam") {
        return Err(UriError::UnsupportedType { given: harmless(host) });
    }
    let secret =
        base32::decode(&parameters.read(Parameter::Secret)?.ok_or(UriError::SecretMissing)?)?;
    if is_yandex {
        return yandex(secret, parameters.only("pin")?);
    }
    let digits = parameters.read(Parameter::Digits)?;
    let steam_by_issuer = issuer == "Steam" && digits.as_ref().is_none_or(|d| d.trim() == "5");
    let is_no = |word: &str| ["0", "false", "no"].iter().any(|no| word.eq_ignore_ascii_case(no));
    let steam_by_word = match parameters.only("steam")? {
        Some(word) => !is_no(word.trim()),
        None => parameters.get("steam").is_some(),
    };
    let steam_by_encoder =
        parameters.only("encoder")?.is_some_and(|word| word.trim().eq_ignore_ascii_case("steam"));
    let is_steam = steam_by_issuer || steam_by_word || steam_by_encoder;
    if host == "steam" || (host == "totp" && is_steam) {
        return Ok(Otp::new(secret, Scheme::Steam));
    }
    parameters.check()?;
    let algorithm = match parameters.read(Parameter::Algorithm)? {
        None => Algorithm::default(),
        Some(word) => {
            Algorithm::parse(&word).ok_or_else(|| UriError::Algorithm { given: harmless(&word) })?
        }
    };
    let digits = match digits {
        None => Digits::DEFAULT,
        Some(number) => {
            Digits::new(number.trim().parse().map_err(|_| UriError::DigitsNotANumber)?)?
        }
    };
    let scheme = if host == "hotp" {
        let counter = parameters.read(Parameter::Counter)?;
        let counter = counter.map_or(Ok(0), |n| n.trim().parse().map_err(|_| UriError::Counter))?;
        Scheme::Hotp { algorithm, digits, counter }
    } else {
        let period = match parameters.read(Parameter::Period)? {
            None => Period::DEFAULT,
            // Google Authenticator takes it so, and sites rely on it.
            Some(number) if number.trim() == "0" => Period::DEFAULT,
            Some(number) => {
                Period::new(number.trim().parse().map_err(|_| UriError::PeriodNotANumber)?)?
            }
        };
        Scheme::Totp { algorithm, digits, period }
    };
    Ok(Otp::new(secret, scheme))
}

/// The PIN is base32 of its digits, as Aegis writes it, or the digits themselves: base32 of a digit
/// begins with a letter. Yandex's own codes leave it out.
fn yandex(secret: OtpSecret, pin: Option<Zeroizing<String>>) -> Result<Otp, UriError> {
    if !is_yandex_secret(secret.expose()) {
        return Err(UriError::YandexSecret);
    }
    let pin = pin.and_then(|pin| match is_number(pin.trim()) {
        true => Pin::new(pin.trim().to_owned()),
        false => {
            let decoded = base32::decode(&pin).ok()?.expose().to_vec();
            String::from_utf8(decoded).ok().and_then(Pin::new)
        }
    });
    Ok(Otp::new(secret, Scheme::Yandex { pin: pin.ok_or(UriError::PinMissing)? }))
}

/// Whether a text is a PIN of Yandex: 4 to 16 digits.
fn is_number(pin: &str) -> bool {
    (4..=16).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit())
}

/// A foreign word as an error may show it: whole or not at all, since ten characters of a secret
/// are ten too many.
#[must_use]
pub fn harmless(word: &str) -> String {
    let word = word.trim();
    let short = (1..=10).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if short { word.to_owned() } else { "?".to_owned() }
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}
