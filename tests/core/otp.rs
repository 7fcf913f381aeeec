//! Codes: the vectors of the RFCs, the ends of every range, and an independent program.

use std::process::Command;

use proptest::prelude::*;
use tessera_core::otp::{Algorithm, Digits, Kind, Otp, OtpError, Period, Scheme};
use tessera_core::secret::{OtpSecret, Pin};
use tessera_core::time::UnixTime;

use crate::support::{self, hotp, secret, totp};

/// The secret of RFC 4226, and of RFC 6238 with SHA-1, in ASCII.
const RFC_SECRET: &[u8] = b"12345678901234567890";

#[test]
fn hotp_gives_the_codes_of_rfc_4226_appendix_d() {
    let codes = [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
        "520489",
    ];
    for (counter, code) in codes.iter().enumerate() {
        assert_eq!(counted(RFC_SECRET, 6, counter as u64), *code, "counter {counter}");
    }
}

#[test]
fn the_truncated_values_are_those_of_rfc_4226_appendix_d() {
    let values: [u64; 10] = [
        1_284_755_224,
        1_094_287_082,
        137_359_152,
        1_726_969_429,
        1_640_338_314,
        868_254_676,
        1_918_287_922,
        82_162_583,
        673_399_871,
        645_520_489,
    ];
    for (counter, value) in values.iter().enumerate() {
        let code = counted(RFC_SECRET, 10, counter as u64);
        assert_eq!(code, format!("{value:010}"), "counter {counter}");
    }
}

