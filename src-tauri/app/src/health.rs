//! Whether everything is in order: of the accounts, of the ways back to them, and of this computer. Names
//! accounts and never a secret.

use std::collections::HashMap;

use tessera_core::entry::Entry;
use tessera_core::otp::{Kind, Otp};
use tessera_core::time::UnixTime;

use crate::app::App;
use crate::error::CommandError;
use crate::ports::protection::Swap;
use crate::types::{
    ClockSync, Concern, DeviceState, Fact, Health, InOrder, LastBackup, NamedAccount, Status,
};

/// Seconds after which an account counts as unused, and a backup by hand as old: 365 days.
const YEAR: u64 = 365 * 24 * 60 * 60;
/// The shortest secret that is not called weak, in bytes. RFC 4226 asks for 16 in section 4 (R6); many
/// sites give 10, which nobody guesses either.
const SHORTEST: usize = 10;
/// Secrets of manuals and test vectors, which people type in to try an app: RFC 4226 and RFC 6238, and
/// the "Hello!" of Google's documentation.
const EXAMPLES: [&[u8]; 5] = [
    b"1234567890",
    b"12345678901234567890",
    b"12345678901234567890123456789012",
    b"1234567890123456789012345678901234567890123456789012345678901234",
    b"Hello!\xde\xad\xbe\xef",
];

impl App {
    /// How everything stands, for a person to look at.
    ///
    /// # Errors
    /// `Locked`; `Io` where the vault's folder cannot be looked at.
    pub fn health(&self) -> Result<Health, CommandError> {
        let live = self.session()?.file.vault().contents().live();
        let (status, now) = (self.status()?, self.now());
        let mut health = Health { concerns: Vec::new(), facts: Vec::new(), in_order: Vec::new() };
        health.note_backups(&status, live.len(), now);
        health.note_ways_in(&status);
        health.note_clock(status.clock);
        health.note_unclear(&status);
        health.note_accounts(&live, now);
        self.note_system(&mut health, &status);
        Ok(health)
    }

    fn note_system(&self, health: &mut Health, status: &Status) {
        let protection = (self.ports.protection)();
        match protection.no_core_dumps {
            true => health.in_order.push(InOrder::NoCoreDumps),
            false => health.facts.push(Fact::CoreDumps),
        }
        if status.device == DeviceState::On {
            health.facts.push(Fact::Keyring { kind: self.ports.keyring.kind().to_owned() });
        }
        health.facts.extend([Fact::ScreenPictures, Fact::ClipboardHistory]);
        match protection.swap {
            Swap::Safe => health.in_order.push(InOrder::Swap),
            Swap::Plain => health.facts.push(Fact::PlainSwap),
            Swap::Unknown => {}
        }
    }
}

impl Health {
    fn note_backups(&mut self, status: &Status, accounts: usize, now: UnixTime) {
        let is_recent = |backup: &LastBackup| now.seconds() < backup.saved_at.saturating_add(YEAR);
        match (&status.backup.trouble, status.backup.last) {
            (Some(reason), _) => {
                self.concerns.push(Concern::BackupTrouble { reason: reason.clone() });
            }
            (None, Some(last)) if last.entries > 0 => {
                self.in_order.push(InOrder::Backup(last));
            }
            // What was kept of an empty vault brings nothing back.
            (None, _) if accounts > 0 => self.concerns.push(Concern::NoBackup),
            (None, _) => {}
        }
        let by_hand = status.last_backup.filter(is_recent);
        self.in_order.extend(by_hand.map(InOrder::SavedBackup));
        if status.backup.second_folder.is_none() {
            if by_hand.is_none() && accounts > 0 {
                let saved_at = status.last_backup.map(|backup| backup.saved_at);
                self.concerns.push(Concern::OneDisk { saved_at });
            }
        } else if status.backup.trouble.is_none() {
            self.in_order.push(InOrder::SecondFolder);
        }
    }

