//! What a file under review may be opened with, beside its password.

use std::path::PathBuf;

use tessera_core::store;
use zeroize::Zeroizing;

use crate::desk::file_name;
use crate::dto::KeyFile;
use crate::error::CommandError;
use crate::keeper::Keeper;

/// Reads a key file, and keeps it with the source that it may open. Read beside the thread that
/// captures, which may be busy for long.
///
/// # Errors
/// `locked`, `expired`, `io`.
pub async fn keep(
    keeper: &Keeper,
    review: String,
    source: usize,
    path: PathBuf,
) -> Result<KeyFile, CommandError> {
    let key_file = KeyFile { file_name: file_name(&path) };
    let read = tokio::task::spawn_blocking(move || store::read(&path).map(Zeroizing::new)).await;
    let read = read.map_err(|_| CommandError::plain(CommandError::INTERNAL))?;
    let bytes = read.map_err(|_| CommandError::with("io", "what", "read"))?;
    keeper.ask(move |desk| desk.set_key_file(&review, source, bytes)).await?;
    Ok(key_file)
}
