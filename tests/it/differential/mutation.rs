use std::collections::BTreeSet;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use factledger::merkle::{SignedNote, SigningKey, sign, sign_line};

use super::random::Random;
use super::tree::{NOTE, Node, SUMS, Tree};
use super::{Base, seal};

/// A bundle of which one thing was changed.
pub(super) struct Mutation {
    /// The files that differ from those of the bundle.
    changed: BTreeSet<String>,
    is_of_other_version: bool,
    kind: &'static str,
    seal: Seal,
    pub(super) tree: Tree,
}

/// What was done about the list of hashes after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// Rewritten. Anyone can do that.
    Listed,
    /// Nothing.
    Old,
    /// Rewritten, and signed with the log's key.
    Signed,
}

impl Mutation {
    pub(super) fn new(base: &Base, random: &mut Random) -> Self {
        loop {
            let mut tree = base.tree.clone();
            let seal = seal(random);
            let Some(kind) = change(&mut tree, base, random) else { continue };
            let is_list_changed = tree.file(SUMS) != base.tree.file(SUMS);
            if seal != Seal::Old && !is_list_changed {
                tree.list();
            }
            if seal == Seal::Signed {
                tree.sign(&base.key);
            }
            if tree == base.tree {
                continue;
            }
            let names: BTreeSet<String> =
                base.tree.0.keys().chain(tree.0.keys()).cloned().collect();
            let differs = |name: &&String| base.tree.0.get(*name) != tree.0.get(*name);
            let mut changed: BTreeSet<String> = names.iter().filter(differs).cloned().collect();
            if !is_list_changed {
                changed.remove(SUMS);
                changed.remove(NOTE);
            }
            let is_of_other_version = is_of_other_version(&tree);
            return Self { changed, is_of_other_version, kind, seal, tree };
        }
    }

    /// The line of the table that it belongs to.
    pub(super) fn line(&self) -> usize {
        let is_worded = |name: &String| {
            ["report.html", "VERIFY.md", "verify.py"].contains(&name.as_str())
                && self.tree.file(name).is_some()
        };
        if self.seal != Seal::Signed {
            0
        } else if !self.changed.iter().all(is_worded) {
            1
        } else if !self.is_of_other_version {
            2
        } else {
            3
        }
    }
}

impl fmt::Debug for Mutation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {:?}, {:?}", self.kind, self.changed, self.seal)
    }
}

/// Whether it names a version, and neither this one nor the first.
fn is_of_other_version(tree: &Tree) -> bool {
    let text = tree.file("VERIFY.md").and_then(|bytes| std::str::from_utf8(bytes).ok());
    let version = text.and_then(|text| text.rsplit_once("made by factledger "));
    let is_of_version = |c: &char| c.is_ascii_alphanumeric() || ".-+".contains(*c);
    let version = version.map(|(_, rest)| rest.chars().take_while(is_of_version));
    let version = version.map(|version| version.collect::<String>());
    version.is_some_and(|version| {
        let version = version.trim_end_matches('.');
        !["", "0.1.0", env!("CARGO_PKG_VERSION")].contains(&version)
    })
}

/// Change one thing. `None`: that cannot be done here. Returns what was done.
fn change(tree: &mut Tree, base: &Base, random: &mut Random) -> Option<&'static str> {
    match random.below(10) {
        0..4 => change_bytes(tree, random),
        4 | 5 => change_files(tree, random),
        6 => change_json(tree, random),
        7 | 8 => change_signatures(tree, base, random),
        _ => change_words(tree, random),
    }
}

/// Names that no file of a bundle has.
const ODD: [&str; 18] = [
    "x",
    "a\n./checkpoint",
    "entries/E99.note",
    "entries/E4.note.",
    "entries/ALL CORROBORATED",
    ".hidden",
    "SHA256SUMS~",
    "Report.html",
    "CHECKPOINT",
    "report.html ",
    "b\\nc",
    "-n",
    "\u{202e}lmth.troper",
    "tile/entries/001",
    "contents/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "bundle/checkpoint",
    "json.py",
    "tab\there",
];

