//! A made vault: what is in it, and how it gets there.

use serde_json::{Value, json};

/// An account with all that other programs may get to see of it.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub issuer: &'static str,
    pub account: &'static str,
    /// In base32. No two have the same.
    pub secret: &'static str,
    pub kind: Kind,
    pub algorithm: &'static str,
    pub digits: u64,
    pub tags: &'static [&'static str],
    pub note: &'static str,
    pub pinned: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// With its period in seconds.
    Totp(u64),
    /// With the counter of the next code.
    Hotp(u64),
    Steam,
}

/// What programs of other people have stumbled over: names in other scripts, names made of the
/// characters that URIs are made of, no issuer, short secrets, and every parameter but the usual.
pub const ACCOUNTS: &[Account] = &[
    Account {
        tags: &["Work"],
        note: "the codes for bad days\nlie in the safe",
        pinned: true,
        ..totp("GitHub", "ada", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    },
    Account {
        algorithm: "SHA256",
        digits: 8,
        kind: Kind::Totp(60),
        tags: &["Büro", "Köln"],
        note: "Zwölf Boxkämpfer; \"quoted\", <b>bold</b> & more 🥊",
        ..totp(
            "Büro & Co.",
            "jörg+work@example.org",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA",
        )
    },
    Account {
        algorithm: "SHA512",
        tags: &["Work"],
        ..totp(
            "東京銀行",
            "花子",
            "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPJAUEQ2EIVDEOSCJJJFUYTKOJ5IFCUSTKRKVMV2YLFNA",
        )
    },
    Account { digits: 8, ..totp("100% / a=b?c#d", "x y%20z", "KRUGS4ZANFZSAYJAORSXG5BB") },
    Account { kind: Kind::Totp(15), ..totp("Quick", "Ψ", "ONSWG4TFOQQGC3TEEBWW64TF") },
    Account {
        algorithm: "SHA256",
        kind: Kind::Totp(120),
        ..totp("Slow", "e\u{301}", "NRXW4Z3FOIQGG33EMVZSAZLY")
    },
    Account { kind: Kind::Hotp(7), ..totp("Bank", "ada", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") },
    Account {
        kind: Kind::Hotp(4_100_000_000),
        algorithm: "SHA512",
        digits: 8,
        ..totp("Zähler", "zoë", "MNXXK3TUMVZCAYTBONSWIIDP")
    },
    totp("", "lonely@example.org", "JBSWY3DPEHPK3PXP"),
    totp("Short", "seven bytes", "GEZDGNBVGY3Q"),
    Account { kind: Kind::Steam, digits: 5, ..totp("Steam", "gabe", "ONUGC4TFMQQHGZLDOJSXI4ZB") },
];

const fn totp(issuer: &'static str, account: &'static str, secret: &'static str) -> Account {
    Account {
        issuer,
        account,
        secret,
        kind: Kind::Totp(30),
        algorithm: "SHA1",
        digits: 6,
        tags: &[],
        note: "",
        pinned: false,
    }
}

impl Account {
    /// As people call it.
    pub fn title(&self) -> String {
        format!("{} ({})", self.issuer, self.account)
    }

    pub fn kind(&self) -> &'static str {
        match self.kind {
            Kind::Totp(_) => "totp",
            Kind::Hotp(_) => "hotp",
            Kind::Steam => "steam",
        }
    }

    /// What a program that reads a field of this name should have read; none of a field that such an
    /// account has not.
    pub fn field(&self, name: &str) -> Option<Value> {
        Some(match (name, self.kind) {
            ("issuer", _) => json!(self.issuer),
            ("account", _) => json!(self.account),
            ("secret", _) => json!(self.secret),
            ("kind", _) => json!(self.kind()),
            ("algorithm", _) => json!(self.algorithm),
            ("digits", _) => json!(self.digits),
            ("note", _) => json!(self.note),
            ("pinned", _) => json!(self.pinned),
            ("tags", _) => json!(self.tags),
            ("period", Kind::Totp(period)) => json!(period),
            ("period", Kind::Steam) => json!(30),
            ("counter", Kind::Hotp(counter)) => json!(counter),
            _ => return None,
        })
    }

    fn of_aegis(&self, groups: &[&str]) -> Value {
        let moving = match self.kind {
            Kind::Hotp(counter) => json!({"counter": counter}),
            Kind::Totp(period) => json!({"period": period}),
            Kind::Steam => json!({"period": 30}),
        };
        let mut info =
            json!({"secret": self.secret, "algo": self.algorithm, "digits": self.digits});
        if let (Some(info), Some(moving)) = (info.as_object_mut(), moving.as_object()) {
            info.extend(moving.clone());
        }
        let of_tag = |tag| groups.iter().position(|group| group == tag).map(|n| n.to_string());
        let tags: Vec<_> = self.tags.iter().filter_map(of_tag).collect();
        json!({"type": self.kind(), "uuid": self.secret, "name": self.account, "issuer": self.issuer,
            "note": self.note, "favorite": self.pinned, "icon": null, "info": info, "groups": tags})
    }
}

/// All of them in a file that the command line imports.
pub fn source() -> String {
    let groups = ["Work", "Büro", "Köln"];
    let entries: Vec<_> = ACCOUNTS.iter().map(|account| account.of_aegis(&groups)).collect();
    let named =
        groups.iter().enumerate().map(|(n, name)| json!({"uuid": n.to_string(), "name": name}));
    json!({"version": 1, "header": {"slots": null, "params": null},
        "db": {"version": 3, "entries": entries, "groups": named.collect::<Vec<_>>()}})
    .to_string()
}
