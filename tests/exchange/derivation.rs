//! Keys are made by whoever the caller says, and where that takes long the user is asked before.

use std::cell::Cell;
use std::io::{Cursor, Write as _};
use std::time::Duration;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use serde_json::{Value, json};
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;
use tessera_derive::Request;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::{self, Outgoing, WriteContext};
use tessera_exchange::formats::{
    self, Content, Cost, DeriveKey, Import, InThisProcess, NoKey, ReadContext, ReadError,
};
use zeroize::Zeroizing;
use zip::write::SimpleFileOptions;
use zip::{AesMode, ZipWriter};

use crate::reading::{SECRET, recognised};

/// Counts what is asked, and answers as it is told to.
struct Double {
    keys: Cell<usize>,
    speeds: Cell<usize>,
    answer: fn(&Request<'_>) -> Result<Zeroizing<Vec<u8>>, NoKey>,
}

/// What the double says of its machine: rounds of AES in a second.
const SPEED: u64 = 1_000_000;

impl Double {
    fn new(answer: fn(&Request<'_>) -> Result<Zeroizing<Vec<u8>>, NoKey>) -> Self {
        Self { keys: Cell::new(0), speeds: Cell::new(0), answer }
    }

    fn honest() -> Self {
        Self::new(|request| InThisProcess.derive(request, &|| false))
    }

    fn read(
        &self,
        file: &[u8],
        password: &str,
        ask_above: Option<u64>,
    ) -> Result<Import, ReadError> {
        let password = SecretText::new(password.to_owned());
        let content = Content::new(file);
        let mut context = ReadContext {
            password: Some(&password),
            derive: self,
            ask_above: ask_above.map(Duration::from_secs),
            ..ReadContext::default()
        };
        let format = formats::recognise(&content).unwrap();
        format.read(&content, &mut context)
    }
}

impl DeriveKey for Double {
    fn derive(
        &self,
        request: &Request<'_>,
        _: &dyn Fn() -> bool,
    ) -> Result<Zeroizing<Vec<u8>>, NoKey> {
        self.keys.set(self.keys.get() + 1);
        (self.answer)(request)
    }

