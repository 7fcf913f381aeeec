//! The ways into a vault: each opens it alone, none opens what it was taken away from, and what does
//! not open says why.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;
use tessera_core::entry::Edit;
use tessera_core::vault::{
    DamagedPart, DeviceKey, KdfParams, OpenError, RecoveryCode, SealError, SlotKind, Unlock, Vault,
    Ways, inspect,
};

use crate::support::{
    self, GOLDEN_CODE, GOLDEN_PASSWORD, NOW, forge, new_entry, password, rng, totp,
};

const SECRET: &str = "JBSWY3DPEHPK3PXP";

/// A vault that opens in three ways, with one entry.
struct Three {
    vault: Vault,
    code: RecoveryCode,
    device: DeviceKey,
}

impl Three {
    fn new() -> Self {
        let mut vault = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
        vault.contents_mut().add(new_entry("Example", "alice", totp(SECRET)), NOW, &mut rng());
        let code = vault.add_recovery(KdfParams::MIN, &mut rng()).unwrap();
        let device = vault.add_device(&mut rng()).unwrap();
        Self { vault, code, device }
    }

    fn seal(&mut self) -> Vec<u8> {
        self.vault.seal(NOW, &mut rng()).unwrap()
    }
}

fn opened<'a>(bytes: &[u8], unlock: impl Into<Unlock<'a>>) -> Result<Vault, OpenError> {
    Vault::open(bytes, unlock, &mut rng())
}

fn kinds(bytes: &[u8]) -> Vec<SlotKind> {
    inspect(bytes).unwrap().slots.iter().map(|slot| slot.kind).collect()
}

#[test]
fn each_way_opens_the_vault_alone() {
    let mut three = Three::new();
    let bytes = three.seal();
    assert_eq!(kinds(&bytes), [SlotKind::Password, SlotKind::Recovery, SlotKind::Device]);
    let by_password = opened(&bytes, &password("one")).unwrap();
    let by_code = opened(&bytes, &three.code).unwrap();
    let by_device = opened(&bytes, &three.device).unwrap();
    for vault in [&by_password, &by_code, &by_device] {
        assert!(vault.contents().holds_the_same_as(three.vault.contents()));
    }
    // What one way opened and saved, the others open.
    for mut vault in [by_password, by_code, by_device] {
        let bytes = vault.seal(NOW, &mut rng()).unwrap();
        opened(&bytes, &password("one")).unwrap();
        opened(&bytes, &three.code).unwrap();
        opened(&bytes, &three.device).unwrap();
    }
}

#[test]
fn a_code_read_back_from_paper_and_a_key_read_back_from_the_keyring_open_it() {
    let mut three = Three::new();
    let bytes = three.seal();
    let paper = three.code.groups().collect::<Vec<_>>().join(" - ").to_lowercase();
    opened(&bytes, &RecoveryCode::parse(&paper).unwrap()).unwrap();
    opened(&bytes, &DeviceKey::parse(&three.device.to_line()).unwrap()).unwrap();
}

#[test]
fn a_new_key_drops_every_other_way_and_issues_those_that_are_asked_for() {
    for ways in [
        Ways::default(),
        Ways { recovery: true, device: false },
        Ways { recovery: false, device: true },
        Ways { recovery: true, device: true },
    ] {
        let Three { mut vault, code, device } = Three::new();
        let old = vault.seal(NOW, &mut rng()).unwrap();
        let issued = vault.rekey(&password("two"), ways, KdfParams::MIN, &mut rng()).unwrap();
        let new = vault.seal(NOW, &mut rng()).unwrap();

        assert_eq!(issued.recovery.is_some(), ways.recovery);
        assert_eq!(issued.device.is_some(), ways.device);
        let made: Vec<Unlock<'_>> =
            [issued.recovery.as_ref().map(Unlock::from), issued.device.as_ref().map(Unlock::from)]
                .into_iter()
                .flatten()
                .collect();
        opened(&new, &password("two")).unwrap();
        for unlock in &made {
            opened(&new, *unlock).unwrap();
            assert!(opened(&old, *unlock).is_err(), "what is new opens nothing old");
        }
        assert_eq!(kinds(&new).len(), 1 + made.len());

        // The old ways open the old bytes, and those only.
        let no_code = match ways.recovery {
            true => OpenError::WrongRecoveryCode,
            false => OpenError::NoSuchSlot,
        };
        assert_eq!(opened(&new, &password("one")).unwrap_err(), OpenError::WrongPassword);
        assert_eq!(opened(&new, &code).unwrap_err(), no_code);
        assert_eq!(opened(&new, &device).unwrap_err(), OpenError::NoSuchSlot);
        for unlock in [Unlock::from(&code), Unlock::from(&device)] {
            let before = opened(&old, unlock).unwrap();
            assert!(before.contents_of(&new).is_none(), "the old key opens nothing new");
        }
        assert!(vault.contents_of(&old).is_none(), "the new key opens nothing old");
    }
}

