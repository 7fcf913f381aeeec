//! What a key in the search takes among 10,000 entries: the list, the search in it, and the reply as JSON, in
//! time of the processor.
//!
//! `cargo xtask bench` runs this after the ratios. `ROUNDS` says how often each is done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A measurement fails by panicking.

#[path = "../../../tests/support/processor_time.rs"]
mod processor_time;

use std::hint::black_box;
use std::time::Duration;

use rand_core::UnwrapErr;
use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::search::search;
use tessera_core::secret::{OtpSecret, Password};
use tessera_core::time::UnixTime;
use tessera_core::vault::{Contents, KdfParams, Vault};

const ENTRIES: usize = 10_000;
const GOAL: Duration = Duration::from_millis(8);
const NOW: UnixTime = UnixTime::from_seconds(1_700_000_000);

/// The first keys find nearly all, the later ones few, the last lines nothing but with a slip.
const TYPED: [&str; 9] =
    ["e", "g", "gi", "github", "github ada 99", "aws", "societe", "gihtub 99", "nowhere at all"];

fn main() {
    // What cargo passes to every bench, and a word to pick lines by.
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    if !"search".contains(&only) {
        return;
    }
    let rounds = std::env::var("ROUNDS").map_or(15, |rounds| rounds.parse().unwrap());
    let vault = vault();
    println!("\n{:<44}{:>10}{:>10}", "search in 10,000 entries for", "found", "median");
    for typed in TYPED {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..rounds {
            let start = processor_time::now();
            let reply = black_box(reply(vault.contents(), typed));
            times.push(processor_time::now() - start);
            found = reply.0;
        }
        times.sort_unstable();
        let median = times[times.len() / 2];
        let missed = if median > GOAL { "  missed" } else { "" };
        let milliseconds = median.as_secs_f64() * 1_000.0;
        println!(
            "{:<44}{found:>10}{milliseconds:>7.1} ms{missed}",
            format!("\u{201c}{typed}\u{201d}")
        );
    }
}

/// How many were found, and the JSON that names them.
fn reply(contents: &Contents, typed: &str) -> (usize, String) {
    let live = contents.live();
    let accounts: Vec<_> = live.iter().map(|entry| entry.searched()).collect();
    let hits = search(typed, &accounts);
    let named = hits.iter().map(|hit| (live[hit.at].id(), &hit.issuer, &hit.account));
    (hits.len(), serde_json::to_string(&named.collect::<Vec<_>>()).unwrap())
}

/// One in ten has a note, one in three was used.
fn vault() -> Vault {
    let mut rng = UnwrapErr(getrandom::SysRng);
    let password = Password::new("correct horse battery staple").unwrap();
    let mut vault = Vault::create(&password, KdfParams::DEFAULT, &mut rng).unwrap();
    let (algorithm, digits, period) = (Algorithm::Sha1, Digits::DEFAULT, Period::DEFAULT);
    let issuers = ["GitHub", "Amazon Web Services", "Société Générale", "Mercury Bank", "Proton"];
    for number in 0..ENTRIES {
        let labels = Labels {
            issuer: format!("{} {number}", issuers[number % issuers.len()]),
            account: format!("ada.lovelace{number}@example.org"),
        };
        let secret = OtpSecret::new(vec![7; 20]).unwrap();
        let otp = Otp::new(secret, Scheme::Totp { algorithm, digits, period });
        let note = if number % 10 == 0 { "The second key lies in the drawer" } else { "" };
        let new =
            NewEntry { tags: vec!["Work".into()], note: note.into(), ..NewEntry::new(labels, otp) };
        let id = vault.contents_mut().add(new, NOW, &mut rng);
        if number % 3 == 0 {
            vault.contents_mut().mark_used(id, NOW).unwrap();
        }
    }
    vault
}
