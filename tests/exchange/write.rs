//! What leaves in another app's format comes back the same, but for what was named as lost.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tessera_core::entry::Labels;
use tessera_core::otp::{Algorithm, Digits, Otp, Period, Scheme};
use tessera_core::otpauth::{self, Account};
use tessera_core::secret::{OtpSecret, Pin, SecretText};
use tessera_core::time::UnixTime;
use tessera_exchange::draft::Draft;
use tessera_exchange::formats::write::{
    self, Loss, Outgoing, TARGETS, Target, WriteContext, WriteError,
};
use tessera_exchange::formats::{self, Content, ReadContext, ReadError};
use tessera_qr::Limits;

use crate::pictures;
use crate::support;

pub const PASSWORD: &str = "Zwölf Boxkämpfer";

#[test]
fn every_target_has_a_name_of_its_own_and_is_found_by_it() {
    let names: BTreeSet<_> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names.len(), TARGETS.len());
    for target in TARGETS {
        assert_eq!(write::by_name(target.name).unwrap().name, target.name);
    }
}

#[test]
fn an_encrypted_target_opens_with_its_password_alone() {
    let draft = draft("Example", "alice", totp(b"12345678901234567890", 6, 30));
    for target in TARGETS.iter().filter(|target| target.takes_password) {
        let accounts = [Outgoing::of_draft(&draft).unwrap()];
        let sealed = written(target, &accounts, Some(PASSWORD)).unwrap();
        assert!(!text(&sealed).contains("GEZDGNBVGY3TQOJQ"), "{target:?}");
        assert_eq!(read(&sealed, None).unwrap_err(), ReadError::NeedsPassword, "{target:?}");
        let wrong = read(&sealed, Some("Zwölf")).unwrap_err();
        assert_eq!(wrong, ReadError::WrongPassword, "{target:?}");
        assert_eq!(read(&sealed, Some(PASSWORD)).unwrap().len(), 1, "{target:?}");
        let without = written(target, &accounts, None).unwrap_err();
        assert_eq!(without, WriteError::NeedsPassword, "{target:?}");
    }
}

#[test]
fn two_encrypted_files_of_the_same_accounts_share_nothing() {
    let draft = draft("Example", "alice", totp(b"12345678901234567890", 6, 30));
    let accounts = [Outgoing::of_draft(&draft).unwrap()];
    let target = write::by_name("2fas-encrypted").unwrap();
    let sealed = |_| {
        let file = written(target, &accounts, Some(PASSWORD)).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&file).unwrap();
        json["servicesEncrypted"].as_str().unwrap().split(':').map(str::to_owned).collect()
    };
    let [one, other]: [Vec<String>; 2] = [0, 1].map(sealed);
    assert!(one.iter().zip(&other).all(|(one, other)| one != other));
}

