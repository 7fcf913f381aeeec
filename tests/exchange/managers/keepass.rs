//! KeePass databases and documents.

use data_encoding::{BASE64, HEXUPPER};
use sha2::{Digest, Sha256};
use tessera_exchange::formats::{self, Content, Import, ReadContext, ReadError, Unsupported};

use super::kdbx::{Cipher, Kdf, Made, Secrets, password};
use super::secret;
use crate::corpus;
use crate::reading::{SECRET, read, told};

#[test]
fn the_samples_give_what_their_manifest_says() {
    for format in ["keepass_kdbx", "keepass_xml", "keepassxc_csv"] {
        corpus::hold(format);
    }
}

fn plain(key: &str, value: &str) -> String {
    format!("<String><Key>{key}</Key><Value>{value}</Value></String>")
}

fn entry(fields: &[String]) -> String {
    format!("<Entry><UUID>AA==</UUID>{}<Tags>t;u</Tags></Entry>", fields.concat())
}

/// Groups Root, Root/Work/Deep and the bin, with an entry in each that has one protected secret.
fn document(secrets: &mut Secrets) -> String {
    let uri = format!("otpauth://totp/Acme:ada?secret={SECRET}&amp;issuer=Acme&amp;digits=8");
    let first = entry(&[
        plain("Title", "Tom &amp; Jerry &#x1F511;"),
        plain("UserName", "ada"),
        secrets.field("Password", "decrypted in its turn"),
        secrets.field("otp", SECRET),
        format!("<History>{}</History>", entry(&[secrets.field("otp", "OLDSECRET234")])),
    ]);
    let second = entry(&[plain("Title", "In"), plain("otp", &uri), plain("Notes", "a note")]);
    let third = entry(&[plain("Title", "Binned"), secrets.field("otp", SECRET)]);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<KeePassFile>\
         <Meta><RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>BIN=</RecycleBinUUID></Meta>\
         <Root><Group><UUID>ROOT</UUID><Name>Root</Name>{first}\
         <Group><UUID>W</UUID><Name>Work</Name><Group><UUID>D</UUID><Name>Deep</Name>{second}</Group></Group>\
         <Group><UUID>BIN=</UUID><Name>Recycle Bin</Name>{third}</Group></Group></Root></KeePassFile>"
    )
}

const TOLD: [&str; 3] = [
    "Tom & Jerry \u{1f511}|ada: totp SHA1 6 30s",
    "Acme|ada: totp SHA1 8 30s",
    "Binned|: totp SHA1 6 30s",
];

fn made(credentials: &[u8]) -> Made<'_> {
    Made { major: 4, cipher: Cipher::Aes, kdf: Kdf::Aes(10), is_compressed: true, credentials }
}

fn lines(import: &Import) -> Vec<String> {
    import.drafts.iter().map(told).collect()
}

#[test]
fn a_database_of_every_make_opens_with_its_password_and_with_no_other() {
    let word = password("one");
    let base = made(&word);
    for made in [
        base,
        Made { is_compressed: false, ..base },
        Made { cipher: Cipher::ChaCha, kdf: Kdf::Argon2d { mib: 1, passes: 2 }, ..base },
        Made { cipher: Cipher::Twofish, kdf: Kdf::Argon2id { mib: 1, passes: 40 }, ..base },
        Made { major: 3, ..base },
        Made { major: 3, cipher: Cipher::Twofish, is_compressed: false, ..base },
    ] {
        let file = made.file(&document(&mut Secrets::of(made.major)));
        let import = read("keepass", &file, Some("one")).unwrap();
        assert_eq!(lines(&import), TOLD);
        let [first, second, third] = &import.drafts[..] else { panic!("three drafts") };
        assert_eq!(first.tags, ["t", "u"]);
        assert_eq!(second.tags, ["Work/Deep", "t", "u"]);
        assert_eq!(second.note.expose(), "a note");
        assert_eq!((first.trashed, second.trashed, third.trashed), (false, false, true));
        assert_eq!(first.otp.as_ref().unwrap().secret().expose(), b"12345678901234567890");

        let given = |word| read("keepass", &file, word).map(|_| ()).unwrap_err();
        assert_eq!(given(Some("two")), ReadError::WrongPassword);
        assert_eq!(given(None), ReadError::NeedsPassword);
    }
}

fn with_key_file(file: &[u8], word: Option<&str>, key_file: &[u8]) -> Result<usize, ReadError> {
    let word = word.map(secret);
    let mut context =
        ReadContext { password: word.as_ref(), key_file: Some(key_file), ..ReadContext::default() };
    let import = formats::by_name("keepass").unwrap().read(&Content::new(file), &mut context)?;
    Ok(import.drafts.len())
}

