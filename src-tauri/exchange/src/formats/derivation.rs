//! The one door to keys from passwords: who makes them is the caller's to say.

use std::sync::OnceLock;
use std::time::Duration;

use tessera_derive::{self as derive, NotMade, Request};
use zeroize::Zeroizing;

/// Makes keys for whoever reads or writes a file of another app.
pub trait DeriveKey {
    /// The key that is asked for, of just its length. `is_cancelled` is asked meanwhile, as often as
    /// can be.
    ///
    /// # Errors
    /// See [`NoKey`].
    fn derive(
        &self,
        request: &Request<'_>,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Zeroizing<Vec<u8>>, NoKey>;

    /// How much of [`Method::time`](tessera_derive::Method::time) is done in a second where keys are made.
    ///
    /// # Errors
    /// See [`NoKey`].
    fn speed(&self, is_cancelled: &dyn Fn() -> bool) -> Result<u64, NoKey>;
}

/// Why there is no key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NoKey {
    /// Nobody wants it any more.
    #[error("stopped")]
    Cancelled,
    /// There is not as much memory as it takes.
    #[error("there is not enough memory")]
    OutOfMemory,
    /// What makes keys does not start, or broke.
    #[error("what makes keys failed")]
    Failed,
}

/// Makes keys in this process: what Tessera's own exports cost, tests and benches. A file of a stranger
/// may cost a gibibyte and half a minute, and Argon2 cannot be stopped here.
#[derive(Clone, Copy, Debug, Default)]
pub struct InThisProcess;

impl DeriveKey for InThisProcess {
    fn derive(
        &self,
        request: &Request<'_>,
        is_cancelled: &dyn Fn() -> bool,
    ) -> Result<Zeroizing<Vec<u8>>, NoKey> {
        Ok(derive::make(request, &|| !is_cancelled())?)
    }

    fn speed(&self, _: &dyn Fn() -> bool) -> Result<u64, NoKey> {
        static SPEED: OnceLock<u64> = OnceLock::new();
        if let Some(speed) = SPEED.get() {
            return Ok(*speed);
        }
        let speed = derive::speed()?;
        Ok(*SPEED.get_or_init(|| speed))
    }
}

impl From<NotMade> for NoKey {
    fn from(why: NotMade) -> Self {
        match why {
            NotMade::OutOfMemory => Self::OutOfMemory,
            NotMade::Stopped => Self::Cancelled,
        }
    }
}

/// What opening a file costs, as far as that is known before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cost {
    /// How long it takes on this machine.
    pub time: Duration,
    /// How much memory the dearest of its keys takes, in bytes; 0 where that is next to nothing.
    pub memory: usize,
}
