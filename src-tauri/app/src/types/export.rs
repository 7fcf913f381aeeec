//! Accounts on their way out to another app.

use serde::Serialize;
use tessera_exchange::formats::write::Modules;
use zeroize::Zeroizing;

use super::{Loss, Shown};

out! {
/// A format of another app.
#[derive(Eq)]
pub struct ExportTarget {
    /// One word for it.
    pub name: &'static str,
    /// What the app is called that reads the file.
    pub title: &'static str,
    /// Whether a password guards it. Everything else is readable by anyone.
    pub encrypted: bool,
}}

out! {
/// What a format carries of the accounts, and what not.
pub struct ExportPreview {
    /// How many come along.
    pub carried: usize,
    /// How many do not.
    pub left_out: usize,
    /// What is lost.
    pub losses: Vec<Lost>,
}}

out! {
/// What an app does not take of some accounts.
#[derive(Eq)]
pub struct Lost {
    /// What is lost.
    pub loss: Loss,
    /// Of how many accounts.
    pub count: usize,
    /// The first of them.
    pub names: Vec<AccountName>,
}}

out! {
/// An account, as it is named.
#[derive(Eq)]
pub struct AccountName {
    /// Who issued it.
    pub issuer: String,
    /// For which account.
    pub account: String,
}}

out! {
/// The accounts were written and read back.
pub struct ExportedAccounts {
    /// The file's name, without the folder; of several, the first.
    pub file_name: String,
    /// How many accounts came along.
    pub entries: usize,
    /// How many files they are in.
    pub files: usize,
}}

out! {
/// The accounts are drawn, ready to be shown part by part.
#[derive(Copy)]
pub struct Transfer {
    /// How many codes there are.
    pub parts: usize,
}}

out! {
/// One QR code, as modules, without the light margin around it.
pub struct TransferPart {
    /// How many modules a side has.
    pub side: usize,
    /// Row by row from the top left: `1` is dark, `0` light.
    pub dark: Shown,
}}

impl TransferPart {
    /// The modules of a code.
    pub fn of(modules: &Modules) -> Self {
        let mut dark = Zeroizing::new(String::with_capacity(modules.dark.len()));
        dark.extend(modules.dark.iter().map(|dark| if *dark { '1' } else { '0' }));
        Self { side: modules.side, dark: Shown(dark) }
    }
}