#[test]
fn what_is_prepared_changes_nothing_before_it_is_applied() {
    let Three { mut vault, code, device } = Three::new();
    let (one, two) = (password("one"), password("two"));
    let ways = Ways { recovery: true, device: true };
    let prepared = vault.prepare_rekey(&two, ways, KdfParams::MIN, &mut rng()).unwrap();
    let issued = prepared.issued().clone();
    let (new_code, new_device) = (issued.recovery.unwrap(), issued.device.unwrap());
    let old = vault.seal(NOW, &mut rng()).unwrap();
    for unlock in [Unlock::from(&one), Unlock::from(&code), Unlock::from(&device)] {
        opened(&old, unlock).unwrap();
    }
    for unlock in [Unlock::from(&new_code), Unlock::from(&new_device)] {
        assert!(opened(&old, unlock).is_err());
    }

    // What was added since is there afterwards.
    vault.contents_mut().add(new_entry("Later", "alice", totp(SECRET)), NOW, &mut rng());
    vault.apply(&prepared).unwrap();
    let new = vault.seal(NOW, &mut rng()).unwrap();
    for unlock in [Unlock::from(&two), (&new_code).into(), (&new_device).into()] {
        assert_eq!(opened(&new, unlock).unwrap().contents().live().len(), 2);
    }
    for unlock in [Unlock::from(&one), Unlock::from(&code), Unlock::from(&device)] {
        assert!(opened(&new, unlock).is_err());
    }
    assert!(opened(&old, &code).unwrap().contents_of(&new).is_none());
}

#[test]
fn a_first_recovery_code_is_prepared_beside_the_ways_in_there_are() {
    let one = password("one");
    let mut vault = Vault::create(&one, KdfParams::MIN, &mut rng()).unwrap();
    let device = vault.add_device(&mut rng()).unwrap();
    let prepared = vault.prepare_recovery(KdfParams::MIN, &mut rng()).unwrap();
    let code = prepared.issued().recovery.clone().unwrap();
    let before = vault.seal(NOW, &mut rng()).unwrap();
    assert_eq!(opened(&before, &code).unwrap_err(), OpenError::NoSuchSlot);
    vault.apply(&prepared).unwrap();
    let after = vault.seal(NOW, &mut rng()).unwrap();
    for unlock in [Unlock::from(&one), Unlock::from(&code), Unlock::from(&device)] {
        opened(&after, unlock).unwrap();
    }
    assert_eq!(
        vault.prepare_recovery(KdfParams::MIN, &mut rng()).unwrap_err(),
        SealError::SlotExists
    );
}

#[test]
fn what_was_prepared_for_other_ways_in_brings_none_of_them_back() {
    let Three { mut vault, device, .. } = Three::new();
    let ways = Ways { recovery: true, device: true };
    let prepared = vault.prepare_rekey(&password("one"), ways, KdfParams::MIN, &mut rng()).unwrap();
    let before = vault.clone();
    let changes: [fn(&mut Vault, &DeviceKey); 3] = [
        |vault, _| {
            vault.replace_password(&password("two"), KdfParams::MIN, &mut rng()).unwrap();
        },
        |vault, device| vault.remove_device(device.slot()),
        |vault, _| {
            let ways = Ways::default();
            vault.rekey(&password("two"), ways, KdfParams::MIN, &mut rng()).unwrap();
        },
    ];
    for change in changes {
        vault = before.clone();
        change(&mut vault, &device);
        let slots = vault.slots();
        assert_eq!(vault.apply(&prepared), Err(SealError::WaysChanged));
        assert_eq!(vault.slots(), slots);
    }
}