#[test]
fn what_a_target_cannot_carry_is_named_and_left_out() {
    let pin = || Pin::new("1234".into()).unwrap();
    let secret = |bytes: &[u8]| OtpSecret::new(bytes.to_vec()).unwrap();
    let counted =
        Scheme::Hotp { algorithm: Algorithm::Sha1, digits: Digits::new(6).unwrap(), counter: 7 };
    let drafts = [
        draft("A", "seven", totp(b"secret", 7, 30)),
        draft("A", "slow", totp(b"secret", 6, 60)),
        draft("A", "counted", Otp::new(secret(b"secret"), counted)),
        draft("Steam", "steam", Otp::new(secret(b"secret"), Scheme::Steam)),
        draft("A", "motp", Otp::new(secret(b"0123456789abcdef"), Scheme::Motp { pin: pin() })),
        draft("A", "words", Otp::new(secret(b"any words"), Scheme::Motp { pin: pin() })),
        draft("A", "yandex", Otp::new(secret(&[7; 16]), Scheme::Yandex { pin: pin() })),
        Draft { trashed: true, ..draft("A", "trashed", totp(b"secret", 6, 30)) },
    ];
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    for (name, left_out) in [
        ("uris", &["trashed"][..]),
        ("aegis", &["words", "trashed"]),
        ("2fas", &["motp", "words", "yandex", "trashed"]),
        ("bitwarden", &["counted", "motp", "words", "yandex", "trashed"]),
        ("google", &["seven", "slow", "steam", "motp", "words", "yandex", "trashed"]),
        ("andotp", &["motp", "words", "yandex", "trashed"]),
        ("freeotp-plus", &["motp", "words", "yandex", "trashed"]),
        ("stratum", &["trashed"]),
        ("proton", &["counted", "motp", "words", "yandex", "trashed"]),
    ] {
        let target = write::by_name(name).unwrap();
        let losses = target.loses(&accounts);
        let told: Vec<_> = accounts
            .iter()
            .zip(losses.carried())
            .filter(|(_, is_carried)| !is_carried)
            .map(|(account, _)| account.labels.account.as_str())
            .collect();
        assert_eq!(told, left_out, "{name}");
        let back = read(&written(target, &accounts, None).unwrap(), None).unwrap();
        assert_eq!(back.len(), accounts.len() - left_out.len(), "{name}");
        assert!(back.iter().all(|d| !left_out.contains(&d.labels.account.as_str())), "{name}");
    }
}

#[test]
fn nothing_that_can_be_carried_is_an_error_and_no_file() {
    let motp = Scheme::Motp { pin: Pin::new("1".into()).unwrap() };
    let draft = draft("A", "b", Otp::new(OtpSecret::new(b"ab".to_vec()).unwrap(), motp));
    let accounts = [Outgoing::of_draft(&draft).unwrap()];
    for (name, accounts) in [("google", &accounts[..]), ("uris", &[])] {
        let target = write::by_name(name).unwrap();
        assert_eq!(written(target, accounts, None).unwrap_err(), WriteError::Empty);
    }
}

#[test]
fn of_accounts_with_one_secret_all_but_one_are_named_where_the_app_keeps_one() {
    let pin = Pin::new("1234".into()).unwrap();
    let words = |bytes: &[u8]| OtpSecret::new(bytes.to_vec()).unwrap();
    let drafts = [
        Draft { trashed: true, ..draft("A", "trashed", totp(b"secret", 6, 30)) },
        draft("A", "one", totp(b"secret", 6, 30)),
        draft("A", "two", totp(b"secret", 8, 60)),
        draft("A", "other", totp(b"another", 6, 30)),
        // Its text is the base32 of the one before.
        draft("A", "motp", Otp::new(words(b"MFXG65DIMVZA"), Scheme::Motp { pin })),
    ];
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let shared = |name: &str| -> Vec<&str> {
        let losses = write::by_name(name).unwrap().loses(&accounts);
        let is_shared = |(_, losses): &(_, &BTreeSet<Loss>)| losses.contains(&Loss::Shared);
        let named = drafts.iter().zip(losses.each()).filter(is_shared);
        named.map(|(draft, _)| draft.labels.account.as_str()).collect()
    };
    assert_eq!(shared("2fas"), ["two"]);
    assert_eq!(shared("2fas-encrypted"), ["two"]);
    assert_eq!(shared("stratum"), ["two", "motp"]);
    assert!(shared("aegis").is_empty());
}

#[test]
fn a_sheet_has_the_key_that_is_typed_and_the_pin_it_is_typed_with() {
    let pin = || Pin::new("12<4".into()).unwrap();
    let secret = |bytes: &[u8]| OtpSecret::new(bytes.to_vec()).unwrap();
    let drafts = [
        draft("A", "motp", Otp::new(secret(b"0123456789abcdef"), Scheme::Motp { pin: pin() })),
        draft("A", "yandex", Otp::new(secret(&[7; 16]), Scheme::Yandex { pin: pin() })),
    ];
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let page = written(write::by_name("sheet").unwrap(), &accounts, None).unwrap();
    let page = text(&page);
    let with_pin = |key: &str, kind: &str| {
        format!("<p><code>{key}</code></p>\n<p>PIN <code>12&lt;4</code></p>\n<p>{kind}</p>")
    };
    assert!(page.contains(&with_pin("0123456789abcdef", "mOTP")));
    assert!(page.contains(&with_pin("A4DQ OBYH A4DQ OBYH A4DQ OBYH A4", "Yandex")));
}

