//! The sources of whoever says something with this crate, without their tests.

use std::fs;
use std::path::Path;

/// Every file of the command line and the shell, by its name.
pub fn all() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for room in ["../cli/src", "../src"] {
        add(&Path::new(env!("CARGO_MANIFEST_DIR")).join(room), &mut all);
    }
    assert!(all.len() > 40, "{}", all.len());
    all
}

fn add(folder: &Path, all: &mut Vec<(String, String)>) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            add(&path, all);
        } else {
            let source = fs::read_to_string(&path).unwrap();
            let product = source.split("#[cfg(test)]\nmod ").next().unwrap().to_owned();
            all.push((path.display().to_string(), product));
        }
    }
}

/// Whether any of them names the struct of a message.
pub fn names_struct_of(sources: &[(String, String)], id: &str) -> bool {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    let name: String = id.split('-').map(capital).collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    sources.iter().any(|(_, source)| {
        source.match_indices(&name).any(|(at, _)| {
            let (before, after) = (&source[..at], &source[at + name.len()..]);
            !before.ends_with(is_word) && !after.starts_with(is_word)
        })
    })
}

/// The texts between quotation marks, but for what stands in comments and attributes.
pub fn literals(source: &str) -> Vec<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//") && !line.contains("#[");
    let code = source.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let mut literals = Vec::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find('"') {
        // A quotation mark as a character.
        let is_char = rest[..start].ends_with('\'') || rest[..start].ends_with("'\\");
        rest = &rest[start + 1..];
        if is_char {
            continue;
        }
        let end = rest
            .char_indices()
            .find(|(at, c)| *c == '"' && !rest[..*at].ends_with('\\'))
            .map_or(rest.len(), |(at, _)| at);
        literals.push(rest[..end].to_owned());
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    literals
}