fn change_bytes(tree: &mut Tree, random: &mut Random) -> Option<&'static str> {
    let names = tree.names();
    let name = random.one_of(&names).clone();
    let mut bytes = tree.file(&name)?.clone();
    let at = random.below(bytes.len().max(1));
    let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(Vec::from).collect();
    let line = random.below(lines.len().max(1));
    let kind = match random.below(16) {
        0 | 1 => {
            *bytes.get_mut(at)? ^= 1 << random.below(8);
            "a bit was flipped"
        }
        2 => {
            *bytes.get_mut(at)? = *random.one_of(b"\0\r\n\"\\ 09azAZ+/=\xc3\xff");
            "a byte was replaced"
        }
        3 => {
            bytes.insert(at, *random.one_of(b"\0\r\n\"\\ 09azAZ+/=\xc3\xff"));
            "a byte was put in"
        }
        4 => {
            if bytes.is_empty() {
                return None;
            }
            bytes.remove(at);
            "a byte was taken out"
        }
        5 => {
            bytes.truncate(at);
            "the end was cut off"
        }
        6 => {
            let ends: [&[u8]; 5] = [b"\n", b" ", b"\0", b"\r\n", b"x"];
            bytes.extend_from_slice(ends[random.below(ends.len())]);
            "something was put at the end"
        }
        7 => {
            let mut lines = lines;
            lines.insert(line, lines.get(line)?.clone());
            bytes = lines.concat();
            "a line was doubled"
        }
        8 => {
            let mut lines = lines;
            if lines.len() < 2 {
                return None;
            }
            lines.remove(line);
            bytes = lines.concat();
            "a line was taken out"
        }
        9 => {
            let mut lines = lines;
            if lines.len() < 2 {
                return None;
            }
            let other = random.below(lines.len());
            lines.swap(line, other);
            bytes = lines.concat();
            "two lines were swapped"
        }
        10 => {
            bytes =
                lines.concat().split(|byte| *byte == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
            "line ends were changed"
        }
        11 => {
            bytes.splice(0..0, *b"\xef\xbb\xbf");
            "a byte order mark was put before it"
        }
        12 => {
            bytes.clone_from(tree.file(&names[random.below(names.len())])?);
            "another file was put in its place"
        }
        13 => {
            bytes.clear();
            "it was emptied"
        }
        14 => {
            bytes = bytes.to_ascii_uppercase();
            "letters were made large"
        }
        _ => {
            let text = String::from_utf8(bytes).ok()?;
            bytes = text.replace("E4", "E3").into_bytes();
            "an id was replaced"
        }
    };
    tree.set(&name, bytes);
    Some(kind)
}

fn change_files(tree: &mut Tree, random: &mut Random) -> Option<&'static str> {
    let names = tree.names();
    let name = random.one_of(&names).clone();
    let odd = (*random.one_of(&ODD)).to_owned();
    Some(match random.below(8) {
        0 => {
            tree.0.remove(&name);
            "a file was taken out"
        }
        1 => {
            tree.set(&odd, tree.file(&name)?.clone());
            "a file was put in"
        }
        2 => {
            tree.set(&odd, "");
            "an empty file was put in"
        }
        3 => {
            let node = tree.0.remove(&name)?;
            tree.0.insert(odd, node);
            "a file got another name"
        }
        4 => {
            let other = random.one_of(&names).clone();
            let (one, two) = (tree.file(&name)?.clone(), tree.file(&other)?.clone());
            tree.set(&name, two);
            tree.set(&other, one);
            "two files were swapped"
        }
        5 => {
            let up = "../".repeat(name.matches('/').count());
            tree.0.insert(name, Node::Link(format!("{up}checkpoint")));
            "a link was put in the place of a file"
        }
        6 => {
            tree.0.insert(odd, Node::Link("/etc/hostname".to_owned()));
            "a link was put in"
        }
        _ => {
            tree.0.insert(format!("empty/{}", odd.replace(['/', '\n'], "_")), Node::EmptyFolder);
            "an empty folder was put in"
        }
    })
}