#[test]
fn a_transfer_to_google_has_ten_accounts_a_part() {
    let drafts: Vec<_> =
        (0..23).map(|n| draft("A", &format!("{n}"), totp(&[n + 1], 6, 30))).collect();
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let parts = write::google_parts(&accounts, &mut support::rng());
    assert_eq!(parts.len(), 3);
    let mut found = formats::Found::default();
    found.read(&parts[2]);
    assert_eq!(found.drafts.len(), 3);
    assert_eq!(found.batches.batches()[0].missing, [1, 2]);
    for part in &parts {
        found.read(part);
    }
    assert_eq!(found.drafts.len(), 23, "a part that was read before gives nothing again");
    assert!(found.batches.batches()[0].missing.is_empty());
}

#[test]
fn what_is_too_much_for_one_transfer_leaves_in_several() {
    let secret = |n: u32| n.to_be_bytes();
    let drafts: Vec<_> =
        (0..10_001).map(|n| draft("A", &format!("{n}"), totp(&secret(n), 6, 30))).collect();
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let file = written(write::by_name("google").unwrap(), &accounts, None).unwrap();
    assert_eq!(read(&file, None).unwrap().len(), 10_001);
}

/// The codes of a picture.
pub fn codes(picture: &[u8]) -> Vec<SecretText> {
    let texts = pictures::texts(picture, &Limits::default()).unwrap();
    texts.into_iter().map(SecretText::new).collect()
}

#[test]
fn pictures_for_google_hold_the_parts_of_one_transfer() {
    let name = "x".repeat(80);
    let drafts: Vec<_> = (0..13).map(|n| draft(&name, &name, totp(&[n + 1; 40], 6, 30))).collect();
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let target = write::by_name("google-qr").unwrap();
    let pictures = files(target, &accounts, None).unwrap();
    assert_eq!(pictures.len(), 5, "three a picture, and the last alone");
    let mut found = formats::Found::default();
    for picture in &pictures {
        let codes = codes(picture);
        assert_eq!(codes.len(), 1);
        found.read(&codes[0]);
    }
    assert!(found.batches.batches()[0].missing.is_empty());
    let names = found.drafts.iter().map(|d| d.otp.as_ref().unwrap().secret().expose()[0]);
    assert!(names.eq(1..=13));
}

#[test]
fn the_pictures_on_a_sheet_hold_what_it_says() {
    let drafts = [
        draft("A <b> & \"c\"", "a@example.org", totp(b"secret", 8, 60)),
        draft("Steam", "gabe", Otp::new(OtpSecret::new(vec![9; 20]).unwrap(), Scheme::Steam)),
    ];
    let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
    let page = written(write::by_name("sheet").unwrap(), &accounts, None).unwrap();
    let page = text(&page);
    assert!(page.contains("<h2>A &lt;b&gt; &amp; &quot;c&quot;</h2>"));
    assert!(page.contains("<code>ONSW G4TF OQ</code>"));
    assert!(page.contains("TOTP, SHA1, 8 digits, every 60 seconds"));
    let drawings: Vec<_> = page
        .match_indices("<svg")
        .map(|(at, _)| page[at..].split_inclusive("</svg>").next().unwrap())
        .map(|svg| svg.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1))
        .collect();
    assert_eq!(drawings.len(), 2);
    for (drawing, account) in drawings.iter().zip(&accounts) {
        let codes = codes(drawing.as_bytes());
        let uri = otpauth::write(account.labels, account.otp);
        assert_eq!(codes.iter().map(SecretText::expose).collect::<Vec<_>>(), [uri.expose()]);
    }
}

