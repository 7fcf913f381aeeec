//! Entries and their codes, and the forms that make and change them.

use serde::{Deserialize, Serialize};

use super::{AccountName, ClockSync, CodesLeft, Field, Shown, Typed};

both! {
/// The kinds of one-time password.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Time-based.
    Totp,
    /// Counter-based.
    Hotp,
    /// Steam Guard.
    Steam,
    /// Mobile-OTP: comes in from other apps.
    Motp,
    /// Yandex Key: comes in from other apps.
    Yandex,
}}

both! {
/// The hash under the HMAC.
#[derive(Copy, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub enum Algorithm {
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}}

out! {
/// An entry, without its secret and its code.
pub struct Row {
    /// The entry's name for ever.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// How its codes are made.
    pub kind: Kind,
    /// The hash.
    pub algorithm: Algorithm,
    /// Characters of a code.
    pub digits: u8,
    /// Seconds; null for counter-based codes.
    pub period: Option<u32>,
    /// The counter as text, for it may exceed what JavaScript counts; null for time-based codes.
    pub counter: Option<String>,
    /// Free words.
    pub tags: Vec<String>,
    /// The entry has a note, which comes by a command of its own.
    pub has_note: bool,
    /// What is left of the recovery codes of the site; null where there were never any.
    pub recovery_codes: Option<CodesLeft>,
    /// Kept at the top.
    pub pinned: bool,
    /// The site took a code: the user said so, or the account was in use in another app.
    pub confirmed: bool,
    /// A second version of an account, kept because two copies of the vault had changed the secret.
    pub rival: bool,
    /// When the entry was put into the trash, in unix seconds; null while it is live.
    pub trashed_at: Option<u64>,
}}

out! {
/// An entry that was found, and what to mark in its names.
pub struct Hit {
    /// Which entry.
    pub id: String,
    /// The first character to mark in the issuer and the first one after it, for each mark; they are in
    /// order and do not touch.
    pub issuer: Vec<(usize, usize)>,
    /// What to mark in the account's name, as pairs of the first character and the one after the last.
    pub account: Vec<(usize, usize)>,
}}

out! {
/// The code of a row that is shown.
pub struct RowCode {
    /// Which entry.
    pub id: String,
    /// The characters to type.
    pub code: Shown,
    /// The characters of the next time step; null where there is none to show yet.
    pub next: Option<Shown>,
    /// First second at which the code is right.
    pub valid_from: Option<u64>,
    /// First second at which it is no longer right.
    pub valid_until: Option<u64>,
}}

out! {
/// Which of two codes was copied.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// The one of this step.
    Current,
    /// The one of the step after, because this step is nearly over.
    Next,
}}

out! {
/// A code that was given out, to be typed or printed.
pub struct GivenCode {
    /// Of which entry.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// The characters to type.
    pub code: Shown,
    /// Which of two.
    pub which: Which,
    /// First second at which the code is right; null for counter-based codes.
    pub valid_from: Option<u64>,
    /// First second at which it is no longer right; null for counter-based codes.
    pub valid_until: Option<u64>,
    /// Which count it is of, as text; null for time-based codes.
    pub counter: Option<String>,
}}

out! {
/// A code at a moment, which was not given out.
pub struct CodeAt {
    /// Of which entry.
    pub id: String,
    /// The characters to type.
    pub code: Shown,
    /// The characters of the step after; null for counter-based codes.
    pub next: Option<Shown>,
    /// First second at which the code is right; null for counter-based codes.
    pub valid_from: Option<u64>,
    /// First second at which it is no longer right; null for counter-based codes.
    pub valid_until: Option<u64>,
    /// Which count it is of, as text; null for time-based codes.
    pub counter: Option<String>,
}}

impl From<GivenCode> for CodeAt {
    fn from(given: GivenCode) -> Self {
        let GivenCode { id, code, valid_from, valid_until, counter, .. } = given;
        Self { id, code, next: None, valid_from, valid_until, counter }
    }
}

out! {
/// A code is on the clipboard.
pub struct Copied {
    /// Of which entry.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Which of two codes.
    pub which: Which,
    /// Seconds until it is taken off again.
    pub clears_in: u32,
}}

/// A form with a typed secret.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NewEntry {
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Base32, or a whole otpauth URI.
    pub secret: Typed,
    /// TOTP, HOTP or Steam.
    pub kind: Kind,
    /// The hash.
    pub algorithm: Algorithm,
    /// Characters of a code.
    pub digits: u64,
    /// Seconds.
    pub period: u64,
    /// The counter as it was typed.
    pub counter: String,
    /// Free words.
    pub tags: Vec<String>,
    /// Free text.
    pub note: Typed,
}

/// A form without a secret.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EntryEdit {
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Free words.
    pub tags: Vec<String>,
    /// Free text; as it is where there is none.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub note: Option<Typed>,
    /// Kept at the top.
    pub pinned: bool,
    /// The user says that the site took a code.
    pub confirmed: bool,
    /// The count of the next code, as text, where site and vault have lost step; as it is where there
    /// is none.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub counter: Option<String>,
}

out! {
/// What can be behind a code that the site refuses.
pub struct Refused {
    /// What this computer takes for the time, in unix seconds.
    pub now: u64,
    /// The codes of two steps or counts before, of this one, and of two after; the first have no code
    /// before them where the count begins.
    pub around: Vec<NearCode>,
    /// Other accounts that have the same secret.
    pub same_secret: Vec<AccountName>,
    /// How many other accounts have the same names and another secret.
    pub namesakes: usize,
    /// Whether that time is kept right, as the system says.
    pub clock: ClockSync,
}}

out! {
/// A code near that of now, which was not given out.
pub struct NearCode {
    /// How many steps or counts after this one; below 0: before it.
    pub offset: i8,
    /// The characters to type.
    pub code: Shown,
    /// First second at which the code is right; null for counter-based codes.
    pub valid_from: Option<u64>,
    /// Which count it is of, as text; null for time-based codes.
    pub counter: Option<String>,
}}

/// What makes the codes of an account, as it is to be from now on.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OtpChange {
    /// Base32, or a whole otpauth URI, which brings its own parameters; empty: the secret stays.
    pub secret: Typed,
    /// TOTP, HOTP or Steam.
    pub kind: Kind,
    /// The hash.
    pub algorithm: Algorithm,
    /// Characters of a code.
    pub digits: u64,
    /// Seconds.
    pub period: u64,
    /// The count of the next code, as it was typed.
    pub counter: String,
}

out! {
/// When things were done with an entry, in unix seconds.
pub struct EntryDates {
    /// When it was added to this vault.
    pub created_at: u64,
    /// When a code was last given out, to the hour; null where that is not known.
    pub used_at: Option<u64>,
    /// When its names, tags, note, pin or secret were last changed; a counter that moves on is no change.
    pub changed_at: u64,
}}

out! {
/// An entry was added.
pub struct Added {
    /// The id of the new entry.
    pub id: String,
    /// In what it differs from another entry of the same names; null where there is none.
    pub differs: Option<Field>,
    /// Undoes the step.
    pub undo: String,
}}

out! {
/// Something was done that can be undone.
pub struct Undo {
    /// Undoes it.
    pub undo: String,
}}
