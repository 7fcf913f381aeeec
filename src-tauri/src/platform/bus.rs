//! The desktop's message buses.

use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

/// Which bus to speak on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Bus {
    /// The user's.
    Session,
    /// The computer's.
    System,
    /// The one at this address.
    At(String),
}

impl Bus {
    /// A connection of its own, on which a call that is not answered within `limit` has failed.
    pub(crate) fn connect(&self, limit: Duration) -> zbus::Result<Connection> {
        self.builder()?.method_timeout(limit).build()
    }

    /// A connection that is still to be made.
    pub(crate) fn builder(&self) -> zbus::Result<Builder<'_>> {
        match self {
            Self::Session => Builder::session(),
            Self::System => Builder::system(),
            Self::At(address) => Builder::address(address.as_str()),
        }
    }
}