#[test]
fn uris_are_written_one_a_line() {
    let drafts = [draft("Ä&B", "a b", totp(b"secret", 8, 60))];
    let accounts = [Outgoing::of_draft(&drafts[0]).unwrap()];
    let file = written(write::by_name("uris").unwrap(), &accounts, None).unwrap();
    assert_eq!(
        text(&file),
        "otpauth://totp/%C3%84%26B:a%20b?secret=ONSWG4TFOQ&issuer=%C3%84%26B&algorithm=SHA1\
         &digits=8&period=60\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_is_written_reads_back(drafts in prop::collection::vec(any_draft(), 1..12)) {
        let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
        let is_text = |target: &&&Target| !target.takes_password && target.extension != "png";
        for target in TARGETS.iter().filter(is_text) {
            comes_back(target, &accounts)?;
        }
    }
}

proptest! {
    // Their keys are meant to be slow.
    #![proptest_config(ProptestConfig::with_cases(2))]

    #[test]
    fn what_is_sealed_reads_back(drafts in prop::collection::vec(any_draft(), 1..12)) {
        let accounts: Vec<_> = drafts.iter().map(|d| Outgoing::of_draft(d).unwrap()).collect();
        for target in TARGETS.iter().filter(|target| target.takes_password) {
            comes_back(target, &accounts)?;
        }
    }
}

fn comes_back(target: &Target, accounts: &[Outgoing<'_>]) -> Result<(), TestCaseError> {
    let losses = target.loses(accounts);
    let each = accounts.iter().zip(losses.each()).zip(losses.carried());
    let expected: Vec<_> =
        each.filter_map(|(both, is_carried)| is_carried.then_some(both)).collect();
    let password = target.takes_password.then_some(PASSWORD);
    let file = match written(target, accounts, password) {
        Err(WriteError::Empty) => {
            prop_assert!(expected.is_empty(), "{:?}", target);
            return Ok(());
        }
        file => file.unwrap(),
    };
    let mut back = read(&file, password).unwrap();
    prop_assert_eq!(back.len(), expected.len(), "{:?}", target);
    for (account, losses) in expected {
        let same = |draft: &Draft| is_same(account, draft, losses);
        let Some(at) = back.iter().position(same) else {
            return Err(TestCaseError::fail(format!(
                "{target:?} loses {account:?} (it may lose {losses:?}) in {back:#?}"
            )));
        };
        back.remove(at);
    }
    Ok(())
}

pub fn is_same(account: &Outgoing<'_>, draft: &Draft, losses: &BTreeSet<Loss>) -> bool {
    let kept = |loss: Loss| !losses.contains(&loss);
    draft.otp.as_ref() == Ok(account.otp)
        && !draft.trashed
        && (!kept(Loss::Labels) || draft.labels == *account.labels)
        && (!kept(Loss::Tags) || draft.tags == account.tags)
        && (!kept(Loss::Note) || draft.note.expose() == account.note)
        && (!kept(Loss::Pin) || draft.pinned == account.pinned)
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let tags = prop::sample::subsequence(vec!["Work", "Zuhause", "日本", "a/b", "R&D \"x\""], 0..3);
    (any_label(), any_label(), any_otp(), tags, "[a-zA-Z0-9 \n\"<é]{0,20}", any::<bool>(), 0..9)
        .prop_map(|(issuer, account, otp, tags, note, pinned, trashed)| {
            let labels = Labels { issuer, account };
            let mut draft = Draft::new(Account { labels, issuer_alt: None, otp });
            draft.tags = tags.into_iter().map(str::to_owned).collect();
            draft.note = note.trim().into();
            draft.pinned = pinned;
            draft.trashed = trashed == 0;
            draft
        })
}

/// Trimmed, since reading trims.
fn any_label() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Steam".to_owned()),
        "[a-zA-Z0-9:&+%=?#/@ .\"é日😀-]{0,20}".prop_map(|text| text.trim().to_owned())
    ]
}