#[test]
fn a_keyring_that_does_not_take_its_key_is_left_out_of_what_was_prepared() {
    let mut vault = Three::new().vault;
    let ways = Ways { recovery: true, device: true };
    let mut prepared =
        vault.prepare_rekey(&password("one"), ways, KdfParams::MIN, &mut rng()).unwrap();
    prepared.drop_device();
    vault.apply(&prepared).unwrap();
    let bytes = vault.seal(NOW, &mut rng()).unwrap();
    assert_eq!(kinds(&bytes), [SlotKind::Password, SlotKind::Recovery]);
    assert!(prepared.issued().device.is_none());
    opened(&bytes, prepared.issued().recovery.as_ref().unwrap()).unwrap();
}

#[test]
fn a_password_is_replaced_and_a_computer_removed_without_a_word_to_the_others() {
    let Three { mut vault, code, device } = Three::new();
    let other = vault.add_device(&mut rng()).unwrap();
    let old = vault.seal(NOW, &mut rng()).unwrap();
    let two = password("two");
    vault.replace_password(&two, KdfParams::MIN, &mut rng()).unwrap();
    vault.remove_device(device.slot());
    let new = vault.seal(NOW, &mut rng()).unwrap();
    assert_eq!(opened(&new, &password("one")).unwrap_err(), OpenError::WrongPassword);
    assert_eq!(opened(&new, &device).unwrap_err(), OpenError::NoSuchSlot);
    for unlock in [Unlock::from(&two), Unlock::from(&code), Unlock::from(&other)] {
        opened(&new, unlock).unwrap();
    }
    // As the page on the format says: it is still the same VaultKey.
    assert!(opened(&old, &password("one")).unwrap().contents_of(&new).is_some());
}

#[test]
fn a_code_in_hand_can_be_let_in_again_under_a_new_key() {
    let Three { mut vault, code, .. } = Three::new();
    let old = vault.seal(NOW, &mut rng()).unwrap();
    vault.rekey(&password("two"), Ways::default(), KdfParams::MIN, &mut rng()).unwrap();
    vault.add_recovery_code(&code, KdfParams::MIN, &mut rng()).unwrap();
    let new = vault.seal(NOW, &mut rng()).unwrap();
    opened(&new, &code).unwrap();
    assert!(opened(&old, &code).unwrap().contents_of(&new).is_none());
    let again = vault.add_recovery_code(&code, KdfParams::MIN, &mut rng());
    assert_eq!(again.unwrap_err(), SealError::SlotExists);
}

#[test]
fn what_does_not_open_says_why() {
    let mut three = Three::new();
    let bytes = three.seal();
    let wrong = RecoveryCode::make(&mut rng());
    assert_eq!(opened(&bytes, &wrong).unwrap_err(), OpenError::WrongRecoveryCode);
    assert_eq!(opened(&bytes, &password("two")).unwrap_err(), OpenError::WrongPassword);
    // The code is not a password, nor the other way round.
    let code: String = three.code.groups().collect();
    assert_eq!(opened(&bytes, &password(&code)).unwrap_err(), OpenError::WrongPassword);

    // The keyring says another key for our slot; another slot; and a vault without any.
    let mut other = Three::new();
    let theirs = other.device.to_line();
    let (_, key) = theirs.split_once(' ').unwrap();
    let mixed = DeviceKey::parse(&format!("{} {key}", three.device.slot())).unwrap();
    assert_eq!(opened(&bytes, &mixed).unwrap_err(), OpenError::WrongDeviceKey);
    assert_eq!(opened(&bytes, &other.device).unwrap_err(), OpenError::NoSuchSlot);
    other.vault.rekey(&password("one"), Ways::default(), KdfParams::MIN, &mut rng()).unwrap();
    let bytes = other.seal();
    assert_eq!(opened(&bytes, &other.code).unwrap_err(), OpenError::NoSuchSlot);
    assert_eq!(opened(&bytes, &other.device).unwrap_err(), OpenError::NoSuchSlot);
}

