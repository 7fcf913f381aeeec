//! Backups.

use serde::Serialize;

out! {
/// A backup was written, read back and counted.
pub struct Exported {
    /// Its name, without the folder.
    pub file_name: String,
    /// How many entries it holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: usize,
}}

out! {
/// A backup was chosen; its path stays in Rust.
pub struct BackupFile {
    /// Its name, without the folder.
    pub file_name: String,
}}

out! {
/// A backup is the vault now.
pub struct Restored {
    /// How many entries it holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: usize,
}}

out! {
/// A file that a save replaced.
pub struct Generation {
    /// Names it among the generations.
    pub id: String,
    /// When it was replaced.
    #[cfg_attr(test, ts(type = "number"))]
    pub saved_at: u64,
    /// Its length.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
}}
