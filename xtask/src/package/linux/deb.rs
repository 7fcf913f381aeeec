//! The package for Debian and Ubuntu.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::tree::{Tree, compress};
use super::{DESCRIPTION, HOMEPAGE, ID, MAINTAINER, Packing, SUMMARY, VERSION, empty_folder};
use crate::shell::{output, program, root, run, target};

/// Debian's own number of the package, after Tessera's.
const REVISION: &str = "1";

/// How the command line ends where a picture holds no code.
const NOTHING_FOUND: i32 = 5;

/// Packs a tree. Its path is below target/package.
pub fn pack(tree: &Tree, packing: Packing) -> Result<PathBuf> {
    let depends = depends(tree)?;
    let folder = empty_folder("deb")?;
    run(program("cp").args(["--archive", "."]).arg(&folder).current_dir(&tree.root))?;
    let debian = Tree { root: folder.clone(), time: tree.time };
    let changelog = debian.place("usr/share/doc/tessera/changelog.Debian")?;
    fs::write(&changelog, changes(tree.time)?)?;
    compress(&changelog)?;
    let overrides = debian.place("usr/share/lintian/overrides/tessera")?;
    fs::copy(root().join("packaging/linux/lintian-overrides"), overrides)?;
    // Debian knows the one, and the other stands in `copyright`.
    fs::remove_file(folder.join("usr/share/doc/tessera/LICENSE-APACHE"))?;
    fs::remove_file(folder.join("usr/share/doc/tessera/LICENSE-MIT"))?;
    fs::write(debian.place("DEBIAN/md5sums")?, sums(&folder)?)?;
    fs::write(debian.place("DEBIAN/control")?, control(&folder, &depends)?)?;
    debian.settle(&folder)?;

    let package = path()?;
    let mut build = program("dpkg-deb");
    build.args(["--root-owner-group", "--build"]);
    build.args(match packing {
        Packing::Small => ["-Zxz", "-z9"],
        Packing::Quick => ["-Zgzip", "-z1"],
    });
    run(build.arg(&folder).arg(&package).env("SOURCE_DATE_EPOCH", tree.time.to_string()))?;
    Ok(package)
}

/// Where the package is laid.
pub fn path() -> Result<PathBuf> {
    let name = format!("tessera_{VERSION}-{REVISION}_{}.deb", architecture()?);
    Ok(target().join("package").join(name))
}

/// Looks at a package as a stranger's: by Debian's own rules, and by starting what is in it.
pub fn check(package: &Path) -> Result<()> {
    // Nobody has asked Debian for a place in its archive.
    let untrue = "--suppress-tags=initial-upload-closes-no-bugs";
    run(program("lintian").args(["--allow-root", "--fail-on=error,warning", untrue]).arg(package))?;
    let installed = empty_folder("installed")?;
    run(program("dpkg-deb").arg("--extract").arg(package).arg(&installed))?;
    let share = installed.join("usr/share");
    run(program("desktop-file-validate").arg(share.join(format!("applications/{ID}.desktop"))))?;
    let metainfo = share.join(format!("metainfo/{ID}.metainfo.xml"));
    run(program("appstreamcli").args(["validate", "--no-net", "--explain"]).arg(metainfo))?;
    let command_line = || program(installed.join("usr/bin/tessera-cli"));
    let said = output(command_line().arg("--version"))?;
    ensure!(said == format!("tessera-cli {VERSION}"), "The packed command line says: {said}");
    // A picture without a code: that it holds none is told by the program that reads pictures.
    let read = command_line().args(["scan", "icons/icon.png"]).status()?;
    ensure!(read.code() == Some(NOTHING_FOUND), "The packed command line reads no picture");
    Ok(())
}

fn control(folder: &Path, depends: &str) -> Result<String> {
    let architecture = architecture()?;
    let size = output(program("du").args(["--summarize", "--apparent-size", "-k"]).arg(folder))?;
    let size = size.split_whitespace().next().context("du tells no size")?;
    let description = DESCRIPTION.map(|line| format!(" {line}")).join("\n");
    Ok(format!(
        "Package: tessera
Version: {VERSION}-{REVISION}
Architecture: {architecture}
Maintainer: {MAINTAINER}
Installed-Size: {size}
Depends: {depends}
Recommends: gnome-keyring | libkf5wallet-bin | keepassxc, xdg-desktop-portal
Section: utils
Priority: optional
Homepage: {HOMEPAGE}
Description: {SUMMARY}
{description}
"
    ))
}

/// The packages that the programs are linked with, in the versions that they need.
fn depends(tree: &Tree) -> Result<String> {
    let folder = empty_folder("shlibdeps")?;
    fs::create_dir(folder.join("debian"))?;
    fs::write(
        folder.join("debian/control"),
        "Source: tessera\n\nPackage: tessera\nArchitecture: any\n",
    )?;
    let mut look = program("dpkg-shlibdeps");
    look.current_dir(&folder).arg("-O");
    for name in super::PROGRAMS {
        look.arg(format!("-e{}", tree.program(name).display()));
    }
    let said = output(&mut look)?;
    let depends = said.strip_prefix("shlibs:Depends=").context("dpkg-shlibdeps says nothing")?;
    Ok(depends.to_owned())
}

/// What dpkg compares what is installed with.
fn sums(folder: &Path) -> Result<String> {
    let sums = "find usr -type f -print0 | LC_ALL=C sort --zero-terminated | xargs --null md5sum";
    Ok(output(program("sh").args(["-c", sums]).current_dir(folder))? + "\n")
}

/// Debian's form of a changelog.
fn changes(time: u64) -> Result<String> {
    let date = output(program("date").args(["--utc", "--rfc-email", &format!("--date=@{time}")]))?;
    Ok(format!(
        "tessera ({VERSION}-{REVISION}) unstable; urgency=medium

  * What is new stands in changelog.gz beside this file.

 -- {MAINTAINER}  {date}
"
    ))
}

fn architecture() -> Result<String> {
    output(program("dpkg").arg("--print-architecture").current_dir(root()))
}
