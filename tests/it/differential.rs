//! Three verifiers check the same bundles: `factledger verify`, `verify.py` and the steps of
//! VERIFY.md. Where they disagree, one of them is wrong, unless the table below says why.

mod forgery;
mod judge;
mod misjudged;
mod mutation;
mod random;
mod tree;

use std::collections::BTreeMap;

use factledger::merkle::SigningKey;

use self::forgery::forgeries;
use self::judge::{Case, Judges, Verdict};
use self::mutation::{Mutation, Seal};
use self::random::Random;
use self::tree::Tree;
use crate::session::{Session, repository};

/// What each verifier can see of a bundle whose list of hashes was signed again, with the log's own
/// key, after files of it were changed. README.md has the same table, and one line more.
const SEEN: [(&str, Sight, Sight, Sight); 4] = [
    // What was changed; factledger verify, verify.py, the steps of VERIFY.md.
    ("anything, and nothing was signed again", Sight::All, Sight::All, Sight::All),
    ("the log, `report.json` or what else follows from it", Sight::All, Sight::All, Sight::Some),
    ("`report.html`, `VERIFY.md`, `verify.py`", Sight::All, Sight::None, Sight::Some),
    ("the same, in the name of another version", Sight::Told, Sight::None, Sight::Some),
];

/// How much of what was changed a verifier finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    All,
    None,
    /// What the followed verdict rests on.
    Some,
    /// It says that only the signature speaks for these files.
    Told,
}

/// A ledger with one verdict, or with several, and the bundle of it.
struct Base {
    key: SigningKey,
    session: Session,
    /// The lines of its VERIFY.md that are for a shell, as they are handed out.
    steps: String,
    tree: Tree,
}

impl Base {
    fn new(acts: &[&str]) -> Self {
        let session = Session::new().write(
            "a.txt",
            "The toll rose by 5 percent, the council said.\n\nIt cost 6 crowns in May 2024.\n",
        );
        for act in acts {
            session.run(&format!("factledger {act}")).success();
        }
        session.run("factledger export --format bundle -o b").success();
        let secret = session.run("cat .home/.config/factledger/keys/*/ledger.key").success();
        let tree = Tree::read(&session.path().join("b"));
        let instructions = String::from_utf8(tree.file("VERIFY.md").unwrap().clone()).unwrap();
        let blocks = instructions.split("```sh\n").skip(1);
        let steps = blocks.map(|block| block.split("```").next().unwrap()).collect();
        Self { key: secret.trim().parse().unwrap(), session, steps, tree }
    }

    fn small() -> Self {
        Self::new(&["import a.txt", "mark C1 disputed -m 'it was 4'"])
    }

    fn large() -> Self {
        Self::new(&[
            "import a.txt --title T",
            "mark C1 disputed -m 'it was 4'",
            "--as ben mark C1 corroborated -m 'the minutes say 5'",
            "add A1 'in May'",
            "dismiss C3 -m 'not a claim'",
            "--as cy note C2 -m 'asked twice'",
            "reviewer revoke cy -m 'lost'",
            "--as ben mark C2 corroborated",
        ])
    }
}

#[test]
fn changed_bundles_get_the_same_verdict_from_both_verifiers() {
    judge_alike(1, 60);
}

#[test]
#[ignore = "ten minutes: a thousand with each of ten seeds, where the test above takes a sample"]
fn ten_thousand_changed_bundles_get_the_same_verdict_from_both_verifiers() {
    for seed in 1..11 {
        judge_alike(seed, 1000);
    }
}

fn judge_alike(seed: u64, count: usize) {
    let (small, large) = (Base::small(), Base::large());
    let Some(judges) = Judges::new(&small.session) else { return };
    let mut random = Random::new(seed);
    let (mut cases, mut mutations) = (Vec::new(), Vec::new());
    for number in 0..count {
        let base = if random.below(10) == 0 { &large } else { &small };
        let mutation = Mutation::new(base, &mut random);
        let folder = small.session.path().join(format!("changed/{number}"));
        mutation.tree.write(&folder);
        cases.push(Case { folder, steps: Some(&base.steps) });
        mutations.push(mutation);
    }
    let verdicts = judges.judge(&cases);
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (number, (mutation, verdict)) in mutations.iter().zip(&verdicts).enumerate() {
        let line = mutation.line();
        *tally.entry(SEEN[line].0.to_owned()).or_default() += 1;
        if let Err(why) = fits(verdict, mutation) {
            wrong.push(format!("{number}: {why}: {mutation:?}"));
        }
    }
    assert!(wrong.is_empty(), "seed {seed}: {} of {count}\n{}", wrong.len(), wrong.join("\n"));
    // Each line of the table is tried.
    assert_eq!(tally.len(), SEEN.len(), "{tally:?}");
}

