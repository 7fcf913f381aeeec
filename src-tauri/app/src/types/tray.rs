//! What the tray's menu offers.

use serde::Serialize;

out! {
/// What the menu of the tray offers. The desktop's own programs read it.
#[derive(Eq)]
pub struct TrayMenu {
    /// The accounts whose codes can be copied, most wanted first; none while the vault is not open.
    pub accounts: Option<Vec<TrayAccount>>,
    /// Closing the window leaves the app in the tray.
    pub close_to_tray: bool,
}}

out! {
/// An account in the tray's menu: its names alone.
#[derive(Eq)]
pub struct TrayAccount {
    /// The entry.
    pub id: String,
    /// Who runs the site.
    pub issuer: String,
    /// The name of the account there.
    pub account: String,
}}
