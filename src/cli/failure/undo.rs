use crate::domain::{Event, LogEntry};

/// What to do about an act that cannot be taken back.
pub(super) fn instead(LogEntry { entry, position, .. }: &LogEntry) -> String {
    match &entry.event {
        Event::ArticleReread(_) => {
            "read it once more, with the options of before: the claims that are gone come back, as \
             `factledger import --help` says under `--again`"
                .to_owned()
        }
        Event::ContentWithheld(_) => {
            "its words are gone for good; import the article again, if you still have it".to_owned()
        }
        Event::ClaimReleased(of) => {
            format!("the lease has run out; take it anew: `factledger take {}`", of.claim)
        }
        Event::KeyRotated(_) => "rotate it once more, if the new key should not be used".to_owned(),
        Event::LedgerSucceeded(_) => {
            "if the old key turned up, go on with a copy from before".to_owned()
        }
        Event::NoteAdded(_) => {
            format!("write it again: `factledger note --replace {position} -m NOTE`")
        }
        Event::NoteRetracted(of) => {
            format!("write it again: `factledger note {} -m NOTE`", of.claim)
        }
        Event::ReviewWithdrawn(of) => {
            format!("give it again: `factledger mark {} STATUS -m NOTE`", of.claim)
        }
        Event::PolicySet(_) => {
            "others may have relied on it; set it anew: `factledger policy set --help`".to_owned()
        }
        Event::ReviewerAdded(of) => {
            format!("end the key: `factledger reviewer revoke {} -m REASON`", of.name)
        }
        Event::ReviewerRetired(of) | Event::ReviewerRevoked(of) => {
            format!(
                "a key never counts again; for another one: `factledger reviewer add {}`",
                of.name
            )
        }
        Event::RoleGiven(of) => {
            format!("give another role: `factledger reviewer role {} ROLE`", of.name)
        }
        Event::ScaleSet(_) => {
            "set another scale: `factledger rating scale set FILE -m REASON`".to_owned()
        }
        Event::ArticleAppeared(_)
        | Event::ArticleCorrected(_)
        | Event::ArticleImported(_)
        | Event::ArticleRestored(_)
        | Event::ArticleWithdrawn(_)
        | Event::ClaimAdded(_)
        | Event::ClaimCorrected(_)
        | Event::ClaimDismissed(_)
        | Event::ClaimLinked(_)
        | Event::ClaimUnlinked(_)
        | Event::ClaimRestored(_)
        | Event::ClaimReviewed(_)
        | Event::ClaimScoped(_)
        | Event::ClaimAssigned(_)
        | Event::ClaimSuggested(_)
        | Event::ClaimTagged(_)
        | Event::ClaimTaken(_)
        | Event::ClaimsExtracted(_)
        | Event::EvidenceAdded(_)
        | Event::EvidenceChecked(_)
        | Event::EvidenceGrouped(_)
        | Event::EvidenceWithdrawn(_)
        | Event::LedgerCreated(_)
        | Event::ReviewerInvited(_)
        | Event::ReviewerRenamed(_)
        | Event::Unknown(_)
        | Event::VerdictResolved(_)
        | Event::WaiverGiven(_) => {
            "others may have relied on it; say in a note what is right".to_owned()
        }
    }
}
