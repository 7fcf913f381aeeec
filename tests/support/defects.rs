//! Vault files named by what is wrong with them, and what is to be said of each. They stand in
//! `tests/data/vaults`; this table makes them.

use std::ops::RangeInclusive;

use tessera_core::vault::{DamagedPart, KdfParams, KdfRangeError, OpenError};

use super::forge::{self, BLOCK, EMPTY, MAGIC, Slot};

/// What opening such a file gives: how many entries can be read and how many are quarantined, or an
/// error.
pub type Outcome = Result<(usize, usize), OpenError>;

pub struct Defect {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub outcome: Outcome,
}

const VAULT_ID: &str = "7e55e2a0-0000-4000-8000-000000000001";
/// Of the first slot.
const SLOT_ID: &str = "05107000-0000-4000-8000-000000000001";
const DEVICE_ID: &str = "de71ce00-0000-4000-8000-000000000000";

const LENGTH: Outcome = Err(OpenError::Damaged { part: DamagedPart::Length });
const HEADER: Outcome = Err(OpenError::Damaged { part: DamagedPart::Header });
const PAYLOAD: Outcome = Err(OpenError::Damaged { part: DamagedPart::Payload });
const NOT_A_VAULT: Outcome = Err(OpenError::NotAVault);
const WRONG_PASSWORD: Outcome = Err(OpenError::WrongPassword);

