//! What a code is that is no account, so that it can be named for what it is.
//!
//! Never holds what could be a secret: of a web link only the host, of a network only its name.

use tessera_core::secret::SecretText;

/// What a code is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Meaning {
    /// A web page, and its host.
    Link {
        /// Such as `example.com`.
        host: String,
    },
    /// A wireless network, and its name.
    Wifi {
        /// Its SSID.
        name: String,
    },
    /// A passkey or security key of another device (FIDO CTAP 2.2, hybrid transport).
    Passkey,
    /// Signs another device in to a messenger or an app, and which.
    SignIn {
        /// Such as WhatsApp.
        app: &'static str,
    },
    /// Sets up an authenticator app by a way of its own, and which.
    Authenticator {
        /// Such as Microsoft Authenticator.
        app: &'static str,
    },
    /// Somebody's address.
    Contact,
    /// An e-mail address, a telephone number or a message to send.
    Message,
    /// A payment.
    Payment,
    /// A place on a map.
    Place,
    /// An event for a calendar.
    Event,
    /// Bytes that are no text.
    Bytes,
    /// Words or numbers.
    Text,
    /// Not a QR code, whatever it holds, but one of another kind, and which.
    Barcode {
        /// Such as Data Matrix.
        kind: &'static str,
    },
}

/// How a text begins, without regard to case, and what that says.
const BEGINNINGS: &[(&str, Meaning)] = &[
    ("fido:/", Meaning::Passkey),
    ("https://wa.me/settings/linked_devices", Meaning::SignIn { app: "WhatsApp" }),
    ("sgnl://linkdevice", Meaning::SignIn { app: "Signal" }),
    ("tsdevice:", Meaning::SignIn { app: "Signal" }),
    ("tg://login", Meaning::SignIn { app: "Telegram" }),
    ("https://discord.com/ra/", Meaning::SignIn { app: "Discord" }),
    ("https://discordapp.com/ra/", Meaning::SignIn { app: "Discord" }),
    ("https://s.team/q/", Meaning::SignIn { app: "Steam" }),
    ("phonefactor:", Meaning::Authenticator { app: "Microsoft Authenticator" }),
    ("ms-msa:", Meaning::Authenticator { app: "Microsoft Authenticator" }),
    ("duo://", Meaning::Authenticator { app: "Duo Mobile" }),
    ("oktaverify:", Meaning::Authenticator { app: "Okta Verify" }),
    ("com.okta.authenticator:", Meaning::Authenticator { app: "Okta Verify" }),
    ("begin:vcard", Meaning::Contact),
    ("mecard:", Meaning::Contact),
    ("bizcard:", Meaning::Contact),
    ("mailto:", Meaning::Message),
    ("matmsg:", Meaning::Message),
    ("smtp:", Meaning::Message),
    ("tel:", Meaning::Message),
    ("sms:", Meaning::Message),
    ("smsto:", Meaning::Message),
    ("mmsto:", Meaning::Message),
    ("bcd\n", Meaning::Payment),
    ("bcd\r\n", Meaning::Payment),
    ("spc\n", Meaning::Payment),
    ("spc\r\n", Meaning::Payment),
    ("bitcoin:", Meaning::Payment),
    ("ethereum:", Meaning::Payment),
    ("lightning:", Meaning::Payment),
    ("upi:", Meaning::Payment),
    ("geo:", Meaning::Place),
    ("begin:vevent", Meaning::Event),
    ("begin:vcalendar", Meaning::Event),
];

impl Meaning {
    /// One word for it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Link { .. } => "link",
            Self::Wifi { .. } => "wifi",
            Self::Passkey => "passkey",
            Self::SignIn { .. } => "sign_in",
            Self::Authenticator { .. } => "authenticator",
            Self::Contact => "contact",
            Self::Message => "message",
            Self::Payment => "payment",
            Self::Place => "place",
            Self::Event => "event",
            Self::Bytes => "bytes",
            Self::Text => "text",
            Self::Barcode { .. } => "barcode",
        }
    }

    /// What is known of it: a host, the name of a network, of an app or of a kind of codes; else nothing.
    #[must_use]
    pub fn detail(&self) -> &str {
        match self {
            Self::Link { host } => host,
            Self::Wifi { name } => name,
            Self::SignIn { app } | Self::Authenticator { app } => app,
            Self::Barcode { kind } => kind,
            _ => "",
        }
    }

    pub(super) fn of(text: &SecretText) -> Self {
        let text = text.expose().trim();
        let known = BEGINNINGS.iter().find(|(beginning, _)| begins(text, beginning));
        if let Some((_, meaning)) = known {
            return meaning.clone();
        }
        if begins(text, "wifi:") {
            return Self::Wifi { name: wifi_name(&text["wifi:".len()..]) };
        }
        // Three to five fields of base64 behind a number: WhatsApp's and WhatsApp Web's own form.
        if is_whatsapp(text) {
            return Self::SignIn { app: "WhatsApp" };
        }
        let host = ["https://", "http://"]
            .into_iter()
            .find_map(|scheme| begins(text, scheme).then(|| host(&text[scheme.len()..])))
            .flatten();
        match host {
            Some(host) => Self::Link { host },
            None if text.contains(is_no_text) => Self::Bytes,
            None => Self::Text,
        }
    }
}

