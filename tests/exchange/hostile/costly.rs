//! Files of any length of which every byte or two could become something large.

#[allow(dead_code)] // The tests of KeePass use all of it.
#[path = "../managers/kdbx.rs"]
mod kdbx;

use std::io::Write as _;

use cbc::cipher::block_padding::{Padding, Pkcs7};
use cbc::cipher::{BlockModeEncrypt, KeyIvInit};
use chacha20::ChaCha20;
use chacha20::cipher::StreamCipher;
use sha2::{Digest as _, Sha256};
use tessera_core::secret::SecretText;
use tessera_core::vault::Vault;
use tessera_exchange::formats::{self, Found, ReadContext};
use tessera_exchange::intake::{self, Source};

use crate::support::{self, forge, rng};

/// What opens those that are encrypted.
const WORD: &str = forge::PASSWORD;
/// The longest text that is read.
const TEXT: usize = formats::MAX_TEXT;

/// A kind of file.
pub struct Kind {
    pub name: &'static str,
    make: Box<dyn Fn(usize) -> Vec<u8>>,
}

impl Kind {
    /// One of at most so many bytes.
    pub fn file(&self, length: usize) -> Vec<u8> {
        (self.make)(length)
    }
}

/// Reads a file as the application does, with the password, and says whether anything comes of it.
pub fn read(file: &[u8], is_cancelled: &dyn Fn() -> bool) -> bool {
    let word = SecretText::new(WORD.to_owned());
    let mut context = ReadContext {
        password: Some(&word),
        is_cancelled: Some(is_cancelled),
        ..ReadContext::default()
    };
    let mut found = Found::default();
    let told = intake::classify(file, is_cancelled);
    if is_cancelled() {
        return false;
    }
    match told {
        Ok(Source::Format(format)) => {
            let _ = intake::format(format, file, &mut context, &mut found);
        }
        Ok(Source::Text) => {
            let text = intake::text(file, is_cancelled);
            if is_cancelled() {
                return false;
            }
            found.extend(text.unwrap_or_default().pieces);
            let _ = found.batches.batches();
        }
        Ok(Source::Picture) => {
            if let Some(format) = intake::sealed(file) {
                let _ = intake::format(format, file, &mut context, &mut found);
            }
        }
        Err(intake::SourceError::Vault) => {
            let _ = Vault::open(file, &support::password(WORD), &mut rng());
        }
        Err(_) => {}
    }
    !found.drafts.is_empty()
}

