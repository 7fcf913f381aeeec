//! What is asked of this computer's keyring while the keeper goes on: a keyring may take its time, and
//! a typed password does not wait for it.

use std::thread;

use crate::error::CommandError;
use crate::keeper::Keeper;
use crate::platform::keyring::Keyring;

/// Opens the vault with the key in the keyring. Whatever goes wrong there is told, and changes nothing.
///
/// # Errors
/// What the desk or the keyring says.
pub async fn unlock(keeper: &Keeper) -> Result<(), CommandError> {
    let errand = keeper.ask(|desk| desk.device_errand()).await?;
    let done = tokio::task::spawn_blocking(move || (errand.run(), errand)).await;
    let (line, errand) = done.map_err(|_| CommandError::plain(CommandError::INTERNAL))?;
    keeper.ask(move |desk| desk.unlock_with_line(&errand, line)).await
}

/// Looks, on a thread of its own, whether the keyring keeps what it is given.
///
/// # Errors
/// Where the system gives no thread.
pub fn test_at_start(keeper: &Keeper, keyring: impl Keyring + 'static) -> std::io::Result<()> {
    let keeper = keeper.clone();
    thread::Builder::new().name("keyring".into()).spawn(move || test(&keeper, &keyring)).map(drop)
}

/// The same, at once. Nothing is asked of a keyring that was given nothing.
pub fn test(keeper: &Keeper, keyring: &dyn Keyring) {
    let Ok(vault) = keeper.ask_blocking(|desk| desk.vault_of_device()) else { return };
    let tested = keyring.self_test(&vault.to_string());
    keeper.tell(move |desk| desk.note_keyring(tested.err()));
}
