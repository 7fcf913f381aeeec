//! Turns locales/*.ftl into Rust: a message that is not there, or lacks an argument, does not compile;
//! nor does a catalogue that cannot be read, or a translation that takes other arguments.

mod catalogue;
mod structs;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What all others are translated from.
const ENGLISH: &str = "en";

fn main() -> Result<(), String> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let files = files(&locales).map_err(|error| format!("{}: {error}", locales.display()))?;
    let read = |tag: &str, path: &Path| {
        let ftl = fs::read_to_string(path).map_err(|error| format!("{tag}.ftl: {error}"))?;
        catalogue::read(&ftl).map_err(|why| format!("{tag}.ftl: {why}"))
    };
    let english = read(ENGLISH, &locales.join(ENGLISH).with_extension("ftl"))?;
    let mut embedded = String::new();
    for (tag, path) in &files {
        if let Some(why) = catalogue::disagreement(&english, &read(tag, path)?) {
            return Err(format!("{tag}.ftl: {why}"));
        }
        embedded += &format!("({tag:?}, include_str!({path:?})),\n");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let write = |name: &str, text: String| {
        fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"))
    };
    write("say.rs", structs::structs(&english))?;
    write("catalogues.rs", format!("&[{embedded}]"))
}

/// The languages, English first: the tag and the file of each.
fn files(locales: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for file in fs::read_dir(locales)? {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "ftl")
            && let Some(tag) = path.file_stem().and_then(|stem| stem.to_str())
        {
            files.push((tag.to_owned(), path.clone()));
        }
    }
    files.sort_by_key(|(tag, _)| (tag != ENGLISH, tag.clone()));
    Ok(files)
}
