use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use factledger::domain::Sha256;
use factledger::merkle::SigningKey;
use factledger::view::BundleNote;

/// What is in a folder, by its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree(pub(super) BTreeMap<String, Node>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    EmptyFolder,
    File(Vec<u8>),
    /// To this path.
    Link(String),
}

pub(super) const SUMS: &str = "SHA256SUMS";
pub(super) const NOTE: &str = "SHA256SUMS.note";

impl Tree {
    pub(super) fn read(folder: &Path) -> Self {
        let mut tree = Self::default();
        tree.add(folder, "");
        tree
    }

    fn add(&mut self, folder: &Path, prefix: &str) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                self.add(&path, &format!("{name}/"));
            } else {
                self.0.insert(name, Node::File(fs::read(&path).unwrap()));
            }
        }
    }

    pub(super) fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        for (name, node) in &self.0 {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match node {
                Node::EmptyFolder => fs::create_dir_all(path).unwrap(),
                Node::File(bytes) => fs::write(path, bytes).unwrap(),
                #[cfg(unix)]
                Node::Link(to) => std::os::unix::fs::symlink(to, path).unwrap(),
                #[cfg(not(unix))]
                Node::Link(to) => fs::write(path, to).unwrap(),
            }
        }
    }

    pub(super) fn file(&self, name: &str) -> Option<&Vec<u8>> {
        match self.0.get(name) {
            Some(Node::File(bytes)) => Some(bytes),
            Some(Node::EmptyFolder | Node::Link(_)) | None => None,
        }
    }

    pub(super) fn set(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(name.to_owned(), Node::File(bytes.into()));
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// Update the list of hashes.
    pub(super) fn list(&mut self) {
        let is_listed = |name: &&String| ![SUMS, NOTE].contains(&name.as_str());
        let names: Vec<String> = self.0.keys().filter(is_listed).cloned().collect();
        let lines: String = names
            .iter()
            .filter_map(|name| Some(format!("{}  {name}\n", Sha256::of(self.file(name)?))))
            .collect();
        self.set(SUMS, lines);
    }

    /// Sign the list with the key of the log.
    pub(super) fn sign(&mut self, key: &SigningKey) {
        if let Some(sums) = self.file(SUMS) {
            let note = BundleNote::new(key.name(), Sha256::of(sums)).sign(key);
            self.set(NOTE, note);
        }
    }
}
