//! What an entry was before: kept with it, in every copy, and put back as an edit.

use tessera_core::entry::{Edit, EntryId, Was};
use tessera_core::otp::Otp;
use tessera_core::time::UnixTime;
use tessera_core::vault::{Contents, KdfParams, Vault};

use crate::support::{NOW, forge, hotp, labels, new_entry, password, rng, totp};

const SECRET: &str = "GEZDGNBVGY3TQOJQ";
const OTHER: &str = "JBSWY3DPEHPK3PXP";

fn vault() -> (Vault, EntryId) {
    let mut vault = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
    let id = vault.contents_mut().add(new_entry("Site", "0", totp(SECRET)), NOW, &mut rng());
    (vault, id)
}

fn reopened(vault: &mut Vault) -> Vault {
    Vault::open(&vault.seal(NOW, &mut rng()).unwrap(), &password("one"), &mut rng()).unwrap()
}

fn after(seconds: u64) -> UnixTime {
    UnixTime::from_seconds(NOW.seconds() + seconds)
}

fn rename(contents: &mut Contents, id: EntryId, account: &str, at: u64) {
    let edit = Edit { labels: Some(labels("Site", account)), ..Edit::default() };
    contents.edit(id, edit, after(at)).unwrap();
}

fn accounts(contents: &Contents, id: EntryId) -> Vec<String> {
    let earlier = contents.get(id).unwrap().earlier();
    let accounts = earlier.iter().filter_map(|earlier| match earlier.was {
        Was::Labels(labels) => Some(labels.account.clone()),
        _ => None,
    });
    accounts.collect()
}

#[test]
fn what_was_replaced_is_kept_with_its_time_and_can_be_put_back() {
    let (mut vault, id) = vault();
    let edit = Edit {
        labels: Some(labels("Other", "new")),
        otp: Some(totp(OTHER)),
        tags: Some(vec!["work".into()]),
        note: Some("a note".into()),
        ..Edit::default()
    };
    vault.contents_mut().edit(id, edit, after(9)).unwrap();
    let mut vault = reopened(&mut vault);

    let entry = vault.contents().get(id).unwrap();
    let earlier = entry.earlier();
    assert!(earlier.iter().all(|earlier| earlier.until.seconds() == after(9).seconds()));
    let was: Vec<_> = earlier.iter().map(|earlier| earlier.was).collect();
    assert_eq!(was.len(), 4);
    for value in [
        Was::Otp(&totp(SECRET)),
        Was::Labels(&labels("Site", "0")),
        Was::Tags(&[]),
        Was::Note(&"".into()),
    ] {
        assert!(was.contains(&value), "{value:?}");
    }
    let back: Vec<Edit> = was.into_iter().map(Was::edit).collect();
    for edit in back {
        vault.contents_mut().edit(id, edit, after(20)).unwrap();
    }
    let entry = vault.contents().get(id).unwrap();
    assert_eq!((entry.labels(), entry.otp()), (&labels("Site", "0"), &totp(SECRET)));
    assert_eq!((entry.tags().len(), entry.note().expose()), (0, ""));
    // What was there in between is the earlier value now.
    assert_eq!(accounts(vault.contents(), id), ["new"]);
}

#[test]
fn the_last_five_are_kept_and_a_counter_that_moves_up_is_no_change() {
    let (mut vault, id) = vault();
    for number in 1..=9 {
        rename(vault.contents_mut(), id, &number.to_string(), number);
    }
    let vault = reopened(&mut vault);
    assert_eq!(accounts(vault.contents(), id), ["8", "7", "6", "5", "4"]);

    let (mut vault, id) = self::vault();
    let set = |vault: &mut Vault, otp: Otp| {
        let edit = Edit { otp: Some(otp), ..Edit::default() };
        vault.contents_mut().edit(id, edit, after(1)).unwrap();
    };
    for counter in 1..9 {
        set(&mut vault, hotp(SECRET, counter));
    }
    let entry = vault.contents().get(id).unwrap();
    let was: Vec<_> = entry.earlier().into_iter().map(|earlier| earlier.was).collect();
    assert_eq!(was, [Was::Otp(&totp(SECRET))]);
}

#[test]
fn a_value_that_is_there_again_is_no_earlier_one() {
    let (mut vault, id) = vault();
    for (at, account) in ["1", "0", "1", "0"].into_iter().enumerate() {
        rename(vault.contents_mut(), id, account, at as u64 + 1);
    }
    assert_eq!(accounts(vault.contents(), id), ["1"]);
}

#[test]
fn what_the_other_copy_wrote_and_lost_is_an_earlier_value_of_both() {
    let (mut ours, id) = vault();
    let mut theirs = reopened(&mut ours);
    rename(ours.contents_mut(), id, "ours", 5);
    rename(theirs.contents_mut(), id, "theirs", 6);
    let (mut one, mut other) = (ours.contents().clone(), theirs.contents().clone());
    one.merge(theirs.contents());
    other.merge(ours.contents());
    assert!(one.holds_the_same_as(&other));
    assert_eq!(one.get(id).unwrap().labels().account, "theirs");
    assert_eq!(accounts(&one, id), ["ours", "0"]);
}

#[test]
fn earlier_values_that_cannot_be_read_stay_as_they_are_and_the_entry_is_read() {
    let entry = crate::support::defects::entry(1);
    for unreadable in [
        r#""earlier":[{"stamp":[1,0,"00000000000000aa"],"of a newer version":1}],"#,
        r#""earlier":"later""#,
    ] {
        let field = unreadable.trim_end_matches(',');
        let later = entry.replacen(r#""issuer":"#, &format!(r#"{field},"issuer":"#), 1);
        assert_ne!(later, entry);
        let json = format!(r#"{{"entries":[{later}],"tombstones":[]}}"#);
        let open =
            |bytes: &[u8]| Vault::open(bytes, &password(forge::PASSWORD), &mut rng()).unwrap();
        let mut vault = open(&forge::vault(&json));
        let id = vault.contents().all()[0].id();
        assert_eq!(vault.contents().get(id).unwrap().earlier(), []);
        rename(vault.contents_mut(), id, "renamed", 1);
        let bytes = vault.seal(NOW, &mut rng()).unwrap();
        let (_, json) = forge::open(&bytes, forge::PASSWORD);
        assert_eq!(
            (json.matches(field).count(), json.matches("earlier").count()),
            (1, 1),
            "{json}"
        );
        assert_eq!(open(&bytes).contents().all()[0].labels().account, "renamed");
    }
}
