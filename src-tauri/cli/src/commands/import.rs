//! `import`: accounts from pictures, texts and other Tessera vaults.

mod gather;
mod report;

use std::path::PathBuf;

use tessera_core::draft::{self, Draft, Status};
use tessera_core::vault::Vault;

use crate::args::VaultArgs;
use crate::context::{change, now, rng};
use crate::exit::{Exit, Failure};
use crate::password::Way;
use crate::sources::SourceArgs;

use gather::Gathered;

/// Bring accounts in from pictures of QR codes, the screen, text files with URIs and Tessera vaults
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
    /// Read the password of imported vaults from a file
    #[arg(long, value_name = "FILE")]
    source_password_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let mut file = vault.open()?;
    let way = Way {
        file: args.source_password_file.as_deref(),
        command: None,
        options: "--source-password-file FILE",
    };
    let mut gathered = gather::all(args.sources.all(), way);
    let drafts = &mut gathered.found.drafts;
    draft::compare(drafts, file.vault().contents().live());
    let wanted = |drafts: &[Draft]| drafts.iter().any(|d| args.wants(d));
    let save = !args.dry_run && wanted(drafts);
    if save {
        change(&mut file, |vault, _| {
            // Again: what is on disk may have changed since.
            draft::compare(drafts, vault.contents().live());
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
