//! What is done to several entries in one save, and undone in one step: tags, pins, the trash, and their
//! order.

use tessera_core::entry::{Edit, EntryId, Labels, check_lengths};
use tessera_core::file::Room;
use tessera_core::time::UnixTime;
use tessera_core::vault::{Contents, NotFound, Side};

use crate::app::{App, parse_id};
use crate::entries::UndoStep;
use crate::error::CommandError;
use crate::events::Event;
use crate::types::Undo;

/// What to change, entry by entry.
pub(crate) type Edits = Vec<(EntryId, Edit)>;

impl App {
    /// Puts a tag on entries, or takes it off.
    ///
    /// # Errors
    /// `Locked`, `NotFound`; `TooLong` where the tag is, or an entry would have too many.
    pub fn tag_entries(
        &mut self,
        ids: &[String],
        tag: &str,
        is_on: bool,
    ) -> Result<Undo, CommandError> {
        let ids = parse_ids(ids)?;
        self.edit_all(Room::Ordinary, |contents, _| {
            let mut edits = Edits::new();
            for id in &ids {
                let mut tags = contents.get(*id)?.tags().to_vec();
                tags.retain(|known| known != tag.trim());
                if is_on {
                    tags.push(tag.to_owned());
                    check_lengths(&Labels::default(), &tags, "")?;
                }
                edits.push((*id, Edit { tags: Some(tags), ..Edit::default() }));
            }
            Ok(edits)
        })
    }

    /// Gives a tag another name wherever it stands, in the trash too. Without a name it is taken off.
    ///
    /// # Errors
    /// `Locked`; `TooLong`.
    pub fn rename_tag(&mut self, from: &str, to: &str) -> Result<Undo, CommandError> {
        check_lengths(&Labels::default(), &[to.to_owned()], "")?;
        self.edit_all(Room::Ordinary, |contents, _| {
            let everywhere = contents.live().into_iter().chain(contents.trashed());
            let bearers = everywhere.filter(|entry| entry.tags().iter().any(|tag| tag == from));
            let renamed = |tag: &String| if tag == from { to.to_owned() } else { tag.clone() };
            Ok(bearers
                .map(|entry| {
                    let tags = entry.tags().iter().map(renamed).collect();
                    (entry.id(), Edit { tags: Some(tags), ..Edit::default() })
                })
                .collect())
        })
    }

    /// Keeps entries at the top of the list, or no longer.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn pin_entries(&mut self, ids: &[String], pinned: bool) -> Result<Undo, CommandError> {
        let edit = Edit { pinned: Some(pinned), ..Edit::default() };
        self.edit_each(Room::Ordinary, ids, |_| edit.clone())
    }

    /// Puts entries into the trash.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn remove_entries(&mut self, ids: &[String]) -> Result<Undo, CommandError> {
        self.edit_each(Room::Reserve, ids, |now| Edit {
            trashed: Some(Some(now)),
            ..Edit::default()
        })
    }

    /// Moves an entry right above or below another one, in the user's own order.
    ///
    /// # Errors
    /// `Locked`, `NotFound`.
    pub fn move_entry(
        &mut self,
        id: &str,
        beside: &str,
        below: bool,
    ) -> Result<Undo, CommandError> {
        let (id, beside) = (parse_id(id)?, parse_id(beside)?);
        let side = if below { Side::After } else { Side::Before };
        self.edit_all(Room::Ordinary, |contents, _| Ok(contents.moved(id, side, beside)?))
    }

    fn edit_each(
        &mut self,
        room: Room,
        ids: &[String],
        edit: impl Fn(UnixTime) -> Edit,
    ) -> Result<Undo, CommandError> {
        let ids = parse_ids(ids)?;
        self.edit_all(room, |_, now| Ok(ids.iter().map(|id| (*id, edit(now))).collect()))
    }

    /// Makes the edits in one save, all or none, and keeps what takes them back.
    pub(crate) fn edit_all(
        &mut self,
        room: Room,
        make: impl Fn(&Contents, UnixTime) -> Result<Edits, CommandError>,
    ) -> Result<Undo, CommandError> {
        let reverse = self.change_within(room, |vault, now, _| {
            let edits = make(vault.contents(), now)?;
            let mut reverse = Edits::with_capacity(edits.len());
            for (id, edit) in edits {
                reverse.push((id, vault.contents().get(id)?.reverse(&edit)));
                vault.contents_mut().edit(id, edit, now)?;
            }
            Ok(reverse)
        })?;
        self.emit(Event::Entries);
        Ok(Undo { undo: self.note_undo(UndoStep::Edited(reverse))? })
    }
}

/// Takes edits back. An entry that is gone meanwhile needs none.
///
/// # Errors
/// [`NotFound`] where all of the entries are gone.
pub(crate) fn take_back(
    contents: &mut Contents,
    edits: &[(EntryId, Edit)],
    now: UnixTime,
) -> Result<(), NotFound> {
    let is_there = |(id, _): &&(EntryId, Edit)| contents.get(*id).is_ok();
    let left: Vec<_> = edits.iter().filter(is_there).collect();
    if left.is_empty() && !edits.is_empty() {
        return Err(NotFound);
    }
    for (id, edit) in left {
        let mut edit = edit.clone();
        // What was used since stays used: the site takes each code once.
        if let Some(codes) = edit.recovery_codes.take() {
            edit.recovery_codes = Some(codes.after(contents.get(*id)?.recovery_codes()));
        }
        contents.edit(*id, edit, now)?;
    }
    Ok(())
}

/// The entries that are named.
///
/// # Errors
/// `NotFound` where one of them is no name.
pub(crate) fn parse_ids(ids: &[String]) -> Result<Vec<EntryId>, CommandError> {
    ids.iter().map(|id| parse_id(id)).collect()
}
