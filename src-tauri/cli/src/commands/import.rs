//! `import`: accounts from pictures, texts, files of other apps and other Tessera vaults.

pub mod reading;
pub mod report;

use std::collections::BTreeSet;
use std::path::PathBuf;

use tessera_app::commands;
use tessera_app::types::{DraftRow, DraftStatus};
use tessera_exchange::formats;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::input;
use crate::password::Way;
use crate::sources::SourceArgs;

use reading::{Asked, Gathered};

/// Bring accounts in from other apps' files, pictures of QR codes, the screen and Tessera vaults
///
/// What is in the vault already is left alone, so importing a file twice changes nothing. An
/// account with the names of another one but a different secret or parameter is added only with
/// --add-conflicts. All files are read before anything is added, and all is added in one save. Before an
/// encrypted file that takes long to open you are asked; without a terminal it is said, and done.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub sources: SourceArgs,
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
    /// What is to be known before anything is read.
    pub fn asked(&self) -> Result<Asked<'_>, Failure> {
        let format = match self.from.as_str() {
            "auto" => None,
            name => {
                Some(formats::by_name(name).ok_or_else(|| Failure::usage(say::CliImportNoFormat))?)
            }
        };
        let key_file = self.source_key_file.as_deref().map(input::bytes).transpose()?;
        let way = Way {
            file: self.source_password_file.as_deref(),
            command: None,
            file_option: "--source-password-file",
            command_option: None,
        };
        Ok(Asked { way, key_file, format })
    }
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let gathered = args.reading.asked()?.with_vault(&session, args.sources.all()?)?;
    let review = &gathered.review;
    let wanted = review.drafts.iter().filter(|draft| args.wants(draft));
    let wanted: BTreeSet<usize> = wanted.map(|draft| draft.index).collect();
    let added = if args.dry_run || wanted.is_empty() {
        None
    } else {
        let added = commands::confirm_review(session.host(), review.id.clone(), wanted);
        Some(session.run(added)?.added.len())
    };
    report::print(args, &gathered, added)?;
    Ok(exit(&gathered))
}

impl Args {
    /// Whether the draft is to be added.
    fn wants(&self, draft: &DraftRow) -> bool {
        match draft.status {
            DraftStatus::New => true,
            DraftStatus::Conflict => self.add_conflicts,
            DraftStatus::Duplicate | DraftStatus::Invalid | DraftStatus::Unsupported => false,
        }
    }
}

fn exit(gathered: &Gathered) -> Exit {
    let drafts = &gathered.review.drafts;
    if gathered.is_any_unreadable() {
        Exit::Failed
    } else if drafts.is_empty() {
        Exit::Nothing
    } else if drafts.iter().all(|draft| draft.kind.is_none()) {
        Exit::Failed
    } else {
        Exit::Done
    }
}
