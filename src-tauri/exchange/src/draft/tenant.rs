//! The part of an organisation that an account belongs to: `Slack (North Mill):ada` with the issuer
//! Slack, or `North Mill:ada` with the issuer Microsoft.

use tessera_core::entry::Labels;
use tessera_core::otpauth::nameable;

use super::tidy;

/// An issuer, and the longer name that says which tenant or workspace of it is meant.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// The issuer's own name.
    pub(super) issuer: String,
    /// Issuer and tenant.
    pub(super) whole: String,
}

/// The longest name of a tenant that is kept, in characters.
const LONGEST: usize = 200;

impl Tenant {
    /// What the prefix of a label adds to the issuer; none where it adds nothing.
    pub(crate) fn of(issuer: &str, prefix: &str) -> Option<Self> {
        // What could hold a secret is no name.
        let prefix = Labels { issuer: prefix.to_owned(), account: String::new() };
        let prefix = tidy(nameable(prefix)).issuer;
        let (issuer, prefix) = (issuer.trim(), prefix.trim());
        let (own, other) = (plain(issuer), plain(prefix));
        if issuer.is_empty() || other.is_empty() || own == other || prefix.chars().count() > LONGEST
        {
            return None;
        }
        let whole = match other.contains(&own) {
            true => prefix.to_owned(),
            false => format!("{issuer} ({prefix})"),
        };
        Some(Self { issuer: issuer.to_owned(), whole })
    }
}

/// A name without what is no letter or digit, in one case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Tenant;

    #[test]
    fn the_name_with_the_tenant_holds_both() {
        for (issuer, prefix, whole) in [
            ("Slack", "Slack (North Mill)", Some("Slack (North Mill)")),
            ("Slack", "North Mill Slack", Some("North Mill Slack")),
            ("Microsoft", "North Mill", Some("Microsoft (North Mill)")),
            ("Slack", "slack ", None),
            ("Slack", " - ", None),
            ("", "North Mill", None),
        ] {
            let tenant = Tenant::of(issuer, prefix);
            assert_eq!(tenant.map(|t| t.whole).as_deref(), whole, "{prefix}");
        }
    }
}
