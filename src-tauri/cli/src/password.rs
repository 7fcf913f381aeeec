//! Passwords: from a file, from a command, or typed at a terminal. Never from an argument, where
//! every other program could read them.

use std::ffi::{OsStr, OsString};
use std::fmt::Display;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tessera_core::secret::{Password, SecretText};
use tessera_words::say;
use zeroize::Zeroizing;

use crate::exit::Failure;
use crate::host::Session;
use crate::{input, words};

/// Where a new password for the vault comes from.
#[derive(clap::Args, Debug)]
pub struct NewPasswordArgs {
    /// Read the new password from a file
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
    /// Take the new password from what a command prints
    #[arg(long, value_name = "CMD")]
    new_password_command: Option<OsString>,
}

impl NewPasswordArgs {
    /// The way that was named; else the terminal.
    fn way(&self) -> Way<'_> {
        Way {
            file: self.new_password_file.as_deref(),
            command: self.new_password_command.as_deref(),
            file_option: "--new-password-file",
            command_option: Some("--new-password-command"),
        }
    }

    /// The new password. One that a file or a command gives is not noted as typed.
    pub fn take(&self, session: &Session) -> Result<SecretText, Failure> {
        if self.way().is_given() {
            session.password_is_read();
        }
        self.way().new_one()
    }
}

/// Where a password comes from.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// A file that holds it, `-` for standard input.
    pub file: Option<&'a Path>,
    /// A command that prints it.
    pub command: Option<&'a OsStr>,
    /// The option that names a file with the password, for sentences that ask for it.
    pub file_option: &'a str,
    /// The option that names a command that prints the password; none where no command can be named.
    pub command_option: Option<&'a str>,
}

impl Way<'_> {
    /// Whether nobody types it.
    pub fn is_given(&self) -> bool {
        self.file.is_some() || self.command.is_some()
    }

    /// The password of something of ours that exists.
    pub fn existing(&self, prompt: impl Display) -> Result<SecretText, Failure> {
        checked(self.of_others(prompt)?)
    }

    /// A new password for the vault: typed twice, because nobody sees what is typed.
    pub fn new_one(&self) -> Result<SecretText, Failure> {
        self.twice(say::CliAskNew, is_same, say::CliPasswordsDiffer)
    }

    /// The password of something of another app, as it was typed.
    pub fn of_others(&self, prompt: impl Display) -> Result<SecretText, Failure> {
        match self.given()? {
            Some(text) => Ok(text),
            None => self.ask(prompt),
        }
    }

    /// A new password for a file of another app, which may not take one spelling of an accent for
    /// another.
    pub fn new_for_others(&self, app: &str) -> Result<SecretText, Failure> {
        let is_same = |one: &SecretText, other: &SecretText| one.expose() == other.expose();
        self.twice(say::CliAskNewFor { app: &app }, is_same, say::CliPasswordsDifferUnwritten)
    }

    /// Asks for a new password twice, or takes the one that is given.
    fn twice(
        &self,
        prompt: impl Display,
        is_same: impl Fn(&SecretText, &SecretText) -> bool,
        differ: impl Display,
    ) -> Result<SecretText, Failure> {
        if let Some(text) = self.given()? {
            return checked(text);
        }
        let first = checked(self.ask(prompt)?)?;
        match is_same(&first, &self.ask(say::CliAskAgain)?) {
            true => Ok(first),
            false => Err(Failure::failed(differ)),
        }
    }

    /// The password that a file or a command gives; none where neither is named.
    fn given(&self) -> Result<Option<SecretText>, Failure> {
        match (self.file, self.command) {
            (Some(_), Some(_)) => Err(Failure::usage(say::CliPasswordBoth {
                file_option: &self.file_option,
                command_option: &self.command_option.unwrap_or_default(),
            })),
            (Some(file), None) => input::secret_text(file).map(Some),
            (None, Some(command)) => printed_by(command).map(Some),
            (None, None) => Ok(None),
        }
    }

    fn ask(&self, prompt: impl Display) -> Result<SecretText, Failure> {
        if can_ask() {
            return typed(prompt);
        }
        let file_option = &self.file_option;
        Err(match &self.command_option {
            Some(command_option) => {
                Failure::usage(say::CliPasswordNoTerminalOrCommand { file_option, command_option })
            }
            None => Failure::usage(say::CliPasswordNoTerminal { file_option }),
        })
    }
}

/// Whether somebody sits at a terminal.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal()
}

/// A line that is typed without being shown.
pub fn typed(prompt: impl Display) -> Result<SecretText, Failure> {
    rpassword::prompt_password(format!("{prompt} "))
        .map(SecretText::new)
        .map_err(|error| Failure::failed(say::CliNoTyping { why: &error.kind() }))
}

/// What can be a password of ours, just as it was typed.
pub fn checked(text: SecretText) -> Result<SecretText, Failure> {
    ours(&text).map(|_| text)
}

/// The text as a password of a Tessera vault.
pub fn ours(text: &SecretText) -> Result<Password, Failure> {
    Password::new(text.expose()).map_err(|error| Failure::usage(words::no_password(error)))
}

/// Whether both open the same: an accent may have been typed in one way and in another.
fn is_same(one: &SecretText, other: &SecretText) -> bool {
    let [one, other] = [one, other].map(|text| Password::new(text.expose()));
    matches!((one, other), (Ok(one), Ok(other)) if one == other)
}

/// What a command prints, run through the shell of the platform. Its own errors go where ours go;
/// the command itself is never repeated, it may hold a secret.
fn printed_by(command: &OsStr) -> Result<SecretText, Failure> {
    let run = shell(command).stderr(Stdio::inherit()).output();
    let output = run.map_err(|e| Failure::failed(say::CliPasswordNoShell { why: &e.kind() }))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(Failure::failed(say::CliPasswordCommandFailed { why: &output.status }));
    }
    input::line(&printed).ok_or_else(|| Failure::failed(say::CliPasswordNotUtf8))
}

#[cfg(unix)]
fn shell(command: &OsStr) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command).stdin(Stdio::inherit());
    shell
}

#[cfg(windows)]
fn shell(command: &OsStr) -> Command {
    use std::os::windows::process::CommandExt;
    let mut shell = Command::new("cmd");
    // cmd has quoting rules of its own: the line goes to it as it is.
    shell.arg("/C").raw_arg(command).stdin(Stdio::inherit());
    shell
}
