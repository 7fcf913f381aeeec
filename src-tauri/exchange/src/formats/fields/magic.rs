//! How files begin that say what they are. What begins like none of them, and is no text, may be
//! noise that only a password tells.

/// Whether a file begins as pictures do. Two letters make a bitmap, but all bitmaps hold zeros.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    const HEADS: [&[u8]; 9] = [
        b"\x89PNG\r\n",
        b"\xff\xd8\xff",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"\0\0\x01\0",
        b"%PDF-",
        b"\0\0\0\x0cJXL ",
    ];
    begins(bytes, &HEADS)
        || (bytes.starts_with(b"RIFF") && at(bytes, 8, b"WEBP"))
        || at(bytes, 4, b"ftyp")
        || (bytes.starts_with(b"BM") && at(bytes, 6, b"\0\0\0\0"))
}

/// Whether a file begins as anything does that has a beginning of its own: pictures, archives,
/// documents, databases, programs, sounds, and what authenticators mark.
pub(crate) fn is_known(bytes: &[u8]) -> bool {
    const HEADS: [&[u8]; 28] = [
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08",
        b"BZh",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"SQLite format 3\0",
        b"bplist",
        b"\x7fELF",
        b"MZ\x90\0",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"\0asm",
        b"RIFF",
        b"OggS",
        b"ID3",
        b"fLaC",
        b"\x1a\x45\xdf\xa3",
        b"\0\x01\0\0",
        b"OTTO",
        // KeePass, Java, Stratum, OTPClient.
        b"\x03\xd9\xa2\x9a",
        b"\xac\xed\0\x05",
        b"AUTHENTICATORPRO",
        b"AuthenticatorPro",
        b"OTPClient",
    ];
    is_picture(bytes) || begins(bytes, &HEADS) || is_tar(bytes)
}

fn is_tar(bytes: &[u8]) -> bool {
    at(bytes, 257, b"ustar")
}

fn begins(bytes: &[u8], heads: &[&[u8]]) -> bool {
    heads.iter().any(|head| bytes.starts_with(head))
}

fn at(bytes: &[u8], place: usize, word: &[u8]) -> bool {
    bytes.get(place..).is_some_and(|rest| rest.starts_with(word))
}
