//! Every command, through Tauri's own checks, in the order in which a user meets them.

mod backups;
mod codes;
mod entries;
mod imports;
mod opening;
mod passwords;
