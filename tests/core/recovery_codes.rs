//! Recovery codes of sites in the vault: kept with their entry, ticked off in any copy, joined.

use tessera_core::entry::{Edit, EntryId};
use tessera_core::recovery_codes::{MAX_CODES, SiteCode, SiteCodes, split};
use tessera_core::secret::SecretText;
use tessera_core::vault::{Contents, EntryPart, KdfParams, Vault, What};

use crate::support::{NOW, defects, forge, new_entry, password, rng, totp};

const SECRET: &str = "GEZDGNBVGY3TQOJQ";
const LIST: &str = "abcd-1111\nabcd-2222\nabcd-3333";

fn codes(text: &str) -> SiteCodes {
    SiteCodes::new(split(text, NOW).codes).unwrap()
}

fn with_codes(text: &str) -> (Vault, EntryId) {
    let mut vault = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
    let id = vault.contents_mut().add(new_entry("Site", "ada", totp(SECRET)), NOW, &mut rng());
    set(vault.contents_mut(), id, text);
    (vault, id)
}

fn set(contents: &mut Contents, id: EntryId, text: &str) {
    let edit = Edit { recovery_codes: Some(codes(text)), ..Edit::default() };
    contents.edit(id, edit, NOW).unwrap();
}

fn tick(contents: &mut Contents, id: EntryId, code: &str, used: bool) {
    contents.tick_recovery_code(id, &SecretText::from(code), used, NOW).unwrap();
}

/// The codes, those that were used with a mark.
fn told(contents: &Contents, id: EntryId) -> Vec<String> {
    let mark = |code: &SiteCode| if code.used_at().is_some() { "~" } else { "" };
    let codes = contents.get(id).unwrap().recovery_codes().all().iter();
    codes.map(|code| format!("{}{}", mark(code), code.text().expose())).collect()
}

fn reopened(vault: &mut Vault) -> Vault {
    Vault::open(&vault.seal(NOW, &mut rng()).unwrap(), &password("one"), &mut rng()).unwrap()
}

#[test]
fn codes_are_kept_with_their_ticks_and_an_entry_without_them_does_not_mention_them() {
    let (mut vault, id) = with_codes(LIST);
    tick(vault.contents_mut(), id, "abcd-2222", true);
    let vault = reopened(&mut vault);
    assert_eq!(told(vault.contents(), id), ["abcd-1111", "~abcd-2222", "abcd-3333"]);
    assert_eq!(vault.contents().get(id).unwrap().recovery_codes().left(), 2);

    let mut bare = Vault::create(&password("one"), KdfParams::MIN, &mut rng()).unwrap();
    bare.contents_mut().add(new_entry("Site", "ada", totp(SECRET)), NOW, &mut rng());
    let (_, json) = forge::open(&bare.seal(NOW, &mut rng()).unwrap(), "one");
    assert!(!json.contains("recovery_codes"), "{json}");
}

#[test]
fn no_part_of_a_link_is_a_code_and_what_was_not_used_is_good() {
    for link in [
        "otpauth://totp/Acme: JBSWY3DPEHPK3PXP",
        "otpauth://totp/Acme,abcd1234",
        "https://example.org/x,abcd1234",
        "See https://example.org abcd1234",
    ] {
        let found = split(link, NOW);
        assert_eq!((found.codes.len(), found.left_out), (0, 1), "{link}");
    }
    for (line, left) in [
        ("abcd1234 (not used)", 1),
        ("abcd1234 (not used yet)", 1),
        ("abcd1234 (nicht benutzt)", 1),
        ("abcd1234 (used)", 0),
    ] {
        assert_eq!((codes(line).all().len(), codes(line).left()), (1, left), "{line}");
    }
}

#[test]
fn ticks_of_two_copies_are_all_kept_and_the_last_word_on_a_code_counts() {
    let (mut ours, id) = with_codes(LIST);
    let mut theirs = reopened(&mut ours);
    let (ours, theirs) = (ours.contents_mut(), theirs.contents_mut());
    tick(ours, id, "abcd-1111", true);
    tick(theirs, id, "abcd-2222", true);
    let mut joined = ours.clone();
    joined.merge(theirs);
    assert_eq!(told(&joined, id), ["~abcd-1111", "~abcd-2222", "abcd-3333"]);
    let mut other = theirs.clone();
    other.merge(ours);
    assert!(joined.holds_the_same_as(&other));

    tick(&mut joined, id, "abcd-1111", false);
    joined.merge(&other);
    assert_eq!(told(&joined, id), ["abcd-1111", "~abcd-2222", "abcd-3333"]);
}