#[test]
fn an_open_vault_knows_its_own_ways() {
    let three = Three::new();
    assert_eq!(three.vault.check(&password("one")), Ok(()));
    assert_eq!(three.vault.check(&three.code), Ok(()));
    assert_eq!(three.vault.check(&three.device), Ok(()));
    assert_eq!(three.vault.check(&password("two")), Err(OpenError::WrongPassword));
    let wrong = RecoveryCode::make(&mut rng());
    assert_eq!(three.vault.check(&wrong), Err(OpenError::WrongRecoveryCode));
    assert!(three.vault.has(SlotKind::Recovery) && three.vault.has(SlotKind::Device));
}

#[test]
fn there_is_one_recovery_code_and_room_for_fourteen_computers() {
    let mut vault = Three::new().vault;
    assert_eq!(vault.add_recovery(KdfParams::MIN, &mut rng()).unwrap_err(), SealError::SlotExists);
    let keys: Vec<_> = (1..14).map(|_| vault.add_device(&mut rng()).unwrap()).collect();
    assert_eq!(vault.add_device(&mut rng()).unwrap_err(), SealError::TooManySlots);
    let bytes = vault.seal(NOW, &mut rng()).unwrap();
    assert!(keys.iter().all(|key| opened(&bytes, key).is_ok()));
}

#[test]
fn a_slot_of_another_vault_opens_nothing_here() {
    let (mut ours, mut theirs) = (Three::new(), Three::new());
    let (bytes, stranger) = (ours.seal(), theirs.seal());
    let (front, payload) = apart(&bytes);
    let typed = password("one");
    for index in 0..3 {
        let mut header = front.clone();
        header["slots"][index] = apart(&stranger).0["slots"][index].clone();
        let mixed = [&forge::front(header.to_string().as_bytes())[..], &payload].concat();
        let (unlock, expected) = match index {
            0 => (Unlock::from(&typed), OpenError::WrongPassword),
            1 => (Unlock::from(&theirs.code), OpenError::WrongRecoveryCode),
            _ => (Unlock::from(&theirs.device), OpenError::WrongDeviceKey),
        };
        assert_eq!(opened(&mixed, unlock).unwrap_err(), expected, "slot {index}");
        // The ways that were left alone open their slot, and find that the header was changed.
        let unlock = if index == 2 { (&ours.code).into() } else { Unlock::from(&ours.device) };
        let damaged = OpenError::Damaged { part: DamagedPart::Payload };
        assert_eq!(opened(&mixed, unlock).unwrap_err(), damaged, "slot {index}");
    }
}

/// The header, and what follows it.
fn apart(bytes: &[u8]) -> (Value, Vec<u8>) {
    let length = u32::from_be_bytes(bytes[10..14].try_into().unwrap()) as usize;
    (serde_json::from_slice(&bytes[14..14 + length]).unwrap(), bytes[14 + length..].to_vec())
}

