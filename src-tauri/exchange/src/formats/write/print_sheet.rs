//! A sheet to print: one page of HTML that loads nothing, with a QR code for each account.

use std::io::{self, Write as _};

use tessera_core::base32;
use tessera_core::otp::{Kind, Otp};
use tessera_core::otpauth;
use tessera_core::secret::{SecretText, Wiped};

use super::qr::QUIET;
use super::{File, Modules, Outgoing, Target, Write, WriteContext, WriteError, uris};
use crate::formats::generic::print_sheet::{MARK, TITLE};

pub(super) const TARGET: Target = Target {
    name: "sheet",
    title: TITLE,
    extension: "html",
    takes_password: false,
    loses: uris::loses,
    write: Write::One(write),
};

/// The policy keeps the page from loading or sending anything, whoever opens it.
const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
"#;

const STYLE: &str = r#"
<title>Authenticator accounts</title>
<style>
  body { margin: 2rem auto; max-width: 44rem; padding: 0 1rem; font: 11pt/1.4 system-ui, sans-serif; color: #000; background: #fff; }
  section { display: flex; gap: 1.5rem; padding: 1rem 0; border-top: 1px solid #bbb; break-inside: avoid; }
  section > div { min-width: 0; }
  h1, h2, p { margin: 0; overflow-wrap: anywhere; }
  h1 + p { margin: 0.25rem 0 1rem; }
  h2 { font-size: 1.1em; }
  svg { display: block; width: 4.2cm; height: 4.2cm; flex: none; shape-rendering: crispEdges; }
  code { font: 1em ui-monospace, monospace; }
</style>
</head>
<body>
<h1>Authenticator accounts</h1>
<p>Whoever has this sheet has the codes. Keep it where you keep a passport. To bring an account back, scan its picture with an authenticator, or type its key.</p>
"#;

fn write(accounts: &[Outgoing<'_>], _: &mut WriteContext<'_>) -> Result<File, WriteError> {
    let mut page = Wiped::default();
    page.write_all([HEAD, MARK, STYLE].concat().as_bytes()).map_err(|_| WriteError::TooLarge)?;
    for account in accounts {
        let uri = otpauth::write(account.labels, account.otp);
        // Hardly any key is too long to be drawn; such a one can still be typed.
        let modules = Modules::of(&uri).ok();
        section(account, &uri, modules.as_ref(), &mut page).map_err(|_| WriteError::TooLarge)?;
    }
    page.write_all(b"</body>\n</html>\n").map_err(|_| WriteError::TooLarge)?;
    Ok(page.0)
}

fn section(
    account: &Outgoing<'_>,
    uri: &SecretText,
    modules: Option<&Modules>,
    page: &mut Wiped,
) -> io::Result<()> {
    page.write_all(b"<section>\n<a href=\"")?;
    escape(uri.expose(), page)?;
    page.write_all(b"\">")?;
    if let Some(modules) = modules {
        let side = modules.side + 2 * QUIET;
        // A line lies around its coordinates: half a module more at the top.
        write!(page, "<svg viewBox=\"-{QUIET} -{QUIET}.5 {side} {side}\"><path d=\"")?;
        modules.path(page)?;
        page.write_all(b"\" stroke=\"#000\"/></svg>")?;
    }
    page.write_all(b"</a>\n<div>\n<h2>")?;
    escape(&account.labels.issuer, page)?;
    page.write_all(b"</h2>\n<p>")?;
    escape(&account.labels.account, page)?;
    page.write_all(b"</p>\n<p><code>")?;
    key(account.otp, page)?;
    page.write_all(b"</code></p>\n<p>")?;
    if let Some(pin) = account.otp.pin() {
        page.write_all(b"PIN <code>")?;
        escape(pin.expose(), page)?;
        page.write_all(b"</code></p>\n<p>")?;
    }
    writeln!(page, "{}</p>\n</div>\n</section>", parameters(account.otp))
}

/// What somebody types: base32 in groups of four; of mOTP the text that is its secret.
fn key(otp: &Otp, page: &mut Wiped) -> io::Result<()> {
    if otp.kind() == Kind::Motp {
        // One that is no text has no link, and is left out.
        return escape(std::str::from_utf8(otp.secret().expose()).unwrap_or_default(), page);
    }
    for (index, byte) in base32::encode(otp.secret()).expose().bytes().enumerate() {
        if index > 0 && index % 4 == 0 {
            page.write_all(b" ")?;
        }
        page.write_all(&[byte])?;
    }
    Ok(())
}

/// The kind and parameters of an account in words, as a form asks for them that it is typed into.
fn parameters(otp: &Otp) -> String {
    let kind = match otp.kind() {
        Kind::Totp => "TOTP",
        Kind::Hotp => "HOTP",
        Kind::Steam => "Steam",
        // Their parameters are fixed, and no form asks for them.
        Kind::Motp => return "mOTP".to_owned(),
        Kind::Yandex => return "Yandex".to_owned(),
    };
    let every = otp.period().map(|period| format!(", every {} seconds", period.seconds()));
    let counter = otp.counter().map(|counter| format!(", counter {counter}"));
    let rest = every.or(counter).unwrap_or_default();
    format!("{kind}, {}, {} digits{rest}", otp.algorithm().name(), otp.digits())
}

fn escape(text: &str, page: &mut Wiped) -> io::Result<()> {
    text.chars().try_for_each(|c| match c {
        '&' => page.write_all(b"&amp;"),
        '<' => page.write_all(b"&lt;"),
        '>' => page.write_all(b"&gt;"),
        '"' => page.write_all(b"&quot;"),
        c => page.write_all(c.encode_utf8(&mut [0; 4]).as_bytes()),
    })
}