pub fn all() -> Vec<Kind> {
    let mut kinds = vec![
        text("a text of line feeds", "", "\n", ""),
        text("a text of zeros", "", "0", ""),
        text("links by the line", "", "otpauth://totp/a?secret=AA\n", ""),
        text("links without a name by the line", "", "otpauth://\n", ""),
        text("links by the comma", "otpauth://a", ",otpauth", ""),
        text("a link of parameters", "otpauth://totp/a?secret=AA", "&a=1", ""),
        counted("parts of transfers", "", part, ""),
        text("strings by the line", "", "\"a\"\n", ""),
        text("objects by the line", "", "{\"a\":1}\n", ""),
        counted("JSON, an object of keys", "{\"secret\":0", |n| format!(",\"{n}\":0"), "}"),
        text("JSON, an object of one key", "{\"a\":0", ",\"a\":0", "}"),
        text("JSON, an array of zeros", "[0", ",0", "]"),
        text("JSON, an array of nulls", "[null", ",null", "]"),
        text("JSON, an array of texts", "[\"\"", ",\"\"", "]"),
        text("JSON, an array of links", "[\"otpauth://\"", ",\"otpauth://\"", "]"),
        text("JSON, an array of objects", "[{}", ",{}", "]"),
        text("JSON, an array of arrays", "[[]", ",[]", "]"),
        text("JSON, an array of accounts", "[{\"secret\":\"AA\",\"type\":\"totp\"}", ",{}", "]"),
        text("JSON that opens only", "", "[", ""),
        text("JSON of escapes", "[\"", "\\u0041", "\"]"),
        text("JSON of links under names", "{\"otpauth:\":0", ",\"a\":\"otpauth://\"", "}"),
        text("a list under a name", "{\"accounts\":[{\"secret\":\"AA\"}", ",{}", "]}"),
        text(
            "a list of accounts under a name",
            "{\"accounts\":[{\"secret\":\"AA\"}",
            ",{\"secret\":\"AA\"}",
            "]}",
        ),
        text("Aegis, entries of nothing", "{\"header\":{},\"db\":{\"entries\":[{}", ",{}", "]}}"),
        text("Aegis, groups", "{\"header\":{},\"db\":{\"entries\":[],\"groups\":[{}", ",{}", "]}}"),
        text(
            "Aegis, an entry in groups",
            "{\"header\":{},\"db\":{\"entries\":[{\"info\":{\"secret\":\"AA\"},\"groups\":[\"a\"",
            ",\"a\"",
            "]}]}}",
        ),
        text(
            "Aegis, a name of words for secrets",
            "{\"header\":{},\"db\":{\"entries\":[{\"info\":{\"secret\":\"AA\"},\"name\":\"",
            "secret",
            "\"}]}}",
        ),
        text("2FAS, services of nothing", "{\"services\":[{}", ",{}", "],\"schemaVersion\":4}"),
        text(
            "Bitwarden, items of nothing",
            "{\"encrypted\":false,\"folders\":[],\"items\":[{}",
            ",{}",
            "]}",
        ),
        text(
            "Bitwarden, folders",
            "{\"encrypted\":false,\"items\":[],\"folders\":[{}",
            ",{}",
            "]}",
        ),
        text(
            "Bitwarden, an item of fields",
            "{\"encrypted\":false,\"folders\":[],\"items\":[{\"login\":{\"totp\":\"AA\"},\"fields\":[{}",
            ",{}",
            "]}]}",
        ),
        text(
            "andOTP, an account of tags",
            "[{\"secret\":\"AA\",\"label\":\"a\",\"tags\":[\"\"",
            ",\"\"",
            "]}]",
        ),
        text(
            "andOTP, accounts",
            "[{\"secret\":\"AA\",\"label\":\"\"}",
            ",{\"secret\":\"AA\",\"label\":\"\"}",
            "]",
        ),
        text(
            "OTPClient, accounts",
            "[{\"secret\":\"AA\",\"label\":\"\",\"algo\":\"\"}",
            ",{}",
            "]",
        ),
        text("Proton Pass, items", "{\"vaults\":{\"a\":{\"items\":[{}", ",{}", "]}}}"),
        counted("Proton Pass, vaults", "{\"vaults\":{\"a\":{}", |n| format!(",\"{n}\":{{}}"), "}}"),
        text(
            "a credential exchange, items",
            "{\"accounts\":[{\"items\":[{}",
            ",{}",
            "]}],\"exporterRpId\":\"\"}",
        ),
        text(
            "a credential exchange, accounts",
            "{\"exporterRpId\":\"\",\"accounts\":[{\"items\":[]}",
            ",{\"items\":[]}",
            "]}",
        ),
        text(
            "a credential exchange, credentials",
            "{\"exporterRpId\":\"\",\"accounts\":[{\"items\":[{\"credentials\":[{}",
            ",{}",
            "]}]}]}",
        ),
        counted(
            "Steam, accounts",
            "{\"accounts\":{\"a\":{\"shared_secret\":\"AA\"}",
            |n| format!(",\"{n}\":{{}}"),
            "}}",
        ),
        counted(
            "Authenticator (browser), accounts",
            "{\"a\":{\"secret\":\"AA\",\"type\":\"totp\",\"dataType\":\"OTPStorage\"}",
            |n| format!(",\"{n}\":{{}}"),
            "}",
        ),
        text("FreeOTP+, tokens", "{\"tokenOrder\":[],\"tokens\":[{}", ",{}", "]}"),
        text("FreeOTP+, an order", "{\"tokens\":[],\"tokenOrder\":[\"\"", ",\"\"", "]}"),
        text(
            "FreeOTP+, a token of bytes",
            "{\"tokenOrder\":[],\"tokens\":[{\"secret\":[1",
            ",1",
            "]}]}",
        ),
        text(
            "Stratum, links",
            "{\"Authenticators\":[{\"Secret\":\"AA\"}],\"Categories\":[],\"AuthenticatorCategories\":[{}",
            ",{}",
            "]}",
        ),
        text(
            "Stratum, named links",
            "{\"Authenticators\":[{\"Secret\":\"AA\"}],\"Categories\":[],\"AuthenticatorCategories\":[{\"CategoryId\":\"a\",\"AuthenticatorSecret\":\"AA\"}",
            ",{\"CategoryId\":\"a\",\"AuthenticatorSecret\":\"AA\"}",
            "]}",
        ),
        text("1Password, items", "{\"accounts\":[{\"vaults\":[{\"items\":[{}", ",{}", "]}]}]}"),
        text(
            "Enpass, items of fields",
            "{\"folders\":[],\"items\":[{\"title\":\"\",\"fields\":[{\"type\":\"totp\",\"value\":\"AA\"}",
            ",{\"type\":\"totp\",\"value\":\"AA\"}",
            "]}]}",
        ),
        text(
            "Ente, links of displays",
            "",
            "otpauth://totp/A:a?secret=AA&codeDisplay=%7B%22tags%22%3A%5B%22%22%2C%22%22%5D%7D\n",
            "",
        ),
        text("a spreadsheet of rows", "name,totp\n", ",\n", ""),
        text("a spreadsheet of accounts", "name,totp\n", "a,AA\n", ""),
        text("a spreadsheet of wide rows", "name,totp\n", &(",".repeat(1_000) + "\n"), ""),
        text("a spreadsheet of one row", "name,totp\n", ",", "\n"),
        text("a spreadsheet of links in cells", "", ",otpauth://totp/a?secret=AA\n", ""),
        text("a spreadsheet of tags", "name,totp,tags\na,AA,", "a;", "\n"),
        text("a spreadsheet of quotes", "name,totp\n\"", "\"\"", "\n"),
        text(
            "KeePass, entries",
            "<KeePassFile><Root><Group>",
            "<Entry/>",
            "</Group></Root></KeePassFile>",
        ),
        text(
            "KeePass, an element of attributes",
            "<KeePassFile><Root",
            " a='1'",
            "/></KeePassFile>",
        ),
        counted(
            "KeePass, an element of other attributes",
            "<KeePassFile><Root",
            |n| format!(" a{n}=''"),
            "/></KeePassFile>",
        ),
        counted(
            "KeePass, an entry of fields",
            "<KeePassFile><Root><Group><Entry>",
            |n| format!("<String><Key>{n}</Key></String>"),
            "</Entry></Group></Root></KeePassFile>",
        ),
        text(
            "KeePass, an entry of tags",
            "<KeePassFile><Root><Group><Entry><Tags>",
            "a;",
            "</Tags><String><Key>otp</Key><Value>AA</Value></String></Entry></Group></Root></KeePassFile>",
        ),
        text("KeePass, references", "<KeePassFile>", "&amp;", "</KeePassFile>"),
        text("a page of cells", "<title>Aegis Authenticator Export</title><table><tr>", "<td>", ""),
        text("a page of rows", "<title>Aegis Authenticator Export</title><table>", "<tr>", ""),
        text(
            "a page of texts",
            "<title>Aegis Authenticator Export</title><table><tr><td>",
            "a<b>",
            "",
        ),
        text(
            "a page of attributes",
            "<title>Aegis Authenticator Export</title><table><tr><td><img",
            " a=''",
            ">",
        ),
        text("a printed sheet", "<meta name=\"generator\" content=\"Tessera\">", "<a href=''>", ""),
        text(
            "a printed sheet of links",
            "<meta name=\"generator\" content=\"Tessera\">",
            "<a href='otpauth://totp/a?secret=AA'>",
            "",
        ),
        text(
            "preferences of texts",
            "<map><string name='a-token'>{}</string>",
            "<string name=''>a</string>",
            "</map>",
        ),
        text("preferences of numbers", "<map>", "<int/>", "</map>"),
        text("markup that opens only", "<map>", "<", ""),
        text("comments", "<map>", "<!---->", ""),
    ];
    kinds.extend([
        Kind {
            name: "a text in two bytes a letter",
            make: Box::new(|length| {
                [&b"\xff\xfe"[..], &b"0\0".repeat(length.min(TEXT) / 2 - 1)].concat()
            }),
        },
        Kind { name: "a text that is too long", make: Box::new(|length| b"0".repeat(length)) },
        Kind { name: "noise", make: Box::new(noise) },
        Kind { name: "zeros", make: Box::new(|length| vec![0; length]) },
        Kind {
            name: "a property list over itself",
            make: Box::new(|length| sealed_list(length, true)),
        },
        Kind {
            name: "a property list of zeros",
            make: Box::new(|length| sealed_list(length, false)),
        },
        Kind {
            name: "a serialised map of empty texts",
            make: Box::new(|length| java(length, b"t\0\0")),
        },
        Kind {
            name: "a serialised map of references",
            make: Box::new(|length| java(length, b"t\0\0q\0\x7e\0\x02")),
        },
        Kind {
            name: "KDBX that unpacks to three times its length",
            make: Box::new(|length| kdbx(length / 13, length / 4 * 13, "<Entry/>")),
        },
        Kind {
            name: "KDBX that unpacks to its length",
            make: Box::new(|length| kdbx(length / 13, length, "<Entry/>")),
        },
        Kind {
            name: "KDBX of fields",
            make: Box::new(|length| {
                kdbx(
                    length / 13,
                    length,
                    "<Entry><String><Key>otp</Key><Value>AA</Value></String></Entry>",
                )
            }),
        },
        Kind { name: "KDBX of noise", make: Box::new(|length| kdbx(length / 4 * 3, 0, "")) },
        Kind { name: "SQLite of zeros", make: Box::new(|length| sqlite(length, 100)) },
        Kind { name: "SQLite of rows", make: Box::new(|length| sqlite(length, 2)) },
        Kind { name: "SQLite of tables", make: Box::new(tables) },
        Kind { name: "an archive of names", make: Box::new(archive) },
        Kind {
            name: "an archive of accounts",
            make: Box::new(|length| {
                unpacking(
                    "export.data",
                    length,
                    "{\"accounts\":[{\"vaults\":[{\"items\":[{}",
                    ",{}",
                    "]}]}]}",
                )
            }),
        },
        Kind {
            name: "an archive of links",
            make: Box::new(|length| {
                unpacking("Accounts.txt", length, "", "otpauth://totp/a?secret=AA\n", "")
            }),
        },
        Kind { name: "a sealed list", make: Box::new(andotp) },
        Kind {
            name: "a vault of nulls",
            make: Box::new(|length| {
                vault(length, "{\"entries\":[null", ",null", "],\"tombstones\":[]}")
            }),
        },
        Kind {
            name: "a vault of zeros",
            make: Box::new(|length| vault(length, "{\"entries\":[0", ",0", "],\"tombstones\":[]}")),
        },
        Kind {
            name: "a vault of graves",
            make: Box::new(|length| vault(length, "{\"entries\":[],\"tombstones\":[0", ",0", "]}")),
        },
    ]);
    kinds
}