#[test]
fn key_files_of_every_kind_open_a_database_with_or_without_a_password() {
    let key = [0x5a; 32];
    let hex = HEXUPPER.encode(&key);
    let version_1 = format!(
        "<?xml version=\"1.0\"?><KeyFile><Meta><Version>1.00</Version></Meta>\
         <Key><Data>{}</Data></Key></KeyFile>",
        BASE64.encode(&key)
    );
    let version_2 = format!(
        "<KeyFile><Meta><Version>2.0</Version></Meta><Key><Data Hash=\"00000000\">\n  {}\n  {}\n</Data></Key></KeyFile>",
        &hex[..32],
        &hex[32..]
    );
    let any = b"any file at all";
    let files: [(&[u8], Vec<u8>); 5] = [
        (version_1.as_bytes(), key.to_vec()),
        (version_2.as_bytes(), key.to_vec()),
        (&key, key.to_vec()),
        (hex.as_bytes(), key.to_vec()),
        (any, Sha256::digest(any).to_vec()),
    ];
    for (key_file, key) in files {
        let xml = document(&mut Secrets::of(4));
        let both = made(&[password("one"), key.clone()].concat()).file(&xml);
        assert_eq!(with_key_file(&both, Some("one"), key_file), Ok(3));
        assert_eq!(with_key_file(&both, Some("one"), b"another"), Err(ReadError::WrongPassword));
        assert_eq!(read("keepass", &both, Some("one")).unwrap_err(), ReadError::WrongPassword);
        let alone = made(&key).file(&xml);
        assert_eq!(with_key_file(&alone, None, key_file), Ok(3));
    }
}

#[test]
fn damage_cost_and_age_are_told_from_a_wrong_password() {
    let word = password("one");
    let base = made(&word);
    let given = |file: &[u8]| read("keepass", file, Some("one")).map(|_| ()).unwrap_err();
    let xml = document(&mut Secrets::of(4));
    let file = base.file(&xml);
    let mut damaged = file.clone();
    *damaged.iter_mut().nth_back(60).unwrap() ^= 1;
    assert_eq!(given(&damaged), ReadError::Damaged);
    let mut header = file.clone();
    header[20] ^= 1;
    assert_ne!(given(&header), ReadError::WrongPassword);
    for cut in [13, 100, file.len() / 2, file.len() - 1] {
        assert_eq!(given(&file[..cut]), ReadError::Damaged, "{cut}");
    }
    let mut newer = file.clone();
    newer[10] = 5;
    assert_eq!(given(&newer), ReadError::Newer { version: 5 });
    let mut older = file.clone();
    older[4] = 0x65;
    assert_eq!(given(&older), ReadError::Unsupported(Unsupported::KeePass1));
}

#[test]
fn a_file_that_asks_for_too_much_is_refused_before_anything_is_derived() {
    let word = password("one");
    let file = |kdf| Made { kdf, ..made(&word) }.file("<KeePassFile></KeePassFile>");
    let argon = file(Kdf::Argon2d { mib: 1, passes: 1 });
    let aes = file(Kdf::Aes(1_234));
    // The header is not signed by what is refused, so that only its own hash has to be right.
    for (file, from, to) in [
        (&argon, 1_u64 << 20, 1_u64 << 40),
        (&argon, 1, 1 << 33),
        (&argon, 1, 8 * 1_024 + 1),
        (&aes, 1_234, (1 << 28) + 1),
    ] {
        let place = file.windows(8).position(|bytes| bytes == from.to_le_bytes()).unwrap();
        let mut costly = file.clone();
        costly[place..place + 8].copy_from_slice(&to.to_le_bytes());
        let end = costly.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap() + 4;
        let hash = Sha256::digest(&costly[..end]);
        costly[end..end + 32].copy_from_slice(&hash);
        assert_eq!(read("keepass", &costly, Some("one")).unwrap_err(), ReadError::TooCostly);
    }
}

#[test]
fn cancelling_stops_before_a_key_is_derived() {
    let word = password("one");
    let file = made(&word).file("<KeePassFile></KeePassFile>");
    let password = secret("one");
    let mut context = ReadContext {
        password: Some(&password),
        is_cancelled: Some(&|| true),
        ..ReadContext::default()
    };
    let given = formats::by_name("keepass").unwrap().read(&Content::new(&file), &mut context);
    assert_eq!(given.map(|_| ()).unwrap_err(), ReadError::Cancelled);
}

pub fn xml(fields: &[(&str, &str)]) -> String {
    let fields: Vec<_> = fields.iter().map(|(key, value)| plain(key, value)).collect();
    let names = [plain("Title", "Mail"), plain("UserName", "ada")];
    let entry = entry(&[names.concat(), fields.concat()]);
    format!("<KeePassFile><Root><Group><Name>R</Name>{entry}</Group></Root></KeePassFile>")
}

