//! MANIFEST.json: which pictures there are, and what is in them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

#[derive(Deserialize)]
struct Manifest {
    pictures: Vec<Picture>,
}

#[derive(Deserialize)]
pub struct Picture {
    /// Its name, in the folder of the manifest.
    pub file: String,
    /// The whole path.
    #[serde(skip)]
    pub path: PathBuf,
    /// `real`, `synth`, or `fault`: one difficulty each, that was not read once.
    #[serde(default = "fault")]
    pub kind: String,
    /// A fault's class where the manifest says none: its file's name without the number.
    #[serde(default)]
    pub category: String,
    /// Every text in it.
    pub expected: Vec<String>,
}

impl Picture {
    pub fn name(&self) -> String {
        format!("{} {} {}", self.kind, self.category, self.file)
    }

    /// The texts that are expected, one group a code: decoders that guess other character sets gave
    /// the same bytes several texts.
    pub fn codes(&self) -> Vec<Vec<&str>> {
        let mut codes: Vec<Vec<&str>> = Vec::new();
        for text in &self.expected {
            let same = |known: &Vec<&str>| known.iter().any(|other| same_code(other, text));
            match codes.iter().position(same) {
                Some(at) => codes[at].push(text),
                None => codes.push(vec![text]),
            }
        }
        codes
    }
}

pub fn read(folder: &Path) -> Option<Vec<Picture>> {
    let manifest = std::fs::read(folder.join("MANIFEST.json")).ok()?;
    let manifest: Manifest = serde_json::from_slice(&manifest).expect("MANIFEST.json");
    let mut pictures = manifest.pictures;
    for picture in &mut pictures {
        picture.path = folder.join(&picture.file);
        if picture.category.is_empty() {
            picture.category = class_of(&picture.file);
        }
    }
    Some(pictures)
}

fn fault() -> String {
    "fault".into()
}

/// `half_dark` of `half_dark_007.png`.
fn class_of(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_').to_owned()
}

/// Whether two texts are two readings of the same bytes.
fn same_code(one: &str, other: &str) -> bool {
    let others = bytes_of(other);
    bytes_of(one).iter().any(|bytes| others.contains(bytes))
}

/// What could have been written in a code to give this text, with line ends as they are compared.
fn bytes_of(text: &str) -> Vec<Vec<u8>> {
    let text = unix_lines(text);
    let latin_1 = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let mut bytes: Vec<Vec<u8>> = Option::into_iter(latin_1).collect();
    bytes.push(text.clone().into_bytes());
    for charset in [encoding_rs::SHIFT_JIS, encoding_rs::GB18030, encoding_rs::BIG5] {
        let (encoded, _, failed) = charset.encode(&text);
        if !failed {
            bytes.push(encoded.into_owned());
        }
    }
    bytes
}

/// Line ends as they are compared: the manifest has lost some of them.
pub fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end_matches('\n').to_owned()
}

/// Codes that were seen in pictures by eye and are not in the manifest: a part of the file's name,
/// and how the text begins.
const SEEN: &[(&str, &str)] = &[
    // A code in a module pattern of another code: each decoder saw one of them.
    ("qrcode-2~16", "[外側QRコード]"),
    ("qrcode-2~16", "[内側QRコード]"),
    // Two crumpled labels that no other decoder read: their texts are those of other pictures of
    // the same series.
    (
        "damaged_image014",
        "http://www.postalexperience.com/pos?mt=4&sc=840-5940-0244-002-00006-80522",
    ),
    (
        "damaged_image021",
        "{\"lastNode\":\"OAK5\",\"cids\":{\"pkey\":\"180418125845231163456370201AZ\"}}",
    ),
    // Three codes on a strip of paper, with their texts beside them in print: this one is struck
    // through.
    ("damaged_image002", "Enough"),
    ("damaged_image004", "Enough"),
    // Two repositories have this picture, and one has lost a letter.
    ("qrcode-2~13.png", "The 2005 USGS aerial photography of"),
    // An Aztec and a Data Matrix code: the manifest lists QR codes alone.
    ("synth/negative/004.png", "NEGATIVE 4"),
    ("synth/negative/044.png", "NEGATIVE 44"),
];

impl Picture {
    /// Whether this text is in the picture.
    pub fn has(&self, text: &str) -> bool {
        let expected = |known: &String| unix_lines(known) == unix_lines(text);
        let seen =
            |(file, start): &(&str, &str)| self.file.contains(file) && text.starts_with(start);
        self.expected.iter().any(expected) || SEEN.iter().any(seen)
    }
}
