//! The accounts of the scenes, which the pictures of the page show as well.

use tessera_core::entry::{Labels, NewEntry};
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::secret::OtpSecret;

use Kind::{Counter, Eight, Minute, Sha512, Steam, Usual};

/// How the codes of an account are made.
#[derive(Clone, Copy)]
enum Kind {
    Usual,
    /// One a minute.
    Minute,
    /// Eight digits, SHA-256.
    Eight,
    Sha512,
    Steam,
    Counter,
}

type Sketch = (&'static str, &'static str, &'static [&'static str], Kind);

#[rustfmt::skip] // A table.
const SKETCHES: [Sketch; 38] = [
    ("GitHub", "ada@analytical.dev", &["Work"], Usual),
    ("Proton", "ada.l@proton.me", &["Home"], Usual),
    ("Amazon Web Services", "root · 4471-0092", &["Work", "Servers"], Usual),
    ("Steam", "countess", &["Home"], Steam),
    ("Mercury Bank", "ada@analytical.dev", &["Work"], Minute),
    ("Nextcloud", "ada", &["Servers"], Usual),
    ("Hetzner", "K0418837", &["Servers"], Eight),
    ("University VPN", "al0815", &["Work"], Usual),
    ("GitLab", "ada@analytical.dev", &["Work"], Usual),
    ("Fastmail", "ada@fastmail.example", &["Home"], Usual),
    ("Cloudflare", "ops@analytical.dev", &["Servers"], Usual),
    ("DigitalOcean", "ops@analytical.dev", &["Servers"], Usual),
    ("Backup tape vault", "operator 3", &["Servers"], Counter),
    ("Bitbucket", "lovelace", &["Work"], Usual),
    ("Discord", "countess#0815", &["Home"], Usual),
    ("Dropbox", "ada.l@proton.me", &["Home"], Usual),
    ("Electricity board", "Kundennummer 88 120 449", &["Home"], Usual),
    ("Epic Games", "countess", &["Home"], Usual),
    ("Figma", "ada@analytical.dev", &["Work"], Usual),
    ("Google", "ada.lovelace@gmail.example", &["Home"], Usual),
    ("Heroku", "ops@analytical.dev", &["Servers"], Usual),
    ("Instagram", "ada.draws.engines", &["Home"], Usual),
    ("JetBrains", "ada@analytical.dev", &["Work"], Usual),
    ("Kraken", "ada.l@proton.me", &["Home"], Sha512),
    ("LinkedIn", "ada@analytical.dev", &["Work"], Usual),
    ("Mastodon", "@ada@mathstodon.example", &["Home"], Usual),
    ("Microsoft", "ada@analytical.dev", &["Work"], Usual),
    ("npm", "analytical", &["Work"], Usual),
    ("OVH", "al44710-ovh", &["Servers"], Usual),
    ("PayPal", "ada.l@proton.me", &["Home"], Usual),
    ("PyPI", "analytical", &["Work"], Usual),
    ("Reddit", "note_g", &["Home"], Usual),
    ("Slack", "analytical-engines", &["Work"], Usual),
    ("Société Générale", "4471 0092 118", &["Home"], Usual),
    ("Tailscale", "ada@analytical.dev", &["Servers"], Usual),
    ("Twitch", "countess", &["Home"], Usual),
    ("Vultr", "ops@analytical.dev", &["Servers"], Usual),
    ("Zürich city library", "Ada King", &["Home"], Usual),
];

/// The accounts of the table; beyond those, numbered ones up to `count`.
pub fn make(count: usize) -> Vec<NewEntry> {
    (0..count).map(account).collect()
}

/// How many the table has.
pub const USUAL: usize = SKETCHES.len();

fn account(number: usize) -> NewEntry {
    let (issuer, account, tags, kind) = SKETCHES[number % SKETCHES.len()];
    let tags: Vec<_> = tags.iter().map(|&tag| tag.to_owned()).collect();
    if number >= SKETCHES.len() {
        let labels =
            self::labels(&format!("{issuer} {number}"), &format!("user{number}@example.org"));
        let new = NewEntry::new(labels, otp(number, Usual));
        return NewEntry { tags, confirmed: true, ..new };
    }
    let note = if issuer == "Mercury Bank" { "Business account" } else { "" };
    NewEntry {
        tags,
        note: note.into(),
        pinned: issuer == "GitHub",
        confirmed: issuer != "Mercury Bank",
        ..NewEntry::new(labels(issuer, account), otp(number, kind))
    }
}

pub fn labels(issuer: &str, account: &str) -> Labels {
    Labels { issuer: issuer.to_owned(), account: account.to_owned() }
}

/// The secret of the account of that number: the same in every run, and nobody's.
pub fn secret(number: usize) -> Vec<u8> {
    let mut state = u64::try_from(number).unwrap() + 1;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    (0..20).map(|_| next()).collect()
}

/// Six digits every thirty seconds, of that secret.
pub fn usual(number: usize) -> Otp {
    otp(number, Usual)
}

fn otp(number: usize, kind: Kind) -> Otp {
    let (digits, period) = (Digits::DEFAULT, Period::DEFAULT);
    let eight = Digits::new(8).unwrap();
    let scheme = match kind {
        Usual => Scheme::Totp { algorithm: Algorithm::Sha1, digits, period },
        Minute => {
            Scheme::Totp { algorithm: Algorithm::Sha1, digits, period: Period::new(60).unwrap() }
        }
        Eight => Scheme::Totp { algorithm: Algorithm::Sha256, digits: eight, period },
        Sha512 => Scheme::Totp { algorithm: Algorithm::Sha512, digits, period },
        Steam => Scheme::Steam,
        Counter => Scheme::Hotp { algorithm: Algorithm::Sha1, digits, counter: 41 },
    };
    Otp::new(OtpSecret::new(secret(number)).unwrap(), scheme)
}