/// Whether no text has such a character. Bytes that are in no other encoding are read as Latin-1, where
/// one in four is a control character.
fn is_no_text(c: char) -> bool {
    // GS1 parts its fields with the one, and lists are parted with the others.
    const PARTS: [char; 4] = ['\u{1d}', '\t', '\n', '\r'];
    c == char::REPLACEMENT_CHARACTER || c.is_control() && !PARTS.contains(&c)
}

fn begins(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning))
}

/// The longest name that is shown, in characters: an SSID has at most 32 bytes, a host 253.
const LONGEST: usize = 253;

/// The host of a URL without its scheme; none where there is none. Never what stands before an `@`.
fn host(rest: &str) -> Option<String> {
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    // What follows the last colon of `[::1]` is no port.
    let host = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let valid = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    let fits = !host.is_empty() && host.chars().count() <= LONGEST && host.chars().all(valid);
    fits.then(|| host.to_lowercase())
}

/// The field `S:` of `WIFI:T:WPA;S:name;P:password;;`, in which a backslash precedes special
/// characters. Nothing else of it: the next field may be the password.
fn wifi_name(fields: &str) -> String {
    let (mut key, mut value, mut in_value, mut escaped) =
        (String::new(), String::new(), false, false);
    for c in fields.chars() {
        match c {
            _ if escaped => {
                if in_value {
                    value.push(c)
                } else {
                    key.push(c)
                }
                escaped = false;
            }
            '\\' => escaped = true,
            ':' if !in_value => in_value = true,
            ';' => {
                if key.eq_ignore_ascii_case("s") {
                    return shown(&value);
                }
                (key, value, in_value) = (String::new(), String::new(), false);
            }
            _ if in_value => value.push(c),
            _ => key.push(c),
        }
    }
    String::new()
}

fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

fn is_whatsapp(text: &str) -> bool {
    let fields: Vec<_> = text.split(',').collect();
    let base64 = |field: &&str| {
        field.len() >= 20
            && field.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
    };
    let number = |field: &str| {
        field.split_once('@').is_some_and(|(number, _)| {
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        })
    };
    (3..=6).contains(&fields.len())
        && number(fields[0])
        && fields[1..].iter().filter(|field| base64(field)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::Meaning;

    fn meaning(text: &str) -> Meaning {
        Meaning::of(&text.to_owned().into())
    }

    #[test]
    fn codes_that_are_no_account_are_named_for_what_they_are() {
        let link = |host: &str| Meaning::Link { host: host.to_owned() };
        let wifi = |name: &str| Meaning::Wifi { name: name.to_owned() };
        for (text, is) in [
            ("https://Example.com/a?b=c", link("example.com")),
            ("HTTP://EXAMPLE.COM:8080", link("example.com")),
            ("http://[::1]:8000/", link("[::1]")),
            ("https://", Meaning::Text),
            ("WIFI:T:WPA;S:the\\;net;P:secret;;", wifi("the;net")),
            ("wifi:P:secret;S:last;;", wifi("last")),
            ("FIDO:/123456789", Meaning::Passkey),
            ("sgnl://linkdevice?uuid=a&pub_key=b", Meaning::SignIn { app: "Signal" }),
            ("BEGIN:VCARD\nFN:Ada", Meaning::Contact),
            ("BCD\n002\n1", Meaning::Payment),
            ("hello", Meaning::Text),
            ("", Meaning::Text),
            ("8\u{90}\u{1}\u{fe}\u{0}ab", Meaning::Bytes),
            ("(01)09506000134352\u{1d}10AB\tC\r\n", Meaning::Text),
        ] {
            assert_eq!(meaning(text), is, "{text}");
        }
        let base64 = "QUJDREVGR0hJSktMTU5PUFFSU1RVVg==";
        let whatsapp = format!("2@{base64},{base64},{base64},1");
        assert_eq!(meaning(&whatsapp), Meaning::SignIn { app: "WhatsApp" });
    }

    #[test]
    fn no_secret_is_in_what_is_said() {
        for text in [
            "https://ada:canary@example.com/canary?canary#canary",
            "https://example.com?canary",
            "https://canary@",
            "https://ada:canary@[::1]/",
            "WIFI:T:WPA;P:canary;S:net;;",
            "WIFI:P:canary",
            "WIFI:S:net;P:can\\;ary;;",
            "canary",
        ] {
            assert!(!format!("{:?}", meaning(text)).contains("canary"), "{text}");
        }
    }
}