#[test]
fn slots_that_are_too_dear_together_are_refused_in_no_time() {
    let slot = forge::Slot::default().json();
    let dear = slot.replace(r#""m_kib":19456,"t":2"#, r#""m_kib":1048576,"t":4"#);
    let file = |slots: &[String]| {
        let header = forge::header_with(slots);
        forge::file(&header, &forge::plaintext(forge::EMPTY.as_bytes()))
    };
    let numbered = |slot: &str, n: u8| slot.replace("000000000001", &format!("{n:012x}"));
    // As dear as a password and a recovery code may be.
    let paper = |n| numbered(&dear.replace(r#""password""#, r#""recovery""#), n);
    inspect(&file(&[dear.clone(), paper(2)])).unwrap();
    let refused = OpenError::Damaged { part: DamagedPart::Header };
    for slots in [
        (1..=16).map(|n| numbered(&dear, n)).collect(),
        vec![dear.clone(), paper(2), numbered(&slot, 3)],
        vec![dear.clone(), paper(2), paper(3)],
    ] {
        let bytes = file(&slots);
        let start = Instant::now();
        assert_eq!(inspect(&bytes).unwrap_err(), refused);
        assert_eq!(opened(&bytes, &password("one")).unwrap_err(), refused);
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }
}

#[test]
fn a_slot_that_is_cheaper_than_todays_default_is_noticed() {
    let mut vault = Vault::create(&password("one"), KdfParams::DEFAULT, &mut rng()).unwrap();
    assert!(!vault.is_weakly_derived());
    vault.add_recovery(KdfParams::MIN, &mut rng()).unwrap();
    assert!(vault.is_weakly_derived());
    assert_eq!(vault.kdf(), KdfParams::DEFAULT);
}

fn golden() -> Vec<u8> {
    fs::read(support::data("golden/v1-three-ways.tessera")).unwrap()
}

#[test]
fn the_golden_file_with_three_ways_opens_in_each_of_them_for_ever() {
    let bytes = golden();
    let code = RecoveryCode::parse(GOLDEN_CODE).unwrap();
    let key = DeviceKey::parse(
        "de71ce00-0000-4000-8000-000000000000 d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3c=",
    );
    let (typed, key) = (password(GOLDEN_PASSWORD), key.unwrap());
    for unlock in [Unlock::from(&typed), Unlock::from(&code), Unlock::from(&key)] {
        let vault = opened(&bytes, unlock).unwrap();
        let contents = vault.contents();
        assert_eq!((contents.quarantined(), contents.trashed().len()), (1, 0));
        let live = contents.live();
        let [rival, alice, bank] = live[..] else { panic!("{} live entries", live.len()) };
        assert_eq!(alice.otp(), &totp(SECRET));
        // The page says how this id is made.
        assert_eq!(rival.id().to_string(), "6909ca48-c9fd-8e45-9e26-83d4391fd4e9");
        assert!(contents.is_rival(rival.id()) && rival.labels() == alice.labels());
        assert_eq!((rival.otp().digits(), rival.otp().algorithm().name()), (8, "SHA256"));
        assert_eq!(bank.otp().counter(), Some(9));
    }
}

#[test]
fn what_the_golden_file_with_three_ways_holds_survives_an_edit_elsewhere() {
    let typed = password(GOLDEN_PASSWORD);
    let mut vault = opened(&golden(), &typed).unwrap();
    let bank = vault.contents().live()[2].id();
    let edit = Edit { note: Some("edited".into()), ..Edit::default() };
    vault.contents_mut().edit(bank, edit, NOW).unwrap();
    let (_, after) = forge::open(&vault.seal(NOW, &mut rng()).unwrap(), GOLDEN_PASSWORD);
    let before = fs::read_to_string(support::data("golden/v1-three-ways.json")).unwrap();
    let json = |text: &str| {
        let mut json: Value = serde_json::from_str(text).unwrap();
        json["entries"][1]["note"] = Value::Null;
        json
    };
    assert_eq!(json(&before), json(&after));
}

/// How it was made, once: by a writer that shares no code with the core.
#[test]
fn the_golden_file_with_three_ways_is_still_the_one_that_was_made() {
    let dear = forge::Slot { number: 9, password: GOLDEN_PASSWORD, m_kib: 131_072, t: 3, p: 4 };
    let code = GOLDEN_CODE.replace('-', "");
    let paper = forge::Slot { number: 10, password: &code, ..dear }.json_of("recovery");
    let header = forge::header_with(&[forge::device_slot(), paper, dear.json()]);
    let json = fs::read(support::data("golden/v1-three-ways.json")).unwrap();
    let made = forge::file(&header, &forge::plaintext(&json));
    let path = support::data("golden/v1-three-ways.tessera");
    if !path.exists() {
        fs::write(path, &made).unwrap();
    }
    assert!(golden() == made, "the golden file was changed");
}
