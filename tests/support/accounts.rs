//! Accounts, forms and pictures of the tests' own.
#![allow(dead_code)] // Each program uses a part of it.

use std::path::Path;

use image::{DynamicImage, GrayImage, Luma};
use qrcode::QrCode;
use serde_json::{Value, json};
use tessera_core::otp::Otp;
use tessera_core::otpauth;
use zeroize::Zeroizing;

pub const PASSWORD: &str = "grey heron at low water";
/// The secret of RFC 6238, appendix B.
pub const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// The form of an account that is typed in.
pub fn form(issuer: &str, secret: &str) -> Value {
    json!({
        "issuer": issuer, "account": "ada@example.org", "secret": secret,
        "kind": "totp", "algorithm": "SHA1", "digits": 6, "period": 30, "counter": "",
        "tags": ["Work"], "note": "",
    })
}

/// The same, with some of its fields changed.
pub fn form_with(issuer: &str, secret: &str, fields: Value) -> Value {
    let mut form = form(issuer, secret);
    for (name, value) in fields.as_object().unwrap() {
        form[name] = value.clone();
    }
    form
}

/// The two groups that a new recovery sheet asks for, as `confirm_recovery` takes them.
pub fn asked_groups(sheet: &Value) -> Value {
    let group = |index: usize| {
        let number = sheet["asked"][index].as_u64().unwrap();
        sheet["groups"][number as usize - 1].clone()
    };
    json!({ "first": group(0), "second": group(1) })
}

pub fn uri(issuer: &str, secret: &str) -> String {
    format!("otpauth://totp/{issuer}:ada?secret={secret}&issuer={issuer}")
}

/// What the core makes of a URI.
pub fn otp(uri: &str) -> Otp {
    otpauth::parse(uri).unwrap().otp
}

pub fn totp() -> Otp {
    otp(&uri("X", SECRET))
}

pub fn hotp(counter: u64) -> Otp {
    otp(&format!("otpauth://hotp/X?secret={SECRET}&counter={counter}"))
}

/// A QR code of `text`, as a picture.
pub fn picture(text: &str) -> GrayImage {
    QrCode::new(text).unwrap().render::<Luma<u8>>().min_dimensions(200, 200).build()
}

pub fn save_picture(text: &str, path: &Path) {
    picture(text).save(path).unwrap();
}

/// The same as it lies in memory: width, height, and four bytes a pixel.
pub fn rgba(text: &str) -> (u32, u32, Zeroizing<Vec<u8>>) {
    let drawn = DynamicImage::from(picture(text)).into_rgba8();
    (drawn.width(), drawn.height(), drawn.into_raw().into())
}
