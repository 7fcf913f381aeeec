//! Every command, in the order in which a user meets them.

mod arrivals;
mod backups;
mod captures;
mod changed_elsewhere;
mod clock;
mod codes;
mod confirming;
mod copies;
mod device;
mod dropped;
mod entries;
mod health;
#[cfg(target_os = "linux")]
mod hung_disk;
mod imports;
mod leaving;
mod locking;
mod locking_at_once;
mod opening;
mod passwords;
mod recovery_codes;
mod sealed;
mod sheets;
mod tray;
mod ways;