#[test]
fn codes_are_found_in_every_way_of_keeping_them() {
    let base64 = BASE64.encode(b"12345678901234567890");
    let hex = "3132333435363738393031323334353637383930";
    let uri = format!("otpauth://totp/Other?secret={SECRET}&amp;encoder=steam");
    let cases: [(&[(&str, &str)], &str); 18] = [
        (
            &[("otp", "key=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&amp;encoder=steam")],
            "Mail|ada: steam SHA1 5 30s",
        ),
        (
            &[("otp", "otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&amp;size=8")],
            "A|b: totp SHA1 8 30s",
        ),
        (&[("otp", SECRET)], "Mail|ada: totp SHA1 6 30s"),
        (&[("otp", &uri)], "Mail|Other: steam SHA1 5 30s"),
        (
            &[(
                "otp",
                "key=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&amp;step=60&amp;size=8&amp;otpHashMode=Sha256",
            )],
            "Mail|ada: totp SHA256 8 60s",
        ),
        (
            &[("otp", "key=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&amp;type=Hotp&amp;counter=5")],
            "Mail|ada: hotp SHA1 6 #5",
        ),
        (&[("TOTP Seed", SECRET)], "Mail|ada: totp SHA1 6 30s"),
        (&[("TOTP Seed", SECRET), ("TOTP Settings", "60;8")], "Mail|ada: totp SHA1 8 60s"),
        (&[("TOTP Seed", SECRET), ("TOTP Settings", "30;S")], "Mail|ada: steam SHA1 5 30s"),
        (
            &[("TOTP Seed", SECRET), ("TOTP Settings", "x;6")],
            "Mail|ada: the period is not a whole number of seconds",
        ),
        (&[("TimeOtp-Secret", "12345678901234567890")], "Mail|ada: totp SHA1 6 30s"),
        (
            &[
                ("TimeOtp-Secret-Hex", hex),
                ("TimeOtp-Length", "8"),
                ("TimeOtp-Period", "60"),
                ("TimeOtp-Algorithm", "HMAC-SHA-512"),
            ],
            "Mail|ada: totp SHA512 8 60s",
        ),
        (&[("TimeOtp-Secret-Base32", SECRET)], "Mail|ada: totp SHA1 6 30s"),
        (&[("TimeOtp-Secret-Base64", &base64)], "Mail|ada: totp SHA1 6 30s"),
        (&[("TimeOtp-Secret-Base64", "?")], "Mail|ada: the secret is not base64"),
        (&[("otp", "key=?&amp;encoding=base64")], "Mail|ada: the secret is not base64"),
        (&[("HmacOtp-Secret-Hex", hex), ("HmacOtp-Counter", "7")], "Mail|ada: hotp SHA1 6 #7"),
        (
            &[("TimeOtp-Secret-Base32", SECRET), ("TimeOtp-Algorithm", "HMAC-MD5")],
            "Mail|ada: the algorithm HMAC-MD5 is not one of SHA1, SHA256 and SHA512",
        ),
    ];
    for (fields, expected) in cases {
        let import = read("keepass", xml(fields).as_bytes(), None).unwrap();
        assert_eq!(lines(&import), [expected]);
        if let Ok(otp) = &import.drafts[0].otp {
            assert_eq!(otp.secret().expose(), b"12345678901234567890", "{expected}");
        }
    }
}

#[test]
fn a_document_that_breaks_off_is_damaged_and_one_without_codes_is_empty() {
    let given = |text: &str| read("keepass", text.as_bytes(), None).map(|_| ()).unwrap_err();
    assert_eq!(given(&xml(&[])), ReadError::Empty);
    let whole = xml(&[("otp", SECRET)]);
    assert_eq!(given(&whole[..whole.len() - 20]), ReadError::Damaged);
    assert_eq!(given("<KeePassFile></Other>"), ReadError::Damaged);
}

#[test]
fn a_document_of_many_open_elements_costs_no_more_than_its_length() {
    let deep = format!("<KeePassFile>{}", "<Group><Name>n</Name>".repeat(50_000));
    let given = read("keepass", deep.as_bytes(), None).map(|_| ()).unwrap_err();
    assert_eq!(given, ReadError::Damaged);
}

#[test]
fn no_changed_byte_of_a_database_makes_the_reader_panic() {
    let word = password("one");
    for major in [3, 4] {
        let made = Made { major, ..made(&word) };
        let file = made.file(&document(&mut Secrets::of(major)));
        for at in 0..file.len() {
            let mut changed = file.clone();
            changed[at] ^= 1 << (at % 8);
            let word = secret("one");
            // A changed count of rounds may cost minutes: the user stops it.
            let asked = std::cell::Cell::new(0);
            let mut context = ReadContext {
                password: Some(&word),
                is_cancelled: Some(&|| asked.replace(asked.get() + 1) > 0),
                ..ReadContext::default()
            };
            let given =
                formats::by_name("keepass").unwrap().read(&Content::new(&changed), &mut context);
            // What is not signed in version 3 may change without harm; version 4 signs all of it.
            assert!(given.is_err() || major == 3, "version {major}, byte {at}");
        }
    }
}
