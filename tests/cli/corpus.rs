//! Files of other apps, and codes that another program has computed.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::desk::Desk;
use crate::skipped::skipped;

/// Samples from public repositories lie beside the checkout and are not part of it.
fn sample(name: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?;
    let file: PathBuf = root.join("shared/corpus/import").join(name);
    file.exists().then(|| file.to_str().unwrap().to_owned())
}

/// What `oathtool` says; none where it is not installed.
fn oathtool(entry: &Value, uri: &str, at: u64) -> Option<String> {
    let secret = uri.split_once("secret=").unwrap().1.split('&').next().unwrap();
    let mut command = Command::new("oathtool");
    command.arg("--base32").arg(format!("--digits={}", entry["digits"]));
    match entry["kind"].as_str().unwrap() {
        "hotp" => command.arg(format!("--counter={}", entry["counter"])),
        _ => command
            .arg(format!("--totp={}", entry["algorithm"].as_str().unwrap()))
            .arg(format!("--time-step-size={}s", entry["period"]))
            .arg(format!("--now=@{at}")),
    };
    let output = command.arg(secret).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

#[test]
fn codes_of_imported_pictures_are_those_of_oathtool() {
    let names = ["otpauth_qr/dim13__example.png", "google_migration/scito__example_export.png"];
    let [Some(one), Some(several)] = names.map(sample) else {
        skipped("../shared/corpus is not here");
        return;
    };
    let desk = Desk::new();
    desk.run(&["import", &one, &several]).done();
    let at = 1_700_000_000;
    let at_text = at.to_string();
    let codes = desk.run(&["code", "--json", "--at", &at_text]).done().json();
    let (list, uris) = (desk.list(), desk.uris());
    assert_eq!(list.len(), 4);
    for ((entry, uri), code) in list.iter().zip(&uris).zip(codes.as_array().unwrap()) {
        let (Some(expected), Some(next)) =
            (oathtool(entry, uri, at), oathtool(entry, uri, at + 30))
        else {
            skipped("oathtool is not installed");
            return;
        };
        assert_eq!(code["id"], entry["id"]);
        assert_eq!(code["code"], expected, "{entry}");
        assert_eq!(code["next"], next, "{entry}");
    }
}

#[test]
fn a_text_that_calls_itself_a_picture_is_read_as_what_it_is() {
    let Some(file) = sample("otpauth_qr/scito__text_masquerading_as_image.jpeg") else {
        skipped("../shared/corpus is not here");
        return;
    };
    Desk::new().run(&["import", &file]).ended(5).says("no authenticator account");
}
