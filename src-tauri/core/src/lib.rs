//! The core of Tessera: one-time codes, the vault and its file.
//!
//! No window, no clock, no randomness of its own: time, random numbers, paths and bytes come in as
//! arguments, so that the shell, the command line and the tests each own their outside world.
//!
//! | room | what lives there |
//! |---|---|
//! | [`secret`] | the only types that carry secret bytes |
//! | [`otp`] | parameters in, codes out (RFC 4226, RFC 6238, Steam) |
//! | [`otpauth`] | the Key URI format, read and written |
//! | [`entry`], [`stamp`] | what a vault holds, ready to be merged |
//! | [`vault`] | the encrypted file format, version 1 |
//! | [`store`] | bytes and files: atomic saves, backup generations |
//! | [`mod@file`] | a vault on disk, unlocked |
//! | [`base32`], [`fields`], [`time`] | how secrets are typed, JSON that keeps what is unknown, moments |
//! | [`recovery_codes`] | what a site gave for the day when the second factor is gone |
//! | [`search`] | which accounts are meant by what was typed |
//! | [`latin`] | text whose encoding nobody wrote down |
//! | [`interrupt`] | how a thread that waits for a disk or a key is called back |
//! | [`control`] | where the running app listens, and what is said there |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod base32;
pub mod control;
pub mod entry;
pub mod fields;
pub mod file;
pub mod interrupt;
pub mod latin;
pub mod otp;
pub mod otpauth;
pub mod recovery_codes;
pub mod search;
pub mod secret;
pub mod stamp;
pub mod store;
pub mod time;
pub mod vault;
