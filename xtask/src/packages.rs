//! What the chores need from the system, why, and how it gets there on Debian and Ubuntu.
//!
//! Elsewhere nothing is installed: the tools that are missing name themselves when they are called.

use std::io::{BufRead, IsTerminal, Write};
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{output, program, works};

/// What a chore is about to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Need {
    /// Compile the app.
    Build,
    /// Hold the core against programs that share no code with it.
    Witness,
    /// Open windows where there is no screen, and take pictures of them.
    Display,
    /// Drive the window and look at what it does to the desktop.
    Desktop,
    /// Drive the page in a plain browser.
    Browser,
    /// Let programs of others read what is exported.
    Interop,
    /// Make the installable packages, and look at them as those do who take them in.
    Package,
    /// Install them in systems made for this alone.
    Trial,
}

struct Package {
    need: Need,
    name: &'static str,
    why: &'static str,
}

const PACKAGES: &[Package] = &[
    Package { need: Need::Build, name: "build-essential", why: "C compiler and linker" },
    Package { need: Need::Build, name: "pkg-config", why: "finds the libraries" },
    Package { need: Need::Build, name: "libwebkit2gtk-4.1-dev", why: "the window's web view" },
    Package { need: Need::Build, name: "librsvg2-dev", why: "icons in the window" },
    Package { need: Need::Build, name: "libdbus-1-dev", why: "the session bus" },
    Package { need: Need::Witness, name: "oathtool", why: "computes codes independently" },
    Package { need: Need::Witness, name: "argon2", why: "the C reference, for cargo xtask bench" },
    Package { need: Need::Witness, name: "python3-argon2", why: "for docs/read_vault.py" },
    Package { need: Need::Witness, name: "python3-nacl", why: "for docs/read_vault.py" },
    Package { need: Need::Witness, name: "python3-fusepy", why: "a disk that hangs" },
    Package { need: Need::Witness, name: "fuse3", why: "mounts it" },
    Package { need: Need::Witness, name: "strace", why: "holds a program in the middle" },
    Package { need: Need::Interop, name: "zbar-tools", why: "reads QR codes" },
    Package { need: Need::Interop, name: "keepassxc", why: "reads otpauth links" },
    Package { need: Need::Interop, name: "librsvg2-bin", why: "draws the sheet's pictures" },
    Package { need: Need::Interop, name: "python3-venv", why: "for lib2fas and pass-import" },
    Package { need: Need::Package, name: "dpkg-dev", why: "what the programs depend on" },
    Package { need: Need::Package, name: "rpm", why: "makes the .rpm" },
    Package { need: Need::Package, name: "lintian", why: "Debian's rules for packages" },
    Package { need: Need::Package, name: "rpmlint", why: "Fedora's rules for packages" },
    Package { need: Need::Trial, name: "mmdebstrap", why: "a new system of Debian" },
    Package { need: Need::Package, name: "desktop-file-utils", why: "checks the menu entry" },
    Package { need: Need::Package, name: "appstream", why: "checks what software centres show" },
    Package { need: Need::Display, name: "xvfb", why: "a display without a screen" },
    Package { need: Need::Display, name: "dbus", why: "a private session bus" },
    Package { need: Need::Display, name: "xdotool", why: "finds windows" },
    Package { need: Need::Display, name: "imagemagick", why: "takes pictures of windows" },
    Package { need: Need::Display, name: "fonts-dejavu-core", why: "letters to draw" },
    Package { need: Need::Desktop, name: "webkit2gtk-driver", why: "WebDriver for the window" },
    Package { need: Need::Desktop, name: "gnome-keyring", why: "a real keyring" },
    Package { need: Need::Desktop, name: "dunst", why: "real notifications" },
    Package { need: Need::Desktop, name: "xclip", why: "a clipboard from outside" },
    Package { need: Need::Desktop, name: "openbox", why: "gives windows the focus" },
    Package { need: Need::Desktop, name: "python3-venv", why: "a site to enrol at" },
    Package { need: Need::Desktop, name: "python3-gi", why: "a file to drag into the window" },
    Package {
        need: Need::Desktop,
        name: "gir1.2-gtk-3.0",
        why: "the window that it is dragged from",
    },
];

/// On Ubuntu this name is only a snap; there Playwright brings its own (see ui.rs).
const DEBIAN_BROWSER: Package =
    Package { need: Need::Browser, name: "chromium", why: "a browser for Playwright" };

/// Installs what `needs` call for and is not there yet; asks first where there is someone to ask.
pub fn ensure(needs: &[Need]) -> Result<()> {
    if !has_apt() {
        return Ok(());
    }
    let missing: Vec<&Package> =
        wanted(needs).filter(|package| !is_installed(package.name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("These system packages are missing:");
    for package in &missing {
        println!("  {:<24}{}", package.name, package.why);
    }
    if !agreed("Install them with apt-get?")? {
        bail!("Install them by hand, then start again.");
    }
    println!("Installing them. This takes a few minutes.");
    output(apt_get().args(["-q", "update"]))?;
    output(
        apt_get()
            .args(["-q", "-y", "--no-install-recommends", "install"])
            .args(missing.iter().map(|package| package.name)),
    )?;
    Ok(())
}

fn wanted(needs: &[Need]) -> impl Iterator<Item = &'static Package> {
    let browser = is_debian().then_some(&DEBIAN_BROWSER);
    PACKAGES.iter().chain(browser).filter(move |package| needs.contains(&package.need))
}

fn has_apt() -> bool {
    cfg!(target_os = "linux") && works(program("apt-get").arg("--version"))
}

/// Debian itself: Ubuntu writes `ID=ubuntu` here.
pub fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian")
}

fn is_installed(package: &str) -> bool {
    let state =
        output(program("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]));
    state.is_ok_and(|state| state == "installed")
}

fn apt_get() -> Command {
    let is_root = output(program("id").arg("-u")).is_ok_and(|id| id == "0");
    let mut command = if is_root { program("env") } else { program("sudo") };
    if !is_root {
        // sudo may have to ask for a password.
        command.stdin(std::process::Stdio::inherit()).arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

/// Goes ahead where nobody can answer: in CI, in a pipe, in a script.
fn agreed(question: &str) -> Result<bool> {
    let someone = std::io::stdin().is_terminal() && std::env::var_os("CI").is_none();
    if !someone {
        return Ok(true);
    }
    print!("{question} [Y/n] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(!answer.trim().to_lowercase().starts_with('n'))
}