    fn speed(&self, _: &dyn Fn() -> bool) -> Result<u64, NoKey> {
        self.speeds.set(self.speeds.get() + 1);
        Ok(SPEED)
    }
}

fn written(target: &str) -> Vec<u8> {
    let account = otpauth::parse(&format!("otpauth://totp/A:a?secret={SECRET}")).unwrap();
    let draft = Draft::new(account);
    let word = SecretText::new("one".to_owned());
    let mut context = WriteContext {
        password: Some(&word),
        rng: &mut UnwrapErr(SysRng),
        now: UnixTime::from_seconds(1_795_000_000),
        is_cancelled: &|| false,
    };
    let accounts = [Outgoing::of_draft(&draft).unwrap()];
    write::by_name(target).unwrap().write(&accounts, &mut context).unwrap()[0].to_vec()
}

/// A vault of Aegis in which the one slot stands so often: as long as 1.3 million rounds of AES each.
fn slots(count: usize) -> Vec<u8> {
    let mut file: Value = serde_json::from_slice(&written("aegis-encrypted")).unwrap();
    let slots = file["header"]["slots"].as_array_mut().unwrap();
    let first = slots[0].clone();
    slots.resize(count, first);
    file.to_string().into_bytes()
}

fn tokens(count: usize, rounds: u32) -> Vec<u8> {
    let token = json!({
        "name": "A", "encrypted_seed": "AAAAAAAAAAAAAAAAAAAAAA==", "salt": "salt",
        "key_derivation_iterations": rounds,
    });
    json!({ "authenticator_tokens": vec![token; count] }).to_string().into_bytes()
}

const KEEPASS: &[u8] = include_bytes!("../data/formats/keepass.kdbx");
const OTP_AUTH: &[u8] = include_bytes!("../data/formats/otp_auth_1.2.otpauth");

/// One file of each kind of derivation that files of other apps ask for, and of each app that is
/// written; what opens in another way does not get here.
fn sealed() -> Vec<Vec<u8>> {
    let mut all: Vec<_> =
        ["aegis-encrypted", "2fas-encrypted", "bitwarden-encrypted"].map(written).into();
    all.extend([KEEPASS.to_vec(), OTP_AUTH.to_vec(), tokens(2, 1_000)]);
    all
}

#[test]
fn no_key_is_made_but_through_the_door() {
    for file in sealed() {
        let name = recognised(&file).unwrap();
        for (answer, error) in [
            (NoKey::Failed, ReadError::NoKey),
            (NoKey::OutOfMemory, ReadError::OutOfMemory),
            (NoKey::Cancelled, ReadError::Cancelled),
        ] {
            let double = match answer {
                NoKey::Failed => Double::new(|_| Err(NoKey::Failed)),
                NoKey::OutOfMemory => Double::new(|_| Err(NoKey::OutOfMemory)),
                NoKey::Cancelled => Double::new(|_| Err(NoKey::Cancelled)),
            };
            assert_eq!(double.read(&file, "one", None).err(), Some(error), "{name}");
            // Another slot of the same file would fare no better.
            assert_eq!(double.keys.get(), 1, "{name}");
        }
    }
}

#[test]
fn a_key_of_another_length_is_none() {
    for length in [0, 31, 33] {
        let double = match length {
            0 => Double::new(|_| Ok(Zeroizing::new(Vec::new()))),
            31 => Double::new(|request| Ok(Zeroizing::new(vec![0; request.length() - 1]))),
            _ => Double::new(|request| Ok(Zeroizing::new(vec![0; request.length() + 1]))),
        };
        let read = double.read(&written("2fas-encrypted"), "one", None);
        assert_eq!(read.err(), Some(ReadError::NoKey), "{length}");
    }
}

#[test]
fn what_takes_long_is_told_before_the_first_key_as_the_sum_of_all() {
    let aegis = 32_768 * 8 * 5;
    for (file, rounds, memory) in [
        (slots(1), aegis, 32 << 20),
        (slots(3), 3 * aegis, 32 << 20),
        (tokens(1, 1_000_000), 5_000_000, 0),
        (tokens(7, 1_000_000), 35_000_000, 0),
        // No more than that is ever done.
        (tokens(100, 1_000_000), 1 << 28, 0),
    ] {
        let double = Double::honest();
        let time = Duration::from_secs_f64(f64::from(rounds) / SPEED as f64);
        let cost = Cost { time, memory };
        assert_eq!(double.read(&file, "one", Some(1)).err(), Some(ReadError::Costly(cost)));
        assert_eq!(double.keys.get(), 0);
    }
}

#[test]
fn what_was_agreed_to_is_opened_and_what_is_quick_asks_nobody() {
    for (ask_above, speeds) in [(None, 0), (Some(10), 2)] {
        let double = Double::honest();
        assert!(double.read(&slots(3), "one", ask_above).is_ok());
        assert_eq!((double.keys.get(), double.speeds.get()), (1, speeds));
    }
    let double = Double::honest();
    assert!(double.read(&written("2fas-encrypted"), "one", Some(0)).is_ok());
    assert_eq!((double.keys.get(), double.speeds.get()), (1, 0));
}

#[test]
fn what_comes_key_by_key_is_told_once_it_adds_up() {
    // A list as a spreadsheet names no sum before its rows.
    let row = "A,AAAAAAAAAAAAAAAAAAAAAA==,salt,1000000\n";
    let sheet = format!("name,encrypted_seed,salt,iterations\n{}", row.repeat(4));
    let double = Double::honest();
    let Err(ReadError::Costly(cost)) = double.read(sheet.as_bytes(), "one", Some(12)) else {
        panic!("read to its end")
    };
    assert_eq!((cost.time.as_secs(), double.keys.get()), (15, 2));
}

#[test]
fn a_password_longer_than_any_is_wrong_without_a_key() {
    let double = Double::honest();
    let read = double.read(&written("2fas-encrypted"), &"a".repeat(64 * 1024 + 1), None);
    assert_eq!((read.err(), double.keys.get()), (Some(ReadError::WrongPassword), 0));
}

/// An archive of WinAuth with so many members, each under the password "one".
fn archive(members: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().with_aes_encryption(AesMode::Aes256, "one");
    for member in 0..members {
        zip.start_file(format!("{member}.txt"), options).unwrap();
        let line = format!("otpauth://totp/A:{member}?secret={SECRET}\n");
        zip.write_all(line.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_members_of_an_archive_count_together_and_are_asked_for_before_the_first() {
    let file = archive(500);
    // 1,000 rounds of PBKDF2 each, as long as 5,000 of AES.
    let Err(ReadError::Costly(cost)) = Double::honest().read(&file, "one", Some(2)) else {
        panic!("read without a question")
    };
    assert_eq!(cost.time.as_millis(), 2_500);
    let double = Double::honest();
    assert_eq!(double.read(&file, "one", Some(3)).unwrap().drafts.len(), 500);

    let asked = Cell::new(0);
    let (word, content) = (SecretText::new("one".to_owned()), Content::new(&file));
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > 3
    };
    let mut context =
        ReadContext { password: Some(&word), is_cancelled: Some(&stop), ..ReadContext::default() };
    let read = formats::recognise(&content).unwrap().read(&content, &mut context);
    assert_eq!(read.err(), Some(ReadError::Cancelled));
}
