use crate::domain::Visible;
use crate::view::{Cosignature, Verification, words};

/// What checkpoints kept elsewhere show, for people.
pub(super) fn lines(found: &Verification) -> String {
    let mut lines = String::new();
    let mut line = |what: String| lines.push_str(&format!("{what}\n"));
    let mut told = Vec::new();
    for kept in &found.kept {
        if !told.contains(&kept.size) {
            // Beside a finding about another checkpoint, it must be clear which one this is.
            let which = match found.outside {
                0 => String::new(),
                _ => format!(" in {}", Visible::line(&kept.name)),
            };
            let size = words::grouped(kept.size);
            line(format!("it extends the checkpoint of {size} entries{which}"));
            told.push(kept.size);
        }
    }
    for cosignature in &found.cosigned {
        let Cosignature { at, reviewer, size, .. } = cosignature;
        let (reviewer, size) = (Visible::line(reviewer), words::count(*size, "entry", "entries"));
        line(format!("cosigned by {reviewer} at {at}, of {size}"));
        line(format!("  proven: {}", proven(cosignature)));
    }
    lines
}

/// What a cosignature proves.
fn proven(cosignature: &Cosignature) -> String {
    let Cosignature { is_extended, is_revoked, reviewer, .. } = cosignature;
    let reviewer = Visible::line(reviewer);
    match (is_revoked, is_extended) {
        (true, _) => {
            "nothing: that key was revoked, and anyone who has it can claim any time".to_owned()
        }
        (false, true) => {
            format!("these entries existed by then, if {reviewer}'s clock was right")
        }
        (false, false) => format!("{reviewer} was shown a log that this one does not extend"),
    }
}