#[test]
fn totp_gives_the_codes_of_rfc_6238_appendix_b() {
    let table = [
        (59, "94287082", "46119246", "90693936"),
        (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"),
        (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"),
        (20_000_000_000, "65353130", "77737706", "47863826"),
    ];
    // Erratum 2866: the secrets are as long as the hash.
    let secret = |length| RFC_SECRET.iter().copied().cycle().take(length).collect::<Vec<_>>();
    for (seconds, sha1, sha256, sha512) in table {
        for (algorithm, length, code) in [
            (Algorithm::Sha1, 20, sha1),
            (Algorithm::Sha256, 32, sha256),
            (Algorithm::Sha512, 64, sha512),
        ] {
            let otp = timed(&secret(length), algorithm, 8, 30);
            assert_eq!(code_at(&otp, seconds), code, "{algorithm:?} at {seconds}");
        }
    }
}

#[test]
fn every_number_of_digits_is_the_end_of_the_same_value() {
    for digits in 1..=10 {
        let code = counted(RFC_SECRET, digits, 0);
        assert_eq!(code.len() as u64, digits);
        assert!("1284755224".ends_with(&code), "{digits} digits");
    }
}

#[test]
fn counters_use_all_64_bits() {
    // From oathtool --hotp --counter.
    for (counter, code) in [
        (0, "755224"),
        (u64::from(u32::MAX), "117190"),
        (1 << 32, "999456"),
        (u64::MAX - 1, "488204"),
        (u64::MAX, "094451"),
    ] {
        assert_eq!(counted(RFC_SECRET, 6, counter), code, "counter {counter}");
    }
}

#[test]
fn steam_codes_are_five_characters_of_its_alphabet() {
    // The vector of steamguard-cli.
    let shared = data_encoding::BASE64.decode(b"zvIayp3JPvtvX/QGHqsqKBk/44s=").unwrap();
    let otp = Otp::new(OtpSecret::new(shared).unwrap(), Scheme::Steam);
    assert_eq!(code_at(&otp, 1_616_374_841), "2F9J5");
    assert_eq!((otp.kind(), otp.digits()), (Kind::Steam, 5));
    for seconds in (0..3_000).step_by(30) {
        let code = code_at(&otp, seconds);
        let fits = |c: char| "23456789BCDFGHJKMNPQRTVWXY".contains(c);
        assert!(code.len() == 5 && code.chars().all(fits), "{code}");
    }
}

#[test]
fn motp_codes_are_the_start_of_an_md5_of_time_secret_and_pin() {
    // The first is a vector of Aegis, the others are Python's hashlib over the published rule.
    for (secret, pin, seconds, code) in [
        ("e3152afee62599c8", "1234", 165_892_298, "e7d8b6"),
        ("0123456789abcdef", "1234", 0, "41e571"),
        ("0123456789abcdef", "1234", 1_700_000_000, "05aae5"),
        ("Any Text", "0", 1_700_000_009, "f2083c"),
    ] {
        let secret = OtpSecret::new(secret.into()).unwrap();
        let otp = Otp::new(secret, Scheme::Motp { pin: Pin::new(pin.into()).unwrap() });
        assert_eq!(code_at(&otp, seconds), code, "at {seconds}");
        assert_eq!(
            (otp.kind(), otp.digits(), otp.period().unwrap().seconds()),
            (Kind::Motp, 6, 10)
        );
    }
}

#[test]
fn yandex_codes_are_eight_letters_of_secret_and_pin() {
    // The first two are published answers, the others Python's hmac over the same rule; 0207 gives a
    // key that begins with a zero.
    for (secret, pin, seconds, code) in [
        ("6SB2IKNM6OBZPAVBVTOHDKS4FAAAAAAADFUTQMBTRY", "5239", 1_641_559_648, "umozdicq"),
        ("LA2V6KMCGYMWWVEW64RNP3JA3IAAAAAAHTSG4HRZPI", "7586", 1_581_090_810, "wemdwrix"),
        ("AEBAGBAFAYDQQCIKBMGA2DQPCA", "1234", 0, "lfgqwrst"),
        ("AEBAGBAFAYDQQCIKBMGA2DQPCA", "1234", 1_700_000_000, "eypogtjw"),
        ("AEBAGBAFAYDQQCIKBMGA2DQPCA", "90210", 1_700_000_029, "icuvceex"),
        ("AEBAGBAFAYDQQCIKBMGA2DQPCA", "0207", 1_700_000_000, "twotoxlw"),
        ("AEBAGBAFAYDQQCIKBMGA2DQPCAAAAAAAAAAAAACHWY", "0207", 1_700_000_000, "twotoxlw"),
    ] {
        let scheme = Scheme::Yandex { pin: Pin::new(pin.into()).unwrap() };
        let otp = Otp::new(support::secret(secret), scheme);
        assert_eq!(code_at(&otp, seconds), code, "{pin} at {seconds}");
        assert_eq!((otp.kind(), otp.algorithm()), (Kind::Yandex, Algorithm::Sha256));
    }
}

#[test]
fn a_code_says_from_when_until_when_it_is_right() {
    let otp = totp("JBSWY3DPEHPK3PXP");
    let code = otp.code_at(UnixTime::from_millis(1_700_000_009_999));
    assert_eq!(code.valid_from(), Some(UnixTime::from_seconds(1_699_999_980)));
    assert_eq!(code.valid_until(), Some(UnixTime::from_seconds(1_700_000_010)));
    assert_eq!(code, otp.code_at(UnixTime::from_seconds(1_699_999_980)), "its first second");
    assert_ne!(code, otp.code_at(UnixTime::from_seconds(1_700_000_010)), "no longer");
    let counted = hotp("JBSWY3DPEHPK3PXP", 1).code_at(UnixTime::default());
    assert_eq!((counted.valid_from(), counted.valid_until()), (None, None));
}

#[test]
fn the_next_code_is_the_one_that_comes() {
    let at = UnixTime::from_seconds(1_700_000_000);
    for otp in [totp("JBSWY3DPEHPK3PXP"), timed(b"x", Algorithm::Sha512, 7, 86_400)] {
        let code = otp.code_at(at);
        let next = otp.next_code_at(at).unwrap();
        assert_eq!(next, otp.code_at(code.valid_until().unwrap()));
        assert_eq!(code.valid_until(), next.valid_from());
    }
    let counter = hotp("JBSWY3DPEHPK3PXP", 7);
    assert_eq!(counter.next_code_at(at).unwrap(), counter.advanced().unwrap().code_at(at));
}

#[test]
fn a_counter_at_its_end_has_a_code_but_no_next_one() {
    let last = hotp("JBSWY3DPEHPK3PXP", u64::MAX);
    assert_eq!(last.code_at(UnixTime::default()).expose().len(), 6);
    assert!(last.next_code_at(UnixTime::default()).is_none());
    assert!(last.advanced().is_none());
    assert!(totp("JBSWY3DPEHPK3PXP").advanced().is_none());
}

#[test]
fn periods_of_a_second_and_of_a_day_step_where_they_should() {
    let second = timed(RFC_SECRET, Algorithm::Sha1, 8, 1);
    assert_eq!(code_at(&second, 1), code_at(&timed(RFC_SECRET, Algorithm::Sha1, 8, 30), 59));
    let day = timed(RFC_SECRET, Algorithm::Sha1, 8, 86_400);
    assert_eq!(code_at(&day, 86_399), code_at(&day, 0));
    assert_eq!(code_at(&day, 86_400), code_at(&second, 1));
}

#[test]
fn the_end_of_time_is_no_panic() {
    for millis in [0, 1, u64::MAX - 1, u64::MAX] {
        let at = UnixTime::from_millis(millis);
        for otp in [timed(b"x", Algorithm::Sha1, 6, 1), timed(b"x", Algorithm::Sha1, 6, 86_400)] {
            assert_eq!(otp.code_at(at).expose().len(), 6);
            assert!(otp.next_code_at(at).is_some());
        }
    }
}

#[test]
fn secrets_of_one_byte_and_of_the_longest_give_codes() {
    // From oathtool --hotp 61.
    assert_eq!(counted(b"a", 6, 0), "413198");
    assert_eq!(counted(&vec![b'a'; OtpSecret::MAX], 6, 0).len(), 6);
    assert!(OtpSecret::new(Vec::new()).is_none());
    assert!(OtpSecret::new(vec![b'a'; OtpSecret::MAX + 1]).is_none());
}

#[test]
fn parameters_out_of_range_are_refused_with_what_was_given() {
    for given in [0, 11, 256, 257, u64::MAX] {
        assert_eq!(Digits::new(given), Err(OtpError::Digits { given }));
    }
    for given in [0, 86_401, 1 << 32, (1 << 32) + 30, u64::MAX] {
        assert_eq!(Period::new(given), Err(OtpError::Period { given }));
    }
}

#[test]
fn algorithms_are_read_in_every_known_spelling_and_never_guessed() {
    for (word, algorithm) in [
        ("SHA1", Algorithm::Sha1),
        ("sha-1", Algorithm::Sha1),
        ("HmacSHA1", Algorithm::Sha1),
        ("HMAC-SHA-256", Algorithm::Sha256),
        ("Algorithm.SHA512", Algorithm::Sha512),
        (" SHA512 ", Algorithm::Sha512),
    ] {
        assert_eq!(Algorithm::parse(word), Some(algorithm), "{word}");
    }
    for word in ["", "MD5", "SHA", "SHA11", "SHA224", "SHA384", "SHA3-512", "SHA512/256", "1"] {
        assert_eq!(Algorithm::parse(word), None, "{word}");
    }
}

#[test]
fn a_code_does_not_print() {
    assert_eq!(
        format!("{:?}", hotp("JBSWY3DPEHPK3PXP", 0).code_at(UnixTime::default())),
        "[redacted]"
    );
    assert!(!format!("{:?}", totp("JBSWY3DPEHPK3PXP")).contains("JBSWY"));
    let raw = format!("{:?}", secret("JBSWY3DPEHPK3PXP").expose());
    assert!(!format!("{:?}", totp("JBSWY3DPEHPK3PXP")).contains(&raw));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn codes_are_those_of_oathtool(
        secret in prop::collection::vec(any::<u8>(), 1..80),
        digits in 6..=8_u64,
        period in 1..=86_400_u64,
        seconds in 0..4_000_000_000_u64,
        counter in any::<u64>(),
        algorithm in prop::sample::select(&[Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512][..]),
    ) {
        let hex = data_encoding::HEXLOWER.encode(&secret);
        let digits_argument = format!("--digits={digits}");
        let totp = [
            format!("--totp={}", algorithm.name()),
            format!("--time-step-size={period}s"),
            format!("--now=@{seconds}"),
        ];
        if let Some(expected) = oathtool(&[&totp[0], &totp[1], &totp[2], &digits_argument, &hex]) {
            prop_assert_eq!(code_at(&timed(&secret, algorithm, digits, period), seconds), expected);
        }
        let counter_argument = format!("--counter={counter}");
        if let Some(expected) = oathtool(&["--hotp", &counter_argument, &digits_argument, &hex]) {
            prop_assert_eq!(counted(&secret, digits, counter), expected);
        }
    }
}

fn timed(secret: &[u8], algorithm: Algorithm, digits: u64, period: u64) -> Otp {
    let (digits, period) = (Digits::new(digits).unwrap(), Period::new(period).unwrap());
    let secret = OtpSecret::new(secret.to_vec()).unwrap();
    Otp::new(secret, Scheme::Totp { algorithm, digits, period })
}

fn counted(secret: &[u8], digits: u64, counter: u64) -> String {
    let (algorithm, digits) = (Algorithm::Sha1, Digits::new(digits).unwrap());
    let secret = OtpSecret::new(secret.to_vec()).unwrap();
    let otp = Otp::new(secret, Scheme::Hotp { algorithm, digits, counter });
    otp.code_at(UnixTime::default()).expose().to_owned()
}

fn code_at(otp: &Otp, seconds: u64) -> String {
    otp.code_at(UnixTime::from_seconds(seconds)).expose().to_owned()
}

/// None, and a word about it, where it is not installed. Only test secrets go onto its command line.
fn oathtool(arguments: &[&str]) -> Option<String> {
    static MISSING: std::sync::Once = std::sync::Once::new();
    match Command::new("oathtool").args(arguments).output() {
        Ok(output) => {
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "oathtool {arguments:?}: {error}");
            Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
        }
        Err(_) => {
            MISSING.call_once(|| support::skipped("oathtool is not installed"));
            None
        }
    }
}
