//! The ways into the vault.

use serde::Serialize;
use tessera_core::vault::RecoveryCode;
use zeroize::Zeroizing;

use super::Shown;

out! {
/// Whether this computer's keyring opens the vault.
#[derive(Copy, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DeviceState {
    /// The keyring does not open the vault.
    Off,
    /// The keyring opens the vault, or did when it was last asked.
    On,
}}

out! {
/// A recovery code that waits to be confirmed, as it is printed; shown once.
pub struct RecoverySheet {
    /// Seven groups of five characters, the last of each a check.
    pub groups: Vec<Shown>,
    /// The vault's short name, 8 hexadecimal digits.
    pub vault: String,
    /// When the sheet was made, in unix seconds.
    pub made_at: u64,
    /// Which two groups are typed back before the code opens the vault, counted from 1, in this order.
    pub asked: [u8; 2],
}}

impl RecoverySheet {
    /// The sheet of a code.
    pub fn of(code: &RecoveryCode, asked: [u8; 2], vault: uuid::Uuid, made_at: u64) -> Self {
        let shown = |group: &str| Shown(Zeroizing::new(group.to_owned()));
        let mut vault = vault.simple().to_string();
        vault.truncate(8);
        Self { groups: code.groups().map(shown).collect(), vault, made_at, asked }
    }
}

out! {
/// The vault has a new key, or has one as soon as a new sheet is confirmed.
pub struct Rekeyed {
    /// The new sheet, if there was one before: the new key waits for its confirmation.
    pub recovery: Option<RecoverySheet>,
    /// Unlocking with the keyring had to be switched off.
    pub device_off: bool,
}}

out! {
/// A recovery sheet opens the vault from now on.
#[derive(Copy, Eq)]
pub struct ConfirmedSheet {
    /// Unlocking with the keyring had to be switched off.
    pub device_off: bool,
}}

out! {
/// How far the typing of a recovery code has come.
#[derive(Copy, Eq)]
pub struct Checked {
    /// Characters still missing.
    pub missing: usize,
    /// The group with a typing error, counted from 1.
    pub bad_group: Option<u8>,
}}
