//! What it costs to try a password.

use std::time::{Duration, Instant};

use clap::Args;
use tessera_core::vault::KdfParams;

use crate::exit::{Failure, sentence};

/// Each makes guessing dearer, and every unlock slower.
#[derive(Args, Debug)]
pub struct KdfArgs {
    /// Memory that one try takes, 19MiB to 1GiB [default for a new vault: 128MiB]
    #[arg(long, value_name = "SIZE", value_parser = memory)]
    kdf_memory: Option<u32>,
    /// Passes over that memory, 2 to 32 [default for a new vault: 3]
    #[arg(long, value_name = "N")]
    kdf_iterations: Option<u32>,
    /// Lanes that are computed side by side, 1 to 8 [default for a new vault: 4]
    #[arg(long, value_name = "N")]
    kdf_parallelism: Option<u32>,
    /// As dear as this machine manages in about a second, and never under the default
    #[arg(long, conflicts_with_all = ["kdf_memory", "kdf_iterations", "kdf_parallelism"])]
    kdf_calibrate: bool,
}

const A_SECOND: Duration = Duration::from_secs(1);

impl KdfArgs {
    /// What is asked for; what is not comes from `otherwise`.
    pub fn or(&self, otherwise: KdfParams) -> Result<KdfParams, Failure> {
        if self.kdf_calibrate {
            return Ok(KdfParams::calibrated(A_SECOND, measured));
        }
        KdfParams::new(
            self.kdf_memory.unwrap_or(otherwise.m_kib()),
            self.kdf_iterations.unwrap_or(otherwise.t()),
            self.kdf_parallelism.unwrap_or(otherwise.p()),
        )
        .map_err(|error| Failure::usage(sentence(error)))
    }
}

fn measured(kdf: KdfParams) -> Duration {
    let start = Instant::now();
    match kdf.try_out() {
        Ok(()) => start.elapsed(),
        // Too dear for this machine, however quick it is.
        Err(_) => Duration::from_secs(3600),
    }
}

/// Reads `128MiB` or `1GiB` as a number of KiB.
fn memory(text: &str) -> Result<u32, String> {
    let (number, unit) = match (text.strip_suffix("MiB"), text.strip_suffix("GiB")) {
        (Some(number), _) => (number, 1024),
        (_, Some(number)) => (number, 1024 * 1024),
        _ => return Err("write the size with its unit, such as 128MiB or 1GiB".into()),
    };
    let number: u32 = number.trim().parse().map_err(|_| "write a whole number before the unit")?;
    number.checked_mul(unit).ok_or_else(|| "at most 1GiB can be used".into())
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
