use std::fmt;
use std::str::FromStr;

use super::Status;

/// The result of all reviews of a claim, under the policies in which they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether its reviewers disagree.
    pub conflict: bool,
    /// The status in force.
    pub verdict: Status,
    /// What its reviewers, who agree, still lack of a verdict.
    pub waits: Waits,
}

impl Verdict {
    /// Before anyone has reviewed the claim.
    pub const NONE: Self =
        Self { conflict: false, verdict: Status::Unverified, waits: Waits::NOTHING };

    pub(super) const fn reached(verdict: Status) -> Self {
        Self { conflict: false, verdict, waits: Waits::NOTHING }
    }
}

/// What a verdict waits for: `1 of 2 reviews, an editor`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    pub editor: bool,
    pub evidence: bool,
    /// From how many independent origins the evidence comes, and from how many it must.
    pub origins: Option<(u8, u8)>,
    /// How many agree, and how many must.
    pub reviews: Option<(u8, u8)>,
}

impl Waits {
    pub const NOTHING: Self = Self { editor: false, evidence: false, origins: None, reviews: None };

    pub fn is_nothing(self) -> bool {
        self == Self::NOTHING
    }
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reviews =
            self.reviews.map(|(given, required)| format!("{given} of {required} reviews"));
        let evidence = self.evidence.then(|| "evidence".to_owned());
        let origins =
            self.origins.map(|(found, asked)| format!("{found} of {asked} independent origins"));
        let editor = self.editor.then(|| "an editor".to_owned());
        let parts: Vec<String> =
            [reviews, evidence, origins, editor].into_iter().flatten().collect();
        f.pad(&parts.join(", "))
    }
}

/// Not what a verdict can wait for.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not what a verdict can wait for")]
pub struct NotAWait;

impl FromStr for Waits {
    type Err = NotAWait;

    fn from_str(waits: &str) -> Result<Self, NotAWait> {
        let mut found = Self::NOTHING;
        for part in waits.split(", ").filter(|part| !part.is_empty()) {
            if part == "an editor" {
                found.editor = true;
            } else if part == "evidence" {
                found.evidence = true;
            } else {
                let (given, rest) = part.split_once(" of ").ok_or(NotAWait)?;
                let (required, what) = rest.split_once(' ').ok_or(NotAWait)?;
                let number = |number: &str| number.parse().map_err(|_| NotAWait);
                let pair = Some((number(given)?, number(required)?));
                match what {
                    "independent origins" => found.origins = pair,
                    "reviews" => found.reviews = pair,
                    _ => return Err(NotAWait),
                }
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_verdict_waits_for_reads_back() {
        for reviews in [None, Some((1, 2)), Some((3, 9))] {
            for is in [false, true] {
                let origins = is.then_some((1, 2));
                let waits = Waits { editor: is, evidence: !is, origins, reviews };
                assert_eq!(waits.to_string().parse(), Ok(waits));
            }
        }
        for wrong in ["1 of reviews", "1 of 2 origins", "an editor, ", "a", "1 of 2"] {
            assert_eq!(wrong.parse::<Waits>().is_ok(), wrong == "an editor, ", "{wrong}");
        }
    }
}
