//! The named fields of an item, and the ways in which KeePass, its plugins and its successors keep codes
//! in them. Programs that move items carry these fields along, so that they are met elsewhere.
//!
//! | fields                                    | by                                    |
//! |-------------------------------------------|---------------------------------------|
//! | `otp`: a URI, or `key=…&step=…&size=…`     | KeePassXC, KeeWeb; KeeOTP              |
//! | `otp_1`, `otp_2`: more codes of the item  | KeePassXC                             |
//! | `TOTP Seed`, `TOTP Settings`              | KeeTrayTOTP                           |
//! | `TimeOtp-…`                               | KeePass from 2.47                     |
//! | `HmacOtp-…`                               | KeePass                               |
//! | any other that is called like a code and looks like one, or holds a link | users  |

use std::collections::BTreeMap;

use tessera_core::otp::Otp;
use tessera_core::otpauth::UriError;
use tessera_core::secret::{OtpSecret, SecretText};

use crate::draft::Draft;
use crate::formats::fields::item::{Item, Items, apart};
use crate::formats::fields::lenient_json::Number;
use crate::formats::fields::parts::{self, PartKind, PartSecret, Parts};
use crate::formats::fields::recovery::RecoveryFields;
use crate::formats::fields::words::{self, Word};

const KNOWN: [&str; 18] = [
    "Title",
    "UserName",
    "Notes",
    "otp",
    "TOTP Seed",
    "TOTP Settings",
    "TimeOtp-Secret",
    "TimeOtp-Secret-Base32",
    "TimeOtp-Secret-Hex",
    "TimeOtp-Secret-Base64",
    "TimeOtp-Algorithm",
    "TimeOtp-Length",
    "TimeOtp-Period",
    "HmacOtp-Secret",
    "HmacOtp-Secret-Base32",
    "HmacOtp-Secret-Hex",
    "HmacOtp-Secret-Base64",
    "HmacOtp-Counter",
];

/// The fields of an item of which something is read.
#[derive(Default)]
pub(crate) struct NamedFields {
    known: BTreeMap<&'static str, SecretText>,
    /// What stands in the field that the item has for its code.
    own: SecretText,
    /// Codes under other names, in the order in which they stand.
    others: Vec<SecretText>,
    recovery: RecoveryFields,
}

/// One code among the fields.
enum Code<'a> {
    Text(&'a SecretText),
    Seed,
    Time,
    Counter,
}

