//! Readers of password managers, and of the databases that some authenticators keep: files of our own
//! making, from their specification, and the samples beside the checkout.

mod bitwarden;
mod databases;
mod kdbx;
mod keepass;
mod others;
mod proton;
mod second_codes;
mod unread;

use std::io::{Cursor, Write};

use cbc::cipher::BlockModeEncrypt;
use cbc::cipher::block_padding::Padding;
use tessera_core::secret::SecretText;
use tessera_exchange::formats::{self, Content, ReadContext};
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

use crate::reading;

/// Damage of any kind gives an answer: fewer entries, or a reason.
#[test]
fn no_changed_byte_and_no_cut_makes_a_reader_panic() {
    let files = [
        bitwarden::export().into_bytes(),
        proton::export().into_bytes(),
        keepass::xml(&[("otp", reading::SECRET)]).into_bytes(),
        zipped(&[("Proton Pass/data.json", proton::pass().as_bytes())], None),
        zipped(&[("Accounts.txt", b"otpauth://totp/a?secret=AA")], Some("one")),
    ];
    for file in files {
        let cuts = (0..file.len()).step_by(7).map(|at| file[..at].to_vec());
        let changes = (0..file.len()).step_by(5).map(|at| {
            let mut changed = file.clone();
            changed[at] ^= 1 << (at % 8);
            changed
        });
        for damaged in cuts.chain(changes) {
            let content = Content::new(&damaged);
            let Some(format) = formats::recognise(&content) else { continue };
            let mut context = ReadContext { ..ReadContext::default() };
            if let Ok(import) = format.read(&content, &mut context) {
                assert!(import.drafts.len() <= 8);
            }
        }
    }
}

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
