//! What there is to find: pictures with codes, texts, files of other apps. All of it is read by the
//! application as anything else is.

use std::io::Cursor;

use getrandom::SysRng;
use getrandom::rand_core::UnwrapErr;
use image::imageops::overlay;
use image::{GrayImage, ImageFormat, Luma};
use qrcode::QrCode;
use serde_json::Value;
use tessera_core::base32;
use tessera_core::entry::NewEntry;
use tessera_core::otp::{Algorithm, Otp};
use tessera_core::secret::{OtpSecret, SecretText};
use tessera_core::time::UnixTime;
use tessera_exchange::formats::write::{self, Outgoing, WriteContext};

use crate::accounts::{self, labels};
use crate::vaults::{self, PASSWORD};

/// A file, and what is in it.
pub struct Found {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The files of a name.
pub fn make(name: &str) -> Vec<Found> {
    match name {
        "transfer" => vec![picture("screenshot-2026-11-22.png", &[&first_part()])],
        "rest" => vec![picture("part-2.png", &[&second_part()]), blank()],
        "two" => two_transfers(),
        "link" => vec![text("link.txt", &address("Harbour", "ada@analytical.dev"))],
        "holiday" => vec![blank()],
        "others" => vec![picture("desk.png", OTHERS)],
        "microsoft" => vec![picture("left.png", &[MICROSOFT]), blank()],
        "locked" => vec![aegis()],
        "sealed" => vec![aegis(), twofas(), vault(2)],
        "noise" => vec![noise()],
        "keepass" => vec![keepass()],
        "key file" => vec![file("Ada.keyx", KEY_FILE.to_vec())],
        "endless" => vec![endless()],
        "damaged" => vec![damaged(), keepass()],
        "remarks" => {
            vec![winauth(), bitwarden(), twofas()]
        }
        "many" => vec![text("many.txt", &many())],
        "backup" => vec![vault(accounts::USUAL)],
        "pictures" => (1..=20).map(large).collect(),
        other => panic!("nothing is called {other}"),
    }
}

/// An address that a browser hands over, each of another account.
pub fn address(issuer: &str, account: &str) -> String {
    uri(issuer, account, &accounts::secret(800))
}

fn uri(issuer: &str, account: &str, secret: &[u8]) -> String {
    let secret = base32::encode(&OtpSecret::new(secret.to_vec()).unwrap());
    let issuer = issuer.replace(' ', "%20");
    format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", secret.expose())
}

fn file(name: &str, bytes: Vec<u8>) -> Found {
    Found { name: name.to_owned(), bytes }
}

fn text(name: &str, text: &str) -> Found {
    file(name, text.as_bytes().to_vec())
}

// Pictures

const MICROSOFT: &str =
    "phonefactor://activate_account?code=481736205&url=https%3A%2F%2Fexample.com";

const OTHERS: &[&str] = &[
    "otpauth://totp/Codeberg:ada?secret=JBSWY3DPEHPK3PXP&issuer=Codeberg",
    "https://example.com/set-up",
    "WIFI:T:WPA;S:Café;P:not a secret of anybody;;",
    "FIDO:/13086400838107303667332719012595115747821895775708323189557153075146383351399743589971313508078026948312026786722471666005727649643501784024544726574771401798171307406596245",
    "https://wa.me/settings/linked_devices#2@example",
    MICROSOFT,
    "BEGIN:VCARD\nVERSION:3.0\nFN:Ada King\nEND:VCARD",
    "Meet me at the harbour",
];

/// Codes side by side, as somebody sees them on a screen.
fn picture(name: &str, texts: &[&str]) -> Found {
    let drawn: Vec<_> = texts.iter().map(|text| draw(text)).collect();
    let cell = drawn.iter().map(GrayImage::width).max().unwrap() + 60;
    let columns = u32::try_from(texts.len()).unwrap().min(3);
    let lines = u32::try_from(texts.len()).unwrap().div_ceil(columns);
    let mut page = GrayImage::from_pixel(columns * cell, lines * cell, Luma([255]));
    for (number, code) in (0..).zip(&drawn) {
        overlay(
            &mut page,
            code,
            (number % columns * cell + 30).into(),
            (number / columns * cell + 30).into(),
        );
    }
    png(name, &page)
}

fn draw(text: &str) -> GrayImage {
    QrCode::new(text).unwrap().render::<Luma<u8>>().module_dimensions(5, 5).build()
}

fn png(name: &str, picture: &GrayImage) -> Found {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    file(name, bytes.into_inner())
}

fn blank() -> Found {
    png("holiday.jpg", &GrayImage::from_pixel(240, 160, Luma([230])))
}

/// A picture that takes a while to be searched.
fn large(number: usize) -> Found {
    let code = draw(&uri(&format!("Site{number}"), "ada", &accounts::secret(700 + number)));
    let mut page =
        GrayImage::from_fn(1600, 1200, |x, y| Luma([(x * 7 + y * 13 + x * y % 11) as u8 / 2 + 90]));
    overlay(&mut page, &code, 200, 200);
    png(&format!("code-{number:02}.png"), &page)
}

// Google's transfers

/// What a transfer may hold: an account of each fate.
fn first_part() -> String {
    let github = parameters(&accounts::secret(801), "GitHub", "ada@analytical.dev", false);
    let proton = parameters(&accounts::secret(1), "Proton", "ada.l@proton.me", false);
    let accounts = [
        parameters(&accounts::secret(802), "Codeberg", "ada@analytical.dev", false),
        parameters(&accounts::secret(803), "Scaleway", "K0418837", true),
        proton,
        github,
        parameters(&[], "Old router", "", false),
    ];
    transfer(&accounts, 2, 0, 71)
}

fn second_part() -> String {
    let migadu = parameters(&accounts::secret(804), "Migadu", "postmaster@analytical.dev", false);
    transfer(&[migadu], 2, 1, 71)
}

/// Three parts of four, and the middle one of another three.
fn two_transfers() -> Vec<Found> {
    let part = |number: usize, of, index, id| {
        let account =
            parameters(&accounts::secret(number), &format!("Site {number}"), "ada", false);
        picture(&format!("part-{number}.png"), &[&transfer(&[account], of, index, id)])
    };
    vec![part(810, 4, 0, 72), part(811, 4, 2, 72), part(812, 4, 3, 72), part(813, 3, 1, 73)]
}

fn transfer(accounts: &[Vec<u8>], of: u64, index: u64, id: u64) -> String {
    let mut payload = Vec::new();
    for account in accounts {
        bytes(&mut payload, 1, account);
    }
    for (field, value) in [(2, 1), (3, of), (4, index), (5, id)] {
        number(&mut payload, field, value);
    }
    let data = SecretText::from(base64(&payload));
    format!("otpauth-migration://offline?data={}", data.expose())
}

fn parameters(secret: &[u8], issuer: &str, account: &str, is_eight_of_sha256: bool) -> Vec<u8> {
    let mut message = Vec::new();
    bytes(&mut message, 1, secret);
    bytes(&mut message, 2, account.as_bytes());
    bytes(&mut message, 3, issuer.as_bytes());
    let choice = if is_eight_of_sha256 { 2 } else { 1 };
    for (field, value) in [(4, choice), (5, choice), (6, 2)] {
        number(&mut message, field, value);
    }
    message
}

/// A field of a protocol buffer that holds bytes.
fn bytes(message: &mut Vec<u8>, field: u8, value: &[u8]) {
    message.push(field << 3 | 2);
    varint(message, u64::try_from(value.len()).unwrap());
    message.extend(value);
}

fn number(message: &mut Vec<u8>, field: u8, value: u64) {
    message.push(field << 3);
    varint(message, value);
}

fn varint(message: &mut Vec<u8>, mut value: u64) {
    while value > 127 {
        message.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    message.push(value as u8);
}

fn base64(bytes: &[u8]) -> String {
    // Of the URL's alphabet nothing has to be written with a percent sign.
    data_encoding::BASE64URL_NOPAD.encode(bytes)
}

// Files of other apps

/// Accounts as another app writes them.
fn written(target: &str, accounts: &[NewEntry], password: &str) -> Vec<u8> {
    let outgoing: Vec<_> = accounts
        .iter()
        .map(|new| Outgoing {
            labels: &new.labels,
            otp: &new.otp,
            tags: &new.tags,
            note: new.note.expose(),
            recovery_codes: &new.recovery_codes,
            pinned: false,
            trashed: false,
        })
        .collect();
    let password = SecretText::new(password.to_owned());
    let mut context = WriteContext {
        password: Some(&password),
        rng: &mut UnwrapErr(SysRng),
        now: UnixTime::from_seconds(1_795_000_000),
        is_cancelled: &|| false,
    };
    write::by_name(target).unwrap().write(&outgoing, &mut context).unwrap()[0].to_vec()
}

fn site(issuer: &str, number: usize) -> NewEntry {
    NewEntry::new(labels(issuer, "ada@analytical.dev"), accounts::usual(number))
}

fn twofas() -> Found {
    file("2fas-backup.2fas", written("2fas-encrypted", &[site("Harbour", 820)], PASSWORD))
}

/// An account that is new, and one that the vault has.
fn aegis() -> Found {
    let proton = accounts::make(2).remove(1);
    let accounts = [site("Aegis site", 830), proton];
    file("aegis-export-20261122.json", written("aegis-encrypted", &accounts, PASSWORD))
}

const KEEPASS: &[u8] = include_bytes!("../../data/formats/keepass.kdbx");
const KEY_FILE: &[u8] = include_bytes!("../../data/formats/keepass.key");

fn keepass() -> Found {
    file("Ada.kdbx", KEEPASS.to_vec())
}

fn vault(rows: usize) -> Found {
    file("backup.tessera", vaults::other(rows))
}

/// Of noise only the right password tells what it is.
fn noise() -> Found {
    file("otp_accounts.json.aes", accounts::secret(840).repeat(20))
}

/// The password opens the key, but what the key had sealed was changed since.
fn damaged() -> Found {
    let Found { name, bytes } = aegis();
    let mut backup: Value = serde_json::from_slice(&bytes).unwrap();
    let changed = match backup["db"].as_str().unwrap().split_at(1) {
        ("A", rest) => format!("B{rest}"),
        (_, rest) => format!("A{rest}"),
    };
    backup["db"] = changed.into();
    file(&name, backup.to_string().into_bytes())
}

fn winauth() -> Found {
    let line = |issuer: &str, number| {
        let otp: Otp = accounts::usual(number);
        debug_assert_eq!(otp.algorithm(), Algorithm::Sha1);
        format!("{}&icon=WinAuth\n", uri(issuer, "ada", otp.secret().expose()))
    };
    text("winauth.txt", &(line("Codeberg", 850) + &line("Harbour", 851)))
}

/// A code among logins that have none, and one in the trash.
fn bitwarden() -> Found {
    let json = written("bitwarden", &[site("GitHub", 852), site("Old forum", 853)], "");
    let mut export: Value = serde_json::from_slice(&json).unwrap();
    let items = export["items"].as_array_mut().unwrap();
    items[1]["deletedDate"] = "2026-10-01T12:00:00.000Z".into();
    for _ in 0..2 {
        let mut without = items[0].clone();
        without["login"]["totp"] = Value::Null;
        items.push(without);
    }
    file("bitwarden.json", export.to_string().into_bytes())
}

/// A database of KeePass that takes as long to open as any may, unless somebody stops it.
fn endless() -> Found {
    let mut bytes = KEEPASS.to_vec();
    // The number of rounds is the sixth field of the header.
    let rounds = bytes.windows(3).position(|window| window == [6, 8, 0]).unwrap() + 3;
    bytes[rounds..rounds + 8].copy_from_slice(&(1_u64 << 28).to_le_bytes());
    file("slow.kdbx", bytes)
}

/// Ten thousand addresses: of seven, five are new, one the vault has, and one cannot be used.
fn many() -> String {
    let line = |number: usize| match number % 7 {
        4 => uri("Proton", "ada.l@proton.me", &accounts::secret(1)),
        6 => format!("otpauth://totp/Site%20{number}:ada?secret=0189"),
        _ => uri(&format!("Site {}", number + 1), "ada", &accounts::secret(2000 + number)),
    };
    (0..10_000).map(|number| line(number) + "\n").collect()
}
