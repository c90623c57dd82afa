/// A machine-readable statement on a page about a claim that others checked (schema.org
/// `ClaimReview`).
///
/// Each field is foreign text on one line, or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishedFactCheck {
    /// Who checked it.
    pub author: Option<String>,
    pub best_rating: Option<String>,
    /// The claim, in the words of the checker.
    pub claim: Option<String>,
    /// Who made the claim.
    pub claimant: Option<String>,
    pub published: Option<String>,
    pub rating: Option<String>,
    pub url: Option<String>,
    /// The rating in words.
    pub verdict: Option<String>,
    pub worst_rating: Option<String>,
}
