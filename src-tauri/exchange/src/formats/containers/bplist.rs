//! Binary property lists, as far as Apple's archives of objects (NSKeyedArchiver) need them.
//!
//! Nothing is read ahead: values borrow from the bytes, and links are followed one at a time, so that
//! loops lead nowhere. What many links lead to is looked at, and copied, within a bound.

use std::cell::Cell;

use tessera_core::secret::SecretText;

const MAGIC: &[u8] = b"bplist00";
const TRAILER: usize = 32;

/// Budget for looking up fields by name, as a multiple of the file's length. A look-up costs the
/// names that it reads; a real object needs about eight.
const MAX_LOOKS: usize = 32;

/// An archive of objects.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    /// Where each value begins: read one at a time, as the objects are, because the bytes of a file
    /// may stand for either many times over.
    offsets: References<'a>,
    /// Bytes of a reference from one value to another.
    width: usize,
    /// The values that links name by number.
    objects: References<'a>,
    root: usize,
    /// How many bytes may still be looked at in search of a name, and how many copied.
    looks: Cell<usize>,
    copies: Cell<usize>,
}

/// A value; references in it are numbers of other values.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Number(u64),
    Data(&'a [u8]),
    /// ASCII, or what was taken for it.
    Text(&'a [u8]),
    /// UTF-16, big-endian.
    Wide(&'a [u8]),
    /// Names an object of the archive.
    Link(usize),
    List(References<'a>),
    /// Names and values.
    Map(References<'a>, References<'a>),
    /// What no archive of accounts needs.
    Other,
}

/// Numbers of values, each of the same width.
#[derive(Clone, Copy)]
pub(crate) struct References<'a> {
    bytes: &'a [u8],
    width: usize,
}

impl References<'_> {
    fn get(self, at: usize) -> Option<usize> {
        big_endian(self.bytes.chunks_exact(self.width).nth(at)?)?.try_into().ok()
    }

    /// The numbers of the values, up to the first that is none.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        self.bytes.chunks_exact(self.width).map_while(|entry| big_endian(entry)?.try_into().ok())
    }
}

