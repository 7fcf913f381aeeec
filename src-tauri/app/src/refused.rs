//! What can be behind a code that the site refuses: a clock that is wrong, a count that has run ahead, the
//! wrong one of two accounts. Nothing is used up by looking.

use tessera_core::entry::Entry;
use tessera_core::otp::{Code, Otp, Scheme};
use tessera_core::time::UnixTime;

use crate::app::{App, parse_id};
use crate::error::CommandError;
use crate::types::{AccountName, NearCode, Refused};

/// How many steps are shown on each side: sites that allow for a wrong clock allow for no more.
const STEPS: i8 = 2;

impl App {
    /// The codes around that of now, and the accounts that an account may be mistaken for.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn explain_refused(&self, id: &str) -> Result<Refused, CommandError> {
        let (id, now) = (parse_id(id)?, self.now());
        let contents = self.session()?.file.vault().contents();
        let entry = contents.get(id)?;
        let secret = entry.otp().secret();
        let others: Vec<_> = contents.live().into_iter().filter(|other| other.id() != id).collect();
        let (same, different): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|other| other.otp().secret() == secret);
        Ok(Refused {
            now: now.seconds(),
            around: (-STEPS..=STEPS).filter_map(|at| near_code(entry.otp(), at, now)).collect(),
            same_secret: same.into_iter().map(name_of).collect(),
            namesakes: different.iter().filter(|other| other.labels() == entry.labels()).count(),
            clock: self.clock.sync(),
        })
    }
}

/// The code so many steps or counts after that of now; none where there is no such step or count.
fn near_code(otp: &Otp, offset: i8, now: UnixTime) -> Option<NearCode> {
    let near = |code: &Code, counter: Option<u64>| NearCode {
        offset,
        code: code.into(),
        valid_from: code.valid_from().map(UnixTime::seconds),
        counter: counter.map(|n| n.to_string()),
    };
    if let &Scheme::Hotp { algorithm, digits, counter } = otp.scheme() {
        let counter = counter.checked_add_signed(offset.into())?;
        let then = Otp::new(otp.secret().clone(), Scheme::Hotp { algorithm, digits, counter });
        return Some(near(&then.code_at(now), Some(counter)));
    }
    let distance = i64::from(otp.period()?.seconds()) * i64::from(offset) * 1000;
    let at = UnixTime::from_millis(now.millis().checked_add_signed(distance)?);
    Some(near(&otp.code_at(at), None))
}

fn name_of(entry: &Entry) -> AccountName {
    let labels = entry.labels().clone();
    AccountName { issuer: labels.issuer, account: labels.account }
}
