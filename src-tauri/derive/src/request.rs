//! A derivation that is asked for: a method, and what it works on.

use std::fmt;

use crate::method::{Kind, Method, Refused};

/// The most bytes of a password or a salt: 64 KiB.
pub const LONGEST_INPUT: usize = 64 * 1024;
/// The most bytes of a key.
pub const LONGEST_KEY: usize = 128;

/// Argon2 takes no shorter salt (RFC 9106, section 3.1).
const SHORTEST_ARGON2_SALT: usize = argon2::MIN_SALT_LEN;

/// What is to be derived of what. Never shows password or salt.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    pub(crate) method: Method,
    pub(crate) password: &'a [u8],
    pub(crate) salt: &'a [u8],
    pub(crate) length: usize,
}

impl<'a> Request<'a> {
    /// A key of so many bytes.
    ///
    /// # Errors
    /// [`Refused::Nonsense`] where the method takes no such password, salt or length, or they are
    /// longer than anything is.
    pub fn new(
        method: Method,
        password: &'a [u8],
        salt: &'a [u8],
        length: usize,
    ) -> Result<Self, Refused> {
        let fits = match method.0 {
            Kind::Pbkdf2 { .. } => true,
            Kind::Scrypt { .. } => length == 32,
            Kind::Argon2 { .. } => salt.len() >= SHORTEST_ARGON2_SALT && length == 32,
            Kind::Aes { .. } => password.len() == 32 && salt.len() == 32 && length == 32,
        };
        let is_bounded = password.len() <= LONGEST_INPUT
            && salt.len() <= LONGEST_INPUT
            && (1..=LONGEST_KEY).contains(&length);
        match fits && is_bounded {
            true => Ok(Self { method, password, salt, length }),
            false => Err(Refused::Nonsense),
        }
    }

    /// How it is derived.
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// What it is derived of.
    #[must_use]
    pub fn password(&self) -> &'a [u8] {
        self.password
    }

    /// What makes it another key than the same password gives elsewhere.
    #[must_use]
    pub fn salt(&self) -> &'a [u8] {
        self.salt
    }

    /// How many bytes the key has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} into {} bytes", self.method, self.length)
    }
}
