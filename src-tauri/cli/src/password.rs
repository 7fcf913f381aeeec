//! Passwords: from a file, from a command, or typed at a terminal. Never from an argument, where
//! every other program could read them.

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::Path;
use std::process::{Command, Stdio};

use tessera_core::secret::{Password, SecretText};
use zeroize::Zeroizing;

use crate::exit::{Failure, sentence};
use crate::{input, output};

/// Where a password comes from.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    /// A file that holds it, `-` for standard input.
    pub file: Option<&'a Path>,
    /// A command that prints it.
    pub command: Option<&'a OsStr>,
    /// The options that would say so, for the sentence that asks for one.
    pub options: &'a str,
}

impl Way<'_> {
    /// The password of something that exists.
    pub fn existing(&self, whose: &str) -> Result<SecretText, Failure> {
        match self.given()? {
            Some(text) => checked(text),
            None => checked(self.ask(&format!("Password of {whose}: "))?),
        }
    }

    /// A new password: typed twice, because nobody sees what is typed.
    pub fn new_one(&self, what_for: &str) -> Result<SecretText, Failure> {
        if let Some(text) = self.given()? {
            return checked(text);
        }
        let first = checked(self.ask(&format!("New password for {what_for}: "))?)?;
        if !is_same(&first, &self.ask("The same again: ")?) {
            return Err(Failure::failed("The two passwords differ. Nothing was changed."));
        }
        Ok(first)
    }

    /// The password of something of another app, as it was typed.
    pub fn of_others(&self, whose: &str) -> Result<SecretText, Failure> {
        match self.given()? {
            Some(text) => Ok(text),
            None => self.ask(&format!("Password of {whose}: ")),
        }
    }

    /// A new one for such a thing.
    pub fn new_for_others(&self, what_for: &str) -> Result<SecretText, Failure> {
        if let Some(text) = self.given()? {
            return checked(text);
        }
        let first = checked(self.ask(&format!("New password for {what_for}: "))?)?;
        if first.expose() != self.ask("The same again: ")?.expose() {
            return Err(Failure::failed("The two passwords differ. Nothing was written."));
        }
        Ok(first)
    }

    /// The password that a file or a command gives; none where neither is named.
    fn given(&self) -> Result<Option<SecretText>, Failure> {
        match (self.file, self.command) {
            (Some(_), Some(_)) => {
                Err(Failure::usage(format!("Give one of {}, not both.", self.options)))
            }
            (Some(file), None) => input::secret_text(file).map(Some),
            (None, Some(command)) => printed_by(command).map(Some),
            (None, None) => Ok(None),
        }
    }

    fn ask(&self, prompt: &str) -> Result<SecretText, Failure> {
        if !can_ask() {
            return Err(Failure::usage(format!(
                "A password is needed, and there is no terminal to ask at. Give {}.",
                self.options
            )));
        }
        typed(prompt)
    }
}

/// Whether somebody sits at a terminal.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal()
}

/// A line that is typed without being shown.
pub fn typed(prompt: &str) -> Result<SecretText, Failure> {
    rpassword::prompt_password(output::plain(prompt)).map(SecretText::new).map_err(|error| {
        Failure::failed(format!("Nothing could be read from the terminal ({}).", error.kind()))
    })
}

/// What can be a password of ours, just as it was typed.
pub fn checked(text: SecretText) -> Result<SecretText, Failure> {
    match Password::new(text.expose()) {
        Ok(_) => Ok(text),
        Err(error) => Err(Failure::usage(sentence(error))),
    }
}

/// The text as a password of a Tessera vault.
pub fn ours(text: &SecretText) -> Result<Password, Failure> {
    Password::new(text.expose()).map_err(|error| Failure::usage(sentence(error)))
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
    let output =
        run.map_err(|e| Failure::failed(format!("The shell cannot be run ({}).", e.kind())))?;
    let printed = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(Failure::failed(format!("The password command failed ({}).", output.status)));
    }
    input::line(&printed)
        .ok_or_else(|| Failure::failed("What the password command printed is not UTF-8 text."))
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
