//! What reading 10,000 accounts of another app's plain file takes, over what its container takes by
//! itself (serde_json to a `Value`, the events of quick-xml, the fields of csv-core, percent-decoding
//! of lines), in time of the processor, measured in turns. The last column is how much longer they take
//! than a quarter of them: 4 is linear, and a reader over 6 makes it fail.
//!
//! `cargo xtask bench` runs this after the ratios. `ROUNDS` says how often each is done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A measurement fails by panicking.

#[path = "../../../tests/support/processor_time.rs"]
mod processor_time;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use percent_encoding::percent_decode;
use tessera_core::entry::Labels;
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::otpauth::Account;
use tessera_core::secret::OtpSecret;
use tessera_core::time::UnixTime;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::{self, Outgoing, WriteContext};
use tessera_exchange::formats::{self, Content, ReadContext};

const ACCOUNTS: usize = 10_000;
const FEWER: usize = ACCOUNTS / 4;
/// How much longer they may take than a quarter of them.
const LIMIT: f64 = 6.0;

fn main() -> ExitCode {
    // What cargo passes to every bench, and a word to pick lines by.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let rounds = std::env::var("ROUNDS").map_or(7, |rounds| rounds.parse().unwrap());
    let chosen: Vec<_> = files().into_iter().filter(|file| file.name.contains(&only)).collect();
    if chosen.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!(
        "\n{:<20}{:>9}{:>12}{:>12}{:>8}{:>10}",
        "10,000 accounts", "MB", "ours", "container", "ratio", "growth"
    );
    let slow = chosen.into_iter().filter(|file| !file.measure(rounds)).count();
    if slow > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A file of a format with so many accounts.
struct File {
    name: &'static str,
    floor: Floor,
    make: Box<dyn Fn(usize) -> Vec<u8>>,
}

/// The least that reading a file can take: what its container (JSON, XML, CSV, lines) takes by
/// itself.
#[derive(Clone, Copy)]
enum Floor {
    Json,
    Xml,
    Csv,
    Lines,
}

use Floor::{Csv, Json, Lines, Xml};

use processor_time::now;

#[rustfmt::skip] // A table.
fn files() -> Vec<File> {
    vec![
        written("aegis", Json), written("2fas", Json), written("bitwarden", Json),
        written("andotp", Json), written("freeotp-plus", Json), written("stratum", Json),
        written("proton", Json), written("uris", Lines), written("google", Lines),
        written("sheet", Lines),
        made("ente", Lines, "", "\n", "", |n| format!("otpauth://totp/A:{n}?secret={}&issuer=A&codeDisplay=%7B%22pinned%22%3Atrue%2C%22tags%22%3A%5B%22a%22%5D%2C%22note%22%3A%22n%22%7D", secret(n))),
        made("lastpass", Json, r#"{"version":3,"accounts":["#, ",", r#"],"folders":[{"id":7,"name":"Work"}]}"#, |n| format!(r#"{{"issuerName":"A","userName":"{n}","secret":"{}","timeStep":30,"digits":6,"algorithm":"SHA1","isFavorite":false,"folderData":{{"folderId":7,"position":0}}}}"#, secret(n))),
        made("raivo", Json, "[", ",", "]", |n| format!(r#"{{"issuer":"A","account":"{n}","secret":"{}","algorithm":"SHA1","digits":"6","kind":"TOTP","timer":"30","counter":"0","pinned":"true","iconType":"","iconValue":""}}"#, secret(n))),
        made("cotp", Json, r#"{"version":2,"elements":["#, ",", "]}", |n| format!(r#"{{"secret":"{}","issuer":"A","label":"{n}","digits":6,"type":"TOTP","algorithm":"SHA1","period":30,"counter":null,"pin":null}}"#, secret(n))),
        made("2fauth", Json, r#"{"app":"2fauth_v5","schema":1,"data":["#, ",", "]}", |n| format!(r#"{{"otp_type":"totp","account":"{n}","service":"A","secret":"{}","digits":6,"algorithm":"sha1","period":30,"counter":null}}"#, secret(n))),
        made("duo", Json, "[", ",", "]", |n| format!(r#"{{"name":"{n}","otpGenerator":{{"otpSecret":"{}"}}}}"#, secret(n))),
        made("authenticator-cc", Json, "{", ",", "}", |n| format!(r#""{n}":{{"dataType":"OTPStorage","secret":"{}","index":{n},"issuer":"A","account":"{n}"}}"#, secret(n))),
        made("authy", Json, "[", ",", "]", |n| format!(r#"{{"name":"{n}","secret":"{0}","uri":"otpauth://totp/A:{n}?secret={0}&issuer=A"}}"#, secret(n))),
        made("cxf", Json, r#"{"exporterRpId":"a","accounts":[{"items":["#, ",", "]}]}", |n| format!(r#"{{"title":"A","credentials":[{{"type":"totp","secret":"{}","period":30,"digits":6,"algorithm":"sha1","issuer":"A","username":"{n}"}}]}}"#, secret(n))),
        made("otpclient", Json, "[", ",", "]", |n| format!(r#"{{"type":"TOTP","label":"{n}","issuer":"A","digits":6,"algo":"SHA1","secret":"{}","period":30,"group":"Work"}}"#, secret(n))),
        made("json", Json, "[", ",", "]", |n| format!(r#"{{"name":"A","user":"{n}","secret":"{}","digits":6,"period":30}}"#, secret(n))),
        made("bitwarden-authenticator", Json, r#"{"encrypted":false,"items":["#, ",", "]}", |n| format!(r#"{{"favorite":false,"id":"{n}","login":{{"totp":"otpauth://totp/A:{n}?secret={}&issuer=A","username":"{n}"}},"name":"A","type":1}}"#, secret(n))),
        made("winauth", Lines, "", "\r\n", "", |n| format!("otpauth://totp/{n}?secret={}&digits=6&icon=WinAuth", secret(n))),
        made("csv", Csv, "name,user,secret,digits,period\n", "\n", "", |n| format!("A,{n},{},6,30", secret(n))),
        made("keepassxc-csv", Csv, "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\",\"Icon\",\"Last Modified\",\"Created\"\n", "\n", "", |n| format!("\"Root/a\",\"A\",\"{n}\",\"p\",\"\",\"\",\"otpauth://totp/A:{n}?secret={}&issuer=A\",\"0\",\"\",\"\"", secret(n))),
        made("freeotp", Xml, "<?xml version='1.0' encoding='utf-8' standalone='yes' ?><map>", "", "</map>", |n| format!("<string name=\"A:{n}\">{}</string>", format!(r#"{{"algo":"SHA1","counter":0,"digits":6,"issuerExt":"A","label":"{n}","period":30,"secret":{:?},"type":"TOTP"}}"#, bytes(n)).replace('"', "&quot;"))),
        made("apple", Csv, "Title,URL,Username,Password,Notes,OTPAuth\n", "\n", "", |n| format!("A,https://a.example,{n},p,,otpauth://totp/A:{n}?secret={}&issuer=A", secret(n))),
        made("1password", Csv, "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n", "\n", "", |n| format!("A,https://a.example,{n},p,otpauth://totp/A:{n}?secret={}&issuer=A,false,false,a;b,", secret(n))),
        made("keepass", Xml, "<?xml version=\"1.0\" encoding=\"utf-8\"?><KeePassFile><Meta/><Root><Group><Name>Root</Name>", "", "</Group></Root></KeePassFile>", |n| format!("<Entry><String><Key>Title</Key><Value>A</Value></String><String><Key>UserName</Key><Value>{n}</Value></String><String><Key>otp</Key><Value>otpauth://totp/A:{n}?secret={}&amp;issuer=A</Value></String></Entry>", secret(n))),
    ]
}

/// A file of 10,000 accounts, as our own writer of that format writes it.
fn written(name: &'static str, floor: Floor) -> File {
    let make = move |count| {
        let drafts: Vec<_> = (0..count).map(draft).collect();
        let accounts: Vec<_> = drafts.iter().filter_map(Outgoing::of_draft).collect();
        let mut rng = rand_core::UnwrapErr(getrandom::SysRng);
        let now = UnixTime::from_seconds(1_700_000_000);
        let mut context =
            WriteContext { password: None, rng: &mut rng, now, is_cancelled: &|| false };
        write::by_name(name).unwrap().write(&accounts, &mut context).unwrap().remove(0).to_vec()
    };
    File { name, floor, make: Box::new(make) }
}

/// What stands before, between and after the accounts.
fn made(
    name: &'static str,
    floor: Floor,
    head: &'static str,
    between: &'static str,
    tail: &'static str,
    one: fn(usize) -> String,
) -> File {
    let make = move |count| {
        let accounts: Vec<_> = (0..count).map(one).collect();
        [head, &accounts.join(between), tail].concat().into_bytes()
    };
    File { name, floor, make: Box::new(make) }
}

fn draft(number: usize) -> Draft {
    let labels = Labels { issuer: "Example".into(), account: format!("account {number}") };
    let (algorithm, digits, period) = (Algorithm::Sha1, Digits::DEFAULT, Period::DEFAULT);
    let secret = OtpSecret::new(bytes(number)).unwrap();
    let otp = Otp::new(secret, Scheme::Totp { algorithm, digits, period });
    let account = Account { labels, otp, issuer_alt: None };
    Draft {
        tags: vec![format!("tag {}", number % 20)],
        note: "a note".into(),
        ..Draft::new(account)
    }
}

fn bytes(number: usize) -> Vec<u8> {
    [&b"0123456789ab"[..], &number.to_be_bytes()].concat()
}

fn secret(number: usize) -> String {
    data_encoding::BASE32_NOPAD.encode(&bytes(number))
}

impl File {
    /// Whether it stays under the limit.
    fn measure(&self, rounds: usize) -> bool {
        let (file, smaller) = ((self.make)(ACCOUNTS), (self.make)(FEWER));
        let (mut ours, mut bare, mut fewer) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..=rounds {
            ours.push(timed(|| read(self.name, &file, ACCOUNTS)));
            bare.push(timed(|| self.floor.pass(&file)));
            fewer.push(timed(|| read(self.name, &smaller, FEWER)));
        }
        // The quickest: other work only ever slows down.
        let [ours, bare, fewer] =
            [ours, bare, fewer].map(|times| times.into_iter().min().unwrap().as_secs_f64());
        let growth = ours / fewer;
        println!(
            "{:<20}{:>9.1}{:>9.1} ms{:>9.1} ms{:>8.2}{growth:>10.2}{}",
            self.name,
            file.len() as f64 / 1e6,
            ours * 1e3,
            bare * 1e3,
            ours / bare,
            if growth > LIMIT { "  NOT LINEAR" } else { "" }
        );
        growth <= LIMIT
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = now();
    work();
    now() - start
}

/// Tells what it is, and reads it.
fn read(name: &str, bytes: &[u8], count: usize) {
    let content = Content::new(bytes);
    let format = formats::recognise(&content).unwrap_or_else(|| panic!("{name} is not recognised"));
    let mut context = ReadContext { ..ReadContext::default() };
    let import = format.read(&content, &mut context).unwrap();
    assert_eq!(import.drafts.iter().filter(|draft| draft.otp.is_ok()).count(), count, "{name}");
}

impl Floor {
    fn pass(self, bytes: &[u8]) {
        match self {
            Self::Json => {
                drop(black_box(serde_json::from_slice::<serde_json::Value>(bytes).unwrap()))
            }
            Self::Xml => xml(bytes),
            Self::Csv => csv(bytes),
            Self::Lines => {
                for line in bytes.split(|byte| *byte == b'\n') {
                    black_box(percent_decode(line).decode_utf8().unwrap().len());
                }
            }
        }
    }
}

fn xml(bytes: &[u8]) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            event => drop(black_box(event)),
        }
    }
}

fn csv(mut bytes: &[u8]) {
    let mut reader = csv_core::Reader::new();
    let mut field = [0; 1024];
    loop {
        let (result, taken, _) = reader.read_field(bytes, &mut field);
        bytes = &bytes[taken..];
        black_box(&field);
        if matches!(result, csv_core::ReadFieldResult::End) {
            break;
        }
    }
}
