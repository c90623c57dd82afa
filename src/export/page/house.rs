//! What a newsroom sets for its reports: its name, its colours, the order of sections, its words, and
//! templates of its own.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::built_in::BUILT_IN;
use super::colour::{Colour, NotAColour};
use super::labels::{Language, NotLabels};
use super::section::SectionName;
use super::template_error::TemplateError;

/// The settings of a newsroom, from its folder.
#[derive(Clone, Debug)]
pub struct House {
    pub(super) colours: Palette,
    pub(super) dark: Palette,
    /// Messages in place of ours (Fluent).
    pub(super) labels: Option<String>,
    pub language: Language,
    /// An image, as a `data:` address.
    pub(super) logo: Option<String>,
    pub(super) name: Option<String>,
    pub(super) sections: Vec<SectionName>,
    /// Templates in place of ours, by name.
    pub(super) templates: BTreeMap<String, String>,
}

impl Default for House {
    fn default() -> Self {
        Self {
            colours: Palette::default(),
            dark: Palette::default(),
            labels: None,
            language: Language::default(),
            logo: None,
            name: None,
            sections: SectionName::ALL.to_vec(),
            templates: BTreeMap::new(),
        }
    }
}

/// Colours in place of ours.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Palette {
    pub(super) conflict: Option<Colour>,
    pub(super) corroborated: Option<Colour>,
    pub(super) disputed: Option<Colour>,
    pub(super) ink: Option<Colour>,
    pub(super) paper: Option<Colour>,
    pub(super) soft: Option<Colour>,
    pub(super) unverified: Option<Colour>,
}

impl Palette {
    /// By the names that the style sheet has for them.
    pub(super) fn named(&self) -> Vec<(&'static str, Colour)> {
        let all = [
            ("conflict", self.conflict),
            ("corroborated", self.corroborated),
            ("disputed", self.disputed),
            ("ink", self.ink),
            ("paper", self.paper),
            ("soft", self.soft),
            ("unverified", self.unverified),
        ];
        all.into_iter().filter_map(|(name, colour)| Some((name, colour?))).collect()
    }

    /// Words in these colours must be easy to read on the paper (WCAG 2.2, level AAA).
    fn ensure_readable(&self, paper: Colour) -> Result<(), HouseError> {
        let paper = self.paper.unwrap_or(paper);
        for (name, colour) in self.named() {
            let contrast = colour.contrast(paper);
            if name != "paper" && contrast < Colour::ENOUGH {
                return Err(HouseError::Contrast { colour, contrast, name, paper });
            }
        }
        Ok(())
    }
}

/// `house.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    colours: Palette,
    #[serde(default)]
    dark: Palette,
    language: Option<String>,
    logo: Option<PathBuf>,
    name: Option<String>,
    sections: Option<Vec<String>>,
}

