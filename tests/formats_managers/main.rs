//! Readers of password managers, and of the databases that some authenticators keep: files of our own
//! making, from their specification, and the samples beside the checkout.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test fails by panicking.

mod bitwarden;
mod databases;
mod kdbx;
mod keepass;
mod others;
mod proton;
#[path = "../formats/reading.rs"]
mod reading;
#[path = "../support/mod.rs"]
mod support;

use std::io::{Cursor, Write};

use cbc::cipher::BlockModeEncrypt;
use cbc::cipher::block_padding::Padding;
use tessera_core::secret::SecretText;
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

/// A zip archive of these members.
fn zipped(members: &[(&str, &[u8])], password: Option<&str>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default();
        match password {
            Some(word) => zip.start_file(*name, options.with_aes_encryption(AesMode::Aes256, word)),
            None => zip.start_file(*name, options),
        }
        .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn secret(text: &str) -> SecretText {
    SecretText::new(text.to_owned())
}

/// Encrypts with a block cipher, padded.
fn padded<P: Padding>(cipher: impl BlockModeEncrypt, plain: &[u8]) -> Vec<u8> {
    let mut buffer = [plain, &[0; 16]].concat();
    let length = cipher.encrypt_padded::<P>(&mut buffer, plain.len()).unwrap().len();
    buffer.truncate(length);
    buffer
}
