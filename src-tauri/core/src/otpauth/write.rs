//! Writing a URI that every careful reader understands: all parameters, everything encoded but the
//! one colon that separates issuer and account.

use std::fmt::{self, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode, utf8_percent_encode};

use crate::base32;
use crate::entry::Labels;
use crate::otp::{Kind, Otp, Scheme};
use crate::secret::{OtpSecret, Pin, SecretText};

/// What RFC 3986 section 2.3 calls unreserved stays; all else is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A byte as `%00`.
const LONGEST_ENCODED: usize = 3;
/// More than all words and numbers of a URI take.
const FIXED: usize = 200;

/// Writes `otpauth://TYPE/ISSUER:ACCOUNT?secret=…&issuer=…&algorithm=…&digits=…&period|counter=…`.
///
/// Steam becomes `otpauth://steam/…`: readers that do not know it refuse it, where
/// `totp` with a flag would give wrong codes in some. mOTP becomes `motp://…` and Yandex
/// `otpauth://yaotp/…`, with their PINs.
#[must_use]
pub fn write(labels: &Labels, otp: &Otp) -> SecretText {
    if let Scheme::Motp { pin } = otp.scheme() {
        return write_motp(labels, otp.secret(), pin);
    }
    let secret = base32::encode(otp.secret());
    let issuer = utf8_percent_encode(&labels.issuer, RESERVED);
    let account = utf8_percent_encode(&labels.account, RESERVED);
    let separator = separator(labels);
    let moving = match (otp.counter(), otp.period()) {
        (Some(counter), _) => format!("counter={counter}"),
        (None, period) => {
            format!("period={}", period.unwrap_or(crate::otp::Period::DEFAULT).seconds())
        }
    };
    let kind = match otp.kind() {
        Kind::Yandex => "yaotp",
        kind => kind.name(),
    };
    let pin = match otp.pin().and_then(|pin| OtpSecret::new(pin.expose().into())) {
        Some(pin) => SecretText::new(format!("&pin={}", base32::encode(&pin).expose())),
        None => SecretText::new(String::new()),
    };
    let texts = [&labels.issuer, &labels.account, &labels.issuer].map(String::len);
    let length = texts.iter().sum::<usize>() * LONGEST_ENCODED + secret.expose().len();
    written(
        length + pin.expose().len(),
        format_args!(
            "otpauth://{kind}/{issuer}{separator}{account}?secret={secret}&issuer={issuer}&algorithm={algorithm}&digits={digits}&{moving}{pin}",
            pin = pin.expose(),
            secret = secret.expose(),
            algorithm = otp.algorithm().name(),
            digits = otp.digits(),
        ),
    )
}

fn write_motp(labels: &Labels, secret: &OtpSecret, pin: &Pin) -> SecretText {
    let issuer = utf8_percent_encode(&labels.issuer, RESERVED);
    let texts = [&labels.issuer, &labels.account, &labels.issuer].map(String::len);
    let length = texts.iter().sum::<usize>() + secret.expose().len() + pin.expose().len();
    written(
        length * LONGEST_ENCODED,
        format_args!(
            "motp://{issuer}{separator}{account}?secret={secret}&issuer={issuer}&pin={pin}",
            separator = separator(labels),
            account = utf8_percent_encode(&labels.account, RESERVED),
            secret = percent_encode(secret.expose(), RESERVED),
            pin = utf8_percent_encode(pin.expose(), RESERVED),
        ),
    )
}

/// Into memory that has room for all of it: growing would leave copies of the secret behind.
fn written(variable: usize, text: fmt::Arguments<'_>) -> SecretText {
    let mut uri = String::with_capacity(FIXED + variable);
    // A string takes whatever comes.
    let _ = uri.write_fmt(text);
    uri.into()
}

/// An account name with a colon of its own gets one before it, or its start would read as issuer.
fn separator(labels: &Labels) -> &'static str {
    let bare = labels.issuer.is_empty() && !labels.account.contains(':');
    if bare { "" } else { ":" }
}
