//! Copies of one vault that were changed apart from each other: whoever merges them in whatever order
//! gets the same vault, and nothing that one of them added is lost.
//!
//! Histories are honest: every copy is a vault that was opened from the same file, and was changed in
//! no other way than the app changes it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use proptest::prelude::*;
use proptest::sample::Index;
use tessera_core::entry::{Edit, Entry, EntryId, NewEntry, Usage};
use tessera_core::otp::Otp;
use tessera_core::recovery_codes::{SiteCode, SiteCodes};
use tessera_core::secret::SecretText;
use tessera_core::time::UnixTime;
use tessera_core::vault::{Contents, DeviceKey, KdfParams, Side, Vault};

use crate::support::chance::Chance;
use crate::support::{NOW, hotp, labels, new_entry, password, rng, totp};

/// What somebody does to one copy.
#[derive(Clone, Copy, Debug)]
enum Act {
    AddTotp,
    AddHotp,
    /// Another secret, which tells one version of the parameters from every other.
    ChangeOtp,
    CountUp,
    Rename,
    Tag,
    Write,
    Pin,
    Use,
    /// Recovery codes of the site, in the place of those that were there.
    KeepCodes,
    TickCode,
    Copy,
    Trash,
    Restore,
    Delete,
    /// Takes back one entry of another copy's state, as of a backup.
    TakeBack,
    MergeWith,
    SaveAndOpen,
}

#[derive(Clone, Debug)]
struct Step {
    copy: usize,
    other: usize,
    entry: Index,
    /// Of a wall clock that knows nothing of the other copies' and runs backwards at will.
    millis: u64,
    act: Act,
}

const COPIES: usize = 3;

fn histories() -> impl Strategy<Value = (u64, Vec<Step>)> {
    let act = prop_oneof![
        3 => Just(Act::AddTotp),
        2 => Just(Act::AddHotp),
        4 => Just(Act::ChangeOtp),
        3 => Just(Act::CountUp),
        1 => Just(Act::Rename),
        1 => Just(Act::Tag),
        1 => Just(Act::Write),
        1 => Just(Act::Pin),
        1 => Just(Act::Use),
        2 => Just(Act::KeepCodes),
        3 => Just(Act::TickCode),
        1 => Just(Act::Copy),
        1 => Just(Act::Trash),
        1 => Just(Act::Restore),
        1 => Just(Act::Delete),
        1 => Just(Act::TakeBack),
        4 => Just(Act::MergeWith),
        1 => Just(Act::SaveAndOpen),
    ];
    let copy = 0..COPIES;
    let step = (copy.clone(), copy, any::<Index>(), 0..20_u64, act)
        .prop_map(|(copy, other, entry, millis, act)| Step { copy, other, entry, millis, act });
    (any::<u64>(), prop::collection::vec(step, 0..60))
}

/// Copies of one vault, and what is to be true of them in the end.
struct World {
    copies: Vec<Vault>,
    key: DeviceKey,
    chance: Chance,
    next: u32,
    added: BTreeSet<EntryId>,
    deleted: HashSet<EntryId>,
    /// Entries whose parameters were changed in another way than by using a counter.
    changed: HashSet<EntryId>,
    /// Secrets that somebody saw and put another in the place of.
    replaced: HashSet<String>,
    /// Under which entries a secret was ever seen.
    homes: BTreeMap<String, HashSet<EntryId>>,
}

impl World {
    fn new(seed: u64) -> Self {
        let (sealed, key) = sealed();
        let mut chance = Chance::new(seed);
        let copies = (0..COPIES).map(|_| Vault::open(sealed, key, &mut chance).unwrap()).collect();
        let key = key.clone();
        let mut world = Self {
            copies,
            key,
            chance,
            next: 0,
            added: BTreeSet::new(),
            deleted: HashSet::new(),
            changed: HashSet::new(),
            replaced: HashSet::new(),
            homes: BTreeMap::new(),
        };
        world.added.extend(world.copies[0].contents().all().iter().map(Entry::id));
        world.see();
        world
    }

    fn secret(&mut self) -> String {
        self.next += 1;
        data_encoding::BASE32_NOPAD.encode(&self.next.to_be_bytes())
    }