fn any_otp() -> impl Strategy<Value = Otp> {
    let algorithm =
        prop::sample::select(&[Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512][..]);
    let digits = prop::sample::select(&[5_u64, 6, 7, 8, 10][..]);
    let period = prop::sample::select(&[10_u64, 30, 31, 60, 86_400][..]);
    let counter = prop_oneof![0..100_u64, Just(u64::MAX), Just(i64::MAX as u64)];
    let secret = prop::collection::vec(any::<u8>(), 1..40);
    let pin = "[0-9]{4,16}".prop_map(|pin| Pin::new(pin).unwrap());
    let timed =
        (algorithm.clone(), digits.clone(), period).prop_map(|(algorithm, digits, period)| {
            let (digits, period) = (Digits::new(digits).unwrap(), Period::new(period).unwrap());
            Scheme::Totp { algorithm, digits, period }
        });
    let counted = (algorithm, digits, counter).prop_map(|(algorithm, digits, counter)| {
        Scheme::Hotp { algorithm, digits: Digits::new(digits).unwrap(), counter }
    });
    let common = prop_oneof![4 => timed, 2 => counted, 1 => Just(Scheme::Steam)];
    let motp = ("[0-9a-f]{2,32}|[a-zA-Z0-9]{1,20}", pin.clone()).prop_map(|(secret, pin)| {
        Otp::new(OtpSecret::new(secret.into()).unwrap(), Scheme::Motp { pin })
    });
    let yandex = (any::<[u8; 16]>(), pin).prop_map(|(secret, pin)| {
        Otp::new(OtpSecret::new(secret.to_vec()).unwrap(), Scheme::Yandex { pin })
    });
    prop_oneof![
        6 => (secret, common).prop_map(|(secret, scheme)| {
            Otp::new(OtpSecret::new(secret).unwrap(), scheme)
        }),
        1 => motp,
        1 => yandex,
    ]
}

fn draft(issuer: &str, account: &str, otp: Otp) -> Draft {
    let labels = support::labels(issuer, account);
    Draft::new(Account { labels, issuer_alt: None, otp })
}

fn totp(secret: &[u8], digits: u64, period: u64) -> Otp {
    let (digits, period) = (Digits::new(digits).unwrap(), Period::new(period).unwrap());
    let scheme = Scheme::Totp { algorithm: Algorithm::Sha1, digits, period };
    Otp::new(OtpSecret::new(secret.to_vec()).unwrap(), scheme)
}

fn written(
    target: &Target,
    accounts: &[Outgoing<'_>],
    password: Option<&str>,
) -> Result<Vec<u8>, WriteError> {
    let files = files(target, accounts, password)?;
    let [file] = &files[..] else { panic!("{target:?} wrote {} files", files.len()) };
    Ok(file.to_vec())
}

pub fn files(
    target: &Target,
    accounts: &[Outgoing<'_>],
    password: Option<&str>,
) -> Result<Vec<write::File>, WriteError> {
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut context = WriteContext {
        password: password.as_ref(),
        rng: &mut support::rng(),
        now: UnixTime::from_seconds(1_700_000_000),
        is_cancelled: &|| false,
    };
    target.write(accounts, &mut context)
}

pub fn read(file: &[u8], password: Option<&str>) -> Result<Vec<Draft>, ReadError> {
    let content = Content::new(file);
    let format = formats::recognise(&content).expect("a format that is read");
    let password = password.map(|typed| SecretText::new(typed.to_owned()));
    let mut context = ReadContext { password: password.as_ref(), ..ReadContext::default() };
    format.read(&content, &mut context).map(|import| import.drafts)
}

fn text(file: &[u8]) -> &str {
    std::str::from_utf8(file).unwrap()
}
