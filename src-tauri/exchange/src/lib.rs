//! Accounts on their way in and out of the vault: other apps' files, texts and scanned codes become
//! drafts, and accounts become files and codes for other apps.
//!
//! It opens no vault and decodes no picture: drafts are shown to the user, who decides, and
//! pictures are read in a process of their own, `tessera-reader`.
//!
//! | room | what lives there |
//! |---|---|
//! | [`draft`] | candidates from an import, before the user confirms them |
//! | [`formats`] | other apps' data in, drafts out; and accounts out |
//! | [`intake`] | any file in, told apart by its content, drafts out |
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod draft;
pub mod formats;
pub mod intake;
