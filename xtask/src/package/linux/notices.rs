//! The licences of everything that is linked into the programs or bundled into the page, with their texts:
//! most ask that these go along.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell::{WORKSPACE, cargo, npm, output, program, root};

/// How the files are named in which a licence is told.
const NAMES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];

/// Where the standard text of a licence is, for those who name it and bring none.
const STANDARD: [(&str, &str); 2] = [("MIT", "LICENSE-MIT"), ("Apache-2.0", "LICENSE-APACHE")];

/// Every text once, under the names of all that it is of.
pub fn all() -> Result<String> {
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut parts = crates()?;
    parts.extend(modules()?);
    ensure!(parts.len() > 100, "Only {} parts were found", parts.len());
    for part in parts {
        for text in part.texts()? {
            of.entry(text).or_default().push(format!("{} ({})", part.name, part.licence));
        }
    }
    let mut all =
        "What Tessera is made of besides its own code, and under which licences.\n".to_owned();
    let mut texts: Vec<_> = of.into_iter().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (text, names) in texts {
        all += &format!("\n{}\n{}\n\n{text}\n", "=".repeat(78), names.join("\n"));
    }
    Ok(all)
}

/// A crate or an npm package.
struct Part {
    name: String,
    licence: String,
    folder: PathBuf,
}

impl Part {
    fn texts(&self) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        let folder = fs::read_dir(&self.folder);
        for entry in folder.with_context(|| format!("{} is not there", self.folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let is_one = NAMES.iter().any(|known| name.starts_with(known));
            if is_one && entry.file_type()?.is_file() {
                let text = fs::read(entry.path())?;
                texts.push(String::from_utf8_lossy(&text).replace('\r', "").trim().to_owned());
            }
        }
        if texts.is_empty() {
            texts = self.standard_texts()?;
        }
        texts.sort();
        Ok(texts)
    }

    fn standard_texts(&self) -> Result<Vec<String>> {
        let known = STANDARD.iter().filter(|(name, _)| self.licence.contains(name));
        let texts: Vec<_> = known
            .map(|(_, file)| fs::read_to_string(root().join(file)))
            .collect::<Result<_, _>>()?;
        if texts.is_empty() {
            return Ok(vec![format!(
                "{}, as its manifest says; no text goes along.",
                self.licence
            )]);
        }
        // Whose they are stands in the manifest of each.
        let ours = "Copyright (c) 2026 The Tessera developers";
        Ok(texts.into_iter().map(|text| text.replace(ours, "Copyright (c) its authors")).collect())
    }
}

/// The crates that are linked into the programs, on this system.
fn crates() -> Result<Vec<Part>> {
    let mut tree = cargo(["tree", "--locked", "--edges", "normal", "--prefix", "none"]);
    tree.args(WORKSPACE).args(["--format", "{p}\t{l}"]);
    let registries = home()?.join("registry").join("src");
    let registries: Vec<_> = fs::read_dir(&registries)?
        .map(|one| one.map(|one| one.path()))
        .collect::<Result<_, _>>()?;
    let listed = output(&mut tree)?;
    let mut lines: Vec<_> = listed.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut crates = Vec::new();
    for line in lines {
        let (package, licence) = line.split_once('\t').unwrap_or((line, ""));
        let mut words = package.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        // One of ours has the path of its folder behind its version.
        if words.any(|word| word.starts_with("(/")) {
            continue;
        }
        let version = version.trim_start_matches('v');
        let name = format!("{name}-{version}");
        let folder = registries.iter().map(|one| one.join(&name)).find(|folder| folder.is_dir());
        let folder = folder.with_context(|| format!("The sources of {name} are not there"))?;
        crates.push(Part { name, licence: licence.trim_end_matches(" (*)").to_owned(), folder });
    }
    Ok(crates)
}

/// The npm packages that are bundled into the page.
fn modules() -> Result<Vec<Part>> {
    let listed = output(npm(["ls", "--all", "--omit=dev", "--parseable"]).arg("--long"))?;
    // The shapes of the brands are read while building.
    let brands = root().join("ui/node_modules/simple-icons");
    let mut folders: Vec<_> = listed
        .lines()
        .skip(1)
        .filter_map(|line| line.split(':').next())
        .map(PathBuf::from)
        .collect();
    folders.push(brands);
    folders.iter().map(|folder| module(folder)).collect()
}

fn module(folder: &Path) -> Result<Part> {
    let told =
        "const p = require(process.argv[1]); console.log(`${p.name}-${p.version}\\t${p.license}`)";
    let line = output(program("node").args(["-e", told]).arg(folder.join("package.json")))?;
    let (name, licence) = line.split_once('\t').context("A package tells no licence")?;
    Ok(Part { name: name.to_owned(), licence: licence.to_owned(), folder: folder.to_owned() })
}

fn home() -> Result<PathBuf> {
    let home = output(program("sh").args(["-c", "echo ${CARGO_HOME:-$HOME/.cargo}"]))?;
    Ok(home.into())
}
