//! What the process that derives keys is asked.
//!
//! A question is one byte that says what it is, four with the number of bytes that follow, and those:
//! the method (18 bytes: which, its variant, three costs of 8, 4 and 4), the length of the key in 2,
//! that of the salt in 4, the salt, the password. Numbers are little-endian.

use std::io::{self, Read, Write};

use tessera_derive::{LONGEST_INPUT, Method, Numbers, Refused, Request};
use zeroize::Zeroizing;

use crate::frames::{Rest, write_frame};

const DERIVE: u8 = 3;
const MEASURE: u8 = 4;

/// Numbers of the method, and two lengths.
const HEAD: usize = 18 + 2 + 4;

/// A question, as the side that asks sends it.
#[derive(Clone, Copy, Debug)]
pub enum AskKey<'a> {
    /// To derive a key.
    Derive(Request<'a>),
    /// To tell how quick this machine is.
    Measure,
}

/// A question, as the process that derives got it.
#[derive(Debug)]
pub enum AskedKey {
    /// To derive a key.
    Derive(OwnRequest),
    /// To tell how quick this machine is.
    Measure,
}

/// A request with what it works on. Wiped when it is dropped; shows neither password nor salt.
pub struct OwnRequest {
    method: Method,
    length: usize,
    salt: usize,
    /// Salt and password.
    bytes: Zeroizing<Vec<u8>>,
}

impl AskKey<'_> {
    /// Asks.
    ///
    /// # Errors
    /// When the other side does not listen any more.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let Self::Derive(request) = self else { return write_frame(to, MEASURE, &[]) };
        let Numbers { method, variant, first, second, third } = request.method().numbers();
        let (salt, password) = (request.salt(), request.password());
        let mut body = Zeroizing::new(Vec::with_capacity(HEAD + salt.len() + password.len()));
        body.extend([method, variant]);
        body.extend(first.to_le_bytes());
        body.extend(second.to_le_bytes());
        body.extend(third.to_le_bytes());
        body.extend(u16::try_from(request.length()).map_err(io::Error::other)?.to_le_bytes());
        body.extend(u32::try_from(salt.len()).map_err(io::Error::other)?.to_le_bytes());
        body.extend(salt);
        body.extend(password);
        write_frame(to, DERIVE, &body)
    }
}

impl AskedKey {
    /// The next question; none when there are no more.
    ///
    /// # Errors
    /// When the question is cut off, or is none.
    pub fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut head = [0; 5];
        match from.read(&mut head[..1])? {
            0 => return Ok(None),
            _ => from.read_exact(&mut head[1..])?,
        }
        let [kind, length @ ..] = head;
        let length = u32::from_le_bytes(length) as usize;
        let none = || io::Error::from(io::ErrorKind::InvalidData);
        match kind {
            MEASURE if length == 0 => Ok(Some(Self::Measure)),
            DERIVE if length <= HEAD + 2 * LONGEST_INPUT => {
                let mut body = Zeroizing::new(vec![0; length]);
                from.read_exact(&mut body)?;
                OwnRequest::read(body).map(Self::Derive).map(Some).ok_or_else(none)
            }
            _ => Err(none()),
        }
    }
}

impl OwnRequest {
    fn read(mut body: Zeroizing<Vec<u8>>) -> Option<Self> {
        let mut rest = Rest(&body);
        let numbers = Numbers {
            method: rest.u8()?,
            variant: rest.u8()?,
            first: rest.u64()?,
            second: rest.u32()?,
            third: rest.u32()?,
        };
        let method = Method::of(numbers).ok()?;
        let (length, salt) = (usize::from(rest.u16()?), rest.u32()? as usize);
        if salt > rest.0.len() {
            return None;
        }
        // Moved within its own memory, which is wiped as a whole.
        body.copy_within(HEAD.., 0);
        let left = body.len() - HEAD;
        body.truncate(left);
        let read = Self { method, length, salt, bytes: body };
        read.request().is_ok().then_some(read)
    }

    /// The request.
    ///
    /// # Errors
    /// Where it is out of bounds: never for one that was read.
    pub fn request(&self) -> Result<Request<'_>, Refused> {
        let (salt, password) = self.bytes.split_at(self.salt.min(self.bytes.len()));
        Request::new(self.method, password, salt, self.length)
    }
}

impl std::fmt::Debug for OwnRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} into {} bytes", self.method, self.length)
    }
}

#[cfg(test)]
mod tests {
    use tessera_derive::Hash;

    use super::*;

    fn written(ask: AskKey<'_>) -> Vec<u8> {
        let mut bytes = Vec::new();
        ask.write(&mut bytes).unwrap();
        bytes
    }

    fn question() -> Vec<u8> {
        let method = Method::pbkdf2(Hash::Sha256, 1_000).unwrap();
        written(AskKey::Derive(Request::new(method, b"a heron", b"salt", 64).unwrap()))
    }

    #[test]
    fn a_question_arrives_as_it_was_asked() {
        let both = [question(), written(AskKey::Measure)].concat();
        let mut from = both.as_slice();
        let Some(AskedKey::Derive(own)) = AskedKey::read(&mut from).unwrap() else { panic!() };
        let request = own.request().unwrap();
        assert_eq!(request.method(), Method::pbkdf2(Hash::Sha256, 1_000).unwrap());
        assert_eq!((request.password(), request.salt()), (&b"a heron"[..], &b"salt"[..]));
        assert_eq!(request.length(), 64);
        assert!(matches!(AskedKey::read(&mut from).unwrap(), Some(AskedKey::Measure)));
        assert!(AskedKey::read(&mut from).unwrap().is_none());
        assert!(!format!("{own:?}").contains("heron"));
    }

    #[test]
    fn what_breaks_a_rule_is_no_question() {
        type Change = fn(&mut Vec<u8>);
        let changes: [(&str, Change); 8] = [
            ("another kind", |q| q[0] = 9),
            ("a length of 4 GiB", |q| q[1..5].fill(0xff)),
            ("another method", |q| q[5] = 9),
            ("another variant", |q| q[6] = 9),
            ("too many rounds", |q| q[7..15].fill(0xff)),
            ("no key", |q| q[23..25].fill(0)),
            ("a salt longer than all", |q| q[25..29].fill(0xff)),
            ("a head that is cut", |q| {
                q.truncate(5 + HEAD - 1);
                q[1..5].copy_from_slice(&(HEAD as u32 - 1).to_le_bytes());
            }),
        ];
        for (what, change) in changes {
            let mut question = question();
            change(&mut question);
            assert!(AskedKey::read(&mut question.as_slice()).is_err(), "{what}");
        }
        for cut in 1..question().len() {
            assert!(AskedKey::read(&mut &question()[..cut]).is_err(), "{cut}");
        }
    }
}