/// As many of `more` as there is room for, up to the longest text.
fn text(name: &'static str, head: &str, more: &str, tail: &str) -> Kind {
    let [head, more, tail] = [head, more, tail].map(str::to_owned);
    let make = move |length: usize| {
        let room = length.min(TEXT) - head.len() - tail.len();
        [&head, &*more.repeat(room / more.len()), &tail].concat().into_bytes()
    };
    Kind { name, make: Box::new(make) }
}

/// The same, but each has a number.
fn counted(
    name: &'static str,
    head: &'static str,
    more: fn(usize) -> String,
    tail: &'static str,
) -> Kind {
    let make = move |length: usize| {
        let mut text = head.to_owned();
        let end = length.min(TEXT) - tail.len() - 200;
        for number in 0.. {
            if text.len() > end {
                break;
            }
            text.push_str(&more(number));
        }
        (text + tail).into_bytes()
    };
    Kind { name, make: Box::new(make) }
}

/// Each is the first of a thousand parts of another transfer of Google's, with one account.
fn part(number: usize) -> String {
    // An account of nothing; a transfer of a thousand parts; its id.
    let mut payload = b"\x0a\x00\x18\xe8\x07\x28".to_vec();
    payload.extend([number as u8 | 0x80, (number >> 7) as u8 | 0x80, (number >> 14) as u8 & 0x7f]);
    format!("otpauth-migration://offline?data={}\n", data_encoding::BASE64.encode(&payload))
}

