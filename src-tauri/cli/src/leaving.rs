//! Accounts on their way out to another app: what stays behind is said before anything is written.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use tessera_core::store::{self, StoreError, Written};
use tessera_exchange::formats::write::{
    self, Ink, Loss, Losses, Outgoing, TARGETS, Target, WriteError,
};

use crate::commands::backup::not_written;
use crate::context::{now, rng};
use crate::exit::{Failure, sentence};
use crate::input;
use crate::output::{self, plain};
use crate::password::{Way, can_ask};

/// How a file is written.
#[derive(clap::Args, Debug)]
pub struct LeavingArgs {
    /// The secrets may be written without encryption; formats without a password need this
    #[arg(long, visible_alias = "yes")]
    pub plaintext: bool,
    /// Replace the file if it exists
    #[arg(long)]
    pub force: bool,
    /// Read the password for an encrypted format from a file
    #[arg(long, value_name = "FILE")]
    export_password_file: Option<PathBuf>,
}

pub const IF_IT_EXISTS: &str = "Name another file, or give --force to replace this one.";

impl LeavingArgs {
    /// What can be said before anything is opened.
    pub fn check(&self, target: &Target, file: &Path) -> Result<(), Failure> {
        if !target.takes_password && !self.plaintext && !can_ask() {
            return Err(Failure::usage(format!(
                "{} is written without encryption: whoever reads the file has the accounts. If \
                 that is what you want, add --plaintext.",
                target.title
            )));
        }
        self.check_place(file)
    }

    /// Whether there is room for the file.
    pub fn check_place(&self, file: &Path) -> Result<(), Failure> {
        if !input::is_stdin(file) && file.exists() && !self.force {
            return Err(not_written(file, StoreError::Exists.into(), IF_IT_EXISTS));
        }
        Ok(())
    }

    /// Says what would be lost, asks what is to be asked, and writes. A file that must not be written
    /// over is `spared`.
    pub fn write(
        &self,
        target: &Target,
        accounts: &[Outgoing<'_>],
        file: &Path,
        spared: Option<&Path>,
    ) -> Result<(), Failure> {
        let losses = target.loses(accounts);
        tell(target, &losses);
        if !target.takes_password && !self.plaintext {
            confirm()?;
        }
        let files = self.encode(target, accounts)?;
        if input::is_stdin(file) {
            return match &files[..] {
                [one] => output::raw(one),
                _ => Err(Failure::usage(format!(
                    "These are {} files. Name a file; the others are named after it.",
                    files.len()
                ))),
            };
        }
        let paths = write::paths(file, files.len());
        if let Some(spared) = spared {
            paths.iter().try_for_each(|path| refuse_the_vault_itself(spared, path))?;
        }
        let mut written = Written::default();
        for (path, bytes) in paths.iter().zip(&files) {
            written
                .add(path, bytes, self.force)
                .map_err(|error| not_written(path, error.into(), IF_IT_EXISTS))?;
        }
        written.keep();
        let count = output::entries(losses.carried_count());
        let how = if target.takes_password { "encrypted" } else { "not encrypted" };
        let names: Vec<_> = paths.iter().map(|path| plain(&path.to_string_lossy())).collect();
        output::say(&format!("Wrote {}: {count}, {how}.", names.join(", ")))
    }

    fn encode(
        &self,
        target: &Target,
        accounts: &[Outgoing<'_>],
    ) -> Result<Vec<write::File>, Failure> {
        let way = Way {
            file: self.export_password_file.as_deref(),
            command: None,
            options: "--export-password-file FILE",
        };
        let password =
            target.takes_password.then(|| way.new_for_others(target.title)).transpose()?;
        let mut ink = Ink {
            password: password.as_ref(),
            rng: &mut rng(),
            now: now(),
            is_cancelled: &|| false,
        };
        target.write(accounts, &mut ink).map_err(|error| match error {
            WriteError::Empty => Failure::nothing(sentence(error)),
            _ => Failure::failed(sentence(error)),
        })
    }
}

/// The names of the formats of other apps that are written.
pub fn targets() -> impl Iterator<Item = &'static str> + Clone {
    TARGETS.iter().map(|target| target.name)
}

/// --force is for an older export.
pub fn refuse_the_vault_itself(vault: &Path, target: &Path) -> Result<(), Failure> {
    if store::same_file(vault, target) {
        return Err(Failure::usage("This is the vault itself. Name another file."));
    }
    Ok(())
}

/// A sentence for each kind of loss.
fn tell(target: &Target, losses: &Losses) {
    for (loss, count) in losses.counts() {
        let (count, title) = (output::entries(count), target.title);
        output::warn(&match loss {
            Loss::Account => format!("{title} has no such codes: {count} left out."),
            Loss::Trash => format!("{count} left out: in the trash."),
            Loss::Labels => format!("{title} may show other names: {count}."),
            Loss::Tags => format!("{title} does not carry all tags: {count}."),
            Loss::Note => format!("{title} does not carry notes: {count}."),
            Loss::Pin => format!("{title} does not carry what is pinned: {count}."),
            Loss::Shared => format!(
                "{title} keeps only one of accounts with the same secret: {count} may be missing there."
            ),
            Loss::Iphone => format!("{title} on the iPhone refuses such codes: {count}."),
        });
    }
}

/// Somebody at a terminal has to type a word.
fn confirm() -> Result<(), Failure> {
    output::warn(&format!(
        "The file will not be encrypted: whoever reads it has the accounts. Type {} to go on:",
        write::PLAINTEXT
    ));
    let mut line = String::new();
    let stdin = std::io::stdin();
    let is_meant = stdin.is_terminal()
        && stdin.lock().read_line(&mut line).is_ok()
        && line.trim() == write::PLAINTEXT;
    if is_meant { Ok(()) } else { Err(Failure::failed("Nothing was written.")) }
}