/// Whether bytes begin as a list does.
pub(crate) fn is_list(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl<'a> Archive<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let body = bytes.len().checked_sub(TRAILER).filter(|_| is_list(bytes))?;
        let (_, trailer) = bytes.split_at_checked(body)?;
        let offset_width = usize::from(*trailer.get(6)?);
        let width = usize::from(*trailer.get(7)?);
        let number = |from: usize| usize::try_from(big_endian(trailer.get(from..from + 8)?)?).ok();
        let (count, top, table) = (number(8)?, number(16)?, number(24)?);
        if offset_width == 0 || width == 0 {
            return None;
        }
        let table = bytes.get(table..table.checked_add(count.checked_mul(offset_width)?)?)?;
        let offsets = References { bytes: table, width: offset_width };
        let looks = Cell::new(bytes.len().saturating_mul(MAX_LOOKS));
        let copies = Cell::new(bytes.len().saturating_mul(2));
        let objects = References { bytes: &[], width };
        let mut archive = Self { bytes, offsets, width, objects, root: 0, looks, copies };
        let top = archive.value(top)?;
        let Value::List(objects) = archive.field(&top, "$objects")? else { return None };
        let starts = archive.field(&top, "$top")?;
        let Value::Link(root) = archive.field(&starts, "root")? else { return None };
        archive.objects = objects;
        archive.root = root;
        Some(archive)
    }

    /// How many values there are: no honest archive holds more accounts.
    pub(crate) fn len(&self) -> usize {
        self.offsets.bytes.len() / self.offsets.width
    }

    /// What was archived.
    pub(crate) fn root(&self) -> Option<Value<'a>> {
        self.value(self.objects.get(self.root)?)
    }

    /// A field of an archived object or dictionary.
    pub(crate) fn get(&self, object: &Value<'a>, name: &str) -> Option<Value<'a>> {
        let Some(Value::List(names)) = self.field(object, "NS.keys") else {
            return self.field(object, name).and_then(|value| self.follow(value));
        };
        let at = self.position(names, |index| self.object(index), name)?;
        match self.field(object, "NS.objects")? {
            Value::List(values) => self.object(values.get(at)?),
            _ => None,
        }
    }

    /// The elements of an archived array, as numbers for [`Self::object`].
    pub(crate) fn elements(&self, array: &Value<'a>) -> Option<References<'a>> {
        match self.field(array, "NS.objects")? {
            Value::List(values) => Some(values),
            _ => None,
        }
    }

    /// A value, or what it links to.
    pub(crate) fn object(&self, index: usize) -> Option<Value<'a>> {
        self.follow(self.value(index)?)
    }

    /// Text, archived or not.
    pub(crate) fn text(&self, object: &Value<'a>, name: &str) -> Option<SecretText> {
        let value = self.get(object, name)?;
        match self.field(&value, "NS.string").unwrap_or(value) {
            Value::Text(bytes) => {
                self.spend(&self.copies, bytes.len())?;
                Some(std::str::from_utf8(bytes).ok()?.to_owned().into())
            }
            Value::Wide(bytes) => {
                self.spend(&self.copies, bytes.len())?;
                utf16(bytes)
            }
            _ => None,
        }
    }

    /// Bytes, archived or not.
    pub(crate) fn data(&self, object: &Value<'a>, name: &str) -> Option<&'a [u8]> {
        let value = self.get(object, name)?;
        match self.field(&value, "NS.data").unwrap_or(value) {
            Value::Data(data) => Some(data),
            _ => None,
        }
    }

    fn follow(&self, value: Value<'a>) -> Option<Value<'a>> {
        match value {
            Value::Link(number) => self.value(self.objects.get(number)?),
            value => Some(value),
        }
    }

    /// A field as it stands in a map.
    fn field(&self, map: &Value<'a>, name: &str) -> Option<Value<'a>> {
        let Value::Map(names, values) = map else { return None };
        self.value(values.get(self.position(*names, |index| self.value(index), name)?)?)
    }

    /// Where among names one stands. Names of archives are ASCII.
    fn position(
        &self,
        names: References<'a>,
        value: impl Fn(usize) -> Option<Value<'a>>,
        name: &str,
    ) -> Option<usize> {
        for (at, index) in names.iter().enumerate() {
            self.spend(&self.looks, names.width)?;
            if matches!(value(index), Some(Value::Text(own)) if own == name.as_bytes()) {
                return Some(at);
            }
        }
        None
    }

    fn spend(&self, room: &Cell<usize>, bytes: usize) -> Option<()> {
        room.set(room.get().checked_sub(bytes)?);
        Some(())
    }

    /// A marker: four bits of kind, four bits of length or more about the kind.
    fn value(&self, index: usize) -> Option<Value<'a>> {
        let rest = self.bytes.get(self.offsets.get(index)?..)?;
        let (marker, rest) = rest.split_first()?;
        let low = usize::from(marker & 0x0f);
        Some(match marker >> 4 {
            0x1 => Value::Number(big_endian(rest.get(..1 << low)?)?),
            0x4 => {
                let (length, rest) = length(low, rest)?;
                Value::Data(rest.get(..length)?)
            }
            0x5 => {
                let (length, rest) = length(low, rest)?;
                Value::Text(rest.get(..length)?)
            }
            0x6 => {
                let (length, rest) = length(low, rest)?;
                Value::Wide(rest.get(..length.checked_mul(2)?)?)
            }
            0x8 => Value::Link(usize::try_from(big_endian(rest.get(..=low)?)?).ok()?),
            0xA => {
                let (length, rest) = length(low, rest)?;
                Value::List(self.references(rest, length)?)
            }
            0xD => {
                let (length, rest) = length(low, rest)?;
                let values = rest.get(length.checked_mul(self.width)?..)?;
                Value::Map(self.references(rest, length)?, self.references(values, length)?)
            }
            _ => Value::Other,
        })
    }

    fn references(&self, bytes: &'a [u8], count: usize) -> Option<References<'a>> {
        let bytes = bytes.get(..count.checked_mul(self.width)?)?;
        Some(References { bytes, width: self.width })
    }
}

/// A length of 15 and more follows as a number of its own.
fn length(low: usize, rest: &[u8]) -> Option<(usize, &[u8])> {
    if low < 0x0f {
        return Some((low, rest));
    }
    let (marker, rest) = rest.split_first()?;
    let (number, rest) = rest.split_at_checked(1 << (marker & 0x0f))?;
    Some((usize::try_from(big_endian(number)?).ok()?, rest))
}

/// Up to 16 bytes, of which all but the last eight are zero or a sign.
fn big_endian(bytes: &[u8]) -> Option<u64> {
    let tail = bytes.get(bytes.len().saturating_sub(8)..)?;
    (bytes.len() <= 16).then(|| tail.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn utf16(bytes: &[u8]) -> Option<SecretText> {
    let units =
        bytes.chunks_exact(2).filter_map(|unit| Some(u16::from_be_bytes(unit.try_into().ok()?)));
    let mut text = String::with_capacity(bytes.len() / 2 * 3);
    for character in char::decode_utf16(units) {
        text.push(character.ok()?);
    }
    Some(text.into())
}

#[cfg(test)]
mod tests {
    use super::Archive;

    /// An archive of one object with one long text.
    fn with_text(length: u8) -> Vec<u8> {
        let text = [&[0x5f, 0x10, length], vec![b'a'; length.into()].as_slice()].concat();
        let values: [&[u8]; 10] = [
            &[0xd2, 1, 2, 3, 4],
            b"\x58$objects",
            b"\x54$top",
            &[0xa2, 5, 6],
            &[0xd1, 7, 8],
            &[0xd1, 9, 6],
            &text,
            b"\x54root",
            &[0x80, 0],
            b"\x54text",
        ];
        let mut bytes = super::MAGIC.to_vec();
        let mut offsets = Vec::new();
        for value in values {
            offsets.extend(u16::try_from(bytes.len()).unwrap().to_be_bytes());
            bytes.extend_from_slice(value);
        }
        let table = bytes.len() as u64;
        bytes.extend(offsets);
        bytes.extend([0, 0, 0, 0, 0, 0, 2, 1]);
        bytes.extend([10, 0, table].map(u64::to_be_bytes).concat());
        bytes
    }

    #[test]
    fn links_to_one_text_do_not_add_up_to_more_than_a_few_files() {
        let bytes = with_text(200);
        let archive = Archive::parse(&bytes).unwrap();
        let root = archive.root().unwrap();
        let texts = std::iter::repeat_with(|| archive.text(&root, "text"));
        let copied: usize = texts.map_while(|text| Some(text?.expose().len())).take(100).sum();
        assert!((200..=2 * bytes.len()).contains(&copied), "{copied}");
    }

    #[test]
    fn an_object_is_not_looked_through_for_ever() {
        let bytes = with_text(1);
        let archive = Archive::parse(&bytes).unwrap();
        let root = archive.root().unwrap();
        let looks = std::iter::repeat_with(|| archive.get(&root, "text"));
        let looks = looks.take_while(Option::is_some).take(1_000_000).count();
        assert!((8..1_000_000).contains(&looks), "{looks}");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            mut bytes in proptest::collection::vec(0_u8.., 0..200),
            trailer in proptest::array::uniform32(0_u8..60),
        ) {
            bytes.splice(0..0, *super::MAGIC.first_chunk::<8>().unwrap());
            bytes.extend(trailer.map(|byte| byte.saturating_sub(40)));
            if let Some(archive) = Archive::parse(&bytes) {
                let _ = archive.root().map(|root| archive.text(&root, "a").is_some());
            }
        }
    }
}