/// Whether the verdicts are those that the table says.
fn fits(verdict: &Verdict, mutation: &Mutation) -> Result<(), String> {
    let (_, program, python, steps) = SEEN[mutation.line()];
    for (who, sight, code, refused) in [
        ("factledger verify", program, verdict.program, 3),
        ("verify.py", python, verdict.python, 3),
        ("VERIFY.md", steps, verdict.steps, 1),
    ] {
        let is_as_it_should_be = match sight {
            Sight::All => code == refused,
            Sight::None | Sight::Told => code == 0,
            Sight::Some => code == 0 || code == refused,
        };
        if !is_as_it_should_be {
            return Err(format!("{who} ended with {code}"));
        }
    }
    Ok(())
}

#[test]
fn entries_signed_by_other_programs_get_the_same_verdict_from_both_verifiers() {
    judge_forgeries(29);
}

#[test]
#[ignore = "three minutes: all of them, where the test above takes a sample"]
fn all_entries_signed_by_other_programs_get_the_same_verdict_from_both_verifiers() {
    judge_forgeries(1);
}

/// Judge one of so many forgeries.
fn judge_forgeries(step: usize) {
    let base = Base::large();
    let Some(judges) = Judges::new(&base.session) else { return };
    let forgeries = forgeries(&base);
    assert!(forgeries.len() >= 200, "{}", forgeries.len());
    let forgeries: Vec<_> = forgeries.into_iter().step_by(step).collect();
    let cases = forgeries.iter().enumerate().map(|(number, forgery)| {
        let folder = base.session.path().join(format!("forged/{number}"));
        forgery.write(&base, &folder);
        Case { folder, steps: None }
    });
    let verdicts = judges.judge(&cases.collect::<Vec<_>>());
    let mut wrong = Vec::new();
    let mut good = 0;
    for (case, verdict) in forgeries.iter().zip(&verdicts) {
        good += usize::from(verdict.program == 0);
        // verify.py knows nothing of names that look alike, and misses the key that was not counted.
        let codes = [verdict.program, verdict.python];
        let is_agreed = codes[0] == codes[1] && (!case.is_lookalike || codes[0] == 3);
        if ![0, 3].contains(&verdict.program) || !is_agreed {
            wrong.push(format!("{}: {verdict:?}\n  {:?}", case.name, case.entries));
        } else if !case.is_lookalike && verdict.named_by_program != verdict.named_by_python {
            wrong.push(format!("{}: {verdict:?} name different entries", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), forgeries.len(), wrong.join("\n"));
    // Some are as good as any, and some are not.
    let bad = forgeries.len() - good;
    assert!(good > 10 / step && bad > 100 / step, "{good} of {}", forgeries.len());
}

#[test]
fn the_guide_has_the_table_of_what_each_can_see() {
    let guide = std::fs::read_to_string(repository().join("docs/guide.md")).unwrap();
    let words = |sight| match sight {
        Sight::All => "finds it",
        Sight::None => "-",
        Sight::Some => "only in what the checked verdict rests on",
        Sight::Told => "says that it cannot tell",
    };
    for (what, program, python, steps) in SEEN {
        let line =
            format!("| {what} | {} | {} | {} |\n", words(program), words(python), words(steps));
        assert!(guide.contains(&line), "{line}");
    }
}

/// The seal that a mutation of this number gets.
fn seal(random: &mut Random) -> Seal {
    match random.below(20) {
        0..12 => Seal::Old,
        12..18 => Seal::Listed,
        _ => Seal::Signed,
    }
}
