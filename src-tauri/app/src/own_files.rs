//! The application's own files, which nothing that leaves may be written over.

use std::path::{Path, PathBuf};

use tessera_core::store::{Store, same_file};

use crate::app::App;

/// The vault file, its lock and generations, and the settings of this computer.
#[derive(Clone, Debug)]
pub struct OwnFiles {
    store: Store,
    settings: PathBuf,
}

impl OwnFiles {
    /// Of a vault that need not be there, and of settings that need not be there either.
    #[must_use]
    pub fn new(store: Store, settings: PathBuf) -> Self {
        Self { store, settings }
    }

    /// Whether a path names one of them, by whatever way it leads there.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        self.store.owns(path) || same_file(path, &self.settings)
    }
}

impl App {
    /// What nothing may be written over.
    pub(crate) fn own_files(&self) -> OwnFiles {
        // The open vault's store knows its second folder.
        let store = self.open.as_ref().map_or(&self.ports.store, |open| open.file.store());
        OwnFiles::new(store.clone(), self.ports.profile.file().to_owned())
    }
}