#[rustfmt::skip] // Tables.
pub fn all() -> Vec<Defect> {
    let sound = forge::vault(EMPTY);
    let front = 14 + forge::header().len();
    let mut all = Vec::new();
    let mut add = |name, bytes: Vec<u8>, outcome| all.push(Defect { name, bytes, outcome });

    add("sound", sound.clone(), Ok((0, 0)));

    // The frame.
    add("empty", Vec::new(), NOT_A_VAULT);
    add("magic_cut", MAGIC[..7].to_vec(), NOT_A_VAULT);
    add("magic_in_lower_case", with(&sound, 0..=6, b"tessera"), NOT_A_VAULT);
    add("magic_without_its_end", with(&sound, 7..=7, b"\n"), NOT_A_VAULT);
    add("magic_only", MAGIC.to_vec(), LENGTH);
    add("version_0", with(&sound, 8..=9, &[0, 0]), HEADER);
    add("version_2", with(&sound, 8..=9, &[0, 2]), too_new(2));
    add("version_65535", with(&sound, 8..=9, &[255, 255]), too_new(65_535));
    add("version_2_and_nothing_else", with(&sound, 8..=9, &[0, 2])[..10].to_vec(), too_new(2));
    add("header_length_0", with(&sound, 10..=13, &[0; 4]), LENGTH);
    add("header_length_65537", with(&sound, 10..=13, &65_537_u32.to_be_bytes()), HEADER);
    add("header_length_4_gib", with(&sound, 10..=13, &[255; 4]), HEADER);
    add("header_longer_than_the_file", with(&sound, 10..=13, &65_536_u32.to_be_bytes()), LENGTH);
    add("cut_in_the_header", sound[..front - 1].to_vec(), LENGTH);
    add("cut_after_the_header", sound[..front].to_vec(), LENGTH);
    add("cut_in_the_ciphertext", sound[..sound.len() - 1].to_vec(), LENGTH);
    add("only_a_tag", sound[..front + 16].to_vec(), LENGTH);
    add("a_byte_too_long", [&sound[..], &[0]].concat(), LENGTH);
    add("a_block_too_long", [&sound[..], &[0; BLOCK]].concat(), PAYLOAD);

    // The header as JSON.
    for (name, header) in [
        ("header_is_not_json", "this is no JSON".to_owned()),
        ("header_is_empty", String::new()),
        ("header_is_null", "null".to_owned()),
        ("header_is_nested_10000_deep", "[".repeat(10_000)),
        ("header_has_a_second_value_behind", forge::header() + "{}"),
        ("header_without_vault_id", edited(r#""vault_id""#, r#""vault_ID""#)),
        ("header_with_an_unknown_field", edited(r#"{"vault_id""#, r#"{"later":1,"vault_id""#)),
        ("header_with_a_nested_unknown_field",
            edited(r#"{"vault_id""#, &format!(r#"{{"later":{}{},"vault_id""#, "[".repeat(5_000), "]".repeat(5_000)))),
        ("header_with_a_key_twice", edited(r#""revision":7"#, r#""revision":7,"revision":8"#)),
        ("header_with_slots_twice", edited(r#""slots":["#, r#""slots":[],"slots":["#)),
        ("header_vault_id_is_no_uuid", edited("7e55e2a0", "7e55e2ag")),
        ("header_vault_id_in_upper_case", edited("7e55e2a0", "7E55E2A0")),
        ("header_vault_id_without_hyphens", edited("7e55e2a0-0000-4000-8000-", "7e55e2a0000040008000")),
        ("header_vault_id_in_braces", edited(VAULT_ID, &format!("{{{VAULT_ID}}}"))),
        ("header_vault_id_as_urn", edited(VAULT_ID, &format!("urn:uuid:{VAULT_ID}"))),
        ("header_is_an_array", values(&forge::header(), &["vault_id", "revision", "saved_at", "slots", "payload"])),
        ("payload_is_an_array", edited(r#""payload":{"cipher":"xchacha20poly1305","nonce":"#, r#""payload":["xchacha20poly1305","#).replace("}}", "]}")),
        ("header_revision_negative", edited(r#""revision":7"#, r#""revision":-7"#)),
        ("header_revision_beyond_64_bits", edited(r#""revision":7"#, r#""revision":18446744073709551616"#)),
        ("header_revision_is_no_whole_number", edited(r#""revision":7"#, r#""revision":7.5"#)),
        ("payload_cipher_unknown", edited("xchacha20poly1305", "aes-256-gcm")),
        ("payload_with_an_unknown_field", edited(r#""cipher":"#, r#""later":1,"cipher":"#)),
        ("payload_nonce_short", edited(r#""payload":{"cipher":"xchacha20poly1305","nonce":"nJyc"#, r#""payload":{"cipher":"xchacha20poly1305","nonce":""#)),
        ("payload_nonce_with_spaces", edited(r#""payload":{"cipher":"xchacha20poly1305","nonce":"nJyc"#, r#""payload":{"cipher":"xchacha20poly1305","nonce":" nJyc"#)),
    ] {
        add(name, sealed(&header), HEADER);
    }
    add("header_is_not_utf8", with(&sound, 16..=16, &[0xff]), HEADER);

    // Slots.
    let slot = Slot::default().json();
    let device = forge::device_slot();
    for (name, slots) in [
        ("no_slots", vec![]),
        ("17_slots", (1..=17).map(|number| Slot { number, ..Slot::default() }.json()).collect()),
        ("slots_with_one_id", vec![slot.clone(), device.replace(DEVICE_ID, SLOT_ID)]),
        ("slot_is_an_array", vec![values(&slot, &["id", "kind", "kdf", "nonce", "wrapped"])]),
        ("slot_id_in_upper_case", vec![slot.clone(), device.replace("de71ce00", "DE71CE00")]),
        ("kdf_is_an_array", vec![slot.clone(), device.replace(r#"{"name":"none"}"#, r#"["none"]"#)]),
        ("no_password_slot", vec![device.clone()]),
        ("slot_kind_unknown", vec![slot.replace(r#""password""#, r#""face""#)]),
        ("slot_with_an_unknown_field", vec![slot.replacen('{', r#"{"later":1,"#, 1)]),
        ("slot_with_a_key_twice", vec![slot.replacen('{', r#"{"kind":"password","#, 1)]),
        ("slot_without_nonce", vec![slot.replace(r#""nonce""#, r#""Nonce""#)]),
        ("slot_nonce_short", vec![slot.replace(r#""nonce":"QUFB"#, r#""nonce":""#)]),
        ("slot_wrapped_short", vec![slot.replace(r#""wrapped":""#, r#""wrapped":"AAAA"#)]),
        ("password_slot_that_derives_nothing", vec![device.replace("device", "password")]),
        ("device_slot_that_derives", vec![slot.clone(), renumbered(&slot, 2).replace(r#""password""#, r#""device""#)]),
        ("recovery_slot_that_derives_nothing", vec![slot.clone(), device.replace("device", "recovery")]),
        ("kdf_unknown", vec![slot.replace("argon2id", "scrypt")]),
        ("kdf_with_an_unknown_field", vec![slot.replace(r#""m_kib""#, r#""later":1,"m_kib""#)]),
        ("kdf_none_with_a_salt", vec![slot.clone(), device.replace(r#""none""#, r#""none","salt":"AAAA""#)]),
        ("kdf_without_salt", vec![slot.replace(r#""salt""#, r#""Salt""#)]),
        ("kdf_salt_short", vec![slot.replace(r#""AQEBAQEBAQEBAQEBAQEBAQ==""#, r#""AQEBAQEBAQEBAQEBAQEB""#)]),
        ("kdf_salt_without_padding", vec![slot.replace("AQ==", "AQ")]),
        ("kdf_salt_with_leftover_bits", vec![slot.replace("AQ==", "AR==")]),
        ("kdf_salt_is_no_base64", vec![slot.replace("AQ==", "A?==")]),
        ("kdf_argon2_version_16", vec![slot.replace(r#""version":19"#, r#""version":16"#)]),
        ("kdf_memory_beyond_32_bits", vec![slot.replace("19456", "4294967296")]),
        ("kdf_memory_negative", vec![slot.replace("19456", "-19456")]),
    ] {
        add(name, sealed(&forge::header_with(&slots)), HEADER);
    }

    // What a derivation may cost.
    for (name, m_kib, t, p) in [
        ("kdf_memory_4_gib", 4 * 1024 * 1024, 2, 1),
        ("kdf_memory_1_gib_and_1_kib", 1024 * 1024 + 1, 2, 1),
        ("kdf_memory_0", 0, 2, 1),
        ("kdf_memory_below_19_mib", 19 * 1024 - 1, 2, 1),
        ("kdf_memory_4_tib", u32::MAX, 2, 1),
        ("kdf_passes_1", 19 * 1024, 1, 1),
        ("kdf_passes_33", 19 * 1024, 33, 1),
        ("kdf_passes_4294967295", 19 * 1024, u32::MAX, 1),
        ("kdf_lanes_0", 19 * 1024, 2, 0),
        ("kdf_lanes_9", 19 * 1024, 2, 9),
        ("kdf_5_passes_over_1_gib", 1024 * 1024, 5, 1),
    ] {
        let cost = format!(r#""m_kib":{m_kib},"t":{t},"p":{p}"#);
        let slot = slot.replace(r#""m_kib":19456,"t":2,"p":1"#, &cost);
        let refused: KdfRangeError = KdfParams::new(m_kib, t, p).unwrap_err();
        add(name, sealed(&forge::header_with(&[slot])), Err(refused.into()));
    }

    // Each as dear as it may be, and too dear together.
    let dear = slot.replace(r#""m_kib":19456,"t":2,"p":1"#, r#""m_kib":1048576,"t":4,"p":1"#);
    let on_paper = dear.replace(r#""password""#, r#""recovery""#);
    add("kdf_16_slots_of_4_passes_over_1_gib", sealed(&forge::header_with(&(1..=16).map(|n| renumbered(&dear, n)).collect::<Vec<_>>())), HEADER);
    add("kdf_3_slots_of_4_passes_over_1_gib", sealed(&forge::header_with(&[dear.clone(), renumbered(&on_paper, 2), renumbered(&on_paper, 3)])), HEADER);
    add("kdf_2_dear_slots_and_a_cheap_one", sealed(&forge::header_with(&[renumbered(&dear, 2), renumbered(&dear, 3), slot.clone()])), HEADER);

    // Changes that only the keys can tell.
    let other = Slot { number: 2, password: "another one", ..Slot::default() }.json();
    let (both, swapped) = ([slot.clone(), other.clone()], [other.clone(), slot.clone()]);
    let changed = |header: &str| [forge::front(header.as_bytes()), sound[front..].to_vec()].concat();
    let resealed = |sealed_to: &[String], shown: &[String]| {
        let real = forge::file(&forge::header_with(sealed_to), &forge::plaintext(EMPTY.as_bytes()));
        let ciphertext = &real[real.len() - BLOCK - 16..];
        [forge::front(forge::header_with(shown).as_bytes()), ciphertext.to_vec()].concat()
    };
    add("slots_swapped", resealed(&both, &swapped), PAYLOAD);
    add("slot_removed", resealed(&both, std::slice::from_ref(&slot)), PAYLOAD);
    add("slot_added", resealed(std::slice::from_ref(&slot), &both), PAYLOAD);
    add("slot_of_another_password_only", sealed(&forge::header_with(&[other])), WRONG_PASSWORD);
    add("slot_made_cheaper", sealed(&forge::header_with(&[
        Slot { t: 3, ..Slot::default() }.json().replace(r#""t":3"#, r#""t":2"#)])), WRONG_PASSWORD);
    add("slot_with_the_id_of_another", sealed(&edited("05107000", "05107001")), WRONG_PASSWORD);
    add("slot_of_another_vault", sealed(&edited("7e55e2a0", "7e55e2a1")), WRONG_PASSWORD);
    add("slot_nonce_changed", sealed(&edited(r#""nonce":"QUFB"#, r#""nonce":"QUFC"#)), WRONG_PASSWORD);
    add("revision_changed", changed(&edited(r#""revision":7"#, r#""revision":6"#)), PAYLOAD);
    add("saved_at_changed", changed(&edited("1700000000000", "1700000000001")), PAYLOAD);
    add("header_written_with_a_space", changed(&edited(r#""revision":7"#, r#""revision": 7"#)), PAYLOAD);
    add("payload_nonce_changed", changed(&edited("nJyc", "nJyd")), PAYLOAD);
    add("payload_bit_changed", with(&sound, front..=front, &[sound[front] ^ 1]), PAYLOAD);
    add("tag_bit_changed", with(&sound, sound.len() - 1..=sound.len() - 1, &[sound[sound.len() - 1] ^ 1]), PAYLOAD);

    // A payload that was sealed with the right key and is wrong all the same.
    let framed = |plaintext: &[u8]| forge::file(&forge::header(), plaintext);
    let empty = forge::plaintext(EMPTY.as_bytes());
    add("payload_not_of_whole_blocks", framed(&[&empty[..], &[0; 100]].concat()), LENGTH);
    add("payload_of_no_block", framed(&[]), LENGTH);
    add("padding_not_zero", framed(&with(&empty, BLOCK - 1..=BLOCK - 1, &[1])), PAYLOAD);
    add("padding_longer_than_a_block", framed(&[&empty[..], &[0; BLOCK]].concat()), PAYLOAD);
    add("length_0", framed(&with(&empty, 0..=3, &[0; 4])), PAYLOAD);
    add("length_beyond_the_end", framed(&with(&empty, 0..=3, &[0, 0, 0x10, 0])), PAYLOAD);
    add("length_4_gib", framed(&with(&empty, 0..=3, &[255; 4])), PAYLOAD);
    add("length_into_the_padding", framed(&with(&empty, 0..=3, &[0, 0, 0, 99])), PAYLOAD);
    add("json_is_not_utf8", framed(&with(&empty, 6..=6, &[0xff])), PAYLOAD);
    for (name, json) in [
        ("json_is_an_array", "[]"),
        ("json_is_cut", r#"{"entries":[]"#),
        ("json_without_entries", r#"{"tombstones":[]}"#),
        ("json_without_tombstones", r#"{"entries":[]}"#),
        ("json_with_entries_twice", r#"{"entries":[],"entries":[],"tombstones":[]}"#),
        ("json_entries_are_no_array", r#"{"entries":{},"tombstones":[]}"#),
    ] {
        add(name, forge::vault(json), PAYLOAD);
    }

    // Entries that cannot be read are kept, and block nothing.
    for (name, from, to) in [
        ("entry_kind_motp", r#""kind":"totp""#, r#""kind":"motp""#),
        ("entry_with_a_key_twice", r#""digits":6"#, r#""digits":6,"digits":8"#),
        ("entry_digits_0", r#""digits":6"#, r#""digits":0"#),
        ("entry_digits_11", r#""digits":6"#, r#""digits":11"#),
        ("entry_period_0", r#""period":30"#, r#""period":0"#),
        ("entry_period_86401", r#""period":30"#, r#""period":86401"#),
        ("entry_algorithm_md5", "SHA1", "MD5"),
        ("entry_secret_empty", "JBSWY3DPEHPK3PXP", ""),
        ("entry_secret_is_no_base32", "JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PX0"),
        ("entry_without_note", r#""note""#, r#""Note""#),
        ("entry_id_is_no_uuid", "e0000000", "e000000"),
        ("entry_stamp_of_two", r#"[1,0,"00000000000000aa"]"#, r#"[1,"00000000000000aa"]"#),
        ("entry_device_in_upper_case", "00000000000000aa", "00000000000000AA"),
        ("entry_created_before_1970", r#""created_at":1"#, r#""created_at":-1"#),
    ] {
        let bad = entry(1).replace(from, to);
        assert_ne!(bad, entry(1), "{name}");
        let json = format!(r#"{{"entries":[{bad},{}],"tombstones":[]}}"#, entry(2));
        add(name, forge::vault(&json), Ok((1, 1)));
    }
    let nested = format!("{}{}", "[".repeat(1_500), "]".repeat(1_500));
    for (name, outcome, entries, tombstones) in [
        ("entry_is_null", Ok((0, 1)), "null".to_owned(), ""),
        ("entry_nested_1500_deep", Ok((0, 1)), nested.clone(), ""),
        ("entry_with_a_nested_unknown_field", Ok((1, 0)), entry(1).replacen('{', &format!(r#"{{"later":{nested},"#), 1), ""),
        ("entry_id_twice", Ok((1, 1)), format!("{},{}", entry(1), entry(1)), ""),
        ("tombstone_is_null", Ok((0, 0)), String::new(), "null"),
        ("tombstone_without_stamp", Ok((0, 0)), String::new(), r#"{"id":"e0000000-0000-4000-8000-000000000001"}"#),
    ] {
        let json = format!(r#"{{"entries":[{entries}],"tombstones":[{tombstones}]}}"#);
        add(name, forge::vault(&json), outcome);
    }
    all
}

/// An entry that can be read.
pub fn entry(number: u8) -> String {
    let stamp = r#""stamp":[1,0,"00000000000000aa"]"#;
    format!(
        r#"{{"id":"e0000000-0000-4000-8000-{number:012}","created_at":1,"otp":{{{stamp},"kind":"totp","secret":"JBSWY3DPEHPK3PXP","algorithm":"SHA1","digits":6,"period":30}},"labels":{{{stamp},"issuer":"","account":""}},"tags":{{{stamp},"names":[]}},"note":{{{stamp},"text":""}},"pin":{{{stamp},"pinned":false}},"order":{{{stamp},"position":{number}}},"trash":{{{stamp},"trashed_at":null}},"usage":{{{stamp},"confirmed":false,"used_at":null}}}}"#
    )
}

fn too_new(found: u16) -> Outcome {
    Err(OpenError::TooNew { found, supported: 1 })
}

/// The sound header with one thing changed.
fn edited(from: &str, to: &str) -> String {
    let header = forge::header();
    assert!(header.contains(from), "{from}");
    header.replacen(from, to, 1)
}

/// An object of these fields, as the array of their values.
fn values(object: &str, fields: &[&str]) -> String {
    let inner = object.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap();
    // From behind: a payload, too, has a nonce.
    let bare = fields.iter().rev().fold(inner.to_owned(), |text, field| {
        let name = format!("\"{field}\":");
        let at = if *field == "payload" { text.rfind(&name) } else { text.find(&name) }.unwrap();
        text[..at].to_owned() + &text[at + name.len()..]
    });
    format!("[{bare}]")
}

/// The same slot under another id. It does not open any more: its id is sealed with it.
fn renumbered(slot: &str, number: u8) -> String {
    assert!(slot.contains(SLOT_ID));
    let (front, _) = SLOT_ID.split_at(SLOT_ID.len() - 2);
    slot.replace(SLOT_ID, &format!("{front}{number:02x}"))
}

/// An empty vault under this header, with a ciphertext that fits it.
fn sealed(header: &str) -> Vec<u8> {
    forge::file(header, &forge::plaintext(EMPTY.as_bytes()))
}

fn with(bytes: &[u8], range: RangeInclusive<usize>, new: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[range].copy_from_slice(new);
    bytes
}
