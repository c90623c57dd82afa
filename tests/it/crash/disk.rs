//! A disk that keeps of what was not synced what it likes.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::recording::Step;

/// The files as programs see them, and as they would be found after the power went.
#[derive(Default)]
pub(super) struct Disk {
    /// By what number each path is found, for programs.
    names: BTreeMap<PathBuf, usize>,
    nodes: Vec<Node>,
    /// Whether nothing is ever on the disk for certain.
    ignores_syncs: bool,
}

#[derive(Clone)]
enum Node {
    File {
        /// Not yet on the disk, in the order in which it was written.
        pending: Vec<Change>,
        safe: Vec<u8>,
    },
    Folder {
        pending: Vec<Name>,
        safe: BTreeMap<PathBuf, usize>,
    },
}

/// A change of a file's content.
#[derive(Clone)]
struct Change {
    /// A sync of it failed: the system takes it for written now, and does not try again.
    is_given_up: bool,
    what: What,
}

#[derive(Clone)]
enum What {
    Cut(usize),
    Write { at: usize, bytes: Vec<u8> },
}

/// A change of a folder: this path is that file now, or none.
#[derive(Clone)]
struct Name {
    path: PathBuf,
    /// The path that the same change takes away.
    was: Option<PathBuf>,
    node: Option<usize>,
}

impl Disk {
    /// An empty folder.
    pub(super) fn new(ignores_syncs: bool) -> Self {
        let mut disk = Self { ignores_syncs, ..Self::default() };
        disk.nodes.push(Node::Folder { pending: Vec::new(), safe: BTreeMap::new() });
        disk.names.insert(PathBuf::new(), 0);
        disk
    }

    pub(super) fn take(&mut self, step: &Step) {
        match step {
            Step::Acknowledged(_) => {}
            Step::Cut { length, path } => self.change(path, What::Cut(*length)),
            Step::File(path) => {
                if !self.names.contains_key(path) {
                    self.add(path, Node::File { pending: Vec::new(), safe: Vec::new() });
                }
            }
            Step::Folder(path) => {
                self.add(path, Node::Folder { pending: Vec::new(), safe: BTreeMap::new() });
            }
            Step::Removed(path) => {
                // The memory that is shared was left out when it was recorded.
                if self.names.remove(path).is_some() {
                    self.name(Name { path: path.clone(), was: None, node: None });
                }
            }
            Step::Renamed { from, to } => {
                let node = self.names.remove(from).unwrap();
                self.names.insert(to.clone(), node);
                self.name(Name { path: to.clone(), was: Some(from.clone()), node: Some(node) });
            }
            Step::Synced { fails, path } => self.sync(path, *fails),
            Step::Written { at, bytes, path } => {
                // Output that goes to no file of the session has no name here.
                let Some(&node) = self.names.get(path) else { return };
                let at = at.unwrap_or_else(|| self.nodes[node].content().len());
                self.change(path, What::Write { at, bytes: bytes.clone() });
            }
        }
    }

    fn add(&mut self, path: &Path, node: Node) {
        self.nodes.push(node);
        let node = self.nodes.len() - 1;
        self.names.insert(path.to_owned(), node);
        self.name(Name { path: path.to_owned(), was: None, node: Some(node) });
    }

    fn name(&mut self, name: Name) {
        let folder = self.names[name.path.parent().unwrap()];
        let Node::Folder { pending, .. } = &mut self.nodes[folder] else { panic!("no folder") };
        pending.push(name);
    }

    fn change(&mut self, path: &Path, what: What) {
        let node = self.names[path];
        let Node::File { pending, .. } = &mut self.nodes[node] else { panic!("no file") };
        pending.push(Change { is_given_up: false, what });
    }

    fn sync(&mut self, path: &Path, fails: bool) {
        if self.ignores_syncs {
            return;
        }
        let node = self.names[path];
        match &mut self.nodes[node] {
            Node::File { pending, .. } if fails => {
                for change in pending {
                    change.is_given_up = true;
                }
            }
            Node::File { pending, safe } => {
                let mut given_up: Vec<Change> = Vec::new();
                for change in std::mem::take(pending) {
                    if change.is_given_up {
                        given_up.push(change);
                    } else {
                        change.what.apply(safe, |_| true);
                        given_up = given_up.iter().flat_map(|old| old.without(&change)).collect();
                    }
                }
                *pending = given_up;
            }
            Node::Folder { .. } if fails => {}
            Node::Folder { pending, safe } => {
                for name in std::mem::take(pending) {
                    name.apply(safe);
                }
            }
        }
    }