fn change_json(tree: &mut Tree, random: &mut Random) -> Option<&'static str> {
    let report = String::from_utf8(tree.file("report.json")?.clone()).ok()?;
    let members: Vec<usize> = report.match_indices("\":\"").map(|(at, _)| at).collect();
    let at = *random.one_of(&members);
    let start = report[..at].rfind('"')?;
    let (name, end) = (&report[start + 1..at], at + 3 + report[at + 3..].find('"')?);
    let (before, member, after) = (&report[..start], &report[start..=end], &report[end + 1..]);
    let value: serde_json::Value = serde_json::from_str(&report).ok()?;
    let (changed, kind) = match random.below(8) {
        0 => {
            (format!("{before}{member},\"{name}\":\"corroborated\"{after}"), "a member was doubled")
        }
        1 => (format!("{before}\"{name}\":\"C1\",{member}{after}"), "a member was doubled before"),
        2 => {
            let first = u32::from(name.chars().next()?);
            let odd = format!("\"\\u{first:04x}{}\":\"x\"", &name[1..]);
            (format!("{before}{member},{odd}{after}"), "a member was doubled in an odd spelling")
        }
        3 => (format!("{before}\"{name}\":\"corroborated\"{after}"), "a member was changed"),
        4 => (
            format!("{before}\"{name}\": {}{after}", &member[name.len() + 3..]),
            "a space was put in",
        ),
        5 => (serde_json::to_string(&value).ok()?, "members stand in another order"),
        6 => (serde_json::to_string_pretty(&value).ok()?, "it was written on many lines"),
        _ => (format!("{before}\"more\":1,{member}{after}"), "a member was put in"),
    };
    tree.set("report.json", changed);
    Some(kind)
}

fn change_signatures(tree: &mut Tree, base: &Base, random: &mut Random) -> Option<&'static str> {
    let is_note = |name: &String| {
        ["checkpoint", NOTE].contains(&name.as_str()) || name.starts_with("entries/")
    };
    let notes: Vec<String> = tree.names().into_iter().filter(is_note).collect();
    let name = random.one_of(&notes).clone();
    let note = String::from_utf8(tree.file(&name)?.clone()).ok()?;
    let parsed = SignedNote::parse(note.as_bytes()).ok()?;
    let (text, signature) = (parsed.text, &parsed.signatures[0]);
    let other = SigningKey::new(signature.name.parse().ok()?, &[7; 32]);
    let garbage = |id: [u8; 4]| {
        let blob = STANDARD.encode([&id[..], &[9; 64]].concat());
        format!("— {} {blob}\n", signature.name)
    };
    let log = base.key.name().as_str();
    let (changed, kind) = match random.below(7) {
        0 => (format!("{text}\n{}", garbage(signature.id.0)), "a signature was made up"),
        1 => (format!("{note}{}", garbage(signature.id.0)), "a false signature was added"),
        2 => (sign(text, &other), "another key of the same name signed it"),
        3 => (format!("{note}{}", sign_line(text, &other)), "another key signed it too"),
        4 => (format!("{note}{}", note.lines().last()?) + "\n", "the signature was doubled"),
        5 => (sign(&format!("{text}more\n"), &base.key), "a line was added and signed"),
        _ => (
            sign(&format!("{log}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"), &base.key),
            "it became a checkpoint of nothing",
        ),
    };
    tree.set(&name, changed);
    Some(kind)
}

/// Change what a version words.
fn change_words(tree: &mut Tree, random: &mut Random) -> Option<&'static str> {
    let mut replace = |name: &str, from: &str, to: &str| {
        let text = String::from_utf8(tree.file(name)?.clone()).ok()?;
        tree.set(name, text.replace(from, to));
        Some(())
    };
    let this = concat!("made by factledger ", env!("CARGO_PKG_VERSION"));
    Some(match random.below(7) {
        0 => {
            replace("VERIFY.md", this, "made by factledger 0.1.0")?;
            "it is said to be of the first version"
        }
        1 => {
            replace("VERIFY.md", this, "made by factledger 9.9.9")?;
            replace("report.html", "disputed", "corroborated")?;
            "it is said to be of another version, and the page was forged"
        }
        2 => {
            replace("VERIFY.md", this, "made by factledger 9.9.9")?;
            "it is said to be of another version"
        }
        3 => {
            replace("VERIFY.md", this, "made by somebody")?;
            "it is said to be of no version"
        }
        4 => {
            replace("report.html", "disputed", "corroborated")?;
            "the page was forged"
        }
        5 => {
            replace("VERIFY.md", this, "made by factledger 9.9.9")?;
            replace("report.json", "disputed", "corroborated")?;
            "it is said to be of another version, and the report was forged"
        }
        _ => {
            let versions = ["made by factledger 0.1.0", this];
            replace("VERIFY.md", this, versions[random.below(2)])?;
            tree.0.remove(NOTE);
            "the note was taken out"
        }
    })
}