fn noise(length: usize) -> Vec<u8> {
    let mut noise = vec![0; length];
    ChaCha20::new(&[7; 32].into(), &[7; 12].into()).apply_keystream(&mut noise);
    noise
}

/// A property list in OTP Auth's public wrapping, with a value for every byte: the places of values
/// lie over the list of objects, or there are none of its objects.
fn sealed_list(length: usize, over: bool) -> Vec<u8> {
    let mut list = b"bplist00".to_vec();
    let values: [&[u8]; 6] =
        [&[0xd2, 1, 2, 3, 4], b"\x58$objects", b"\x54$top", b"", &[0xd1, 5, 3], b"\x54root"];
    let mut places = Vec::new();
    for value in values {
        places.push(list.len() as u8);
        list.extend(value);
    }
    let rest = length / 16 * 16 - 16 - list.len() - 32 - 9;
    // The list of objects is the last value: what follows it is what it names.
    places[3] = list.len() as u8;
    list.extend([0xaf, 0x12]);
    let objects = if over { rest } else { 1 };
    list.extend((objects as u32).to_be_bytes());
    let table = list.len() as u64;
    list.extend(&places);
    list.resize(list.len() + rest - places.len(), 0);
    list.extend([0, 0, 0, 0, 0, 0, 1, 1]);
    list.extend([rest as u64, 0, table].map(u64::to_be_bytes).concat());
    let key: [u8; 32] = Sha256::digest(b"Authenticator").into();
    padded::<Pkcs7>(cbc::Encryptor::<aes::Aes256>::new(&key.into(), &[0; 16].into()), &list)
}

