//! `add`: one account, from a URI or from its parts.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use tessera_app::commands;
use tessera_app::error::CommandError;
use tessera_app::types::{self, Added, NewEntry, Problem, Typed};
use tessera_core::otp::{Algorithm, Digits, Period};
use tessera_core::secret::SecretText;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::host::{Session, typed};
use crate::output::{self, title};
use crate::row::RowJson;
use crate::{input, password, words};

/// Add one account, from a URI or from its parts
///
/// With --uri-file, the file holds one otpauth URI. Otherwise name issuer and account; the secret,
/// in base32, comes from --secret-file, or is asked for at the terminal.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Read an otpauth URI from a file
    #[arg(long, value_name = "FILE", conflicts_with_all = PARTS)]
    uri_file: Option<PathBuf>,
    /// The site or service
    #[arg(long)]
    issuer: Option<String>,
    /// The account name there
    #[arg(long)]
    account: Option<String>,
    /// Read the secret, in base32, from a file
    #[arg(long, value_name = "FILE")]
    secret_file: Option<PathBuf>,
    /// How codes are made [default: totp]
    #[arg(long)]
    kind: Option<Kind>,
    /// SHA1, SHA256 or SHA512 [default: SHA1]
    #[arg(long, value_parser = algorithm)]
    algorithm: Option<Algorithm>,
    /// Length of a code, 1 to 10 [default: 6]
    #[arg(long, value_name = "N")]
    digits: Option<u64>,
    /// Seconds that a code lasts, 1 to 86400 [default: 30]
    #[arg(long, value_name = "SECONDS")]
    period: Option<u64>,
    /// Count of the next code, for hotp [default: 0]
    #[arg(long, value_name = "N")]
    counter: Option<u64>,
    /// A word to group by; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const PARTS: [&str; 8] =
    ["issuer", "account", "secret_file", "kind", "algorithm", "digits", "period", "counter"];

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Kind {
    /// Time-based, RFC 6238
    Totp,
    /// Counter-based, RFC 4226
    Hotp,
    /// Steam Guard
    Steam,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    args.check_parameters()?;
    if args.uri_file.is_none() && args.issuer().is_empty() && args.account().is_empty() {
        return Err(Failure::usage(say::CliAddNameless));
    }
    let session = vault.unlock()?;
    let Added { id, differs, .. } = match &args.uri_file {
        Some(file) => args.add_uri(&session, file)?,
        None => session.run(commands::add_entry(session.host(), args.form()?))?,
    };
    if let Some(field) = differs {
        output::warn(say::ErrorDiffers { field: words::of_field(field) });
        output::warn(say::CliAddBothKept);
    }
    let row = session.row(&id, false)?;
    if args.json {
        output::json(&RowJson::from(&row))?;
    } else {
        output::say(say::CliAddAdded { account: &title(&row.issuer, &row.account) })?;
    }
    Ok(Exit::Done)
}

impl Args {
    fn issuer(&self) -> &str {
        self.issuer.as_deref().unwrap_or_default().trim()
    }

    fn account(&self) -> &str {
        self.account.as_deref().unwrap_or_default().trim()
    }

    fn kind(&self) -> Kind {
        self.kind.unwrap_or(Kind::Totp)
    }

    /// Parameters that the kind does not have are refused, not ignored; and all that can be refused
    /// is, before anybody types a password in vain.
    fn check_parameters(&self) -> Result<(), Failure> {
        let kind = self.kind();
        let misplaced = [
            ("--counter", self.counter.is_some(), kind == Kind::Hotp),
            ("--period", self.period.is_some(), kind == Kind::Totp),
            ("--algorithm", self.algorithm.is_some(), kind != Kind::Steam),
            ("--digits", self.digits.is_some(), kind != Kind::Steam),
        ];
        if let Some((option, ..)) = misplaced.iter().find(|(_, given, fits)| *given && !fits) {
            return Err(Failure::usage(say::CliAddMisplaced { option }));
        }
        self.digits.map(Digits::new).transpose().map_err(CommandError::from)?;
        self.period.map(Period::new).transpose().map_err(CommandError::from)?;
        Ok(())
    }

    fn form(&self) -> Result<NewEntry, Failure> {
        Ok(NewEntry {
            issuer: self.issuer().to_owned(),
            account: self.account().to_owned(),
            secret: self.secret()?,
            kind: match self.kind() {
                Kind::Totp => types::Kind::Totp,
                Kind::Hotp => types::Kind::Hotp,
                Kind::Steam => types::Kind::Steam,
            },
            algorithm: self.algorithm.unwrap_or_default().into(),
            digits: self.digits.unwrap_or(Digits::DEFAULT.get().into()),
            period: self.period.unwrap_or(Period::DEFAULT.seconds().into()),
            counter: self.counter.unwrap_or(0).to_string(),
            tags: self.tags.clone(),
            note: Typed::new(String::new()),
        })
    }

    fn secret(&self) -> Result<Typed, Failure> {
        let text = match &self.secret_file {
            Some(file) => input::secret_text(file)?,
            None if password::can_ask() => password::typed(say::CliAskSecret)?,
            None => return Err(Failure::usage(say::CliSecretNoTerminal)),
        };
        // Its parameters would win over those that were given.
        match text.expose().contains("://") {
            true => Err(Failure::usage(say::CliAddUriForSecret)),
            false => Ok(typed(&text)),
        }
    }

    fn add_uri(&self, session: &Session, file: &Path) -> Result<Added, Failure> {
        let text = input::secret_text(file)?;
        let lines = || text.expose().trim_start_matches('\u{feff}').lines().map(str::trim);
        let uris: Vec<SecretText> =
            lines().filter(|l| !l.is_empty()).map(|l| SecretText::new(l.to_owned())).collect();
        let name = input::name(file);
        let [uri] = uris.as_slice() else {
            return Err(Failure::failed(match uris.len() {
                0 => words::problem(&name, Problem::Empty),
                lines => say::CliAddSeveralLines { file: &name, count: lines.into() }.to_string(),
            }));
        };
        let added = commands::add_uri(session.host(), typed(uri), self.tags.clone());
        Ok(session.run(added)?)
    }
}

fn algorithm(word: &str) -> Result<Algorithm, String> {
    Algorithm::parse(word).ok_or_else(|| say::CliAlgorithms.to_string())
}
