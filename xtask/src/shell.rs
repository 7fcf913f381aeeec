//! Starting other programs: where they run, what is said about it, what a failure reads like.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// What every build of ours selects: all crates, with the page inside the app. Cargo builds what they
/// share with the features that the selection asks for; another selection would build it once more.
/// `--bin`, `--test` and the like say what of it is wanted.
pub const WORKSPACE: [&str; 3] = ["--workspace", "--features", "tessera/custom-protocol"];

/// The top of the checkout.
pub fn root() -> PathBuf {
    // Of this run: several checkouts may share one folder for what is built.
    let here = std::env::var_os("CARGO_MANIFEST_DIR");
    let here = here.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().unwrap_or(&here).to_path_buf()
}

/// Where pictures and tools of our own go; git ignores it.
pub fn target() -> PathBuf {
    root().join("target")
}

/// The cargo that runs this program, at the top of the checkout.
pub fn cargo<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args);
    command
}

/// A program of this workspace, where the builds of every day lay it: beside this one.
pub fn built(name: &str) -> Result<PathBuf> {
    let this = std::env::current_exe().context("This program does not know where it lies")?;
    Ok(this.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// npm, in ui/.
pub fn npm<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(args: I) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(args).current_dir(root().join("ui"));
    command
}

/// Any other program, at the top of the checkout and without our standard input.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Shows the command, runs it with its output in view, and fails where it fails.
pub fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status}).", line(command));
    }
    Ok(())
}

/// Shows the command and starts it, with its output in view. It gives way to all that somebody waits
/// for meanwhile, as far as the system has `nice`.
pub fn start_in_background(command: &Command) -> Result<Child> {
    println!("$ {}", line(command));
    let mut background = program(if cfg!(unix) { "nice".as_ref() } else { command.get_program() });
    if cfg!(unix) {
        background.args(["-n", "10"]).arg(command.get_program());
    }
    background.args(command.get_args()).spawn().with_context(|| cannot_start(command))
}

/// Runs the command out of sight; its standard output, without the white space around it.
pub fn output(command: &mut Command) -> Result<String> {
    let bytes = bytes(command)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

/// Runs the command out of sight; its standard output as it is.
pub fn bytes(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.stderr(Stdio::piped()).output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}). {}", line(command), output.status, words.trim());
    }
    Ok(output.stdout)
}

/// Whether the command starts and ends well; what it prints is of no interest.
pub fn works(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn cannot_start(command: &Command) -> String {
    format!("Cannot start {}", command.get_program().to_string_lossy())
}

/// The command as it would be typed. Only the program's name is shown of its path.
fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
