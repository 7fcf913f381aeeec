//! The XML of a KeePass database, read from front to back: groups, and the entries in them.
//!
//! Secrets are encrypted by one stream in the order in which they stand, so that every one of them
//! is decrypted, also those of old versions of an entry, which do not count.

use data_encoding::BASE64;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zeroize::Zeroizing;

use tessera_core::secret::SecretText;

use crate::formats::containers::kdbx::Stream;
use crate::formats::containers::markup::end_of_tag;
use crate::formats::content::Content;
use crate::formats::fields::item::{Item, Items};
use crate::formats::fields::named::NamedFields;
use crate::formats::fields::parts;
use crate::formats::format::{Import, ReadContext, ReadError};

/// How much of the path to a group becomes a tag, in characters.
const LONGEST_PATH: usize = 200;
/// The deepest nesting that is followed: every entry looks at all groups that it stands in.
const MAX_DEPTH: usize = 256;
/// The longest tag that is read, in bytes: KeePass writes some dozen. The end of one is searched for at once.
const MAX_TAG: usize = 64 * 1024;

pub(super) fn is_one(content: &Content<'_>) -> bool {
    let text = content.text().unwrap_or_default().trim_start();
    text.starts_with('<') && text.contains("<KeePassFile")
}

/// Reads a document; one that comes out of a database has a stream over its secrets.
pub(super) fn read(
    xml: &str,
    stream: Option<Stream>,
    context: &ReadContext<'_>,
) -> Result<Import, ReadError> {
    let mut reading = Reading { stream, ..Reading::default() };
    let xml = xml.trim_start_matches('\u{feff}');
    let mut events = Reader::from_str(xml);
    loop {
        context.go_on()?;
        let read = usize::try_from(events.buffer_position()).unwrap_or(usize::MAX);
        if begins_with_long_tag(xml.as_bytes().get(read..).unwrap_or_default()) {
            return Err(ReadError::Damaged);
        }
        match events.read_event().map_err(|_| ReadError::Damaged)? {
            Event::Start(tag) => reading.open(&tag)?,
            Event::Empty(tag) => {
                reading.open(&tag)?;
                reading.close()?;
            }
            Event::End(_) => reading.close()?,
            // Attachments are as long as the file, and nobody asks for them.
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) if !reading.is_asked_for() => {}
            Event::Text(text) => reading.push(&text.xml10_content()),
            Event::CData(text) => reading.push(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = reference.resolve_char_ref().map_err(|_| ReadError::Damaged)?;
                match c {
                    Some(c) => reading.push(c.encode_utf8(&mut [0; 4])),
                    None => reading
                        .push(resolve_predefined_entity(&reference).ok_or(ReadError::Damaged)?),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // A document that breaks off would be an account list that breaks off.
    if !reading.path.is_empty() {
        return Err(ReadError::Damaged);
    }
    reading.items.finish()
}

fn begins_with_long_tag(rest: &[u8]) -> bool {
    match rest.get(..MAX_TAG) {
        Some([b'<', next, tag @ ..]) if !b"!?/".contains(next) => {
            end_of_tag(tag.iter().copied()).is_none()
        }
        _ => false,
    }
}

#[derive(Default)]
struct Reading {
    stream: Option<Stream>,
    path: Vec<Element>,
    text: Zeroizing<String>,
    bin: String,
    groups: Vec<Group>,
    /// How many `History` elements are open.
    histories: usize,
    entry: Entry,
    key: String,
    value: SecretText,
    items: Items,
}

struct Element {
    kind: Kind,
    is_protected: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Meta,
    Group,
    Entry,
    History,
    String,
    Key,
    Value,
    Name,
    Uuid,
    Tags,
    RecycleBinUuid,
    Other,
}

#[derive(Default)]
struct Group {
    id: String,
    name: String,
}

#[derive(Default)]
struct Entry {
    fields: NamedFields,
    tags: String,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "Meta" => Self::Meta,
            "Group" => Self::Group,
            "Entry" => Self::Entry,
            "History" => Self::History,
            "String" => Self::String,
            "Key" => Self::Key,
            "Value" => Self::Value,
            "Name" => Self::Name,
            "UUID" => Self::Uuid,
            "Tags" => Self::Tags,
            "RecycleBinUUID" => Self::RecycleBinUuid,
            _ => Self::Other,
        }
    }
}

impl Reading {
    /// Whether something is read of the text of the open element. What is encrypted has to be decrypted, be
    /// it asked for or not.
    fn is_asked_for(&self) -> bool {
        use Kind::{Key, Name, RecycleBinUuid, Tags, Uuid, Value};
        let holds_text = |kind| matches!(kind, Key | Value | Name | Uuid | Tags | RecycleBinUuid);
        self.path.last().is_some_and(|open| open.is_protected || holds_text(open.kind))
    }

    /// Adds to the text of an element. What it grows out of is wiped.
    fn push(&mut self, text: &str) {
        let length = self.text.len() + text.len();
        if length > self.text.capacity() {
            let mut larger = Zeroizing::new(String::with_capacity(length * 2));
            larger.push_str(&self.text);
            self.text = larger;
        }
        self.text.push_str(text);
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.path.len() > MAX_DEPTH {
            return Err(ReadError::Damaged);
        }
        let kind = Kind::of(tag.name().as_ref());
        let is_protected = tag.attributes().with_checks(false).flatten().any(|attribute| {
            attribute.key.as_ref() == "Protected" && attribute.value.eq_ignore_ascii_case("true")
        });
        match kind {
            Kind::Group => self.groups.push(Group::default()),
            Kind::Entry if self.histories == 0 => self.entry = Entry::default(),
            Kind::History => self.histories += 1,
            Kind::String => (self.key, self.value) = Default::default(),
            _ => {}
        }
        self.text = Zeroizing::default();
        self.path.push(Element { kind, is_protected });
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let element = self.path.pop().ok_or(ReadError::Damaged)?;
        let text = std::mem::take(&mut self.text);
        let text = if element.is_protected { self.decrypt(&text)? } else { text };
        let parent = self.path.last().map_or(Kind::Other, |parent| parent.kind);
        match (parent, element.kind) {
            (Kind::Meta, Kind::RecycleBinUuid) => self.bin = text.trim().to_owned(),
            (Kind::Group, Kind::Uuid) => {
                if let Some(group) = self.groups.last_mut() {
                    group.id = text.trim().to_owned();
                }
            }
            (Kind::Group, Kind::Name) => {
                if let Some(group) = self.groups.last_mut() {
                    group.name = text.trim().to_owned();
                }
            }
            (Kind::String, Kind::Key) => self.key = text.trim().to_owned(),
            (Kind::String, Kind::Value) => self.value = SecretText::new(text.to_string()),
            (_, Kind::History) => self.histories = self.histories.saturating_sub(1),
            (_, Kind::Group) => drop(self.groups.pop()),
            _ if self.histories > 0 => {}
            (Kind::Entry, Kind::String) => {
                let value = std::mem::take(&mut self.value);
                self.entry.fields.insert(&std::mem::take(&mut self.key), value);
            }
            (Kind::Entry, Kind::Tags) => self.entry.tags = text.to_string(),
            (_, Kind::Entry) => self.finish_entry(),
            _ => {}
        }
        if self.items.are_too_many() {
            return Err(ReadError::TooLarge);
        }
        Ok(())
    }

    /// Without a stream, what is marked as protected cannot be read.
    fn decrypt(&mut self, text: &str) -> Result<Zeroizing<String>, ReadError> {
        let Some(stream) = &mut self.stream else { return Ok(Zeroizing::default()) };
        let bytes = BASE64.decode(text.trim().as_bytes()).map_err(|_| ReadError::Damaged)?;
        let mut bytes = Zeroizing::new(bytes);
        stream.apply(&mut bytes).ok_or(ReadError::Damaged)?;
        // Attachments are no text, and nobody asks for them.
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        Ok(Zeroizing::new(text.to_owned()))
    }

    fn finish_entry(&mut self) {
        let Entry { fields, tags } = std::mem::take(&mut self.entry);
        let is_bin = |group: &Group| !self.bin.is_empty() && group.id == self.bin;
        let trashed = self.groups.iter().any(is_bin);
        let folder = if trashed { String::new() } else { self.folder() };
        let tags = tags.split([';', ',']);
        let item = Item {
            title: fields.text("Title"),
            user: fields.text("UserName"),
            tags: parts::tags(std::iter::once(folder.as_str()).chain(tags)),
            note: fields.text("Notes").into(),
            pinned: false,
            trashed,
            ..Item::default()
        };
        fields.add_to(&mut self.items, &item);
    }

    /// The path to the open group; the first is the database itself.
    fn folder(&self) -> String {
        let mut path = String::new();
        for group in self.groups.iter().skip(1) {
            if path.len() > LONGEST_PATH {
                break;
            }
            if !path.is_empty() {
                path.push('/');
            }
            path.extend(group.name.chars().take(LONGEST_PATH));
        }
        path
    }
}
