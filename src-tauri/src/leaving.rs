//! Accounts are written for another app while the keeper goes on: keys are derived, and files written
//! and read back, on a thread of their own.

use std::path::PathBuf;

use crate::desk::Ticket;
use crate::dto::Left;
use crate::error::CommandError;
use crate::keeper::Keeper;

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
