//! `edit`: names, tags and the like of an account. Its secret and parameters stay.

use tessera_core::entry::{Edit, Entry, Labels, Usage};
use tessera_core::otp::{Otp, Scheme};

use crate::args::VaultArgs;
use crate::context::change;
use crate::exit::{Exit, Failure};
use crate::output::{self, title};
use crate::row::Row;
use crate::select;

/// Change names, tags and the like of an account
///
/// Its secret and parameters stay.
#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Args {
    /// Words that issuer and account name hold, or the id of an entry
    query: String,
    /// The site or service
    #[arg(long, group = "what")]
    issuer: Option<String>,
    /// The account name there
    #[arg(long, group = "what")]
    account: Option<String>,
    /// A tag, in place of all that there are; may be given several times
    #[arg(long = "tag", value_name = "TAG", group = "what")]
    tags: Vec<String>,
    /// Remove all tags
    #[arg(long, group = "what", conflicts_with = "tags")]
    no_tags: bool,
    /// Keep it at the top of the list
    #[arg(long, group = "what")]
    pin: bool,
    /// No longer keep it at the top of the list
    #[arg(long, group = "what", conflicts_with = "pin")]
    unpin: bool,
    /// The site has accepted a code of it
    #[arg(long, group = "what")]
    confirmed: bool,
    /// The counter of the next code, where the site and the vault have lost step (HOTP)
    #[arg(long, value_name = "N", group = "what")]
    counter: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let mut file = vault.open()?;
    let id = select::one(&file.vault().contents().live(), &args.query)?.id();
    change(&mut file, |vault, now| {
        let edit = args.edit(vault.contents().get(id)?)?;
        vault.contents_mut().edit(id, edit, now)?;
        Ok(())
    })?;
    let entry = file.vault().contents().get(id)?;
    if args.json {
        output::json(&Row::from(entry))?;
    } else {
        output::say(&format!("Changed {}.", title(entry.labels())))?;
    }
    Ok(Exit::Done)
}

impl Args {
    fn edit(&self, entry: &Entry) -> Result<Edit, Failure> {
        let old = entry.labels();
        let labels = Labels {
            issuer: self.issuer.as_ref().unwrap_or(&old.issuer).trim().to_owned(),
            account: self.account.as_ref().unwrap_or(&old.account).trim().to_owned(),
        };
        if labels == Labels::default() {
            return Err(Failure::usage("An account needs an issuer or an account name."));
        }
        let tags = (self.no_tags || !self.tags.is_empty()).then(|| self.tags.clone());
        let usage =
            self.confirmed.then(|| Usage { confirmed: true, used_at: entry.usage().used_at });
        Ok(Edit {
            labels: Some(labels),
            otp: self.counter.map(|counter| recounted(entry.otp(), counter)).transpose()?,
            tags,
            pinned: (self.pin || self.unpin).then_some(self.pin),
            usage,
            ..Edit::default()
        })
    }
}

fn recounted(otp: &Otp, counter: u64) -> Result<Otp, Failure> {
    match otp.scheme() {
        &Scheme::Hotp { algorithm, digits, .. } => {
            Ok(Otp::new(otp.secret().clone(), Scheme::Hotp { algorithm, digits, counter }))
        }
        _ => Err(Failure::usage("Only a counter-based account (HOTP) has a counter.")),
    }
}