/// Why the folder of a newsroom cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HouseError {
    #[error(
        "the colour `{name}` ({colour}) is hard to read on {paper}: its contrast is {contrast:.1}, and 7 \
         is needed"
    )]
    Contrast { colour: Colour, contrast: f64, name: &'static str, paper: Colour },
    #[error(transparent)]
    Colour(#[from] NotAColour),
    #[error(transparent)]
    Labels(#[from] NotLabels),
    #[error("`{}` is not an image that a page can show: PNG, JPEG, GIF, WebP or SVG", .0.display())]
    NotAnImage(PathBuf),
    #[error("`{}` could not be read", .path.display())]
    Read {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("its house.toml cannot be used: {0}")]
    Settings(String),
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("`{}` is larger than {most} bytes", .path.display())]
    TooLarge { most: u64, path: PathBuf },
    #[error("`{0}` is not the name of a template")]
    UnknownTemplate(String),
}

impl House {
    /// Read the folder of a newsroom. Its templates are not tried yet.
    pub(super) fn read(folder: &Path) -> Result<Self, HouseError> {
        let mut house = Self::default();
        let mut entries = Vec::new();
        let unread = |source| HouseError::Read { path: folder.to_owned(), source };
        for entry in std::fs::read_dir(folder).map_err(unread)? {
            entries.push(entry.map_err(unread)?.path());
        }
        entries.sort();
        for path in entries {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("html" | "md" | "css") if name != "README.md" => {
                    if !BUILT_IN.iter().any(|(known, _)| *known == name) {
                        return Err(HouseError::UnknownTemplate(name.to_owned()));
                    }
                    house.templates.insert(name.to_owned(), text(&path)?);
                }
                _ => {}
            }
        }
        let settings = folder.join("house.toml");
        if settings.exists() {
            house.set(&text(&settings)?, folder)?;
        }
        let labels = folder.join("labels.ftl");
        if labels.exists() {
            house.labels = Some(text(&labels)?);
        }
        Ok(house)
    }

    /// The files of a folder to start from: the settings, explained, and our labels and templates.
    pub fn starter() -> Vec<(&'static str, &'static str)> {
        let mut files =
            vec![("house.toml", include_str!("house.toml")), ("labels.ftl", Language::En.source())];
        files.extend(BUILT_IN);
        files
    }

    /// What it calls itself.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// A template or a style sheet, its own or ours.
    pub(super) fn file(&self, name: &str) -> &str {
        let own = self.templates.get(name).map(String::as_str);
        let ours = || BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
        own.or_else(ours).unwrap_or_default()
    }

    /// The style sheet, with the colours of the house.
    pub(super) fn style_sheet(&self) -> String {
        let mut css = self.file("style.css").to_owned();
        let variables = |palette: &Palette| -> String {
            let set = |(name, colour): (&str, Colour)| format!(" --{name}: {colour};");
            palette.named().into_iter().map(set).collect()
        };
        let (light, dark) = (variables(&self.colours), variables(&self.dark));
        if !light.is_empty() {
            css += &format!("@media (prefers-color-scheme: light) {{ :root {{{light} }} }}\n");
        }
        if !dark.is_empty() {
            css += &format!("@media (prefers-color-scheme: dark) {{ :root {{{dark} }} }}\n");
        }
        css
    }

    fn set(&mut self, settings: &str, folder: &Path) -> Result<(), HouseError> {
        let wrong = |what: String| HouseError::Settings(what);
        let settings: Settings =
            toml::from_str(settings).map_err(|error| wrong(error.message().to_owned()))?;
        settings.colours.ensure_readable(Colour::PAPER)?;
        settings.dark.ensure_readable(Colour::DARK_PAPER)?;
        (self.colours, self.dark, self.name) = (settings.colours, settings.dark, settings.name);
        if let Some(language) = settings.language {
            self.language = language.parse().map_err(|error| wrong(format!("{error}")))?;
        }
        if let Some(sections) = settings.sections {
            self.sections.clear();
            for name in sections {
                let section: SectionName =
                    name.parse().map_err(|error| wrong(format!("`{name}`: {error}")))?;
                if self.sections.contains(&section) {
                    return Err(wrong(format!("it names the section `{name}` twice")));
                }
                self.sections.push(section);
            }
            // What does not hold, and how to check the report, is left out of none.
            for needed in SectionName::NEEDED {
                if !self.sections.contains(&needed) {
                    let name = needed.as_str();
                    return Err(wrong(format!(
                        "its `sections` lack `{name}`, which every report has"
                    )));
                }
            }
        }
        self.logo = settings.logo.map(|file| image(&folder.join(file))).transpose()?;
        Ok(())
    }
}

/// In bytes: the most that a template, a style sheet or the settings may have.
const LARGEST_TEXT: u64 = 1 << 20;

/// In bytes: the largest logo. It is in every report.
const LARGEST_IMAGE: u64 = 256 << 10;

fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, HouseError> {
    let unread = |source| HouseError::Read { path: path.to_owned(), source };
    let size = std::fs::metadata(path).map_err(unread)?;
    if !size.is_file() {
        return Err(unread(io::Error::other("not a file")));
    }
    if size.len() > most {
        return Err(HouseError::TooLarge { most, path: path.to_owned() });
    }
    std::fs::read(path).map_err(unread)
}

fn text(path: &Path) -> Result<String, HouseError> {
    let unread = |_| HouseError::Read {
        path: path.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"),
    };
    String::from_utf8(bytes(path, LARGEST_TEXT)?).map_err(unread)
}

/// An image as an address. An SVG in an image runs no script and asks for nothing.
fn image(path: &Path) -> Result<String, HouseError> {
    let bytes = bytes(path, LARGEST_IMAGE)?;
    let is_svg = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    let kind = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpeg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        _ if is_svg && std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg")) => {
            "svg+xml"
        }
        _ => return Err(HouseError::NotAnImage(path.to_owned())),
    };
    Ok(format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)))
}