    fn play(&mut self, step: &Step) {
        let Step { copy, other, millis, act, .. } = *step;
        let now = UnixTime::from_millis(millis);
        match act {
            Act::AddTotp | Act::AddHotp => {
                let secret = self.secret();
                let otp =
                    if matches!(act, Act::AddHotp) { hotp(&secret, 1) } else { totp(&secret) };
                let contents = self.copies[copy].contents_mut();
                self.added.insert(contents.add(new_entry("", "", otp), now, &mut self.chance));
            }
            Act::MergeWith => {
                let theirs = self.copies[other].contents().clone();
                self.copies[copy].contents_mut().merge(&theirs);
            }
            Act::SaveAndOpen => {
                let before = self.copies[copy].contents().clone();
                let bytes = self.copies[copy].seal(now, &mut self.chance).unwrap();
                self.copies[copy] = Vault::open(&bytes, &self.key, &mut self.chance).unwrap();
                assert!(self.copies[copy].contents().holds_the_same_as(&before));
            }
            Act::TakeBack => self.take_back(step, now),
            _ => self.touch(step, now),
        }
        self.see();
    }

    /// An act on one entry, if there is any.
    fn touch(&mut self, step: &Step, now: UnixTime) {
        let secret = self.secret();
        let contents = self.copies[step.copy].contents_mut();
        let ids: Vec<_> = shown(contents).iter().map(|e| e.id()).collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[step.entry.index(ids.len())];
        let entry = contents.get(id).unwrap();
        let text = secret.clone();
        let edit = match step.act {
            Act::Delete => {
                self.deleted.insert(id);
                contents.delete(id, now).unwrap();
                return;
            }
            // One of two versions that stand beside each other has no use of its own.
            Act::Copy => return contents.mark_used(id, now).unwrap_or_default(),
            Act::TickCode => {
                let codes = entry.recovery_codes().all();
                let Some(code) = codes.get(step.entry.index(codes.len().max(1))) else { return };
                let (text, is_used) = (code.text().clone(), code.used_at().is_none());
                return contents.tick_recovery_code(id, &text, is_used, now).unwrap();
            }
            Act::KeepCodes => {
                let codes = [format!("{text}-1"), format!("{text}-2")].map(SecretText::from);
                let codes = SiteCodes::new(codes.map(SiteCode::new)).unwrap();
                Edit { recovery_codes: Some(codes), ..Edit::default() }
            }
            Act::Trash => return contents.trash(id, now).unwrap(),
            Act::Restore => return contents.restore(id, now).unwrap(),
            Act::CountUp => Edit { otp: entry.otp().advanced(), ..Edit::default() },
            Act::ChangeOtp => {
                self.replaced.insert(secret_of(entry));
                self.changed.insert(id);
                let otp = entry.otp().counter().map_or(totp(&secret), |_| hotp(&secret, 1));
                Edit { otp: Some(otp), ..Edit::default() }
            }
            Act::Rename => Edit { labels: Some(labels(&text, &text)), ..Edit::default() },
            Act::Tag => Edit { tags: Some(vec![text]), ..Edit::default() },
            Act::Write => Edit { note: Some(text.into()), ..Edit::default() },
            Act::Pin => Edit { pinned: Some(!entry.pinned()), ..Edit::default() },
            _ => {
                let usage = Usage { confirmed: true, used_at: Some(now) };
                Edit { usage: Some(usage), ..Edit::default() }
            }
        };
        contents.edit(id, edit, now).unwrap();
    }

    fn take_back(&mut self, step: &Step, now: UnixTime) {
        let older = self.copies[step.other].contents().clone();
        let contents = self.copies[step.copy].contents_mut();
        let ids: Vec<_> = contents.compare(&older).iter().map(|change| change.id).collect();
        if ids.is_empty() {
            return;
        }
        let id = ids[step.entry.index(ids.len())];
        // A taken-back entry may replace what is here, and stands beside it in a clash.
        self.changed.insert(id);
        self.replaced.extend(contents.get(id).ok().map(secret_of));
        contents.restore_from(&older, |known| known == id, now);
    }

    fn see(&mut self) {
        for copy in &self.copies {
            for entry in shown(copy.contents()) {
                self.homes.entry(secret_of(entry)).or_default().insert(entry.id());
            }
        }
    }

    fn contents(&self) -> Vec<&Contents> {
        self.copies.iter().map(Vault::contents).collect()
    }

    /// Where nobody chose anything but to use it, the counter stands where the one who used it most
    /// had it.
    fn counters(&self) -> HashMap<EntryId, u64> {
        let mut highest = HashMap::new();
        for entry in self.contents().into_iter().flat_map(shown) {
            if let Some(counter) = entry.otp().counter().filter(|_| self.is_unchanged(entry.id())) {
                let known: &mut u64 = highest.entry(entry.id()).or_default();
                *known = counter.max(*known);
            }
        }
        highest
    }

