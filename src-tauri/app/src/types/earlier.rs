//! What an entry was before.

use serde::Serialize;

use super::{Algorithm, Kind};

out! {
/// A value that was replaced, and can be put back.
pub struct EarlierValue {
    /// Names it among the earlier values of its entry.
    pub key: String,
    /// When it was replaced, in unix seconds.
    pub until: u64,
    /// The value.
    pub was: EarlierWas,
}}

out! {
/// What a part of an entry was.
#[serde(tag = "part", rename_all = "snake_case")]
pub enum EarlierWas {
    /// How its codes were made. The secret stays in the vault.
    Otp {
        /// How its codes were made.
        kind: Kind,
        /// The hash.
        algorithm: Algorithm,
        /// Characters of a code.
        digits: u8,
        /// Seconds; null for counter-based codes.
        period: Option<u32>,
        /// The counter as text; null for time-based codes.
        counter: Option<String>,
        /// The secret was another one than it is now.
        other_secret: bool,
    },
    /// Its names.
    Labels {
        /// Who issued it.
        issuer: String,
        /// For which account.
        account: String,
    },
    /// Its tags.
    Tags {
        /// Free words.
        names: Vec<String>,
    },
    /// Its note, which comes by a command of its own.
    Note {
        /// There was none.
        is_empty: bool,
    },
}}
