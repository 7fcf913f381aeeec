//! The files of a package, laid out under a folder as they are to be installed under `/`.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context, Result};

use super::{ID, PROGRAMS, empty_folder, notices};
use crate::shell::{output, program, root, run};

/// Where the programs lie. `usr/bin` has links to those that people start: the reader is none of them,
/// and is found beside whoever starts it.
const LIBRARY: &str = "usr/lib/tessera";
const STARTED: [&str; 2] = ["tessera", "tessera-cli"];

/// Of `icons/`: the size, and the file.
const ICONS: [(&str, &str); 5] = [
    ("32x32", "32x32.png"),
    ("128x128", "128x128.png"),
    ("256x256", "128x128@2x.png"),
    ("512x512", "icon.png"),
    ("scalable", "tessera.svg"),
];

/// The shell, where it looks for what completes our arguments, and under which name.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "usr/share/bash-completion/completions/tessera-cli"),
    ("zsh", "usr/share/zsh/vendor-completions/_tessera-cli"),
    ("fish", "usr/share/fish/vendor_completions.d/tessera-cli.fish"),
];

/// Of `docs/`: what people read.
const GUIDES: [&str; 5] =
    ["guide.md", "moving-from.md", "moving-to.md", "threat-model.md", "vault-format.md"];

/// A tree that is laid out.
#[derive(Debug)]
pub struct Tree {
    pub root: PathBuf,
    /// The time of its files, in seconds of unix time.
    pub time: u64,
}

impl Tree {
    /// Lays out what is installed with the programs of a folder.
    pub fn lay(programs: &Path) -> Result<Self> {
        let tree = Self { root: empty_folder("tree")?, time: commit_time()? };
        tree.lay_programs(programs)?;
        tree.lay_desktop()?;
        tree.lay_documents()?;
        tree.settle(&tree.root)?;
        Ok(tree)
    }

    fn lay_programs(&self, programs: &Path) -> Result<()> {
        for name in PROGRAMS {
            let to = self.place(&format!("{LIBRARY}/{name}"))?;
            run(program("strip").arg("--strip-all").arg("-o").arg(&to).arg(programs.join(name)))?;
            fs::set_permissions(to, Permissions::from_mode(0o755))?;
        }
        for name in STARTED {
            symlink(format!("../lib/tessera/{name}"), self.place(&format!("usr/bin/{name}"))?)?;
        }
        Ok(())
    }

    fn lay_desktop(&self) -> Result<()> {
        let ours = |ending: &str| format!("packaging/linux/{ID}.{ending}");
        self.copy(&ours("desktop"), &format!("usr/share/applications/{ID}.desktop"))?;
        self.copy(&ours("metainfo.xml"), &format!("usr/share/metainfo/{ID}.metainfo.xml"))?;
        self.copy(&ours("mime.xml"), &format!("usr/share/mime/packages/{ID}.xml"))?;
        for (size, file) in ICONS {
            let ending = file.rsplit('.').next().unwrap_or_default();
            let to = format!("usr/share/icons/hicolor/{size}/apps/{ID}.{ending}");
            self.copy(&format!("icons/{file}"), &to)?;
        }
        Ok(())
    }

    fn lay_documents(&self) -> Result<()> {
        self.copy("packaging/linux/tessera.1", "usr/share/man/man1/tessera.1")?;
        let pages = self.root.join("usr/share/man/man1");
        run(self.command_line().arg("man-pages").arg(&pages))?;
        for page in fs::read_dir(pages)? {
            compress(&page?.path())?;
        }
        for (shell, to) in COMPLETIONS {
            let script = output(self.command_line().args(["completions", shell]))?;
            fs::write(self.place(to)?, script + "\n")?;
        }
        let documents = "usr/share/doc/tessera";
        for file in ["README.md", "SECURITY.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            self.copy(file, &format!("{documents}/{file}"))?;
        }
        for file in GUIDES {
            self.copy(&format!("docs/{file}"), &format!("{documents}/docs/{file}"))?;
        }
        for picture in fs::read_dir(root().join("docs/pictures"))? {
            let name = picture?.file_name().to_string_lossy().into_owned();
            let name = format!("docs/pictures/{name}");
            self.copy(&name, &format!("{documents}/{name}"))?;
        }
        self.copy("packaging/linux/copyright", &format!("{documents}/copyright"))?;
        compress(&self.copy("CHANGELOG.md", &format!("{documents}/changelog"))?)?;
        let notices = self.place(&format!("{documents}/third-party-licences.txt"))?;
        fs::write(&notices, notices::all()?)?;
        compress(&notices)
    }

    /// A program that is packed.
    pub fn program(&self, name: &str) -> PathBuf {
        self.root.join(LIBRARY).join(name)
    }

    fn command_line(&self) -> Command {
        program(self.program("tessera-cli"))
    }

    fn copy(&self, from: &str, to: &str) -> Result<PathBuf> {
        let to = self.place(to)?;
        fs::copy(root().join(from), &to).with_context(|| format!("Cannot copy {from}"))?;
        fs::set_permissions(&to, Permissions::from_mode(0o644))?;
        Ok(to)
    }

    /// The path of a file, whose folder is there.
    pub fn place(&self, path: &str) -> Result<PathBuf> {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().context("A file lies in a folder")?)?;
        Ok(path)
    }

    /// Gives everything the time of the commit, and modes that do not hang on the umask.
    pub fn settle(&self, folder: &Path) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                self.settle(&path)?;
            } else if kind.is_file() {
                let is_program = entry.metadata()?.permissions().mode() & 0o100 != 0;
                let mode = if is_program { 0o755 } else { 0o644 };
                fs::set_permissions(&path, Permissions::from_mode(mode))?;
                self.stamp(&path)?;
            }
        }
        fs::set_permissions(folder, Permissions::from_mode(0o755))?;
        self.stamp(folder)
    }

    fn stamp(&self, path: &Path) -> Result<()> {
        let time = UNIX_EPOCH + Duration::from_secs(self.time);
        File::open(path)?.set_modified(time).with_context(|| format!("{}", path.display()))
    }
}

/// As Debian wants it: best, and without name and time of the file.
pub fn compress(path: &Path) -> Result<()> {
    output(program("gzip").args(["--best", "--no-name", "--force"]).arg(path)).map(drop)
}

/// When the commit was made that is packed, in seconds of unix time.
fn commit_time() -> Result<u64> {
    let time = output(program("git").args(["log", "-1", "--format=%ct"]))?;
    time.parse().context("git does not tell the time of the commit")
}
