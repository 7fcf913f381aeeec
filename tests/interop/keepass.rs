//! KeePassXC: its codes of our URIs, and its database read by us.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::Failure;
use crate::accounts::{ACCOUNTS, Account, Kind};
use crate::desk::Desk;
use crate::export::Exports;
use crate::live::now;
use crate::programs::system;
use crate::seen::{compare, differs};

/// The codes that it makes of our URIs.
pub fn codes(exports: &Exports) -> Result<String, Failure> {
    let database = database_of(exports)?;
    let mut count = 0;
    for (index, account) in ACCOUNTS.iter().enumerate().filter(|(_, account)| is_carried(account)) {
        // Its version 2.7.4 counts periods over a minute as a minute.
        if matches!(account.kind, Kind::Totp(61..)) {
            continue;
        }
        let title = format!("account {index}");
        loop {
            let before = exports.codes(now())[index].clone();
            let theirs = keepassxc(exports, &["show", "--quiet", "--totp", &database, &title], 1)?;
            if exports.codes(now())[index] != before {
                continue;
            }
            if theirs.trim() != before {
                return differs(format!("code of {} is {}", account.title(), theirs.trim()));
            }
            break;
        }
        count += 1;
    }
    Ok(format!("{count} accounts: codes"))
}

/// The database that it made of them, read by us.
pub fn database(exports: &Exports) -> Result<String, Failure> {
    let database = database_of(exports)?;
    let other = Desk::new();
    let password = other.arg("password");
    other.run(&["import", &database, "--source-password-file", &password]).done();
    let mut listed = other.list();
    let uris = other.uris();
    for (line, uri) in listed.iter_mut().zip(uris) {
        let secret = uri.split_once("secret=").unwrap().1.split('&').next().unwrap().to_owned();
        line["secret"] = secret.into();
        // Tags are of groups there.
        line.as_object_mut().unwrap().remove("tags");
    }
    compare(&listed, is_carried)
}

/// It counts no codes, and shows an account without an issuer under the title of its entry.
fn is_carried(account: &Account) -> bool {
    !matches!(account.kind, Kind::Hotp(_)) && !account.issuer.is_empty()
}

fn database_of(exports: &Exports) -> Result<String, Failure> {
    let text = std::fs::read_to_string(exports.to("uris")).unwrap();
    let mut entries = String::new();
    for (index, account) in ACCOUNTS.iter().enumerate().filter(|(_, account)| is_carried(account)) {
        let uri = text.lines().find(|line| line.contains(&format!("secret={}&", account.secret)));
        // Of its own way to say Steam.
        let uri = uri.unwrap().replace("otpauth://steam/", "otpauth://totp/");
        let uri = if account.kind == Kind::Steam { format!("{uri}&encoder=steam") } else { uri };
        let fields = [("Title", format!("account {index}")), ("otp", uri)];
        let fields = fields.map(|(key, value)| {
            let value = value.replace('&', "&amp;");
            format!("<String><Key>{key}</Key><Value>{value}</Value></String>")
        });
        entries.push_str(&format!("<Entry>{}</Entry>", fields.concat()));
    }
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><KeePassFile><Meta/><Root><Group>\
         <Name>Root</Name>{entries}</Group></Root></KeePassFile>"
    );
    let xml = exports.desk.file("keepass.xml", xml);
    let database = exports.fresh("keepass.kdbx");
    keepassxc(exports, &["import", "--set-password", &xml, &database], 2)?;
    Ok(database)
}

/// It asks for the password so many times, on standard input.
fn keepassxc(exports: &Exports, args: &[&str], times: usize) -> Result<String, Failure> {
    system("keepassxc-cli")?;
    let mut command = Command::new("keepassxc-cli");
    // Without a display.
    command.args(args).env("QT_QPA_PLATFORM", "offscreen");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let typed = format!("{}\n", exports.password_typed()).repeat(times);
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        return differs(format!(
            "ends with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
