use factledger::domain::Sha256;
use factledger::merkle::{SigningKey, TreeHead, sign};
use serde_json::{Value, json};

use super::forgery::{Desk, Forgery, head};
use super::random::Random;

/// Acts on claims, some of which the rules of judgement refuse. Of the claims, ana has disputed `C1`
/// and ben has corroborated it, so that it is in conflict; ben has corroborated `C2`; and `C3` is
/// dismissed.
pub(super) fn misjudged(desk: &Desk) -> Vec<Forgery> {
    let mut forgeries = Vec::new();
    for (name, acts) in [
        ("a dispute without a note", &["ana disputed C2"][..]),
        ("a corroboration without a note", &["ana corroborated C2"]),
        ("a reopening without a note", &["ana unverified C2"]),
        ("the own verdict again", &["ana disputed C1"]),
        ("the own verdict again, with a note", &["ana disputed C1 seen"]),
        ("the own verdict changed", &["ana corroborated C1"]),
        ("the own verdict changed, with a note", &["ana corroborated C1 seen"]),
        ("a verdict on a dismissed claim", &["ana corroborated C3 seen"]),
        ("a dismissal of a dismissed claim", &["ana dismiss C3 seen"]),
        ("a restoration of a claim that is one", &["ben restore C1 seen"]),
        ("a remark on a dismissed claim", &["ana note C3 seen"]),
        ("a verdict on a claim that was restored", &["ana restore C3 seen", "ben corroborated C3"]),
        ("a dispute again, with the note", &["ana disputed C2", "ana disputed C2 seen"]),
        ("a claim dismissed twice", &["ana dismiss C1 seen", "ben dismiss C1 seen"]),
        ("an end of a conflict", &["ben disputed C1 seen", "ben disputed C1"]),
        ("a verdict on what a refused one said", &["ana unverified C2", "ana corroborated C2"]),
    ] {
        forgeries.push(forgery(format!("misjudged: {name}"), desk, acts));
    }
    let mut random = Random::new(11);
    for number in 0..40 {
        let acts: Vec<String> = (0..=random.below(5)).map(|_| act(&mut random)).collect();
        let acts: Vec<&str> = acts.iter().map(String::as_str).collect();
        forgeries.push(forgery(format!("misjudged at random {number}: {acts:?}"), desk, &acts));
    }
    forgeries.extend(histories(desk));
    forgeries
}

fn act(random: &mut Random) -> String {
    let by = random.one_of(&["ana", "ben"]);
    let what = random.one_of(&["corroborated", "disputed", "unverified", "dismiss", "restore"]);
    let note = random.below(2) == 0 || ["dismiss", "restore"].contains(what);
    format!("{by} {what} C{}{}", 1 + random.below(3), if note { " seen" } else { "" })
}

/// What follows an entry that the rules of judgement refuse.
fn histories(desk: &Desk) -> Vec<Forgery> {
    let refused = |log: &mut Log<'_>| log.act("ana disputed C2");
    let mut forgeries = Vec::new();
    let mut add = |name: &str, write: &dyn Fn(&mut Log<'_>)| {
        let mut log = Log::of(desk);
        write(&mut log);
        let name = format!("misjudged: {name}");
        forgeries.push(Forgery { entries: log.forged, is_lookalike: false, name });
    };
    add("a remark in the same act", &|log| {
        let after = log.head();
        refused(log);
        log.act_after(after, "ana note C2 seen");
    });
    add("a remark of the act before", &|log| {
        let after = log.head();
        log.act("ana note C2 seen");
        refused(log);
        log.act_after(after, "ana note C2 seen");
    });
    add("a remark under the same id", &|log| {
        refused(log);
        log.number -= 1;
        log.act("ana note C2 seen");
    });
    add("a verdict under the same id", &|log| {
        log.act("ana note C2 seen");
        log.number -= 1;
        log.act("ana corroborated C2");
    });
    add("a good dispute, signed by another", &|log| {
        refused(log);
        log.signed_by(&desk.ben, "ana disputed C2 seen");
    });
    forgeries
}

fn forgery(name: String, desk: &Desk, acts: &[&str]) -> Forgery {
    let mut log = Log::of(desk);
    acts.iter().for_each(|act| log.act(act));
    Forgery { entries: log.forged, is_lookalike: false, name }
}

/// The log of a desk, with what was put at its end.
struct Log<'d> {
    desk: &'d Desk,
    forged: Vec<String>,
    /// The next id.
    number: usize,
}

impl<'d> Log<'d> {
    fn of(desk: &'d Desk) -> Self {
        Self { desk, forged: Vec::new(), number: 0 }
    }

    fn head(&self) -> TreeHead {
        let forged = self.forged.iter().map(|entry| entry.clone().into_bytes());
        head(&self.desk.entries.iter().cloned().chain(forged).collect::<Vec<_>>())
    }

    fn act(&mut self, act: &str) {
        self.act_after(self.head(), act);
    }

    fn act_after(&mut self, after: TreeHead, act: &str) {
        let key = if act.starts_with("ana ") { &self.desk.ana } else { &self.desk.ben };
        self.sign(key, after, act);
    }

    fn signed_by(&mut self, key: &SigningKey, act: &str) {
        self.sign(key, self.head(), act);
    }

    /// `act` is who does what to which claim, and the note.
    fn sign(&mut self, key: &SigningKey, after: TreeHead, act: &str) {
        let mut words = act.split(' ');
        let [by, what, claim] = [(); 3].map(|()| words.next().unwrap());
        let quote = &self.desk.quotes[claim[1..].parse::<usize>().unwrap() - 1];
        let mut body = json!({"claim": claim, "quote_sha256": quote});
        let (kind, remark) = match what {
            "dismiss" => ("claim.dismissed", "reason"),
            "note" => ("note.added", "note"),
            "restore" => ("claim.restored", "reason"),
            status => {
                body["status"] = json!(status);
                ("claim.reviewed", "note")
            }
        };
        if let Some(note) = words.next() {
            body[remark] = json!(note);
        }
        let unlike = Sha256::of(self.number.to_be_bytes()).to_string();
        let mut entry: Value = self.desk.entry(kind, &body);
        entry["actor"] = json!(entry["actor"].as_str().unwrap().replace("/ana", &format!("/{by}")));
        entry["after"] = json!({"root": after.root.to_string(), "size": after.size});
        entry["id"] = json!(format!("01a2076b-4400-7de4-af4b-{}", &unlike[..12]));
        self.forged.push(sign(&format!("{entry}\n"), key));
        self.number += 1;
    }
}
