//! `import`: accounts from pictures, texts, files of other apps and other Tessera vaults.

pub mod gather;
pub mod report;

use std::path::PathBuf;

use tessera_core::vault::Vault;
use tessera_exchange::draft::{self, Draft, Status};
use tessera_exchange::formats;

use crate::args::VaultArgs;
use crate::context::{change, now, rng};
use crate::exit::{Exit, Failure};
use crate::input;
use crate::password::Way;
use crate::sources::{Source, SourceArgs};

use gather::{Asked, Gathered};

/// Bring accounts in from other apps' files, pictures of QR codes, the screen and Tessera vaults
///
/// What is in the vault already is left alone, so importing a file twice changes nothing. An
/// account with the names of another one but a different secret or parameter is added only with
/// --add-conflicts. All files are read before anything is added, and all is added in one save.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    sources: SourceArgs,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Add accounts that differ from one of the same names, beside it
    #[arg(long)]
    add_conflicts: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How the files of other apps open.
#[derive(clap::Args, Debug)]
pub struct ReadingArgs {
    /// Read the password of encrypted files and vaults from a file
    #[arg(long, value_name = "FILE")]
    source_password_file: Option<PathBuf>,
    /// The key file of a KeePass database
    #[arg(long, value_name = "FILE")]
    source_key_file: Option<PathBuf>,
    /// What the files are: a name that tessera-cli formats lists; auto tells by their content
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    from: String,
}

impl ReadingArgs {
    /// Reads all these.
    pub fn gather(&self, sources: Vec<Source>) -> Result<Gathered, Failure> {
        let format = match self.from.as_str() {
            "auto" => None,
            name => Some(formats::by_name(name).ok_or_else(|| {
                Failure::usage("There is no such format. tessera-cli formats lists all.")
            })?),
        };
        let key_file = self.source_key_file.as_deref().map(input::bytes).transpose()?;
        let way = Way {
            file: self.source_password_file.as_deref(),
            command: None,
            options: "--source-password-file FILE",
        };
        let key_file = key_file.as_ref().map(|bytes| bytes.as_slice());
        Ok(gather::all(sources, Asked { way, key_file, format }))
    }
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let mut file = vault.open()?;
    let mut gathered = args.reading.gather(args.sources.all())?;
    let drafts = &mut gathered.found.drafts;
    let contents = file.vault().contents();
    draft::compare_import(drafts, contents.live(), contents.trashed());
    let wanted = |drafts: &[Draft]| drafts.iter().any(|d| args.wants(d));
    let save = !args.dry_run && wanted(drafts);
    if save {
        change(&mut file, |vault, _| {
            // Again: what is on disk may have changed since.
            let contents = vault.contents();
            draft::compare_import(drafts, contents.live(), contents.trashed());
            args.add(drafts, vault);
            Ok(())
        })?;
    }
    report::print(args, &gathered, save)?;
    Ok(exit(&gathered))
}

impl Args {
    /// Whether the draft is to be added.
    fn wants(&self, draft: &Draft) -> bool {
        match draft.status {
            Status::New => true,
            Status::Conflict(_) => self.add_conflicts,
            Status::Duplicate | Status::Invalid | Status::Unsupported => false,
        }
    }

    fn add(&self, drafts: &[Draft], vault: &mut Vault) {
        let new = drafts.iter().filter(|d| self.wants(d)).filter_map(Draft::confirm);
        for entry in new {
            vault.contents_mut().add(entry, now(), &mut rng());
        }
    }
}

fn exit(gathered: &Gathered) -> Exit {
    let drafts = &gathered.found.drafts;
    if gathered.sources.iter().any(|s| s.unreadable) {
        Exit::Failed
    } else if drafts.is_empty() {
        Exit::Nothing
    } else if drafts.iter().all(|d| d.otp.is_err()) {
        Exit::Failed
    } else {
        Exit::Done
    }
}
