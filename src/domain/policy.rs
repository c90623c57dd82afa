//! The settings of a ledger: what a verdict takes. [`Case`](super::Case) applies them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Join, Note, Status, Words};

/// The rules by which reviews make a verdict. It counts from the entry that set it on: a verdict
/// that was reached before stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether what others said of a claim is hidden from reviewers who have not reviewed it.
    pub blind: Switch,
    /// Whether one of those who agree must be an editor.
    pub editor_required: Switch,
    /// Whether those who agree must name evidence.
    pub evidence_required: Switch,
    /// From how many independent origins it must come.
    pub independent_origins: Origins,
    /// Whether people may judge what they imported or added themselves.
    pub importer_may_judge: Switch,
    /// Who may become a reviewer.
    pub join: Join,
    /// Whether a dispute, and any change of a verdict, needs a note.
    pub note_required: Switch,
    /// Who resolves a conflict.
    pub resolver: Resolver,
    /// How many reviewers must agree.
    pub reviews_required: ReviewsRequired,
}

impl Policy {
    /// The policy of a ledger that set none.
    pub const DEFAULT: Self = Self {
        blind: Switch::Off,
        editor_required: Switch::Off,
        evidence_required: Switch::Off,
        independent_origins: Origins(0),
        importer_may_judge: Switch::On,
        join: Join::Open,
        note_required: Switch::On,
        resolver: Resolver::Editor,
        reviews_required: ReviewsRequired(1),
    };

    /// Whether a review with this status needs a note.
    pub fn needs_note(self, status: Status, is_change: bool) -> bool {
        self.note_required.is_on() && (is_change || status == Status::Disputed)
    }

    /// Whether this rule is in force, so that there can be an exception from it.
    pub fn asks(self, rule: Rule) -> bool {
        match rule {
            Rule::EditorRequired => self.editor_required.is_on(),
            Rule::EvidenceRequired => self.evidence_required.is_on(),
            Rule::IndependentOrigins => self.independent_origins.get() > 0,
            Rule::NoImporter => !self.importer_may_judge.is_on(),
            Rule::NoParty => true,
            Rule::ReviewsRequired => self.reviews_required > Self::DEFAULT.reviews_required,
        }
    }

    /// This policy after a change.
    #[must_use]
    pub fn after(self, set: &PolicySet) -> Self {
        Self {
            blind: set.blind.unwrap_or(self.blind),
            editor_required: set.editor_required.unwrap_or(self.editor_required),
            evidence_required: set.evidence_required.unwrap_or(self.evidence_required),
            independent_origins: set.independent_origins.unwrap_or(self.independent_origins),
            importer_may_judge: set.importer_may_judge.unwrap_or(self.importer_may_judge),
            join: set.join.unwrap_or(self.join),
            note_required: set.note_required.unwrap_or(self.note_required),
            resolver: set.resolver.unwrap_or(self.resolver),
            reviews_required: set.reviews_required.unwrap_or(self.reviews_required),
        }
    }

    /// Its settings, by name.
    pub fn settings(self) -> [(&'static str, String); 9] {
        [
            ("reviews_required", self.reviews_required.to_string()),
            ("editor_required", self.editor_required.to_string()),
            ("evidence_required", self.evidence_required.to_string()),
            ("independent_origins", self.independent_origins.to_string()),
            ("note_required", self.note_required.to_string()),
            ("importer_may_judge", self.importer_may_judge.to_string()),
            ("blind", self.blind.to_string()),
            ("resolver", self.resolver.to_string()),
            ("join", self.join.as_str().to_owned()),
        ]
    }
}

/// The policy of the ledger changed. What is absent stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicySet {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blind: Option<Switch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor_required: Option<Switch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_required: Option<Switch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importer_may_judge: Option<Switch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub independent_origins: Option<Origins>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join: Option<Join>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_required: Option<Switch>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words<Note>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolver: Option<Resolver>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviews_required: Option<ReviewsRequired>,
}