    fn is_unchanged(&self, id: EntryId) -> bool {
        self.added.contains(&id) && !self.changed.contains(&id) && !self.deleted.contains(&id)
    }
}

/// The bytes that every copy starts from, and a key that opens them without deriving one.
fn sealed() -> (&'static [u8], &'static DeviceKey) {
    static SEALED: std::sync::OnceLock<(Vec<u8>, DeviceKey)> = std::sync::OnceLock::new();
    let (bytes, key) = SEALED.get_or_init(|| {
        let mut vault = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
        let key = vault.add_device(&mut rng()).unwrap();
        let now = UnixTime::from_millis(5);
        vault.contents_mut().add(new_entry("", "", totp("GEZDGNBV")), now, &mut rng());
        vault.contents_mut().add(new_entry("", "", hotp("GEZDGNBU", 1)), now, &mut rng());
        (vault.seal(now, &mut rng()).unwrap(), key)
    });
    (bytes, key)
}

fn shown(contents: &Contents) -> Vec<&Entry> {
    [contents.live(), contents.trashed()].concat()
}

fn secret_of(entry: &Entry) -> String {
    data_encoding::HEXLOWER.encode(entry.otp().secret().expose())
}

fn secrets(contents: &Contents) -> BTreeSet<String> {
    shown(contents).into_iter().map(secret_of).collect()
}

fn merged(a: &Contents, b: &Contents) -> Contents {
    let mut merged = a.clone();
    merged.merge(b);
    assert!(merged.clone().merge(b).is_nothing(), "the second time, there is nothing to tell");
    merged
}

fn check(world: &mut World) {
    let copies: Vec<Contents> = world.contents().into_iter().cloned().collect();
    let [a, b, c] = copies.as_slice() else { panic!("{} copies", copies.len()) };
    let all = merged(&merged(a, b), c);
    let same = |other: &Contents, what: &str| assert!(all.holds_the_same_as(other), "{what}");
    for [x, y, z] in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
        same(&merged(&merged(x, y), z), "one after the other");
        same(&merged(x, &merged(y, z)), "the last two first");
        same(&merged(&merged(x, y), &merged(y, z)), "twice");
    }
    same(&merged(&all, &all), "with itself");
    copies.iter().for_each(|copy| same(&merged(&all, copy), "with what is in it already"));

    let ids: Vec<EntryId> = shown(&all).iter().map(|e| e.id()).collect();
    let distinct: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(distinct.len(), ids.len(), "an id that is shown twice");
    for id in &world.added {
        assert_ne!(distinct.contains(id), world.deleted.contains(id), "{id}");
    }
    let read = secrets(&all);
    for (secret, homes) in &world.homes {
        let gone = world.replaced.contains(secret) || !homes.is_disjoint(&world.deleted);
        assert!(gone || read.contains(secret), "nobody replaced or deleted {secret}");
    }
    for (id, counter) in world.counters() {
        assert_eq!(all.get(id).unwrap().otp().counter(), Some(counter));
    }

    let vault = &mut world.copies[0];
    *vault.contents_mut() = all.clone();
    let bytes = vault.seal(NOW, &mut world.chance).unwrap();
    let read = Vault::open(&bytes, &world.key, &mut world.chance).unwrap();
    same(read.contents(), "saved and opened");
    let shown_before: BTreeSet<_> = ids.into_iter().collect();
    assert_eq!(
        shown(read.contents()).iter().map(|e| e.id()).collect::<BTreeSet<_>>(),
        shown_before
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_a_join_that_loses_nothing((seed, steps) in histories()) {
        let mut world = World::new(seed);
        steps.iter().for_each(|step| world.play(step));
        check(&mut world);
    }
}

/// Two copies of a vault with one counter-based entry.
fn two() -> (Contents, Contents, EntryId) {
    let (bytes, key) = sealed();
    let open = || Vault::open(bytes, key, &mut rng()).unwrap().contents().clone();
    let (ours, theirs) = (open(), open());
    let id = ours.all().iter().find(|e| e.otp().counter().is_some()).unwrap().id();
    (ours, theirs, id)
}

fn set(contents: &mut Contents, id: EntryId, otp: Otp) {
    contents.edit(id, Edit { otp: Some(otp), ..Edit::default() }, NOW).unwrap();
}

