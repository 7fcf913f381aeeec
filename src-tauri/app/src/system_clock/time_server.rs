//! A time server of the network, asked once (SNTP, RFC 4330). Nothing here asks by itself.

use std::time::Duration;

use rsntp::{Config, SntpClient};

use crate::ports::clock::TimeServer;

/// Cloudflare's, which is open to all and keeps no names.
pub const SERVER: &str = "time.cloudflare.com:123";
/// Who has not answered by then does not answer.
const LIMIT: Duration = Duration::from_secs(3);

/// A server of the Simple Network Time Protocol.
#[derive(Clone, Debug)]
pub struct Sntp(String);

impl Default for Sntp {
    fn default() -> Self {
        Self::at(SERVER.to_owned())
    }
}

impl Sntp {
    /// The server at a name or address, with the number of its port behind a colon.
    #[must_use]
    pub fn at(server: String) -> Self {
        Self(server)
    }
}

impl TimeServer for Sntp {
    fn behind(&self) -> Option<i64> {
        let client = SntpClient::with_config(Config::default().timeout(LIMIT));
        let answer = client.synchronize(self.0.as_str()).ok()?;
        Some((answer.clock_offset().as_secs_f64() * 1000.0).round() as i64)
    }
}