fn padded<P: Padding>(cipher: impl BlockModeEncrypt, plain: &[u8]) -> Vec<u8> {
    let mut buffer = [plain, &[0; 16]].concat();
    let length = cipher.encrypt_padded::<P>(&mut buffer, plain.len()).unwrap().len();
    buffer.truncate(length);
    buffer
}

fn java(length: usize, more: &[u8]) -> Vec<u8> {
    let mut stream = b"\xac\xed\x00\x05sr\x00\x11java.util.HashMap\x05\x07\xda\xc1\xc3\x16`\xd1\
        \x03\x00\x02F\x00\x0aloadFactorI\x00\x09thresholdxp?@\x00\x00\x00\x00\x00\x0cw\x08\
        \x00\x00\x00\x10"
        .to_vec();
    let texts = [b"t\0\0t\0\0", more].concat();
    let count = (length - stream.len() - 8) / texts.len() / 2;
    let each = texts.iter().filter(|byte| matches!(byte, b't' | b'q')).count();
    stream.extend(((count * each) as u32).to_be_bytes());
    stream.extend(texts.repeat(count * 2));
    stream.push(b'x');
    stream
}

/// A database of so much noise, and so much of something else.
fn kdbx(noise_length: usize, length: usize, more: &str) -> Vec<u8> {
    let noise = data_encoding::BASE64.encode(&noise(noise_length / 4 * 3));
    let room = length.saturating_sub(noise.len() + 100);
    let more = more.repeat(room / more.len().max(1));
    let xml = format!(
        "<KeePassFile><Meta>{noise}</Meta><Root><Group>{more}</Group></Root></KeePassFile>"
    );
    let made = kdbx::Made {
        major: 4,
        cipher: kdbx::Cipher::ChaCha,
        kdf: kdbx::Kdf::Aes(1),
        is_compressed: true,
        credentials: &kdbx::password(WORD),
    };
    made.file(&xml)
}

const PAGE: usize = 65_536;

/// Google's database, full of rows of so many columns that take no byte.
fn sqlite(length: usize, columns: usize) -> Vec<u8> {
    let row = [&[columns as u8 + 1, 1, columns as u8 + 1][..], &vec![8; columns]].concat();
    let leaf = leaf(0, &vec![row; (PAGE - 8) / (columns + 5)]);
    let leaves = length / PAGE - 2;
    let sql = "CREATE TABLE accounts (email TEXT, secret TEXT, issuer TEXT)";
    let mut file = schema(&[sql]);
    file.extend(branch(leaves));
    file.extend(leaf.repeat(leaves));
    file
}

/// A database of tables, of which there are as many as fit.
fn tables(length: usize) -> Vec<u8> {
    let leaves = length / PAGE - 2;
    let row = schema_row("CREATE TABLE a (a)");
    let leaf = leaf(0, &vec![row.clone(); (PAGE - 8) / (row.len() + 2)]);
    let mut file = head(branch(leaves), 100);
    file.extend(vec![0; PAGE]);
    file.extend(leaf.repeat(leaves));
    file
}

fn schema(sqls: &[&str]) -> Vec<u8> {
    let rows: Vec<_> = sqls.iter().map(|sql| schema_row(sql)).collect();
    head(leaf(100, &rows), 0)
}