#[test]
fn a_new_list_takes_the_place_of_the_old_one_whatever_was_ticked_there() {
    let (mut ours, id) = with_codes(LIST);
    let mut theirs = reopened(&mut ours);
    tick(theirs.contents_mut(), id, "abcd-1111", true);
    set(ours.contents_mut(), id, "wxyz-9999\nwxyz-8888");
    let (mut one, mut other) = (ours.contents().clone(), theirs.contents().clone());
    one.merge(theirs.contents());
    other.merge(ours.contents());
    assert!(one.holds_the_same_as(&other));
    assert_eq!(told(&one, id), ["wxyz-9999", "wxyz-8888"]);
}

#[test]
fn the_same_list_once_more_forgets_no_tick() {
    let (mut vault, id) = with_codes(LIST);
    tick(vault.contents_mut(), id, "abcd-2222", true);
    let before = vault.contents().get(id).unwrap().recovery_codes().clone();
    let again = codes(&format!("{LIST}\nabcd-4444")).after(&before);
    assert_eq!((again.all().len(), again.left()), (4, 3));
}

#[test]
fn an_older_state_brings_its_codes_back_and_what_was_used_since_stays_used() {
    let (mut vault, id) = with_codes(LIST);
    let older = vault.contents().clone();
    let contents = vault.contents_mut();
    tick(contents, id, "abcd-1111", true);
    assert_eq!(contents.compare(&older), [], "a tick is no change to take back");
    set(contents, id, "wxyz-9999\nabcd-1111 (used)");
    let changes = contents.compare(&older);
    assert_eq!(changes[0].what, What::Changed(vec![EntryPart::RecoveryCodes]));
    contents.restore_from(&older, |_| true, NOW);
    assert_eq!(told(contents, id), ["~abcd-1111", "abcd-2222", "abcd-3333"]);
}

#[test]
fn a_code_that_is_not_there_and_too_many_are_refused() {
    let (mut vault, id) = with_codes(LIST);
    let unknown = SecretText::from("abcd-9999");
    assert!(vault.contents_mut().tick_recovery_code(id, &unknown, true, NOW).is_err());
    let code = |number: usize| SiteCode::new(SecretText::new(format!("code-{number:05}")));
    assert!(SiteCodes::new((0..=MAX_CODES).map(code)).is_err());
    assert!(SiteCodes::new([SiteCode::new("x".repeat(1_000).into())]).is_err());
    let twice = SiteCodes::new([code(1), code(2), code(1)]).unwrap();
    assert_eq!(twice.all().len(), 2);
}

#[test]
fn codes_that_no_tessera_writes_put_the_entry_into_quarantine() {
    let stamp = r#"[1,0,"00000000000000aa"]"#;
    let long = format!(r#"{{"text":"{}","used_at":null}}"#, "x".repeat(1_000));
    for (codes, is_read) in [
        (r#"[{"text":"abcd-1111","used_at":null}]"#, true),
        (r#"[{"text":"abcd-1111","used_at":5,"stamp":[1,0,"00000000000000aa"]}]"#, true),
        ("[]", true),
        (r#"[{"text":"abcd-1111"}]"#, false),
        (r#"[{"text":7,"used_at":null}]"#, false),
        (r#"[{"text":"abcd-1111","used_at":null,"stamp":1}]"#, false),
        (r#""abcd-1111""#, false),
        (&format!("[{long}]"), false),
    ] {
        let part = format!(r#""recovery_codes":{{"stamp":{stamp},"codes":{codes}}},"labels":"#);
        let entry = defects::entry(1).replacen(r#""labels":"#, &part, 1);
        let json = format!(r#"{{"entries":[{entry}],"tombstones":[]}}"#);
        let vault = Vault::open(&forge::vault(&json), &password(forge::PASSWORD), &mut rng());
        assert_eq!(vault.unwrap().contents().quarantined(), usize::from(!is_read), "{codes}");
    }
}
