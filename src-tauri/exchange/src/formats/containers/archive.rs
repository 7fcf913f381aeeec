//! Zip archives in memory: their members by name, unpacked under a bound.

use std::io::{Cursor, Read};

use zeroize::Zeroizing;
use zip::read::ZipReadOptions;
use zip::result::ZipError;

use crate::formats::content::MAX_TEXT;
use crate::formats::fields::keys::{Hash, Method};
use crate::formats::format::{ReadContext, ReadError};

/// Bound for all unpacked members together, in bytes: `MAX_GROWTH` times the archive plus `SMALL`,
/// and no more than of any text. Deflate reaches a thousandfold on zeros and about tenfold on lists of
/// accounts.
const MAX_GROWTH: usize = 64;
const SMALL: usize = 1 << 20;
/// The most members: exports with attachments have some thousands.
const MAX_MEMBERS: usize = 100_000;
/// The rounds of PBKDF2 that the key of an encrypted member takes (WinZip's AE-1 and AE-2). A member under
/// the old cipher of zip takes none, and counts the same.
const ROUNDS: u32 = 1_000;
/// How an entry of the directory begins.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A zip archive.
pub(crate) struct Archive<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    /// How much may still be unpacked. Members may lie over one another: together they have one room.
    room: usize,
}

/// Whether a file begins as an archive does, be it an empty one.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06"].iter().any(|magic| bytes.starts_with(*magic))
}

impl<'a> Archive<'a> {
    /// None where the directory of the archive cannot be read, or is longer than any.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        if !is_archive(bytes) {
            return None;
        }
        // A directory takes ten times its length once it is read: its entries are counted before.
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY);
        if entries.take(MAX_MEMBERS + 1).count() > MAX_MEMBERS {
            return None;
        }
        let zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let room = bytes.len().saturating_mul(MAX_GROWTH).saturating_add(SMALL).min(MAX_TEXT);
        Some(Self { zip, room })
    }

    /// The paths of its members; one that is no UTF-8 is left out.
    pub(crate) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect()
    }

    /// To be called before several members are unpacked: the user is asked once, for all that are encrypted.
    pub(crate) fn foresee(
        &mut self,
        names: &[String],
        context: &ReadContext<'_>,
    ) -> Result<(), ReadError> {
        let encrypted =
            names.iter().filter(|name| self.is_encrypted(name).unwrap_or(false)).count();
        context.foresee(std::iter::repeat_n(Method::pbkdf2(Hash::Sha1, ROUNDS)?, encrypted))
    }

    fn is_encrypted(&mut self, name: &str) -> Result<bool, ReadError> {
        let index = self.zip.index_for_name(name).ok_or(ReadError::Damaged)?;
        Ok(self.zip.by_index_raw(index).map_err(|_| ReadError::Damaged)?.encrypted())
    }

    /// Unpacks a member. One that is encrypted takes the password of `context`.
    ///
    /// A wrong password and damage cannot be told apart under the old cipher of zip, whose check is
    /// one byte long: after a password, what does not unpack counts as a wrong password.
    pub(crate) fn unpack(
        &mut self,
        name: &str,
        context: &ReadContext<'_>,
    ) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let is_encrypted = self.is_encrypted(name)?;
        let index = self.zip.index_for_name(name).ok_or(ReadError::Damaged)?;
        let password =
            if is_encrypted { Some(context.password()?.expose().as_bytes()) } else { None };
        if is_encrypted {
            // The archive's reader derives the key itself, at a cost that does not depend on the file.
            context.begin(Method::pbkdf2(Hash::Sha1, ROUNDS)?)?;
        }
        let unreadable = if is_encrypted { ReadError::WrongPassword } else { ReadError::Damaged };
        let options = ZipReadOptions::new().password(password);
        let member = match self.zip.by_index_with_options(index, options) {
            Ok(member) => member,
            Err(ZipError::InvalidPassword) => return Err(ReadError::WrongPassword),
            Err(ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_)) => {
                return Err(ReadError::Unsupported(crate::formats::Unsupported::Packing));
            }
            Err(_) => return Err(ReadError::Damaged),
        };
        let announced = usize::try_from(member.size()).unwrap_or(usize::MAX);
        self.room = self.room.checked_sub(announced).ok_or(ReadError::TooLarge)?;
        // Room enough from the start: a growing buffer would leave copies behind.
        let mut bytes = Zeroizing::new(Vec::new());
        bytes.try_reserve_exact(announced + 1).map_err(|_| ReadError::TooLarge)?;
        let limit = announced as u64 + 1;
        member.take(limit).read_to_end(&mut bytes).map_err(|_| unreadable)?;
        if bytes.len() > announced { Err(ReadError::TooLarge) } else { Ok(bytes) }
    }
}