    /// What is found when the power went now, put into this folder.
    pub(super) fn after_power_cut(&self, luck: &mut Luck, folder: &Path) {
        let kept = luck.pick();
        let mut found = vec![(PathBuf::new(), 0)];
        while let Some((path, node)) = found.pop() {
            let here = folder.join(&path);
            match &self.nodes[node] {
                Node::File { pending, safe } => {
                    let mut bytes = safe.clone();
                    for change in pending {
                        match luck.fate(kept) {
                            Fate::Kept => change.what.apply(&mut bytes, |_| true),
                            Fate::Lost => {}
                            Fate::Torn => change.what.apply(&mut bytes, |_| luck.one_of(2) == 0),
                        }
                    }
                    fs::write(&here, bytes).unwrap();
                    #[cfg(unix)]
                    {
                        use std::os::unix::fs::PermissionsExt as _;
                        fs::set_permissions(&here, fs::Permissions::from_mode(0o600)).unwrap();
                    }
                }
                Node::Folder { pending, safe } => {
                    fs::create_dir_all(&here).unwrap();
                    // A file system changes names in the order in which it was asked to.
                    let first = match kept {
                        Kept::All => pending.len(),
                        Kept::None => 0,
                        Kept::Some => luck.one_of(pending.len() + 1),
                    };
                    let mut names = safe.clone();
                    pending[..first].iter().for_each(|name| name.apply(&mut names));
                    found.extend(names);
                }
            }
        }
    }
}

impl Node {
    /// As programs see it.
    fn content(&self) -> Vec<u8> {
        let Self::File { pending, safe } = self else { panic!("no file") };
        let mut bytes = safe.clone();
        for change in pending {
            change.what.apply(&mut bytes, |_| true);
        }
        bytes
    }
}

impl What {
    /// Do it to those sectors of the file that are kept.
    fn apply(&self, file: &mut Vec<u8>, mut keeps: impl FnMut(usize) -> bool) {
        const SECTOR: usize = 512;
        match self {
            Self::Cut(length) => file.resize(*length, 0),
            Self::Write { at, bytes } => {
                let end = at + bytes.len();
                for sector in at / SECTOR..end.div_ceil(SECTOR) {
                    let from = (sector * SECTOR).max(*at);
                    let to = ((sector + 1) * SECTOR).min(end);
                    if keeps(sector) {
                        file.resize(file.len().max(to), 0);
                        file[from..to].copy_from_slice(&bytes[from - at..to - at]);
                    }
                }
            }
        }
    }
}

impl Change {
    /// What is left of it when another is on the disk that was made after it.
    fn without(&self, later: &Self) -> Vec<Self> {
        let What::Write { at, bytes } = &self.what else { return Vec::new() };
        let part = |range: Range<usize>| {
            let bytes = bytes.get(range.start.saturating_sub(*at)..range.end.saturating_sub(*at));
            let bytes = bytes.filter(|bytes| !bytes.is_empty())?.to_vec();
            Some(Self { is_given_up: true, what: What::Write { at: range.start, bytes } })
        };
        let end = at + bytes.len();
        match &later.what {
            What::Cut(length) => part(*at..end.min(*length)).into_iter().collect(),
            What::Write { at: from, bytes: over } => {
                let to = from + over.len();
                let parts = [part(*at..end.min(*from)), part(to.max(*at)..end)];
                parts.into_iter().flatten().collect()
            }
        }
    }
}

impl Name {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        if let Some(was) = &self.was {
            names.remove(was);
        }
        match self.node {
            Some(node) => names.insert(self.path.clone(), node),
            None => names.remove(&self.path),
        };
    }
}

/// How much of what was not synced is found.
#[derive(Clone, Copy)]
enum Kept {
    All,
    None,
    Some,
}

enum Fate {
    Kept,
    Lost,
    Torn,
}

/// Chance, the same each time (`SplitMix64`).
pub(super) struct Luck(u64);

impl Luck {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `count`.
    pub(super) fn one_of(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % count as u64).unwrap()
    }

    fn pick(&mut self) -> Kept {
        match self.one_of(6) {
            0 => Kept::All,
            1 => Kept::None,
            _ => Kept::Some,
        }
    }

    fn fate(&mut self, kept: Kept) -> Fate {
        match (kept, self.one_of(3)) {
            (Kept::All, _) | (Kept::Some, 0) => Fate::Kept,
            (Kept::None, _) | (Kept::Some, 1) => Fate::Lost,
            (Kept::Some, _) => Fate::Torn,
        }
    }
}
