//! `list`: the accounts, without their codes.

use tessera_app::types::ListOrder;
use tessera_words::say;

use crate::args::VaultArgs;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::row::{RowJson, cells};

/// List the accounts
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// List what is in the trash instead
    #[arg(long)]
    trash: bool,
    /// Order them; pinned ones come first in each
    #[arg(long, value_enum, default_value_t, conflicts_with = "trash")]
    order: Order,
}

/// In which order they are listed.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default)]
enum Order {
    /// As they were put in the window
    #[default]
    Own,
    /// By the names of the sites
    Issuer,
    /// By the names of the accounts
    Account,
    /// The last used first
    LastUsed,
}

pub fn run(args: &Args, vault: &VaultArgs) -> Result<Exit, Failure> {
    let session = vault.unlock()?;
    let rows = match args.trash {
        true => session.rows(true)?,
        false => session.rows_in_order(Some(args.order.into()))?,
    };
    if args.json {
        output::json(&rows.iter().map(RowJson::from).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    if rows.is_empty() {
        match args.trash {
            true => output::warn(say::CliTrashEmpty),
            false => output::warn(say::CliEmptyVault),
        }
    }
    output::table(&rows.iter().map(cells).collect::<Vec<_>>())?;
    Ok(Exit::Done)
}

impl From<Order> for ListOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Own => Self::Own,
            Order::Issuer => Self::Issuer,
            Order::Account => Self::Account,
            Order::LastUsed => Self::LastUsed,
        }
    }
}
