//! `add`: one account, from a URI or from its parts.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use tessera_core::base32;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::otpauth;
use tessera_core::secret::SecretText;
use tessera_exchange::draft::{self, Draft, Status};

use crate::args::VaultArgs;
use crate::context::{change, rng};
use crate::exit::{Exit, Failure, sentence};
use crate::output::{self, title};
use crate::row::Row;
use crate::{input, password};

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
    let scheme = args.scheme()?;
    if args.uri_file.is_none() && args.labels() == Labels::default() {
        return Err(Failure::usage(
            "Name the account: give --issuer, --account or both, or --uri-file FILE.",
        ));
    }
    let mut file = vault.open()?;
    let mut new = match &args.uri_file {
        Some(path) => from_uri(path)?,
        None => NewEntry::new(args.labels(), Otp::new(args.secret()?, scheme)),
    };
    new.tags.clone_from(&args.tags);

    let mut drafts = [Draft { tags: new.tags.clone(), ..draft_of(&new) }];
    let id = change(&mut file, |vault, now| {
        draft::compare(&mut drafts, vault.contents().live());
        if drafts[0].status == Status::Duplicate {
            let title = title(&new.labels);
            return Err(Failure::failed(format!("{title} is in the vault already.")));
        }
        Ok(vault.contents_mut().add(new.clone(), now, &mut rng()))
    })?;
    if let Status::Conflict(difference) = drafts[0].status {
        output::tell(&format!(
            "There is another entry of these names; its {} differs. Both are kept.",
            difference.name()
        ));
    }
    let entry = file.vault().contents().get(id)?;
    if args.json {
        output::json(&Row::from(entry))?;
    } else {
        output::say(&format!("Added {}.", title(entry.labels())))?;
    }
    Ok(Exit::Done)
}

impl Args {
    fn labels(&self) -> Labels {
        let tidy = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        Labels { issuer: tidy(&self.issuer), account: tidy(&self.account) }
    }

    /// The parameters; those that the kind does not have are refused, not ignored.
    fn scheme(&self) -> Result<Scheme, Failure> {
        let kind = self.kind.unwrap_or(Kind::Totp);
        let misplaced = [
            ("--counter", self.counter.is_some(), kind == Kind::Hotp),
            ("--period", self.period.is_some(), kind == Kind::Totp),
            ("--algorithm", self.algorithm.is_some(), kind != Kind::Steam),
            ("--digits", self.digits.is_some(), kind != Kind::Steam),
        ];
        if let Some((option, ..)) = misplaced.iter().find(|(_, given, fits)| *given && !fits) {
            return Err(Failure::usage(format!("{option} does not go with this kind of code.")));
        }
        let refused = |error| Failure::usage(sentence(error));
        let algorithm = self.algorithm.unwrap_or_default();
        let digits = self.digits.map_or(Ok(Digits::DEFAULT), Digits::new).map_err(refused)?;
        let period = self.period.map_or(Ok(Period::DEFAULT), Period::new).map_err(refused)?;
        Ok(match kind {
            Kind::Totp => Scheme::Totp { algorithm, digits, period },
            Kind::Hotp => Scheme::Hotp { algorithm, digits, counter: self.counter.unwrap_or(0) },
            Kind::Steam => Scheme::Steam,
        })
    }

    fn secret(&self) -> Result<tessera_core::secret::OtpSecret, Failure> {
        let text = match &self.secret_file {
            Some(file) => input::secret_text(file)?,
            None if password::can_ask() => password::typed("Secret, in base32: ")?,
            None => {
                return Err(Failure::usage(
                    "The secret is missing, and there is no terminal to ask at. Give \
                     --secret-file FILE.",
                ));
            }
        };
        base32::decode(text.expose()).map_err(|error| Failure::failed(sentence(error)))
    }
}

fn from_uri(file: &Path) -> Result<NewEntry, Failure> {
    let text = input::secret_text(file)?;
    let lines = || text.expose().trim_start_matches('\u{feff}').lines().map(str::trim);
    let uris: Vec<SecretText> =
        lines().filter(|l| !l.is_empty()).map(|l| SecretText::new(l.to_owned())).collect();
    let name = input::name(file);
    let [uri] = uris.as_slice() else {
        return Err(Failure::failed(match uris.len() {
            0 => format!("{name} is empty."),
            lines => format!(
                "{name} has {lines} lines. For more than one account there is: tessera-cli import"
            ),
        }));
    };
    let account = otpauth::parse(uri.expose())
        .map_err(|error| Failure::failed(format!("{name}: {}", sentence(error))))?;
    Ok(NewEntry::new(account.labels, account.otp))
}

fn draft_of(new: &NewEntry) -> Draft {
    Draft::new(otpauth::Account {
        labels: new.labels.clone(),
        issuer_alt: None,
        otp: new.otp.clone(),
    })
}

fn algorithm(word: &str) -> Result<Algorithm, String> {
    Algorithm::parse(word).ok_or_else(|| "it is SHA1, SHA256 or SHA512".to_owned())
}
