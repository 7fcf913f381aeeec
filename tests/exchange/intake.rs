//! What a file is, is told by its content.

use tessera_exchange::intake::{self, Source};

use crate::samples;

#[test]
fn a_picture_of_every_format_is_a_picture() {
    for (name, file) in samples::all() {
        assert_eq!(intake::classify(&file, &|| false), Ok(Source::Picture), "{name}");
    }
}

#[test]
fn a_cut_file_with_links_is_read_and_is_said_to_be_damaged() {
    let link = "otpauth://totp/Mill:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Mill";
    let whole = format!(r#"{{"entries":["{link}"]}}"#);
    for (file, is_damaged) in [
        (format!(r#"{{"entries":[{{"uri":"{link}"}},{{"uri":"otpauth://to"#), true),
        (format!(r#"[{{"secret":"MFRGGZDFMZTWQ2LK"}},{{"uri":"{link}"}},]"#), true),
        (whole, false),
        (format!("[Mill]({link})\n"), false),
        (format!("{link}\n"), false),
    ] {
        let content = intake::text(file.as_bytes(), &|| false).unwrap();
        assert_eq!(content.pieces.len(), 1, "{file}");
        assert_eq!(content.is_damaged, is_damaged, "{file}");
    }
}
