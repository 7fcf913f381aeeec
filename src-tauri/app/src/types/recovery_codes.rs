//! Recovery codes of a site.

use serde::Serialize;

use super::Shown;

out! {
/// A recovery code of a site, which lets its owner in once without the second factor.
pub struct SiteCode {
    /// Names it, as long as the list is this one.
    pub key: String,
    /// The characters to type; null where only the list was asked for.
    pub text: Option<Shown>,
    /// When it was ticked off, in unix seconds; null while it is good.
    pub used_at: Option<u64>,
}}

out! {
/// What is left of the recovery codes of a site.
pub struct CodesLeft {
    /// How many were not used.
    pub left: usize,
    /// Whether it is time to get new ones.
    pub are_few: bool,
}}

out! {
/// Recovery codes were found in a text, and kept.
pub struct CodesKept {
    /// How many codes there are now.
    pub kept: usize,
    /// How many lines of the text, and parts of lines beside a code, held something else.
    pub left_out: usize,
    /// Undoes it.
    pub undo: String,
}}