impl PolicySet {
    /// What it sets, by name.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let after = Policy::DEFAULT.after(self);
        let named = [
            self.reviews_required.is_some(),
            self.editor_required.is_some(),
            self.evidence_required.is_some(),
            self.independent_origins.is_some(),
            self.note_required.is_some(),
            self.importer_may_judge.is_some(),
            self.blind.is_some(),
            self.resolver.is_some(),
            self.join.is_some(),
        ];
        let settings = after.settings().into_iter().zip(named);
        settings.filter(|(_, is_named)| *is_named).map(|(setting, _)| setting).collect()
    }

    /// What was done, in a few words.
    pub(super) fn summary(&self) -> String {
        let settings = self.settings();
        match (self.join, settings.as_slice()) {
            (Some(Join::Invited), [_]) => {
                "closed the ledger to all but invited reviewers".to_owned()
            }
            (Some(Join::Open), [_]) => "opened the ledger to new reviewers".to_owned(),
            (_, []) => "set nothing".to_owned(),
            (_, settings) => {
                let settings: Vec<String> =
                    settings.iter().map(|(name, value)| format!("{name} to {value}")).collect();
                format!("set {}", settings.join(", "))
            }
        }
    }
}

/// A setting that is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    Off,
    On,
}

impl Switch {
    pub const ALL: [Self; 2] = [Self::Off, Self::On];

    pub const fn is_on(self) -> bool {
        matches!(self, Self::On)
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
        }
    }
}

/// Who resolves a conflict, if they are no party to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolver {
    Editor,
    Reviewer,
}

impl Resolver {
    pub const ALL: [Self; 2] = [Self::Editor, Self::Reviewer];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Reviewer => "reviewer",
        }
    }
}

/// A number of reviewers who must agree: 1 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8")]
pub struct ReviewsRequired(u8);

impl ReviewsRequired {
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for ReviewsRequired {
    type Error = NotASetting;

    fn try_from(number: u8) -> Result<Self, NotASetting> {
        if (1..=9).contains(&number) { Ok(Self(number)) } else { Err(NotASetting) }
    }
}

/// A number of independent origins: 0 to 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8")]
pub struct Origins(u8);

impl Origins {
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Origins {
    type Error = NotASetting;

    fn try_from(number: u8) -> Result<Self, NotASetting> {
        if number <= 9 { Ok(Self(number)) } else { Err(NotASetting) }
    }
}

/// A rule that an editor may make an exception to, for one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    EditorRequired,
    EvidenceRequired,
    IndependentOrigins,
    /// That nobody judges a claim that they imported or added.
    NoImporter,
    /// That nobody resolves a conflict that they are a party to.
    NoParty,
    ReviewsRequired,
}

impl Rule {
    pub const ALL: [Self; 6] = [
        Self::EditorRequired,
        Self::EvidenceRequired,
        Self::IndependentOrigins,
        Self::NoImporter,
        Self::NoParty,
        Self::ReviewsRequired,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EditorRequired => "editor_required",
            Self::EvidenceRequired => "evidence_required",
            Self::IndependentOrigins => "independent_origins",
            Self::NoImporter => "no_importer",
            Self::NoParty => "no_party",
            Self::ReviewsRequired => "reviews_required",
        }
    }
}

/// Not one of the values that a setting, or a rule, can have.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a value that this setting can have")]
pub struct NotASetting;

/// A value that has a few spellings.
macro_rules! spelled {
    ($($name:ident),*) => { $(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotASetting;

            fn from_str(value: &str) -> Result<Self, NotASetting> {
                Self::ALL.into_iter().find(|known| known.as_str() == value).ok_or(NotASetting)
            }
        }
    )* };
}

spelled!(Switch, Resolver, Rule);

impl fmt::Display for ReviewsRequired {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Origins {
    type Err = NotASetting;

    fn from_str(number: &str) -> Result<Self, NotASetting> {
        number.parse::<u8>().map_err(|_| NotASetting)?.try_into()
    }
}

impl FromStr for ReviewsRequired {
    type Err = NotASetting;

    fn from_str(number: &str) -> Result<Self, NotASetting> {
        number.parse::<u8>().map_err(|_| NotASetting)?.try_into()
    }
}
