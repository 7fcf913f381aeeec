//! Imports under review.

use serde::Serialize;

use super::{Algorithm, Kind, Reason};

out! {
/// What the vault says to a draft.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DraftStatus {
    /// Not in the vault.
    New,
    /// In the vault, the same in every field.
    Duplicate,
    /// The vault has one of these labels that differs.
    Conflict,
    /// Gives no codes.
    Invalid,
    /// Of a kind that is not supported.
    Unsupported,
}}

out! {
/// A draft under review.
pub struct DraftRow {
    /// Its place in the review.
    #[cfg_attr(test, ts(type = "number"))]
    pub index: usize,
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
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
    /// Why it cannot be used, or in which field it differs.
    pub reason: Option<Reason>,
}}

out! {
/// A transfer in several pictures.
pub struct Batch {
    /// Parts seen.
    pub have: u32,
    /// Parts there are.
    pub of: u32,
    /// Those not seen, from 1.
    pub missing: Vec<u32>,
}}

out! {
/// A file that was read.
pub struct SourceReport {
    /// Its name, without the folder.
    pub name: String,
    /// Why it gave nothing.
    pub problem: Option<Reason>,
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
    /// A picture was among the sources, and still holds the secrets.
    pub from_picture: bool,
}}

out! {
/// Drafts became entries.
pub struct Confirmed {
    /// The new entries.
    pub added: Vec<String>,
    /// Takes them away again, all at once.
    pub undo: String,
}}
