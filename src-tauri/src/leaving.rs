//! Accounts are written for another app while the keeper goes on: keys are derived, and files written
//! and read back, on a thread of their own.

use std::path::PathBuf;

use tauri::{AppHandle, Runtime};

use crate::desk::Ticket;
use crate::dto::Left;
use crate::error::CommandError;
use crate::keeper::Keeper;
use crate::platform::dialogs::{self, Save};

/// Asks the user where it goes, and writes there what was allowed. Nothing where they name no place.
///
/// # Errors
/// As [`write()`].
pub async fn export<R: Runtime>(
    app: &AppHandle<R>,
    keeper: &Keeper,
    ticket: Ticket,
) -> Result<Option<Left>, CommandError> {
    match dialogs::choose_target(app, Save::export(ticket.file_name(), ticket.kind())).await? {
        Some(path) => write(keeper, ticket, path).await,
        None => {
            keeper.tell(move |desk| desk.end_export(&ticket));
            Ok(None)
        }
    }
}

/// Writes what was allowed to where the user has said. Nothing where it was called off, or the vault
/// has locked since and the accounts are gone.
///
/// # Errors
/// What the desk says, or why nothing could be written.
pub async fn write(
    keeper: &Keeper,
    ticket: Ticket,
    path: PathBuf,
) -> Result<Option<Left>, CommandError> {
    let Some(leaving) = keeper.ask(move |desk| desk.take_export(&ticket)).await? else {
        return Ok(None);
    };
    let written = tokio::task::spawn_blocking(move || leaving.write(&path)).await;
    written.map_err(|_| CommandError::plain(CommandError::INTERNAL))?
}
