//! zbarimg on what we draw: the transfer to Google Authenticator, and the sheet to print.

use std::path::{Path, PathBuf};

use crate::Failure;
use crate::desk::Desk;
use crate::export::Exports;
use crate::programs::{output, system};
use crate::seen::differs;
use crate::uris;

pub fn google(exports: &Exports) -> Result<String, Failure> {
    let pictures = exports.all_to("google-qr");
    let texts = texts(exports, &pictures)?;
    let words = uris::read_transfer(&texts)?;
    Ok(format!("{} of {words}, by otpauth-migration", named(pictures.len())))
}

/// More than one picture holds: a transfer in parts.
pub fn transfer_in_parts(_: &Exports) -> Result<String, Failure> {
    const COUNT: usize = 23;
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let secrets: Vec<_> =
        letters.chars().take(COUNT).map(|c| format!("JBSWY3DPEHPK3PX{c}")).collect();
    let uri = |secret: &String| format!("otpauth://totp/Many:{secret}?secret={secret}&issuer=Many");
    let uris: Vec<_> = secrets.iter().map(uri).collect();
    let uris: Vec<_> = uris.iter().map(String::as_str).collect();
    let exports = Exports { desk: Desk::of(&uris) };
    let pictures = exports.all_to("google-qr");
    let seen = uris::transfer_objects(&texts(&exports, &pictures)?)?;
    let seen: Vec<_> = seen.iter().filter_map(|object| object["secret"].as_str()).collect();
    if seen != secrets {
        return differs(format!("{} accounts, should be {COUNT} in their order", seen.len()));
    }
    Ok(format!(
        "{} of {COUNT} accounts: secret, order, by otpauth-migration",
        named(pictures.len())
    ))
}

pub fn sheet(exports: &Exports) -> Result<String, Failure> {
    let page = std::fs::read_to_string(exports.to("sheet")).unwrap();
    let mut pictures = Vec::new();
    for (number, drawing) in page.split("<svg").skip(1).enumerate() {
        let drawing = drawing.split_inclusive("</svg>").next().unwrap();
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"{drawing}");
        let svg = exports.desk.file(&format!("sheet-{number}.svg"), svg);
        let png = exports.desk.path(&format!("sheet-{number}.png"));
        let mut draw = system("rsvg-convert")?;
        output(
            draw.args(["--width", "400", "--background-color", "white", "--output"])
                .arg(&png)
                .arg(svg),
        )?;
        pictures.push(png);
    }
    let texts = texts(exports, &pictures)?;
    let words = uris::read_list(exports, &texts)?;
    Ok(format!("{} of {words}, by npm otpauth", named(pictures.len())))
}

/// What zbarimg sees, one text a line: one in each picture.
fn texts(exports: &Exports, pictures: &[PathBuf]) -> Result<PathBuf, Failure> {
    let mut all = String::new();
    for picture in pictures {
        let one = text(picture)?;
        if one.lines().count() != 1 {
            return differs(format!("{}: {} codes", picture.display(), one.lines().count()));
        }
        all.push_str(&one);
    }
    let file = exports.desk.path("pictures.txt");
    std::fs::write(&file, all).unwrap();
    Ok(file)
}

fn text(picture: &Path) -> Result<String, Failure> {
    let mut zbarimg = system("zbarimg")?;
    zbarimg.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(picture);
    Ok(String::from_utf8_lossy(&output(&mut zbarimg)?).into_owned())
}

fn named(pictures: usize) -> String {
    if pictures == 1 { "1 picture".to_owned() } else { format!("{pictures} pictures") }
}
