use std::fs;
use std::path::{Path, PathBuf};

use super::FindError;
use super::data::is_bundle;
use super::system::is_of_system;

/// The files that a path leads to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Folders below the one that was named that are bundles of a ledger. Nothing in them is read.
    pub bundles: Vec<PathBuf>,
    /// Sorted by path, so that any machine imports them in the same order.
    pub files: Vec<PathBuf>,
    /// How many other things a folder has that are not hidden: files named otherwise, links, pipes.
    pub passed_over: usize,
    /// Folders below the one that was named that may not be read.
    pub unreadable: Vec<PathBuf>,
}

/// Find the articles at a path: the file itself, or those in the folder and its folders.
///
/// A file that a person names is an article, whatever its name. In a folder the name decides. Links
/// in it are not followed: they may lead out of it, or in a loop.
pub fn find(path: &Path) -> Result<Files, FindError> {
    let is_folder = is_folder(path)?;
    if is_folder && is_of_system(path) {
        return Err(FindError::OfSystem(path.to_owned()));
    }
    if !is_folder {
        return Ok(Files { files: vec![path.to_owned()], ..Files::default() });
    }
    if is_bundle(path) {
        return Err(FindError::Bundle(path.to_owned()));
    }
    let mut found = Files::default();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = |source| FindError::Unreadable { path: folder.clone(), source };
        let entries = match fs::read_dir(&folder) {
            Err(_) if folder != path => {
                found.unreadable.push(folder);
                continue;
            }
            entries => entries.map_err(unreadable)?,
        };
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let kind = entry.file_type().map_err(unreadable)?;
            let path = entry.path();
            if is_hidden(&path) {
                continue;
            }
            if kind.is_dir() && is_bundle(&path) {
                found.bundles.push(path);
            } else if kind.is_dir() && !is_of_system(&path) {
                folders.push(path);
            } else if kind.is_file() && is_named_like_an_article(&path) {
                found.files.push(path);
            } else {
                found.passed_over += 1;
            }
        }
    }
    if found.files.is_empty() && found.unreadable.is_empty() && found.bundles.is_empty() {
        return Err(FindError::NoArticles(path.to_owned()));
    }
    found.bundles.sort();
    found.files.sort();
    found.unreadable.sort();
    Ok(found)
}

fn is_folder(path: &Path) -> Result<bool, FindError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.is_dir()),
        Err(source) => Err(FindError::Unreadable { path: path.to_owned(), source }),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_named_like_an_article(path: &Path) -> bool {
    const EXTENSIONS: [&str; 7] = ["htm", "html", "markdown", "md", "text", "txt", "xhtml"];
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    #[track_caller]
    fn check(folder: &tempfile::TempDir, files: &[&str], passed_over: usize) {
        let files = files.iter().map(|file| folder.path().join(file)).collect();
        assert_eq!(find(folder.path()).unwrap(), Files { files, passed_over, ..Files::default() });
    }

    #[test]
    fn a_folder_gives_its_articles_in_the_order_of_their_paths() {
        let folder = folder(&["b.md", "a/z.TXT", "a.html", "a/b/c.Xhtml", "c.htm", "d.text"]);
        check(&folder, &["a/b/c.Xhtml", "a/z.TXT", "a.html", "b.md", "c.htm", "d.text"], 0);
    }

    #[test]
    fn other_files_are_passed_over_and_hidden_ones_are_not_there() {
        let folder = folder(&["a.md", "b.pdf", "c/txt", "md", ".git/x.txt", ".d.txt"]);
        check(&folder, &["a.md"], 3);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_folder_are_not_followed() {
        let folder = folder(&["a.md", "b/c.md"]);
        let path = folder.path();
        std::os::unix::fs::symlink(path, path.join("b/circle")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", path.join("out.txt")).unwrap();
        check(&folder, &["a.md", "b/c.md"], 2);
        assert_eq!(find(&path.join("b/circle/a.md")).unwrap().files, [path.join("b/circle/a.md")]);
    }

    #[test]
    fn a_named_file_is_an_article_under_any_name() {
        let folder = folder(&["a.pdf", "-rf"]);
        for name in ["a.pdf", "-rf"] {
            let path = folder.path().join(name);
            assert_eq!(find(&path).unwrap(), Files { files: vec![path], ..Files::default() });
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_is_refused() {
        let folder = folder(&["a.pdf"]);
        let path = folder.path().display().to_string();
        assert_eq!(
            find(folder.path()).unwrap_err().to_string(),
            format!("there are no articles in `{path}`: no file is named .txt, .md or .html"),
        );
        assert_eq!(
            find(&folder.path().join("x")).unwrap_err().to_string(),
            format!("`{path}/x` cannot be read"),
        );
    }
}
