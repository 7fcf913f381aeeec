//! The package for Fedora and openSUSE.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::tree::Tree;
use super::{DESCRIPTION, HOMEPAGE, MAINTAINER, Packing, SUMMARY, VERSION, empty_folder};
use crate::shell::{output, program, run, target};

/// Packs a tree. Its path is below target/package.
pub fn pack(tree: &Tree, packing: Packing) -> Result<PathBuf> {
    let folder = empty_folder("rpm")?;
    let spec = folder.join("tessera.spec");
    fs::write(&spec, recipe(tree, packing)?)?;
    let mut build = program("rpmbuild");
    build.args(["-bb", "--quiet", "--define"]).arg(format!("_topdir {}", folder.display()));
    run(build.arg(&spec).env("SOURCE_DATE_EPOCH", tree.time.to_string()))?;

    let machine = std::env::consts::ARCH;
    let name = format!("tessera-{VERSION}-1.{machine}.rpm");
    let package = target().join("package").join(&name);
    fs::copy(folder.join("RPMS").join(machine).join(&name), &package)
        .context("rpmbuild made none")?;
    Ok(package)
}

/// That the package can be read, and says of itself what it should.
pub fn check(package: &Path) -> Result<()> {
    run(program("rpm").args(["--checksig", "--nosignature"]).arg(package))?;
    let requires =
        output(program("rpm").args(["--query", "--requires", "--package"]).arg(package))?;
    for library in ["libwebkit2gtk-4.1.so.0", "libgtk-3.so.0", "libc.so.6"] {
        anyhow::ensure!(requires.contains(library), "The .rpm does not require {library}");
    }
    run(program("rpmlint")
        .args(["--strict", "--config", "packaging/linux/rpmlint.toml"])
        .arg(package))
}

/// What rpmbuild does: it takes the tree as it is. What the programs are linked with it finds itself.
fn recipe(tree: &Tree, packing: Packing) -> Result<String> {
    let summary = format!("{}{}", SUMMARY[..1].to_uppercase(), &SUMMARY[1..]);
    let description = DESCRIPTION.join("\n");
    let payload = match packing {
        Packing::Small => "w19.zstdio",
        Packing::Quick => "w1.gzdio",
    };
    let date = format!("--date=@{}", tree.time);
    let date = output(program("date").args(["--utc", "+%a %b %d %Y", &date]).env("LC_ALL", "C"))?;
    let tree = tree.root.display();
    Ok(format!(
        "%global debug_package %{{nil}}
%global __os_install_post %{{nil}}
%global _build_id_links none
%global _buildhost tessera
%global _binary_payload {payload}
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1

Name: tessera
Version: {VERSION}
Release: 1
Summary: {summary}
License: MIT OR Apache-2.0
Group: Applications/Productivity
URL: {HOMEPAGE}
Packager: {MAINTAINER}
Recommends: xdg-desktop-portal
Recommends: (gnome-keyring or kwallet or keepassxc)

%description
{description}

%install
cp --archive '{tree}/.' %{{buildroot}}
mkdir -p %{{buildroot}}/usr/share/zsh/site-functions %{{buildroot}}/usr/share/licenses/tessera
mv %{{buildroot}}/usr/share/zsh/vendor-completions/* %{{buildroot}}/usr/share/zsh/site-functions
rmdir %{{buildroot}}/usr/share/zsh/vendor-completions
cd %{{buildroot}}/usr/share/doc/tessera
mv LICENSE-* third-party-licences.txt.gz ../../licenses/tessera
rm copyright

%files
/usr/bin/tessera
/usr/bin/tessera-cli
/usr/lib/tessera
/usr/share/applications/*
/usr/share/bash-completion/completions/*
/usr/share/fish/vendor_completions.d/*
/usr/share/icons/hicolor/*/apps/*
/usr/share/man/man1/*
/usr/share/metainfo/*
/usr/share/mime/packages/*
/usr/share/zsh/site-functions/*
%doc /usr/share/doc/tessera
%license /usr/share/licenses/tessera

%changelog
* {date} {MAINTAINER} - {VERSION}-1
- What is new stands in the changelog beside the documents.
"
    ))
}
