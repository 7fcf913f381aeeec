//! What others did to the file, or left beside it: merged, never lost.

use rand_core::CryptoRng;

use super::known::{Known, known_entries};
use super::{Changed, FileError, Followed, Foreign, VaultFile};
use crate::store::{ConflictFile, Fingerprint, StoreError, Worth};
use crate::time::UnixTime;
use crate::vault::{self, Contents, Merged, OpenError, Unlock, Vault};

impl VaultFile {
    /// Looks whether another program has changed the file, and merges what it saved: nothing that
    /// either copy added is lost. None if the file is the one that was loaded.
    ///
    /// # Errors
    /// [`FileError::KeyChanged`] or [`FileError::Replaced`] where it no longer opens with the key in
    /// hand: what is in memory is kept among the generations then. See [`FileError`].
    pub fn reload(
        &mut self,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Option<Foreign>, FileError> {
        let foreign = self.take_in(now, rng)?;
        match self.unsaved {
            false => Ok(foreign),
            true => self.change(now, rng, |_, _| Ok(())).map(|saved| saved.foreign.or(foreign)),
        }
    }

    /// Goes on with the vault under the key that another program has given it, which `unlock` opens,
    /// and merges what is in memory. Only [`Self::reload`] or a change saves what the file lacks.
    ///
    /// # Errors
    /// [`FileError::Replaced`] where it is another vault; [`FileError::Open`], [`FileError::Store`].
    pub fn follow<'a>(
        &mut self,
        unlock: impl Into<Unlock<'a>>,
        rng: &mut impl CryptoRng,
    ) -> Result<Followed, FileError> {
        let bytes = self.store.load()?;
        if vault::inspect(&bytes)?.vault_id != self.vault.id() {
            return Err(FileError::Replaced);
        }
        let theirs = Vault::open(&bytes, unlock, rng)?;
        self.fingerprint = Fingerprint::of(&bytes);
        self.on_disk = Worth::Holds(known_entries(theirs.contents()));
        self.kept_aside = false;
        let revision = theirs.revision();
        Ok(Followed { merged: self.merge_in_memory(theirs), revision })
    }

    /// Joins another copy of this vault, which the key in hand or `unlock` opens.
    ///
    /// # Errors
    /// As [`Self::read_copy`] and [`Self::change`].
    pub fn merge(
        &mut self,
        copy: &[u8],
        unlock: Option<Unlock<'_>>,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Changed<Merged>, FileError> {
        let contents = self.read_copy(copy, unlock, rng)?;
        self.change(now, rng, |vault, _| Ok(vault.contents_mut().merge(&contents)))
    }

    /// The copies of this vault that a sync program left beside it.
    ///
    /// # Errors
    /// [`FileError::Store`].
    pub fn conflicts(&self) -> Result<Vec<ConflictFile>, FileError> {
        let id = self.vault.id();
        let is_ours = |front: &[u8]| vault::id_in(front) == Some(id);
        Ok(self.store.conflicts(vault::MAX_FRONT, is_ours)?)
    }

    /// Joins such a copy, and keeps its file among the generations.
    ///
    /// # Errors
    /// As [`Self::merge`]. The copy stays where it is then.
    pub fn merge_conflict(
        &mut self,
        id: &str,
        unlock: Option<Unlock<'_>>,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Changed<Merged>, FileError> {
        let copy = self.store.load_conflict(id)?;
        let changed = self.merge(&copy, unlock, now, rng)?;
        self.store.settle_conflict(id, Fingerprint::of(&copy), now, &Known::by(&self.vault))?;
        Ok(changed)
    }

    /// What another copy of this vault holds.
    ///
    /// # Errors
    /// [`FileError::OtherKey`] where the key in hand does not open it and there is no `unlock`;
    /// [`FileError::OtherVault`] where it is none of this vault; [`FileError::Open`].
    pub fn read_copy(
        &self,
        copy: &[u8],
        unlock: Option<Unlock<'_>>,
        rng: &mut impl CryptoRng,
    ) -> Result<Contents, FileError> {
        if vault::inspect(copy)?.vault_id != self.vault.id() {
            return Err(FileError::OtherVault);
        }
        if let Some(contents) = self.vault.contents_of(copy) {
            return Ok(contents);
        }
        let unlock = unlock.ok_or(FileError::OtherKey)?;
        Ok(Vault::open(copy, unlock, rng)?.contents().clone())
    }

    /// Merges what another program has saved, in memory.
    pub(super) fn take_in(
        &mut self,
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Option<Foreign>, FileError> {
        let bytes = match self.store.load() {
            Ok(bytes) => bytes,
            Err(StoreError::Missing) => return Ok(None),
            Err(other) => return Err(other.into()),
        };
        let fingerprint = Fingerprint::of(&bytes);
        if fingerprint == self.fingerprint {
            return Ok(None);
        }
        let (foreign, on_disk) = match self.vault.reopen(&bytes, rng) {
            Some(theirs) => {
                let on_disk = Worth::Holds(known_entries(theirs.contents()));
                (Foreign::Merged(self.merge_in_memory(theirs)), on_disk)
            }
            None => (self.judge(&bytes, now, rng)?, Worth::Damaged),
        };
        self.fingerprint = fingerprint;
        self.on_disk = on_disk;
        Ok(Some(foreign))
    }

    fn merge_in_memory(&mut self, mut theirs: Vault) -> Merged {
        let merged = self.vault.contents_mut().merge(theirs.contents());
        self.unsaved = !self.vault.contents().holds_the_same_as(theirs.contents());
        theirs.take_contents_of(&mut self.vault);
        self.vault = theirs;
        merged
    }

    /// A file that the key in hand does not open is damaged if it has the same slots, or cannot be
    /// read at all. Otherwise it is somebody's new vault, or ours under a new key.
    fn judge(
        &mut self,
        bytes: &[u8],
        now: UnixTime,
        rng: &mut impl CryptoRng,
    ) -> Result<Foreign, FileError> {
        let error = match vault::inspect(bytes) {
            Ok(facts) if self.vault.should_open(&facts, bytes) => None,
            Ok(facts) if facts.vault_id == self.vault.id() => Some(FileError::KeyChanged),
            Ok(_) => Some(FileError::Replaced),
            Err(newer @ OpenError::TooNew { .. }) => Some(newer.into()),
            Err(_) => None,
        };
        if let Some(error) = error {
            self.keep_aside(now, rng)?;
            return Err(error);
        }
        self.unsaved = true;
        Ok(Foreign::Damaged)
    }

    /// Seals what is in memory and keeps it among the generations.
    fn keep_aside(&mut self, now: UnixTime, rng: &mut impl CryptoRng) -> Result<(), FileError> {
        if std::mem::replace(&mut self.kept_aside, true) {
            return Ok(());
        }
        let mut ours = self.vault.clone();
        let bytes = ours.seal(now, rng)?;
        let entries = known_entries(ours.contents());
        self.store.keep_aside(&bytes, now, Worth::Holds(entries))?;
        Ok(())
    }
}
