//! What files are called that are looked at unasked: those of a folder, and those in an archive.

/// How the names of those files end, those of pictures first.
#[rustfmt::skip]
pub const ENDINGS: &[&str] = &[
    "png", "apng", "jpg", "jpeg", "jfif", "webp", "gif", "bmp", "tif", "tiff", "ico", "svg",
    "heic", "heif", "avif", "jxl",
    "pdf", "txt", "text", "uri", "csv", "json", "xml", "html", "htm", "zip", "1pux", "1pif", "2fas",
    "stratum", "authpro", "otpauth", "otpauthdb", "kdbx", "db", "sqlite", "sqlite3", "mafile", "encrypt",
    "enc", "bin", "plist", "cxf", "aes", "fotp",
];

/// How the names of pictures end.
pub const PICTURES: &[&str] = ENDINGS.split_at(16).0;

/// Whether a file of this name is looked at.
pub(crate) fn is_wanted(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_endings_of_pictures_are_told_from_others() {
        assert_eq!((PICTURES.first(), PICTURES.last()), (Some(&"png"), Some(&"jxl")));
        assert_eq!(ENDINGS.get(PICTURES.len()), Some(&"pdf"));
    }
}
