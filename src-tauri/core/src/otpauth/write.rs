//! Writing a URI that every careful reader understands: all parameters, everything encoded but the
//! one colon that separates issuer and account.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::base32;
use crate::entry::Labels;
use crate::otp::Otp;
use crate::secret::SecretText;

/// What RFC 3986 section 2.3 calls unreserved stays; all else is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes `otpauth://TYPE/ISSUER:ACCOUNT?secret=…&issuer=…&algorithm=…&digits=…&period|counter=…`.
///
/// Steam becomes `otpauth://steam/…`: readers that do not know it refuse it, where
/// `totp` with a flag would give wrong codes in some.
#[must_use]
pub fn write(labels: &Labels, otp: &Otp) -> SecretText {
    let secret = base32::encode(otp.secret());
    let issuer = utf8_percent_encode(&labels.issuer, RESERVED);
    let account = utf8_percent_encode(&labels.account, RESERVED);
    // An account name with a colon of its own gets one before it, or its start would read as issuer.
    let bare = labels.issuer.is_empty() && !labels.account.contains(':');
    let separator = if bare { "" } else { ":" };
    let moving = match (otp.counter(), otp.period()) {
        (Some(counter), _) => format!("counter={counter}"),
        (None, period) => {
            format!("period={}", period.unwrap_or(crate::otp::Period::DEFAULT).seconds())
        }
    };
    format!(
        "otpauth://{kind}/{issuer}{separator}{account}?secret={secret}&issuer={issuer}&algorithm={algorithm}&digits={digits}&{moving}",
        kind = otp.kind().name(),
        secret = secret.expose(),
        algorithm = otp.algorithm().name(),
        digits = otp.digits(),
    )
    .into()
}