#[test]
fn a_true_clash_is_kept_as_two_entries_until_somebody_chooses() {
    let (mut ours, mut theirs, id) = two();
    set(&mut ours, id, totp("AAAAAAAA"));
    set(&mut theirs, id, totp("BBBBBBBB"));
    let told = ours.merge(&theirs);
    assert_eq!((told.kept_both, told.added, told.removed), (1, 0, 0));
    let rivals: Vec<_> =
        ours.live().iter().map(|e| e.id()).filter(|id| ours.is_rival(*id)).collect();
    assert_eq!(rivals.len(), 1);
    // The user looks, deletes one, and the other copy hears of it.
    ours.delete(rivals[0], NOW).unwrap();
    theirs.merge(&ours);
    assert!(theirs.holds_the_same_as(&ours));
    assert_eq!(theirs.live().len(), 2);
}

#[test]
fn the_same_new_secret_in_two_copies_is_no_clash_and_the_higher_counter_stays() {
    for ahead in [true, false] {
        let (mut ours, mut theirs, id) = two();
        set(&mut ours, id, hotp("AAAAAAAA", 1));
        set(&mut theirs, id, hotp("AAAAAAAA", 1));
        set(if ahead { &mut ours } else { &mut theirs }, id, hotp("AAAAAAAA", 9));
        assert_eq!(ours.merge(&theirs).kept_both, 0);
        assert_eq!(ours.get(id).unwrap().otp().counter(), Some(9));
        // Also once it is edited, and whoever hears of it last.
        set(&mut ours, id, hotp("AAAAAAAA", 10));
        theirs.merge(&ours);
        assert_eq!(theirs.get(id).unwrap().otp().counter(), Some(10));
        assert_eq!(theirs.live().len(), 2);
        assert!(theirs.holds_the_same_as(&ours));
    }
}

#[test]
fn a_merge_says_what_it_changed_here() {
    let (mut ours, mut theirs, id) = two();
    let new = NewEntry { tags: vec!["new".into()], ..new_entry("", "", totp("CCCCCCCC")) };
    theirs.add(new, NOW, &mut rng());
    let other = theirs.all().iter().map(Entry::id).find(|other| *other != id).unwrap();
    theirs.delete(other, NOW).unwrap();
    theirs.edit(id, Edit { note: Some("changed".into()), ..Edit::default() }, NOW).unwrap();
    let told = ours.merge(&theirs);
    assert_eq!((told.added, told.changed, told.removed, told.kept_both), (1, 1, 1, 0));
}

#[test]
fn a_use_here_and_a_confirmation_there_both_stay_and_the_later_use_wins() {
    let (mut ours, mut theirs, id) = two();
    let later = UnixTime::from_millis(NOW.millis() + 5_000);
    let latest = UnixTime::from_millis(NOW.millis() + 9_000);
    theirs.mark_used(id, later).unwrap();
    let usage = Usage { confirmed: true, used_at: None };
    ours.edit(id, Edit { usage: Some(usage), ..Edit::default() }, latest).unwrap();
    ours.merge(&theirs);
    theirs.merge(&ours);
    for copy in [&ours, &theirs] {
        let entry = copy.get(id).unwrap();
        assert_eq!((entry.usage().confirmed, entry.used_at()), (true, Some(later)));
    }
    ours.mark_used(id, latest).unwrap();
    theirs.merge(&ours);
    assert_eq!(theirs.get(id).unwrap().used_at(), Some(latest));
    assert!(theirs.holds_the_same_as(&ours));
}

#[test]
fn a_move_here_and_an_edit_there_both_stay() {
    let (mut ours, mut theirs, id) = two();
    let other = ours.all().iter().map(Entry::id).find(|other| *other != id).unwrap();
    let first = ours.live()[0].id();
    let last = if first == id { other } else { id };
    for (moved, edit) in ours.moved(last, Side::Before, first).unwrap() {
        ours.edit(moved, edit, NOW).unwrap();
    }
    assert_eq!(ours.live()[0].id(), last);
    let edit = Edit { note: Some("changed".into()), ..Edit::default() };
    theirs.edit(last, edit, NOW).unwrap();
    ours.merge(&theirs);
    theirs.merge(&ours);
    for copy in [&ours, &theirs] {
        assert_eq!((copy.live()[0].id(), copy.live()[0].note().expose()), (last, "changed"));
    }
}