    fn note_ways_in(&mut self, status: &Status) {
        if status.recovery_unfinished {
            self.concerns.push(Concern::RecoveryUnfinished);
        } else if status.recovery {
            self.in_order.push(InOrder::Recovery);
        } else {
            self.concerns.push(Concern::NoRecovery);
        }
        match status.weak_kdf {
            true => self.concerns.push(Concern::WeakDerivation),
            false => self.in_order.push(InOrder::Derivation),
        }
    }

    fn note_clock(&mut self, sync: ClockSync) {
        match sync {
            ClockSync::Kept => self.in_order.push(InOrder::Clock),
            ClockSync::Awaited | ClockSync::Off => self.concerns.push(Concern::Clock { sync }),
            ClockSync::Unknown => self.facts.push(Fact::ClockUnknown),
        }
    }

    fn note_unclear(&mut self, status: &Status) {
        if status.quarantined > 0 {
            self.concerns.push(Concern::Unreadable { count: status.quarantined });
        }
        if status.conflicts > 0 {
            self.concerns.push(Concern::Conflicts { count: status.conflicts });
        }
    }

    fn note_accounts(&mut self, live: &[&Entry], now: UnixTime) {
        if live.is_empty() {
            return;
        }
        let groups = same_secrets(live);
        match groups.is_empty() {
            true => self.in_order.push(InOrder::NoTwins),
            false => self.concerns.push(Concern::SameSecret { groups }),
        }
        let which = |is_meant: &dyn Fn(&Entry) -> bool| -> Vec<_> {
            live.iter().filter(|entry| is_meant(entry)).map(|entry| named(entry)).collect()
        };
        match which(&|entry| is_weak(entry.otp())) {
            accounts if accounts.is_empty() => self.in_order.push(InOrder::StrongSecrets),
            accounts => self.concerns.push(Concern::WeakSecret { accounts }),
        }
        match which(&|entry| !entry.usage().confirmed) {
            accounts if accounts.is_empty() => self.in_order.push(InOrder::AllConfirmed),
            accounts => self.concerns.push(Concern::Unconfirmed { accounts }),
        }
        let few = which(&|entry| entry.recovery_codes().are_few());
        if !few.is_empty() {
            self.concerns.push(Concern::FewRecoveryCodes { accounts: few });
        }
        let unused = which(&|entry| is_unused(entry, now));
        if !unused.is_empty() {
            self.concerns.push(Concern::Unused { accounts: unused });
        }
    }
}

/// The accounts that share a secret, in the order of the list.
fn same_secrets(live: &[&Entry]) -> Vec<Vec<NamedAccount>> {
    let mut groups: Vec<Vec<&Entry>> = Vec::with_capacity(live.len());
    let mut known: HashMap<&[u8], usize> = HashMap::with_capacity(live.len());
    for &entry in live {
        let at = *known.entry(entry.otp().secret().expose()).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(entry);
    }
    let several = groups.into_iter().filter(|group| group.len() > 1);
    several.map(|group| group.into_iter().map(named).collect()).collect()
}

/// mOTP and Yandex themselves say how long their secrets are.
fn is_weak(otp: &Otp) -> bool {
    let secret = otp.secret().expose();
    let is_short = secret.len() < SHORTEST && !matches!(otp.kind(), Kind::Motp | Kind::Yandex);
    let is_one_byte = secret.iter().all(|byte| *byte == secret[0]);
    is_short || is_one_byte || EXAMPLES.contains(&secret)
}

/// An entry of which it is not known when it was used is as old as its time in this vault.
fn is_unused(entry: &Entry, now: UnixTime) -> bool {
    let last = entry.used_at().unwrap_or(entry.created_at());
    now.seconds().saturating_sub(last.seconds()) >= YEAR
}

fn named(entry: &Entry) -> NamedAccount {
    let labels = entry.labels();
    NamedAccount {
        id: entry.id().to_string(),
        issuer: labels.issuer.clone(),
        account: labels.account.clone(),
    }
}
