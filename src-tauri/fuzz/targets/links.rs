//! Links in texts: two sound ones with anything between are found, and no name shows a secret.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tessera_exchange::formats::{self, Found};

const FIRST: &str = "otpauth://totp/Mill:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Mill";
const LAST: &str = "otpauth://totp/Loom:bo?secret=MFRGGZDFMZTWQ2LK&issuer=Loom";

fuzz_target!(|between: &str| {
    let text = format!("{FIRST}\n\n{between}\n\n{LAST}\n");
    let mut found = Found::default();
    found.extend(formats::read_text(&text, &|| true).pieces);
    for (issuer, account) in [("Mill", "ada"), ("Loom", "bo")] {
        let is_it = |labels: &tessera_core::entry::Labels| {
            labels.issuer == issuer && labels.account == account
        };
        assert!(found.drafts.iter().any(|d| d.otp.is_ok() && is_it(&d.labels)), "{issuer} is lost");
    }
    assert!(found.drafts.len() <= between.len() + 2);
    for draft in &found.drafts {
        for name in [&draft.labels.issuer, &draft.labels.account] {
            let is_link = name.contains("://totp/") && name.contains("secret=");
            assert!(!is_link, "a link is a name");
        }
    }
});