impl NamedFields {
    /// Keeps a field that something is read of; an item may have any number of others.
    pub(crate) fn insert(&mut self, name: &str, value: SecretText) {
        if let Some(known) = KNOWN.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            let value = if *known == "otp" { self.first_of(&value) } else { value };
            self.known.insert(*known, value);
            return;
        }
        self.recovery.insert(name, value.expose());
        let plain = words::plain(name);
        let is_called_code = Word::Code.is(&plain) || Word::Perhaps.is(&plain);
        if words::has_link(value.expose()) || (is_called_code && words::is_code(value.expose())) {
            self.others.extend(apart(value.expose()));
        }
    }

    /// Keeps a field as [`Self::insert`] does, but what is called a secret has to look like a code: a user
    /// made the field, and may have called it so for another reason.
    pub(crate) fn insert_looking(&mut self, name: &str, value: SecretText) {
        let is_base32 = ["otp", "TOTP Seed", "TimeOtp-Secret-Base32", "HmacOtp-Secret-Base32"];
        let has_to_look = is_base32.iter().any(|known| known.eq_ignore_ascii_case(name));
        if !has_to_look || words::has_link(value.expose()) || words::is_code(value.expose()) {
            self.insert(name, value);
        }
    }

    /// Keeps a code, whatever its field is called.
    pub(crate) fn push(&mut self, code: SecretText) {
        if !code.expose().trim().is_empty() {
            self.others.extend(apart(code.expose()));
        }
    }

    /// Keeps what an item has in its own field for the code: it comes before all others.
    pub(crate) fn insert_first(&mut self, code: SecretText) {
        self.own = self.first_of(&code);
    }

    /// The first code of a field; the others are kept.
    fn first_of(&mut self, codes: &SecretText) -> SecretText {
        let mut codes = apart(codes.expose()).into_iter();
        let first = codes.next().unwrap_or_default();
        self.others.extend(codes);
        first
    }

    /// What stands in a field that is no secret.
    pub(crate) fn text(&self, name: &str) -> String {
        self.get(name).map(|value| value.expose().to_owned()).unwrap_or_default()
    }

    fn get(&self, name: &str) -> Option<&SecretText> {
        self.known.get(name).filter(|value| !value.expose().trim().is_empty())
    }

    fn number(&self, name: &str) -> Number {
        Number::of_text(&self.text(name))
    }

    /// Adds the item with its codes.
    pub(crate) fn add_to(&self, items: &mut Items, item: &Item) {
        let first = items.count();
        items.add_each(item, self.codes(), |code, item| self.draft(&code, item));
        items.give_recovery_codes(first, &self.recovery);
    }

    /// The code by time once, although it may stand there in several forms; then the one by counter, and
    /// those of other names.
    fn codes(&self) -> Vec<Code<'_>> {
        let is_there = |name: &str| self.secret(name).is_some();
        let otp = |form: &Code<'_>| self.draft(form, &Item::default()).otp.ok();
        let forms = [
            self.get("otp").map(Code::Text),
            self.get("TOTP Seed").map(|_| Code::Seed),
            is_there("TimeOtp-Secret").then_some(Code::Time),
        ];
        let forms: Vec<(Code<'_>, Option<Otp>)> = forms
            .into_iter()
            .flatten()
            .map(|form| {
                let otp = otp(&form);
                (form, otp)
            })
            .collect();
        let is_any_sound = forms.iter().any(|(_, otp)| otp.is_some());
        let own = Some(Code::Text(&self.own)).filter(|_| !self.own.expose().trim().is_empty());
        let mut known: Vec<OtpSecret> =
            own.iter().filter_map(otp).map(|otp| otp.secret().clone()).collect();
        let mut codes: Vec<Code<'_>> = own.into_iter().collect();
        let mut is_refused = false;
        for (form, otp) in forms {
            match otp {
                Some(otp) if known.contains(otp.secret()) => {}
                Some(otp) => {
                    known.push(otp.secret().clone());
                    codes.push(form);
                }
                // A form that cannot be read is told where no other one can.
                None if !is_any_sound && !is_refused => {
                    is_refused = true;
                    codes.push(form);
                }
                None => {}
            }
        }
        codes.extend(is_there("HmacOtp-Secret").then_some(Code::Counter));
        codes.extend(self.others.iter().map(Code::Text));
        codes
    }

    fn draft(&self, code: &Code<'_>, item: &Item) -> Draft {
        match code {
            Code::Text(text) => {
                self.moved(text, item).unwrap_or_else(|| parts::uri_or_secret(text, item.labels()))
            }
            Code::Seed => self.seed(item).draft(),
            Code::Time => self.time(item).draft(),
            Code::Counter => self.counter(item).draft(),
        }
    }

    /// The code of a bare secret whose parameters stand in fields of another form: programs that move items
    /// take the secret into a field of their own, and leave these behind. None where there are none, or where
    /// they belong to another secret.
    fn moved(&self, text: &SecretText, item: &Item) -> Option<Draft> {
        if text.expose().contains("://") || words::is_pairs(text.expose()) {
            return None;
        }
        let is_any = |names: &[&str]| names.iter().any(|name| self.get(name).is_some());
        let draft = |form: &dyn Fn() -> Parts| {
            let own = form().draft().otp;
            let secret = PartSecret::Base32(text.clone());
            let moved = Parts { secret, ..form() }.draft();
            let is_its = match (&own, &moved.otp) {
                (Ok(own), Ok(otp)) => own.secret() == otp.secret(),
                (own, _) => *own == Err(UriError::SecretMissing),
            };
            is_its.then_some(moved)
        };
        let seed = || is_any(&["TOTP Settings"]).then(|| draft(&|| self.seed(item))).flatten();
        let time = || {
            let is_said = is_any(&["TimeOtp-Algorithm", "TimeOtp-Length", "TimeOtp-Period"]);
            is_said.then(|| draft(&|| self.time(item))).flatten()
        };
        seed().or_else(time)
    }

    /// `30;6`, or `30;S` for Steam; a third part may name a server that sets the clock.
    fn seed(&self, item: &Item) -> Parts {
        let settings = self.text("TOTP Settings");
        let mut settings = settings.split(';').map(str::trim);
        let (period, digits) = (settings.next().unwrap_or(""), settings.next().unwrap_or(""));
        let is_steam = digits.eq_ignore_ascii_case("s");
        Parts {
            labels: item.labels(),
            kind: if is_steam { PartKind::Steam } else { PartKind::Totp },
            secret: self.get("TOTP Seed").cloned().map_or(PartSecret::None, PartSecret::Base32),
            digits: if is_steam { Number::None } else { Number::of_text(digits) },
            period: Number::of_text(period),
            ..Parts::default()
        }
    }

    fn time(&self, item: &Item) -> Parts {
        Parts {
            labels: item.labels(),
            secret: self.secret("TimeOtp-Secret").unwrap_or_default(),
            // `HMAC-SHA-256`, and so on.
            algorithm: self.text("TimeOtp-Algorithm"),
            digits: self.number("TimeOtp-Length"),
            period: self.number("TimeOtp-Period"),
            ..Parts::default()
        }
    }

    fn counter(&self, item: &Item) -> Parts {
        Parts {
            labels: item.labels(),
            kind: PartKind::Hotp,
            secret: self.secret("HmacOtp-Secret").unwrap_or_default(),
            counter: self.number("HmacOtp-Counter"),
            ..Parts::default()
        }
    }

    /// The field itself holds the bytes as text; its siblings are named after their encodings.
    fn secret(&self, name: &str) -> Option<PartSecret> {
        let field = |encoding: &str| self.get(&format!("{name}{encoding}"));
        if let Some(secret) = field("-Base32") {
            return Some(PartSecret::Base32(secret.clone()));
        }
        if let Some(secret) = field("-Hex") {
            return Some(PartSecret::Hex(secret.clone()));
        }
        if let Some(secret) = field("-Base64") {
            return Some(PartSecret::Base64(secret.clone()));
        }
        field("").map(|secret| PartSecret::Bytes(secret.expose().as_bytes().to_vec().into()))
    }
}
