//! Which of the generations a password opens: tried elsewhere, as it takes a derivation for each key
//! that the vault has had.

use tessera_core::store::Store;
use tessera_core::vault::{OpenError, Trial};

use super::{SECOND, held, password_of_a_copy};
use crate::app::{App, rng};
use crate::error::CommandError;
use crate::job::{CancelOnDrop, Job};
use crate::types::{Backups, Generation, GenerationState, Typed};

/// The trial that is under way, if any.
#[derive(Default)]
pub(crate) struct Trials(CancelOnDrop);

impl Trials {
    /// Nobody wants to know any more.
    pub(crate) fn cancel(&mut self) {
        self.0 = CancelOnDrop::default();
    }
}

impl App {
    /// Tries a password on every generation of which it is not known what it holds; instead of what is
    /// tried now.
    pub(crate) fn begin_trial(&mut self, password: &Typed) -> Result<Job<Backups>, CommandError> {
        let password = password_of_a_copy(password)?;
        let (mut backups, store) = (self.list_backups()?, self.store().clone());
        self.trials.cancel();
        Ok(Job::new(self.trials.0.token(), move |token| {
            let mut trial = Trial::new(&password);
            let all = backups.generations.iter_mut().chain(&mut backups.second);
            for generation in all.take_while(|_| !token.is_cancelled()) {
                try_on(generation, &store, &mut trial);
            }
            backups
        }))
    }
}

fn try_on(generation: &mut Generation, store: &Store, trial: &mut Trial<'_>) {
    if !matches!(generation.state, GenerationState::Locked | GenerationState::Same) {
        return;
    }
    let bytes = match generation.id.strip_prefix(SECOND) {
        Some(id) => store.load_second(id),
        None => store.load_generation(&generation.id),
    };
    let Ok(bytes) = bytes else { return };
    (generation.state, generation.entries) = match trial.open(&bytes, &mut rng()) {
        Ok(contents) => held(&contents),
        Err(OpenError::WrongPassword) => (GenerationState::Other, None),
        Err(OpenError::Damaged { .. }) => (GenerationState::Damaged, None),
        // There was no memory for it, or no time: it is as unknown as before.
        Err(_) => return,
    };
}
