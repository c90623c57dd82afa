use super::Case;
use crate::domain::{Claimant, Correction, Words};

impl Case {
    /// Who corrected the claimant last.
    pub fn corrected(&self) -> Option<&Correction> {
        self.corrected.as_ref()
    }

    /// The same, said by this person.
    #[must_use]
    pub fn said_by(mut self, claimant: Claimant<'_>) -> Self {
        self.is_said_by(claimant);
        self
    }

    /// From here on, the article names this person.
    pub fn is_said_by(&mut self, claimant: Claimant<'_>) {
        self.is_claimant_withheld = claimant == Claimant::Withheld;
        self.claimant = match claimant {
            Claimant::Named(name) => Some(Words::Plain(name.to_owned())),
            Claimant::Sealed { sha256, name } => {
                Some(Words::Sealed { sha256, text: name.map(str::to_owned) })
            }
            Claimant::Nobody | Claimant::Withheld => None,
        };
    }
}
