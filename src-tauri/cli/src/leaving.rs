//! Accounts on their way out to another app: what stays behind is said before anything is written.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use tessera_app::error::CommandError;
use tessera_app::export::{self, Export};
use tessera_app::types::{FileAccess, Reason};
use tessera_core::secret::SecretText;
use tessera_exchange::formats::write::{self, Outgoing, TARGETS, Target};

use crate::context::now;
use crate::exit::Failure;
use crate::output::{self, plain};
use crate::password::{Way, can_ask};
use crate::{input, words};

/// How a file is written.
#[derive(clap::Args, Clone, Debug)]
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
            return Err(not_written(file, Reason::FileExists.into(), IF_IT_EXISTS));
        }
        Ok(())
    }

    /// Says what would be lost, asks what is to be asked, and writes. A file that must not be written
    /// over is `spared`.
    pub fn write(
        &self,
        target: &'static Target,
        accounts: &[Outgoing<'_>],
        file: &Path,
        spared: Option<&Path>,
    ) -> Result<(), Failure> {
        for lost in export::losses(target, accounts) {
            output::warn(&words::loss(target.title, lost));
        }
        if !target.takes_password && !self.plaintext {
            confirm()?;
        }
        let password = self.password(target)?;
        let export = Export {
            target,
            password: password.as_ref(),
            now: now(),
            own: spared,
            replace: self.force,
        };
        // Nobody cancels a command but by ending it.
        let stopped = || CommandError(Reason::Expired);
        let files = export.files(accounts, &|| false)?.ok_or_else(stopped)?;
        if input::is_stdin(file) {
            return match &files[..] {
                [one] => output::raw(one),
                _ => Err(Failure::usage(format!(
                    "These are {} files. Name a file; the others are named after it.",
                    files.len()
                ))),
            };
        }
        let written = export.write_files(&files, file, &|| false);
        let paths = written.map_err(|error| {
            // Of several, the one that stands in the way.
            let paths = write::paths(file, files.len());
            let in_the_way = paths.iter().find(|path| path.exists());
            not_written(in_the_way.map_or(file, |path| path), error, IF_IT_EXISTS)
        })?;
        let count = output::entries(target.loses(accounts).carried_count());
        let how = if target.takes_password { "encrypted" } else { "not encrypted" };
        let paths = paths.unwrap_or_default();
        let names: Vec<_> = paths.iter().map(|path| plain(&path.to_string_lossy())).collect();
        output::say(&format!("Wrote {}: {count}, {how}.", names.join(", ")))
    }

    /// The password of the file, where there is one.
    fn password(&self, target: &Target) -> Result<Option<SecretText>, Failure> {
        let way = Way {
            file: self.export_password_file.as_deref(),
            command: None,
            options: "--export-password-file FILE",
        };
        target.takes_password.then(|| way.new_for_others(target.title)).transpose()
    }
}

/// A file that was to be written could not be.
pub fn not_written(file: &Path, error: CommandError, if_it_exists: &str) -> Failure {
    let path = plain(&file.to_string_lossy());
    let is_homeless = file.parent().is_some_and(|f| !f.as_os_str().is_empty() && !f.is_dir());
    match error.0 {
        Reason::FileExists => Failure::failed(format!(
            "There is a file {path} already. Nothing was written. {if_it_exists}"
        )),
        Reason::Io { what: FileAccess::Write } if is_homeless => {
            Failure::failed(format!("{path} cannot be written: there is no such folder."))
        }
        Reason::OwnFile => CommandError(Reason::OwnFile).into(),
        reason => Failure::at(file, CommandError(reason)),
    }
}

/// The names of the formats of other apps that are written.
pub fn targets() -> impl Iterator<Item = &'static str> + Clone {
    TARGETS.iter().map(|target| target.name)
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