/// `table, accounts, accounts, 2, sql`.
fn schema_row(sql: &str) -> Vec<u8> {
    let texts = ["table", "accounts", "accounts"];
    let of = |text: &str| 13 + 2 * text.len() as u8;
    let long = 13 + 2 * sql.len();
    let types = [
        7,
        of(texts[0]),
        of(texts[1]),
        of(texts[2]),
        1,
        (long >> 7) as u8 | 0x80,
        long as u8 & 0x7f,
    ];
    let body = [texts.concat().as_bytes(), &[2], sql.as_bytes()].concat();
    [&[(7 + body.len()) as u8, 1][..], &types, &body].concat()
}

/// Makes the first page of a database of a page.
fn head(mut page: Vec<u8>, shift: usize) -> Vec<u8> {
    if shift > 0 {
        let tail = page.len() - shift;
        page.copy_within(..tail, shift);
    }
    page[..100].fill(0);
    page[..16].copy_from_slice(b"SQLite format 3\0");
    page[16..18].copy_from_slice(&1_u16.to_be_bytes());
    page[56..60].copy_from_slice(&1_u32.to_be_bytes());
    page
}

/// A page of rows, behind a head of so many bytes.
fn leaf(head: usize, rows: &[Vec<u8>]) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    let mut end = PAGE;
    page[head] = 13;
    page[head + 3..head + 5].copy_from_slice(&(rows.len() as u16).to_be_bytes());
    for (index, row) in rows.iter().enumerate() {
        let pointer = head + 8 + 2 * index;
        end -= row.len();
        assert!(end >= pointer + 2, "the page is full");
        page[end..end + row.len()].copy_from_slice(row);
        page[pointer..pointer + 2].copy_from_slice(&(end as u16).to_be_bytes());
    }
    page
}

/// A page that leads to those from the third on.
fn branch(leaves: usize) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    page[0] = 5;
    page[3..5].copy_from_slice(&(leaves as u16 - 1).to_be_bytes());
    page[8..12].copy_from_slice(&(leaves as u32 + 2).to_be_bytes());
    for index in 0..leaves - 1 {
        let cell = PAGE - 200 - 5 * (index + 1);
        page[12 + 2 * index..14 + 2 * index].copy_from_slice(&(cell as u16).to_be_bytes());
        page[cell..cell + 4].copy_from_slice(&(index as u32 + 3).to_be_bytes());
    }
    page
}

/// A directory of names, and nothing in them.
fn archive(length: usize) -> Vec<u8> {
    let mut file = b"PK\x03\x04".to_vec();
    let count = (length - 200) / 54;
    for number in 0..count {
        let mut member = [0; 46];
        member[..4].copy_from_slice(b"PK\x01\x02");
        member[28] = 8;
        file.extend(member);
        let _ = write!(file, "{number:08}");
    }
    let size = file.len() as u64 - 4;
    let end = file.len() as u64;
    file.extend(b"PK\x06\x06");
    file.extend(44_u64.to_le_bytes());
    file.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    file.extend([count as u64, count as u64, size, 4].map(u64::to_le_bytes).concat());
    file.extend(b"PK\x06\x07\0\0\0\0");
    file.extend(end.to_le_bytes());
    file.extend([1, 0, 0, 0]);
    file.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0");
    file
}

/// An archive of one member that unpacks to so much, and of noise beside it.
fn unpacking(name: &str, length: usize, head: &str, more: &str, tail: &str) -> Vec<u8> {
    let text = [head, &*more.repeat(length / more.len()), tail].concat();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [(name, text.as_bytes()), ("noise", &noise(length / 16))] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// andOTP's encrypted list of accounts of nothing.
fn andotp(length: usize) -> Vec<u8> {
    use aes_gcm::{KeyInit as _, aead::Aead as _};
    let list = format!("[{{}}{}]", ",{}".repeat((length - 60) / 3));
    let (salt, nonce) = ([7; 12], [7; 12]);
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(WORD.as_bytes(), &salt, 1_000, &mut key);
    let sealed = aes_gcm::Aes256Gcm::new(&key.into()).encrypt(&nonce.into(), list.as_bytes());
    [&1_000_u32.to_be_bytes()[..], &salt, &nonce, &sealed.unwrap()].concat()
}

fn vault(length: usize, head: &str, more: &str, tail: &str) -> Vec<u8> {
    let room = length - (64 << 10) - head.len() - tail.len();
    forge::vault(&[head, &*more.repeat(room / more.len()), tail].concat())
}
