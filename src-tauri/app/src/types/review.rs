//! Imports under review.

use serde::Serialize;

use super::{Algorithm, Kind, Problem, Reason, Remark};

out! {
/// What the vault says to a draft.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DraftStatus {
    /// Not in the vault.
    New,
    /// In the vault, the same in every field.
    Duplicate,
    /// The vault has one of these names that differs, and that no draft is the same as.
    Conflict,
    /// Gives no codes.
    Invalid,
    /// Of a kind that is not supported.
    Unsupported,
}}

out! {
/// The place of an account among those of an import that share its names.
#[derive(Copy, Eq)]
pub struct Namesake {
    /// Counted from 1.
    pub number: usize,
    /// How many there are: at least 2.
    pub of: usize,
}}

out! {
/// A draft under review.
pub struct DraftRow {
    /// The draft's place in the review.
    pub index: usize,
    /// The place of the source that it came from.
    pub source: usize,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
    /// Which of several accounts of these names it is; null where the names are its own.
    pub namesake: Option<Namesake>,
    /// Null where it gives no codes.
    pub kind: Option<Kind>,
    /// Null where it gives no codes.
    pub algorithm: Option<Algorithm>,
    /// Null where it gives no codes.
    pub digits: Option<u8>,
    /// Null where it gives no codes, or by counter.
    pub period: Option<u32>,
    /// What the vault says to it.
    pub status: DraftStatus,
    /// Whether the entry was in the trash of its app, and comes into ours.
    pub trashed: bool,
    /// Why it cannot be used, or in which field it differs.
    pub reason: Option<Reason>,
    /// Which of the review's pictures shows it; null where none does.
    pub picture: Option<usize>,
    /// Of the next code, as text; for faces in this process alone.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub counter: Option<String>,
    /// Free words; for faces in this process alone.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub tags: Vec<String>,
}}

out! {
/// What a code is for that is no account.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// A web page.
    Link,
    /// A wireless network.
    Wifi,
    /// A passkey or security key of another device.
    Passkey,
    /// Signs another device in to an app.
    SignIn,
    /// Sets up another authenticator by a way of its own.
    Authenticator,
    /// Somebody's address.
    Contact,
    /// A message to send.
    Message,
    /// A payment.
    Payment,
    /// A place on a map.
    Place,
    /// An event for a calendar.
    Event,
    /// Bytes that are no text.
    Bytes,
    /// Words or numbers.
    Text,
    /// Not a QR code but one of another kind.
    Barcode,
}}

out! {
/// A code that is no account.
pub struct OtherCode {
    /// The place of the source that it came from.
    pub source: usize,
    /// What the code is for.
    pub what: Meaning,
    /// The host of a link, the name of a network, an app or a kind of codes; empty where there is none.
    pub detail: String,
    /// Which of the review's pictures shows it; null where none does.
    pub picture: Option<usize>,
}}

out! {
/// A transfer in several pictures.
pub struct Batch {
    /// Parts seen.
    pub have: u32,
    /// Parts there are.
    pub of: u32,
    /// The parts that were not seen, counted from 1.
    pub missing: Vec<u32>,
}}

out! {
/// What a file opens with.
#[derive(Copy, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Seal {
    /// A password.
    Password,
    /// A password, a key file, or both.
    PasswordOrKeyFile,
}}

out! {
/// A file that was read.
pub struct SourceReport {
    /// The file's place in the review, which it keeps.
    pub index: usize,
    /// Its name, without the folder.
    pub name: String,
    /// The app whose file it is; empty for pictures and texts.
    pub app: String,
    /// One word for what it is: `picture`, `text`, `tessera` or the name of a format; empty where that
    /// could not be told.
    pub kind: String,
    /// The user named it, and did not only find it in a folder.
    pub named: bool,
    /// What the file opens with, while it is not open. With a problem beside it, that is a guess: of
    /// noise only the right password tells what it is.
    pub sealed: Option<Seal>,
    /// Why it gave nothing.
    pub problem: Option<Problem>,
    /// Time ran out before everything was tried: there may be more in it.
    pub gave_up: bool,
    /// What else there is to know of it: what its app has left out, for one.
    pub remarks: Vec<Remark>,
}}

out! {
/// A key file was chosen; its path and what is in it stay in Rust.
pub struct KeyFile {
    /// Its name, without the folder.
    pub file_name: String,
}}

out! {
/// All that was found, before anything is stored.
pub struct Review {
    /// Names the review.
    pub id: String,
    /// What was read.
    pub sources: Vec<SourceReport>,
    /// What was found.
    pub drafts: Vec<DraftRow>,
    /// Transfers in several pictures.
    pub batches: Vec<Batch>,
    /// Codes that are no account.
    pub others: Vec<OtherCode>,
    /// Where codes lie, as data URLs. Every code in them is painted over.
    pub pictures: Vec<String>,
    /// How many files among the sources still hold the secrets, without encryption.
    pub plain_files: usize,
}}

out! {
/// How far the reading of several sources has come, or of one that holds many pictures.
#[derive(Copy, Eq)]
pub struct Progress {
    /// How many sources were read.
    pub done: usize,
    /// How many sources there are.
    pub total: usize,
}}

out! {
/// Drafts became entries.
pub struct Confirmed {
    /// The new entries.
    pub added: Vec<String>,
    /// Takes them away again, all at once.
    pub undo: String,
}}
