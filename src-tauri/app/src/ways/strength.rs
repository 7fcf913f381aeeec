//! An honest estimate of how long a password takes to guess, by zxcvbn.

use zxcvbn::feedback::Warning;
use zxcvbn::time_estimates::CrackTimeSeconds;

use crate::types::{Strength, Typed, Weakness};

/// zxcvbn's time grows with the square of the length: what lies beyond makes no password weaker.
const LOOKED_AT: usize = 100;

/// For one attacker who has the vault file: 10,000 guesses a second, which is generous to them for
/// 128 MiB of Argon2id.
pub fn estimate(password: &Typed) -> Strength {
    let looked_at: zeroize::Zeroizing<String> =
        password.expose().chars().take(LOOKED_AT).collect::<String>().into();
    let entropy = zxcvbn::zxcvbn(&looked_at, &["tessera"]);
    let seconds = match entropy.crack_times().offline_slow_hashing_1e4_per_second() {
        CrackTimeSeconds::Integer(seconds) => seconds as f64,
        CrackTimeSeconds::Float(seconds) => seconds,
    };
    Strength {
        score: u8::from(entropy.score()),
        crack_seconds: seconds,
        warning: entropy.feedback().and_then(|f| f.warning()).map(weakness),
    }
}

fn weakness(warning: Warning) -> Weakness {
    use Warning as W;
    match warning {
        W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess => {
            Weakness::Keyboard
        }
        W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            Weakness::Repeat
        }
        W::ThisIsATop10Password
        | W::ThisIsATop100Password
        | W::ThisIsACommonPassword
        | W::ThisIsSimilarToACommonlyUsedPassword => Weakness::Common,
        W::SequencesLikeAbcAreEasyToGuess => Weakness::Sequence,
        W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess => Weakness::Date,
        W::NamesAndSurnamesByThemselvesAreEasyToGuess | W::CommonNamesAndSurnamesAreEasyToGuess => {
            Weakness::Names
        }
        W::AWordByItselfIsEasyToGuess => Weakness::Guessable,
    }
}
