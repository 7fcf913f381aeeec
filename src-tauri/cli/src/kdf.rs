//! What it costs to try a password.

use std::time::Duration;

use clap::Args;
use tessera_app::ways;
use tessera_core::vault::KdfParams;
use tessera_words::say;

use crate::exit::Failure;
use crate::host::Costs;

/// Each makes guessing dearer, and every unlock slower.
#[derive(Args, Debug)]
pub struct KdfArgs {
    /// Memory that one try takes, 19MiB to 1GiB
    #[arg(long, value_name = "SIZE", value_parser = memory)]
    kdf_memory: Option<u32>,
    /// Passes over that memory, 2 to 32
    #[arg(long, value_name = "N")]
    kdf_iterations: Option<u32>,
    /// Lanes that are computed side by side, 1 to 8
    #[arg(long, value_name = "N")]
    kdf_parallelism: Option<u32>,
    /// As dear as this machine manages in about a second, and never under the default
    #[arg(long, conflicts_with_all = ["kdf_memory", "kdf_iterations", "kdf_parallelism"])]
    kdf_calibrate: bool,
}

const A_SECOND: Duration = Duration::from_secs(1);

impl KdfArgs {
    /// What is asked for; what of it is not named is as `now`. None where nothing is asked for.
    pub fn costs(&self, now: Option<KdfParams>) -> Result<Option<Costs>, Failure> {
        if self.kdf_calibrate {
            return Ok(Some(Box::new(|| ways::calibrated(A_SECOND))));
        }
        let (memory, passes, lanes) = (self.kdf_memory, self.kdf_iterations, self.kdf_parallelism);
        if memory.is_none() && passes.is_none() && lanes.is_none() {
            return Ok(None);
        }
        let now = now.unwrap_or(KdfParams::DEFAULT);
        let costs = KdfParams::new(
            memory.unwrap_or(now.m_kib()),
            passes.unwrap_or(now.t()),
            lanes.unwrap_or(now.p()),
        );
        let costs = costs.map_err(|_| Failure::usage(say::CliKdfRange))?;
        Ok(Some(Box::new(move || costs)))
    }
}

/// Reads `128MiB` or `1GiB` as a number of KiB.
fn memory(text: &str) -> Result<u32, String> {
    let (number, unit) = match (text.strip_suffix("MiB"), text.strip_suffix("GiB")) {
        (Some(number), _) => (number, 1024),
        (_, Some(number)) => (number, 1024 * 1024),
        _ => return Err(say::CliKdfNoUnit.to_string()),
    };
    let number: u32 = number.trim().parse().map_err(|_| say::CliKdfNoNumber.to_string())?;
    number.checked_mul(unit).ok_or_else(|| say::CliKdfTooMuch.to_string())
}

#[cfg(test)]
mod tests {
    use super::memory;

    #[test]
    fn a_size_has_a_unit() {
        assert_eq!(memory("128MiB"), Ok(128 * 1024));
        assert_eq!(memory("1GiB"), Ok(1024 * 1024));
        for bad in ["131072", "131072KiB", "128MB", "MiB", "-1MiB", "1.5GiB", "9999999GiB", ""] {
            assert!(memory(bad).is_err(), "{bad}");
        }
    }
}
