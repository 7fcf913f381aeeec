//! `clock`: whether the clock is right that codes are made by.

use serde::Serialize;
use tessera_app::ports::clock::{ClockKeeper, TimeServer};
use tessera_app::system_clock::{SERVER, Sntp, SystemClock};
use tessera_app::types::ClockSync;
use tessera_words::say;

use crate::exit::{Exit, Failure};
use crate::output;

/// Say whether the clock of this computer is right
///
/// Codes that are made by a wrong clock are refused. Nothing is asked of the network without --compare.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Compare it with a time server, once, over the network
    #[arg(long)]
    compare: bool,
    /// The time server to compare it with, and its port
    #[arg(long, value_name = "HOST:PORT", default_value = SERVER, requires = "compare")]
    server: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// What `--json` prints. Fields may be added, never renamed.
#[derive(Serialize)]
struct Told {
    /// Whether the system compares it over the network.
    sync: ClockSync,
    /// How far it is behind, in milliseconds; null where it was not compared.
    behind_ms: Option<i64>,
}

pub fn run(args: &Args) -> Result<Exit, Failure> {
    let sync = SystemClock::default().sync();
    let behind_ms = match args.compare {
        true => Some(compared(&args.server)?),
        false => None,
    };
    if args.json {
        output::json(&Told { sync, behind_ms })?;
        return Ok(Exit::Done);
    }
    match sync {
        ClockSync::Kept => output::say(say::RefusedClockKept)?,
        ClockSync::Awaited => output::say(say::RefusedClockAwaited)?,
        ClockSync::Off => output::say(say::RefusedClockOff)?,
        ClockSync::Unknown => output::say(say::CliClockUnknown)?,
    }
    if let Some(behind) = behind_ms {
        // Tenths of a second.
        let seconds = format!("{:.1}", behind.unsigned_abs() as f64 / 1000.0);
        match behind {
            1000.. => output::say(say::ClockBehind { seconds: &seconds })?,
            ..=-1000 => output::say(say::ClockAhead { seconds: &seconds })?,
            _ => output::say(say::ClockRight)?,
        }
    }
    Ok(Exit::Done)
}

fn compared(server: &str) -> Result<i64, Failure> {
    let behind = Sntp::at(server.to_owned()).behind();
    behind.ok_or_else(|| Failure::failed(say::ErrorNoTimeServer))
}
