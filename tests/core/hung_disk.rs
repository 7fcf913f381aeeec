//! A disk that stops answering: whoever is called back leaves it, and what was staged goes once it
//! answers again.

use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tessera_core::interrupt::Interrupt;
use tessera_core::store::{self, StoreError};

use crate::eventually::eventually;
use crate::slow_disk::SlowDisk;

const PLAIN: &[u8] = b"otpauth://totp/Site:ada?secret=JBSWY3DPEHPK3PXP";

/// The hidden files of a folder.
fn hidden(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
    names.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with('.')).collect()
}

#[test]
fn an_export_that_is_left_in_the_middle_is_removed() {
    let Some(disk) = SlowDisk::mount() else { return };
    let (interrupt, (tell, ended)) = (Interrupt::default(), mpsc::channel());
    let (called, target) = (interrupt.clone(), disk.folder().join("k.uris"));
    disk.hang("fsync");
    thread::spawn(move || {
        called.enter();
        tell.send(store::write(&target, PLAIN, false, |_| true)).unwrap();
    });
    eventually(|| !hidden(&disk.below()).is_empty());
    assert!(ended.recv_timeout(Duration::from_millis(200)).is_err());
    interrupt.call();
    let left = ended.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(matches!(left, Err(StoreError::Write { .. })), "{left:?}");
    disk.go_on();
    eventually(|| hidden(&disk.below()).is_empty());
    assert!(!disk.below().join("k.uris").exists());
}
