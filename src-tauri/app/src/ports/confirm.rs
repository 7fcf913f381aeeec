//! A question to whoever sits at the computer, in a dialog that the page cannot draw and cannot answer.
//! The page has seen every password that was typed into it: only such a question tells its user from a
//! script in it.

use std::future::Future;
use std::pin::Pin;

/// What the user says, once they have said it. False also where they closed the dialog, and where there
/// was none.
pub type Answer = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Asks the user.
pub trait Confirm: Send + Sync {
    /// Opens the question, and returns at once.
    fn confirm(&self, question: Question) -> Answer;
}

/// What is about to be done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Question {
    /// Every secret is shown as QR codes.
    ShowTransfer,
    /// A code is made that opens the vault without the password.
    MakeRecovery,
    /// Another password opens the vault, and the one that did opens it no more.
    ChangePassword,
    /// The keyring of this computer opens the vault without the password.
    AllowKeyring,
    /// The recovery code opens the vault, and another password opens it from then on.
    Recover,
    /// The recovery code opens the vault no more.
    RemoveRecovery,
}
