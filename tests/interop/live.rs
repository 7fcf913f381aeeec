//! oathtool, which is told the time, and cotp, which takes it from the system.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use crate::Failure;
use crate::accounts::{ACCOUNTS, Account, Kind};
use crate::export::{AT, Exports};
use crate::programs::{crates_io, output, python, system};
use crate::seen::{compare, differs};

pub fn oathtool(exports: &Exports) -> Result<String, Failure> {
    let codes = exports.codes(AT);
    let mut count = 0;
    for (account, code) in ACCOUNTS.iter().zip(&codes) {
        let mut oathtool = system("oathtool")?;
        oathtool.arg("--base32").arg(format!("--digits={}", account.digits));
        match account.kind {
            // It does not know Steam's letters.
            Kind::Steam => continue,
            Kind::Hotp(counter) => oathtool.arg(format!("--counter={counter}")),
            Kind::Totp(period) => oathtool
                .arg(format!("--totp={}", account.algorithm))
                .arg(format!("--time-step-size={period}s"))
                .arg(format!("--now=@{AT}")),
        };
        // HOTP is SHA-1 for it.
        if matches!(account.kind, Kind::Hotp(_)) && account.algorithm != "SHA1" {
            continue;
        }
        let theirs = output(oathtool.arg(account.secret))?;
        let theirs = String::from_utf8_lossy(&theirs);
        if theirs.trim() != code {
            return differs(format!("code of {} is {}", account.title(), theirs.trim()));
        }
        count += 1;
    }
    Ok(format!("{count} accounts: codes at {AT}"))
}

pub fn aegis(exports: &Exports) -> Result<String, Failure> {
    cotp(exports, &exports.to("aegis"), "--aegis", |_| true)
}

pub fn aegis_encrypted(exports: &Exports) -> Result<String, Failure> {
    cotp(exports, &exports.to("aegis-encrypted"), "--aegis-encrypted", |_| true)
}

/// It takes URIs in JSON, knows none of Steam's, and decodes each before it takes it apart: names
/// made of what URIs are made of break there.
pub fn uris(exports: &Exports) -> Result<String, Failure> {
    let text = std::fs::read_to_string(exports.to("uris")).unwrap();
    let is_carried = |account: &Account| {
        let names = [account.issuer, account.account].concat();
        account.kind != Kind::Steam && !names.contains(['%', '/', '?', '#', '&', '=', '+', ':'])
    };
    let is_in = |line: &&str| {
        let of = |a: &&Account| is_carried(a) && line.contains(&format!("?secret={}&", a.secret));
        ACCOUNTS.iter().any(|account| of(&account))
    };
    let items: Vec<_> = text.lines().filter(is_in).collect();
    let json = serde_json::json!({ "items": items }).to_string();
    let file = exports.desk.file("uris.json", json);
    cotp(exports, &file, "--otp-uri", is_carried)
}

/// It keeps a database of its own: the file goes in, and its own export and its codes come out.
fn cotp(
    exports: &Exports,
    file: &str,
    format: &str,
    is_carried: fn(&Account) -> bool,
) -> Result<String, Failure> {
    let database = exports.fresh("cotp-database");
    let out = exports.fresh("cotp-export");
    typed(exports, &database, &["import", format, "--path", file])?;
    typed(exports, &database, &["export", "--cotp", "--path", &out])?;
    let written: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    let elements = written["elements"].as_array().unwrap();
    let seen: Vec<_> = elements.iter().map(in_our_words).collect();
    let words = compare(&seen, is_carried)?;
    // Between two looks at the same moment of every account, so does the one in the middle.
    for _ in 0..20 {
        let before = exports.codes(now());
        let said = stdin_password(exports, &database, &["list", "--json"])?;
        if exports.codes(now()) != before {
            continue;
        }
        let listed: Vec<Value> = serde_json::from_slice(&said).unwrap();
        for (account, code) in ACCOUNTS.iter().zip(&before).filter(|(a, _)| is_carried(a)) {
            let is_it = |l: &&Value| l["issuer"] == account.issuer && l["label"] == account.account;
            let theirs = listed.iter().find(is_it).map(|line| &line["otp_code"]);
            if theirs.is_none_or(|theirs| theirs != code) {
                return differs(format!("code of {} is {theirs:?}", account.title()));
            }
        }
        return Ok(format!("{words}, codes"));
    }
    differs("no two looks at the codes fell into the same moment".to_owned())
}

fn in_our_words(element: &Value) -> Value {
    let mut seen = element.clone();
    seen["account"] = element["label"].clone();
    seen["kind"] = element["type"].clone();
    seen
}

/// It asks for passwords at a terminal alone, but for the one of its database.
fn typed(exports: &Exports, database: &str, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let cotp = crates_io("cotp")?;
    let mut command = python("typed.py")?;
    command.arg(exports.password()).arg(cotp).args(["--database-path", database]);
    output(command.args(args))
}

fn stdin_password(exports: &Exports, database: &str, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new(crates_io("cotp")?);
    command.args(["--database-path", database, "--password-stdin"]).args(args);
    output(command.stdin(std::fs::File::open(exports.password()).unwrap()))
}

pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}
