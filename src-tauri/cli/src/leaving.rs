//! Accounts on their way out to another app: what stays behind is said before anything is written.

use std::fmt::Display;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use tessera_app::error::CommandError;
use tessera_app::export::{self, Export};
use tessera_app::own_files::OwnFiles;
use tessera_app::types::{AccountName, FileAccess, Lost, Reason};
use tessera_core::secret::SecretText;
use tessera_exchange::formats::write::{self, Outgoing, TARGETS, Target};
use tessera_words::say;

use crate::context::now;
use crate::exit::Failure;
use crate::output;
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

impl LeavingArgs {
    /// What can be said before anything is opened.
    pub fn check(&self, target: &Target, file: &Path) -> Result<(), Failure> {
        if !target.takes_password && !self.plaintext && !can_ask() {
            return Err(Failure::usage(say::CliExportPlain));
        }
        self.check_place(file)
    }

    /// Whether there is room for the file.
    pub fn check_place(&self, file: &Path) -> Result<(), Failure> {
        if !input::is_stdin(file) && file.exists() && !self.force {
            return Err(not_written(file, Reason::FileExists.into()));
        }
        Ok(())
    }

    /// Says what would be lost, asks what is to be asked, and writes. Files that must not be written
    /// over are `spared`.
    pub fn write(
        &self,
        target: &'static Target,
        accounts: &[Outgoing<'_>],
        file: &Path,
        spared: Option<&OwnFiles>,
    ) -> Result<(), Failure> {
        export::losses(target, accounts).iter().for_each(|lost| tell(target, lost));
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
                _ => Err(Failure::usage(say::CliExportSeveral { count: files.len().into() })),
            };
        }
        let written = export.write_files(&files, file, &|| false);
        let paths = written.map_err(|error| {
            // Of several, the one that stands in the way.
            let paths = write::paths(file, files.len());
            let in_the_way = paths.iter().find(|path| path.exists());
            not_written(in_the_way.map_or(file, |path| path), error)
        })?;
        let count = target.loses(accounts).carried_count().into();
        let names = paths.unwrap_or_default();
        let names: Vec<_> = names.iter().map(|path| path.display().to_string()).collect();
        let files = &names.join(", ");
        match target.takes_password {
            true => output::say(say::CliExportWrote { files, count }),
            false => output::say(say::CliExportWrotePlain { files, count }),
        }
    }

    /// The password of the file, where there is one.
    fn password(&self, target: &Target) -> Result<Option<SecretText>, Failure> {
        let way = Way {
            file: self.export_password_file.as_deref(),
            command: None,
            file_option: "--export-password-file",
            command_option: None,
        };
        target.takes_password.then(|| way.new_for_others(target.title)).transpose()
    }
}

/// What is lost, and below it of which accounts.
fn tell(target: &Target, lost: &Lost) {
    output::warn(words::loss(target, lost));
    for AccountName { issuer, account } in &lost.names {
        output::warn(below(&output::title(issuer, account)));
    }
    let more = lost.count.saturating_sub(lost.names.len());
    if more > 0 {
        output::warn(below(&say::ExportMore { count: more.into() }));
    }
}

fn below(line: &dyn Display) -> String {
    format!("  {line}")
}

/// A file that was to be written could not be.
pub fn not_written(file: &Path, error: CommandError) -> Failure {
    let path: &dyn Display = &file.display();
    let is_homeless = file.parent().is_some_and(|f| !f.as_os_str().is_empty() && !f.is_dir());
    match error.0 {
        Reason::FileExists => Failure::failed(say::CliExportExists { path }),
        Reason::Io { what: FileAccess::Write } if is_homeless => {
            Failure::failed(say::CliExportNoFolder { path })
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
    output::warn(say::CliExportConfirm { word: &write::PLAINTEXT });
    let mut line = String::new();
    let stdin = std::io::stdin();
    let is_meant = stdin.is_terminal()
        && stdin.lock().read_line(&mut line).is_ok()
        && line.trim() == write::PLAINTEXT;
    if is_meant { Ok(()) } else { Err(Failure::failed(say::CliNothingWritten)) }
}
