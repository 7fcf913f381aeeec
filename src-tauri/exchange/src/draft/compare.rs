//! What a vault says to drafts, and which of them share their names.
//!
//! Names alone identify nothing: the accounts of a file that share them, but not their secrets, were
//! different accounts in the other app. Two accounts with the same secret are two as well, as long as any
//! other field differs: apps that merge them lose accounts. An account without names is known by its
//! secret.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use sha2::{Digest as _, Sha256};
use tessera_core::entry::{Entry, Labels};
use tessera_core::otp::{Otp, Period};
use tessera_core::secret::Pin;

use super::tenant::Tenant;
use super::{Difference, Draft, Namesake, Status};

/// Sets the status of each draft against what the vault holds, and tells those apart that share their
/// names: by the tenant that their links name, where there is one, or else by a number.
///
/// A draft differs from an entry of its names only where no draft is the same as that entry. What is
/// twice among the drafts is one account.
pub fn compare<'a>(drafts: &mut [Draft], held: impl IntoIterator<Item = &'a Entry>) {
    let held = Held::of(held);
    let prints: Vec<Option<Print>> = drafts.iter().map(print_of).collect();
    name_tenants(drafts, &prints, &held);
    for (identity, group) in grouped(drafts, &prints, Identity::of) {
        set_status(drafts, &group, held.accounts(&identity));
    }
    for group in grouped(drafts, &prints, |draft| (draft.labels.clone(), draft.trashed)).values() {
        number(drafts, group);
    }
}

/// Sets the status of each draft of an import, as [`compare`] does, against the live entries and
/// those in the trash: what was removed here may be added again, but what comes out of another
/// app's trash and lies in ours is here already.
pub fn compare_import<'a>(
    drafts: &mut [Draft],
    live: impl IntoIterator<Item = &'a Entry>,
    trashed: impl IntoIterator<Item = &'a Entry>,
) {
    compare(drafts, live);
    let mut removed: HashMap<Labels, HashSet<Print>> = HashMap::new();
    for entry in trashed {
        removed.entry(entry.labels().clone()).or_default().insert(fingerprint(entry.otp()));
    }
    for draft in drafts.iter_mut().filter(|draft| draft.trashed) {
        let Some(print) = print_of(draft) else { continue };
        if !removed.entry(draft.labels.clone()).or_default().insert(print) {
            draft.status = Status::Duplicate;
        }
    }
}

/// Equal for two accounts exactly if secret, PIN and all parameters are equal.
type Print = [u8; 32];

/// The drafts of a group that give codes, by their places.
type Group = Vec<(usize, Print)>;

fn print_of(draft: &Draft) -> Option<Print> {
    draft.otp.as_ref().ok().map(fingerprint)
}

pub(crate) fn fingerprint(otp: &Otp) -> Print {
    let (period, counter) = (otp.period().map(Period::seconds), otp.counter());
    let (kind, algorithm) = (otp.kind().name(), otp.algorithm().name());
    let pin = otp.pin().map(Pin::expose).unwrap_or_default();
    let mut hash = Sha256::new();
    hash.update(format!("{kind} {algorithm} {} {period:?} {counter:?} ", otp.digits()));
    hash.update((pin.len() as u64).to_be_bytes());
    hash.update(pin);
    hash.update(otp.secret().expose());
    hash.finalize().into()
}

fn grouped<K: Eq + Hash>(
    drafts: &[Draft],
    prints: &[Option<Print>],
    key: impl Fn(&Draft) -> K,
) -> HashMap<K, Group> {
    let mut groups: HashMap<K, Group> = HashMap::new();
    for (index, (draft, print)) in drafts.iter().zip(prints).enumerate() {
        if let Some(print) = print {
            groups.entry(key(draft)).or_default().push((index, *print));
        }
    }
    groups
}

/// By what an account is known.
#[derive(Eq, Hash, PartialEq)]
enum Identity {
    Names(Labels),
    /// The hash of the secret of an account without names.
    Secret(Print),
}

impl Identity {
    fn of(draft: &Draft) -> Self {
        match &draft.otp {
            Ok(otp) if draft.labels == Labels::default() => Self::Secret(secret_print(otp)),
            _ => Self::Names(draft.labels.clone()),
        }
    }
}

fn secret_print(otp: &Otp) -> Print {
    Sha256::digest(otp.secret().expose()).into()
}

/// What the vault holds.
#[derive(Default)]
struct Held<'a> {
    by_names: HashMap<&'a Labels, Accounts<'a>>,
    by_secret: HashMap<Print, Accounts<'a>>,
}

/// Entries of the vault that share their names, or their secret. There may be any number of them.
#[derive(Default)]
struct Accounts<'a> {
    in_order: Vec<(Print, &'a Otp)>,
    prints: HashSet<Print>,
}

