use crate::ledger::WithheldError;

/// What to do where something is withheld, or cannot be.
pub(super) fn advice(error: &WithheldError) -> String {
    match error {
        WithheldError::Article(article) | WithheldError::There(article) => {
            format!("`factledger history {article}` shows who withheld it, and why")
        }
        WithheldError::Claim(claim) => {
            format!("`factledger show {claim} --format json` names the entry that withheld them")
        }
        WithheldError::InEarlierText { article, .. } => {
            format!("`factledger withhold {article}` removes all texts of {article}")
        }
        WithheldError::NoWords(_) => "`factledger history` shows who wrote what".to_owned(),
        WithheldError::Bytes | WithheldError::Evidence(_) => {
            "`factledger history --type content.withheld` shows who withheld it, and why".to_owned()
        }
        WithheldError::NothingCaptured(_) => {
            "what a person wrote with it goes by its entry: `factledger withhold E57`".to_owned()
        }
        WithheldError::Shared { .. } => {
            "their text is kept once; it can only be withheld from both".to_owned()
        }
        WithheldError::Words(entry) => {
            format!("`factledger history` shows who withheld the words of {entry}")
        }
        WithheldError::WordsInEntry(_) => {
            "its signature must stay, so that everybody can check whose signatures count".to_owned()
        }
    }
}
