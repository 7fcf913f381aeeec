//! A .deb and an .rpm. A tree is laid out as it is to be installed, and packed by the systems' own tools:
//! equal programs give equal packages, byte by byte.

mod deb;
mod notices;
mod rpm;
mod tree;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::PROGRAMS;
use crate::packages::{self, Need};
use crate::shell::{WORKSPACE, built, cargo, output, program, root, run, target};
use crate::ui;
use tree::Tree;
pub use trial::start as try_package;

/// The app's identifier, by which a desktop knows it: that of tauri.conf.json.
const ID: &str = "io.github.tesseraauthenticator.Tessera";
const VERSION: &str = env!("CARGO_PKG_VERSION");
const HOMEPAGE: &str = "https://github.com/tesseraauthenticator/tessera";
const MAINTAINER: &str = "The Tessera developers <tesseraauthenticator@users.noreply.github.com>";
const SUMMARY: &str = "one-time codes from an encrypted vault";
const DESCRIPTION: [&str; 4] = [
    "Tessera keeps the secrets of two-factor sign-ins in one encrypted file",
    "on this computer and shows their codes. It takes accounts from QR codes",
    "and from the files of other authenticators, and opens the same vault on",
    "the command line.",
];

/// How small a package is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Packing {
    Small,
    /// To look at.
    Quick,
}

pub fn start(rest: &[String]) -> Result<()> {
    ensure!(rest.is_empty(), "Use: cargo xtask package");
    packages::ensure(&[Need::Build, Need::Package])?;
    ui::build()?;
    for package in pack(&release()?, Packing::Small)? {
        println!("{} ({} bytes)", package.display(), package.metadata()?.len());
    }
    Ok(())
}

/// Packs the programs that the tests use, twice, and looks at what came of it.
pub fn check() -> Result<()> {
    let mut build = cargo(["build"]);
    run(build.args(WORKSPACE).args(PROGRAMS.iter().flat_map(|name| ["--bin", name])))?;
    let programs = built(PROGRAMS[0])?;
    let programs = programs.parent().context("A program lies in a folder")?;
    let packages = pack(programs, Packing::Quick)?;
    let first = packages.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    for (package, first) in pack(programs, Packing::Quick)?.iter().zip(&first) {
        if fs::read(package)? != *first {
            bail!("{} is another one when it is packed again.", package.display());
        }
    }
    let [deb, rpm] = &packages;
    deb::check(deb)?;
    rpm::check(rpm)
}

/// The folder of the programs, built for users. No path of this computer stands in them.
fn release() -> Result<PathBuf> {
    let folder = target().join("package").join("build");
    let home = output(program("sh").args(["-c", "echo ${CARGO_HOME:-$HOME/.cargo}"]))?;
    let [home, here] = [(home, "/cargo"), (root().to_string_lossy().into_owned(), "/tessera")]
        .map(|(from, to)| format!("--remap-path-prefix={from}={to}"));
    let mut build = cargo(["build", "--release", "--locked", "--target-dir"]);
    build.arg(&folder).args(WORKSPACE).args(PROGRAMS.iter().flat_map(|name| ["--bin", name]));
    run(build.env("RUSTFLAGS", format!("{home} {here}")).env("CARGO_INCREMENTAL", "0"))?;
    Ok(folder.join("release"))
}

/// The .deb and the .rpm of the programs in a folder.
fn pack(programs: &Path, packing: Packing) -> Result<[PathBuf; 2]> {
    let tree = Tree::lay(programs)?;
    Ok([deb::pack(&tree, packing)?, rpm::pack(&tree, packing)?])
}

/// A folder under target/package, empty.
fn empty_folder(name: &str) -> Result<PathBuf> {
    let folder = target().join("package").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_app_goes_by_the_identifier_of_its_packages() -> Result<()> {
        let config = fs::read_to_string(root().join("tauri.conf.json"))?;
        assert!(config.contains(&format!("\"identifier\": \"{ID}\"")));
        for ending in ["desktop", "metainfo.xml", "mime.xml"] {
            assert!(root().join(format!("packaging/linux/{ID}.{ending}")).is_file());
        }
        Ok(())
    }
}
