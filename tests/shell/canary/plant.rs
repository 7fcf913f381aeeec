//! A secret and a password made for one run, and every form in which they could leak.

use tessera_core::base32;
use tessera_core::secret::OtpSecret;

pub struct Canary {
    secret: [u8; 20],
    pub issuer: &'static str,
}

impl Canary {
    pub fn make() -> Self {
        let mut secret = [0; 20];
        getrandom::fill(&mut secret).unwrap();
        Self { secret, issuer: "Kestrel Harbour" }
    }

    pub fn parse(text: &str) -> Self {
        let byte = |i: usize| u8::from_str_radix(&text[i * 2..i * 2 + 2], 16).unwrap();
        Self { secret: std::array::from_fn(byte), issuer: "Kestrel Harbour" }
    }

    pub fn to_text(&self) -> String {
        self.secret.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn base32(&self) -> String {
        base32::encode(&OtpSecret::new(self.secret.to_vec()).unwrap()).expose().to_owned()
    }

    /// Ten digits: nothing else that is said looks like its codes.
    pub fn uri(&self) -> String {
        let issuer = self.issuer.replace(' ', "%20");
        format!("otpauth://totp/{issuer}:ada?secret={}&issuer={issuer}&digits=10", self.base32())
    }

    pub fn password(&self) -> String {
        format!("kestrel {} harbour", &self.to_text()[..16])
    }

    /// The names of the forms that `content` holds. Names, so that a failure prints no secret.
    pub fn found_in(&self, content: &[u8]) -> Vec<&'static str> {
        let hex = self.to_text();
        let base32 = self.base32();
        let decimal: Vec<_> = self.secret.iter().map(u8::to_string).collect();
        let forms = [
            ("raw bytes", self.secret.to_vec()),
            ("base32", base32.clone().into()),
            ("base32 in lower case", base32.to_lowercase().into()),
            ("half of the base32", base32[..16].into()),
            ("hexadecimal in upper case", hex.to_uppercase().into()),
            ("hexadecimal", hex.into()),
            ("a list of bytes", decimal.join(",").into()),
            ("a printed list of bytes", decimal.join(", ").into()),
            ("the URI", self.uri().into()),
            ("the password", self.password().into()),
        ];
        let found = forms.into_iter().filter(|(_, form)| contains(content, form));
        found.map(|(name, _)| name).collect()
    }
}

pub fn contains(content: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(content, needle).is_some()
}

#[test]
fn the_canary_is_found_where_it_is() {
    let canary = Canary::make();
    let found = canary.found_in(format!("<p>{}</p>", canary.to_text()).as_bytes());
    assert_eq!(found, ["hexadecimal"]);
    assert_eq!(
        canary.found_in(canary.uri().as_bytes()),
        ["base32", "half of the base32", "the URI"]
    );
    assert_eq!(canary.found_in(b"nothing here"), [""; 0]);
    assert_eq!(Canary::parse(&canary.to_text()).found_in(&canary.secret), ["raw bytes"]);
}
