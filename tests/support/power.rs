//! What a power failure leaves: of files what was synced, of names those in folders that were synced,
//! and of all that came after it whatever the disk had got round to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What of the unsynced is on the disk all the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Survivors {
    /// No change of a name.
    Nothing,
    /// Every change of a name, and half of each file.
    Names,
    /// Every change of a name, and zeros for the content of each file.
    NamesAndZeros,
    /// One change of a name, the n-th.
    Only(usize),
    /// Every change of a name but the n-th.
    AllBut(usize),
}

impl Survivors {
    pub fn all() -> impl Iterator<Item = Self> {
        let some = (0..5).flat_map(|n| [Self::Only(n), Self::AllBut(n)]);
        [Self::Nothing, Self::Names, Self::NamesAndZeros].into_iter().chain(some)
    }

    fn includes(self, change: usize) -> bool {
        match self {
            Self::Nothing => false,
            Self::Names | Self::NamesAndZeros => true,
            Self::Only(n) => n == change,
            Self::AllBut(n) => n != change,
        }
    }

    /// What is left of a file that was never synced.
    fn remnant(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::NamesAndZeros => vec![0; bytes.len()],
            _ => bytes[..bytes.len() / 2].to_vec(),
        }
    }
}

/// A file, whatever it is called: its place in [`Ledger::contents`].
type File = usize;

#[derive(Clone, Debug)]
enum Node {
    Folder,
    File(File),
    Link(PathBuf),
}

#[derive(Clone, Debug)]
enum Change {
    Add(PathBuf, Node),
    Remove(PathBuf),
    Move(PathBuf, PathBuf, Node),
    Exchange([(PathBuf, Node); 2]),
}

impl Change {
    fn is_in(&self, folder: &Path) -> bool {
        let is_in = |path: &Path| path.parent() == Some(folder);
        match self {
            Self::Add(path, _) | Self::Remove(path) => is_in(path),
            Self::Move(from, to, _) => is_in(from) || is_in(to),
            Self::Exchange([(one, _), (other, _)]) => is_in(one) || is_in(other),
        }
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Add(path, node) => drop(names.insert(path.clone(), node.clone())),
            Self::Remove(path) => drop(names.remove(path)),
            Self::Move(from, to, node) => {
                names.remove(from);
                names.insert(to.clone(), node.clone());
            }
            Self::Exchange(both) => names.extend(both.iter().cloned()),
        }
    }
}

#[derive(Debug)]
pub struct Ledger {
    /// The names as they are.
    now: BTreeMap<PathBuf, Node>,
    /// The names that were synced.
    lasting: BTreeMap<PathBuf, Node>,
    /// What has happened to names since.
    pending: Vec<Change>,
    /// What was synced of each file.
    contents: Vec<Option<Vec<u8>>>,
}

impl Ledger {
    pub fn of(root: &Path) -> Self {
        let mut ledger = Self {
            now: BTreeMap::new(),
            lasting: BTreeMap::new(),
            pending: Vec::new(),
            contents: Vec::new(),
        };
        ledger.take_in(root);
        ledger.now = ledger.lasting.clone();
        ledger
    }

    fn take_in(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let node = match fs::symlink_metadata(&path).unwrap().file_type() {
                kind if kind.is_symlink() => Node::Link(fs::read_link(&path).unwrap()),
                kind if kind.is_dir() => {
                    self.take_in(&path);
                    Node::Folder
                }
                _ => {
                    self.contents.push(Some(fs::read(&path).unwrap()));
                    Node::File(self.contents.len() - 1)
                }
            };
            self.lasting.insert(path, node);
        }
    }

    pub fn created(&mut self, path: &Path) {
        let path = &straight(path);
        self.contents.push(None);
        self.record(Change::Add(path.to_owned(), Node::File(self.contents.len() - 1)));
    }

    pub fn created_folder(&mut self, path: &Path) {
        let path = &straight(path);
        self.record(Change::Add(path.to_owned(), Node::Folder));
    }

    pub fn linked(&mut self, from: &Path, to: &Path) {
        let (from, to) = (straight(from), straight(to));
        let node = self.now[&from].clone();
        self.record(Change::Add(to, node));
    }

    pub fn renamed(&mut self, from: &Path, to: &Path) {
        let (from, to) = (straight(from), straight(to));
        let node = self.now[&from].clone();
        self.record(Change::Move(from, to, node));
    }

    pub fn exchanged(&mut self, one: &Path, other: &Path) {
        let (one, other) = (straight(one), straight(other));
        let (at_one, at_other) = (self.now[&one].clone(), self.now[&other].clone());
        self.record(Change::Exchange([(one, at_other), (other, at_one)]));
    }

    pub fn removed(&mut self, path: &Path) {
        let path = &straight(path);
        self.record(Change::Remove(path.to_owned()));
    }

    pub fn synced_file(&mut self, path: &Path) {
        let path = &straight(path);
        if let Some(Node::File(file)) = self.now.get(path) {
            self.contents[*file] = Some(fs::read(path).unwrap());
        }
    }

    pub fn unsynced_file(&mut self, path: &Path) {
        if let Some(Node::File(file)) = self.now.get(path) {
            self.contents[*file] = None;
        }
    }

    pub fn synced_folder(&mut self, folder: &Path) {
        let folder = &straight(folder);
        let (synced, pending): (Vec<_>, Vec<_>) =
            self.pending.drain(..).partition(|change| change.is_in(folder));
        synced.iter().for_each(|change| change.apply(&mut self.lasting));
        self.pending = pending;
    }

    fn record(&mut self, change: Change) {
        change.apply(&mut self.now);
        self.pending.push(change);
    }

    /// Makes `root` what is found there when the power is back.
    pub fn leave(&self, root: &Path, survivors: Survivors) {
        let mut names = self.lasting.clone();
        for (index, change) in self.pending.iter().enumerate() {
            if survivors.includes(index) {
                change.apply(&mut names);
            }
        }
        let left: Vec<_> =
            names.iter().map(|(path, node)| (path, self.rest(node, survivors))).collect();
        clear(root);
        // A folder stands before what is in it. Nothing is in one that was lost.
        for (path, rest) in left.into_iter().filter(|(path, _)| path.parent().unwrap().exists()) {
            match rest {
                Rest::Folder => fs::create_dir(path).unwrap(),
                Rest::File(bytes) => fs::write(path, bytes).unwrap(),
                Rest::Link(target) => link(&target, path),
            }
        }
    }

    fn rest(&self, node: &Node, survivors: Survivors) -> Rest {
        match node {
            Node::Folder => Rest::Folder,
            Node::Link(target) => Rest::Link(target.clone()),
            Node::File(file) => Rest::File(match &self.contents[*file] {
                Some(synced) => synced.clone(),
                None => survivors.remnant(&self.unsynced(*file)),
            }),
        }
    }

    /// The whole of a file that was never synced, as it was before the power went.
    fn unsynced(&self, wanted: File) -> Vec<u8> {
        let is_it = |node: &Node| matches!(node, Node::File(file) if *file == wanted);
        let path = self.now.iter().find(|(_, node)| is_it(node)).map(|(path, _)| path);
        path.and_then(|path| fs::read(path).ok()).unwrap_or_default()
    }
}

/// Empties a folder.
pub fn clear(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
    }
}

/// The same path without the detours that a link has led it on.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(straight.pop()),
            part => straight.push(part),
        }
    }
    straight
}

enum Rest {
    Folder,
    File(Vec<u8>),
    Link(PathBuf),
}

#[cfg(unix)]
fn link(target: &Path, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}