impl<'a> Held<'a> {
    fn of(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut held = Self::default();
        for entry in entries {
            let (otp, print) = (entry.otp(), fingerprint(entry.otp()));
            held.by_names.entry(entry.labels()).or_default().add(print, otp);
            held.by_secret.entry(secret_print(otp)).or_default().add(print, otp);
        }
        held
    }

    fn accounts(&self, identity: &Identity) -> Option<&Accounts<'a>> {
        match identity {
            Identity::Names(labels) => self.by_names.get(labels),
            Identity::Secret(print) => self.by_secret.get(print),
        }
    }

    fn has(&self, labels: &Labels, print: &Print) -> bool {
        self.by_names.get(labels).is_some_and(|accounts| accounts.prints.contains(print))
    }
}

impl<'a> Accounts<'a> {
    fn add(&mut self, print: Print, otp: &'a Otp) {
        self.prints.insert(print);
        self.in_order.push((print, otp));
    }

    /// The first that is none of these.
    fn other_than(&self, prints: &HashSet<Print>) -> Option<&'a Otp> {
        self.in_order.iter().find(|(print, _)| !prints.contains(print)).map(|(_, otp)| *otp)
    }
}

/// Gives accounts the name of their tenant where the issuer's own name does not tell them from others of
/// the import or the vault, and those that have it in the vault.
fn name_tenants(drafts: &mut [Draft], prints: &[Option<Print>], held: &Held<'_>) {
    let mut is_any = false;
    for draft in drafts.iter_mut() {
        if let Some(tenant) = &draft.tenant {
            draft.labels.issuer.clone_from(&tenant.issuer);
            is_any = true;
        }
    }
    if !is_any {
        return;
    }
    for (labels, group) in grouped(drafts, prints, |draft| draft.labels.clone()) {
        // The same account may come by a link that names its tenant and by one that does not.
        let mut tenants: HashMap<Print, Option<Tenant>> = HashMap::new();
        for (index, print) in &group {
            let tenant = drafts.get(*index).and_then(|draft| draft.tenant.clone());
            let known = tenants.entry(*print).or_default();
            *known = known.take().or(tenant);
        }
        let names: HashSet<_> = tenants.values().map(|t| t.as_ref().map(|t| &t.whole)).collect();
        let prints: HashSet<Print> = tenants.keys().copied().collect();
        let accounts = held.by_names.get(&labels);
        let is_taken = accounts.is_some_and(|accounts| accounts.other_than(&prints).is_some());
        for (index, print) in &group {
            let Some(Some(tenant)) = tenants.get(print) else { continue };
            let whole = Labels { issuer: tenant.whole.clone(), account: labels.account.clone() };
            let is_told = (names.len() > 1 || is_taken) && !held.has(&labels, print);
            if let Some(draft) = drafts.get_mut(*index)
                && (is_told || held.has(&whole, print))
            {
                draft.labels = whole;
                draft.tenant = Some(tenant.clone());
            }
        }
    }
}

fn set_status(drafts: &mut [Draft], group: &[(usize, Print)], held: Option<&Accounts<'_>>) {
    let prints: HashSet<Print> = group.iter().map(|(_, print)| *print).collect();
    let other = held.and_then(|held| held.other_than(&prints));
    let mut seen = HashSet::new();
    for (index, print) in group {
        let Some(draft) = drafts.get_mut(*index) else { continue };
        let Ok(otp) = &draft.otp else { continue };
        let is_held = held.is_some_and(|held| held.prints.contains(print));
        draft.status = match other {
            _ if is_held || seen.contains(print) => Status::Duplicate,
            Some(other) => Status::Conflict(difference(other, otp)),
            None => Status::New,
        };
        // One that goes to the trash does not stand for one that does not.
        if draft.status != Status::Duplicate && !draft.trashed {
            seen.insert(*print);
        }
    }
}

/// Numbers the accounts of one name, where there are several.
fn number(drafts: &mut [Draft], group: &[(usize, Print)]) {
    let mut numbers: HashMap<Print, usize> = HashMap::new();
    for (_, print) in group {
        let next = numbers.len() + 1;
        numbers.entry(*print).or_insert(next);
    }
    let of = numbers.len();
    for (index, print) in group {
        if let Some(draft) = drafts.get_mut(*index) {
            let number = numbers.get(print).copied().filter(|_| of > 1);
            draft.namesake = number.map(|number| Namesake { number, of });
        }
    }
}

fn difference(a: &Otp, b: &Otp) -> Difference {
    if a.kind() != b.kind() {
        Difference::Kind
    } else if a.secret() != b.secret() {
        Difference::Secret
    } else if a.algorithm() != b.algorithm() {
        Difference::Algorithm
    } else if a.digits() != b.digits() {
        Difference::Digits
    } else if a.period() != b.period() {
        Difference::Period
    } else if a.pin() != b.pin() {
        Difference::Pin
    } else {
        Difference::Counter
    }
}
