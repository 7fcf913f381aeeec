//! What a code is that is no account, in words.

use tessera_exchange::formats::{Meaning, Other};

use crate::output::plain;

/// A sentence for people.
pub fn sentence(other: &Other) -> String {
    let what = match &other.meaning {
        Meaning::Link { host } => format!("A web link to {}", plain(host)),
        Meaning::Wifi { name } => format!("A code for the Wi-Fi network {}", plain(name)),
        Meaning::Passkey => "A passkey code, for the camera of a phone".to_owned(),
        Meaning::SignIn { app } => format!("A code that signs another device in to {app}"),
        Meaning::Authenticator { app } => format!("A code that only {app} can use"),
        Meaning::Contact => "A contact".to_owned(),
        Meaning::Message => "An address or a message".to_owned(),
        Meaning::Payment => "A payment".to_owned(),
        Meaning::Place => "A place on a map".to_owned(),
        Meaning::Event => "A date for a calendar".to_owned(),
        Meaning::Text => "A code with plain text".to_owned(),
    };
    format!("{what}. It is no account.")
}
