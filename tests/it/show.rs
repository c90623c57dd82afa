//! `show`, `history` and the help.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn session() -> Session {
    let session = Session::new().write(
        "bridge.txt",
        "It rained. The bridge was opened on 3 May 1932, the mayor said. So what?\n",
    );
    session.run("factledger import bridge.txt --title 'The bridge' --min-score 500").success();
    session.run("factledger mark C1 disputed -m 'the minutes say 1933'").success();
    session
}

#[test]
fn a_claim_is_shown_in_its_paragraph_with_everything_known() {
    let session = session();
    assert_data_eq!(
        session.run("factledger show c1").screen(),
        str![[r#"
C1  disputed

  It rained. »The bridge was opened on 3 May 1932, the mayor said.« So what?

said by    the mayor
article    A1  The bridge
place      line 1:12, bytes 11..63
found by   rules 3 with the model 6501975e0f62, score 835 of 1000
recorded   2026-11-23 08:00 by ana (E3)
sha-256    4e1a5ed66c70f65303acf6bd55f4d79f5e37a941c9abc147e83ab3c7ba7fe3ec

disputed by ana, 2026-11-23 08:01 (E4)
  the minutes say 1933

ENTRY  WHEN (UTC)        WHO  WHAT                NOTE
E4     2026-11-23 08:01  ana  marked C1 disputed  the minutes say 1933

"#]]
    );
    assert_data_eq!(
        session.run("factledger show C1 --format json").screen(),
        str![[r#"
{
  "id": "C1",
  "status": "disputed",
  "text": "The bridge was opened on 3 May 1932, the mayor said.",
  "claimant": "the mayor",
  "claimant_span": {
    "start": 48,
    "end": 57
  },
  "article": {
    "id": "A1",
    "title": "The bridge",
    "origin": "bridge.txt",
    "sha256": "a684ea573c77931618717b4d30ae6fd6790faeaeb3a3eab1428bb52c091e3ab7",
    "text_sha256": "a684ea573c77931618717b4d30ae6fd6790faeaeb3a3eab1428bb52c091e3ab7",
    "newer_text": null
  },
  "span": {
    "start": 11,
    "end": 63,
    "line": 1,
    "column": 12
  },
  "raw_span": {
    "start": 11,
    "end": 63
  },
  "quote_sha256": "4e1a5ed66c70f65303acf6bd55f4d79f5e37a941c9abc147e83ab3c7ba7fe3ec",
  "extractor": {
    "model_sha256": "[..]",
    "name": "rules",
    "version": "3",
    "score": [..]
  },
  "stale": false,
  "conflict": false,
  "dismissed": false,
  "reviews": [
    {
      "reviewer": "ana",
      "status": "disputed",
      "note": "the minutes say 1933",
      "at": "2026-11-23T08:01:00Z",
      "entry": "E4",
      "key_revoked": null
    }
  ],
  "created_at": "2026-11-23T08:00:00Z",
  "updated_at": "2026-11-23T08:01:00Z",
  "recorded_by": "ana",
  "context": {
    "before": "It rained. ",
    "after": " So what?"
  },
  "history": [
    {
      "id": "E4",
      "at": "2026-11-23T08:01:00Z",
      "actor": "ana",
      "type": "claim.reviewed",
      "body": {
        "claim": "C1",
        "note": {
          "sha256": "ef3eef716a99ae723fb2e8c5ccbe67863df2087801d2440badb52637427dd518"
        },
        "quote_sha256": "4e1a5ed66c70f65303acf6bd55f4d79f5e37a941c9abc147e83ab3c7ba7fe3ec",
        "status": "disputed"
      },
      "uuid": "01a2076c-2e60-788f-a2fe-bd9aac11d0bb",
      "sha256": "361e2e7422a6505d6d4da5c3459eff9a828aa422db04b23e9aa07e488775f184",
      "note": "the minutes say 1933"
    }
  ]
}

"#]]
    );
}

#[test]
fn a_claim_is_found_by_the_first_digits_of_its_hash() {
    let session = session();
    let claim = session.run("factledger show C1 --format json").json();
    let hash = claim["quote_sha256"].as_str().unwrap();
    for name in [&hash[..6], &hash[..12], hash, &hash[..8].to_uppercase()] {
        let found = session.run(&format!("factledger show {name} --format json")).json();
        assert_eq!(found["id"], "C1", "{name}");
    }
    let article = session.run("factledger show A1 --format json").json();
    let hash = article["text_sha256"].as_str().unwrap();
    let found = session.run(&format!("factledger show {} --format json", &hash[..10])).json();
    assert_eq!(found["id"], "A1");
    session.run(&format!("factledger show {}", &hash[..5])).failure();
}

#[test]
fn the_history_tells_everything_that_happened() {
    let session = session();
    session.run("factledger --as ben note C1 -m 'the archive agrees'").success();
    assert_data_eq!(
        session.run("factledger history").screen(),
        str![[r#"
ENTRY  WHEN (UTC)        WHO  WHAT                  NOTE
E6     2026-11-23 08:02  ben  added a note to C1    the archive agrees
E5     2026-11-23 08:02  ben  added the key of ben
E4     2026-11-23 08:01  ana  marked C1 disputed    the minutes say 1933
E3     2026-11-23 08:00  ana  found C1 in A1
E2     2026-11-23 08:00  ana  imported A1
E1     2026-11-23 08:00  ana  added the key of ana
E0     2026-11-23 08:00  ana  created the ledger
7 entries shown

"#]]
    );
    assert_data_eq!(
        session.run("factledger history A1 --limit 2").screen(),
        str![[r#"
ENTRY  WHEN (UTC)        WHO  WHAT                NOTE
E6     2026-11-23 08:02  ben  added a note to C1  the archive agrees
E4     2026-11-23 08:01  ana  marked C1 disputed  the minutes say 1933
2 entries shown, more follow
next page: --after E4

"#]]
    );
    let rest = session.run("factledger -q history A1 --after E4 --format csv").success();
    assert_data_eq!(
        rest,
        str![[r#"
id,at,actor,type,summary,note,uuid,sha256
E3,2026-11-23T08:00:00Z,ana,claims.extracted,found C1 in A1,,01a2076b-4400-7843-9615-19859c2fb0ec,59f5e03e98d72ad8374ddce376a67bb3f3a09e9be7a425788107a64bd74a5ef4
E2,2026-11-23T08:00:00Z,ana,article.imported,imported A1,,01a2076b-4400-762c-b59f-a2927b8201a7,9a74f7fe1942c91d56146bd78d354fa1143b9b6794c443a9718a2a8236ec6a8a

"#]]
    );
}

#[test]
fn the_help_has_examples() {
    let session = Session::new();
    assert_data_eq!(
        session.run("factledger --help").screen(),
        str![[r#"
Keep a fact-check ledger: claims, verdicts and how they were reached

Import an article, list its claims, mark what you found out, and export the
report. Everything is kept in one file, in a log that only grows.

Usage: factledger [OPTIONS] <COMMAND>

Commands:
  init         Make a new ledger, without an article
  import       Read articles, find their claims, and record both
  list         List claims, pending ones first
  search       Search claims, evidence, notes and titles for words
  articles     List articles, with how many claims each has
  show         Show everything known about a claim or an article
  mark         Record your verdict on claims
  review       Judge claims one after the other, with a key for each verdict
  next         Take the claim that you should judge next, and show it
  take         Take claims for some hours, to judge them
  release      Give back claims that you have taken, or that are assigned to you
  assign       Assign claims to a person, who is to judge them
  tag          Put tags on claims, or take them off
  scope        Say what claims cover: the time, the place, the unit
  rests        Say that a claim rests on others
  inbox        Show what happened that concerns you since you looked last,
               newest last
  note         Add a note to claims
  add          Add a claim by hand, from its exact words
  correct      Correct what is recorded of an article, or who said a claim
  evidence     Keep what verdicts rest on: pages, files, quotes, and searches
               that found nothing
  dismiss      Dismiss claims as not checkable, with a reason
  restore      Restore a dismissed claim or a withdrawn article, with a reason
  resolve      End a conflict between reviewers with a verdict and a reason
  waive        Make an exception from a rule of the policy for one claim, with a
               reason
  undo         Take back your last act
  withdraw     Take back your own review or note, or an article imported by
               mistake
  withhold     Remove a text, a note or a name for good, and keep its hash
  history      Show the history of a claim, an article or the whole ledger,
               newest first
  stats        Show how the work goes: what is done, what waits, who did it, and
               how far reviewers agree
  export       Write the audit report
  verify       Check that nothing has changed since it was recorded
  checkpoint   Print the signed state of the log, to keep somewhere else
  prove        Print a proof that a verdict is in the log
  publish      Write a site of the verdicts for any web host
  backup       Copy the ledger to a file, and verify the copy
  copy         Carry the ledger to another place: from a file to a server, or
               from a server to a file
  salvage      Rescue everything that still verifies from a damaged ledger
  selftest     Tamper with a scratch ledger, and show what is detected
  setup        Make the roles and the tables of a ledger in a database on a
               server
  reviewer     Manage who may sign, and print public keys
  policy       Show what a verdict takes, or set it
  rating       Show the ratings of the house, or set them
  key          Back up and restore the private keys
  ledger       Go on with a ledger whose own key is lost
  completions  Print shell completions
  man          Print the man page, or write one for each command to a folder
  help         Print this message or the help of the given subcommand(s)

Options:
  -h, --help
          Print help (see a summary with '-h')

  -V, --version
          Print version

Global options:
      --ledger <FILE>
          The ledger: a file, or `postgres://USER@HOST/DATABASE` [default:
          factledger.db here, or in the nearest folder above]
          
          [env: FACTLEDGER_LEDGER]

      --as <NAME>
          Act as this reviewer [default: your login name]
          
          [env: FACTLEDGER_REVIEWER]

      --new
          The name that acts is new, although it is close to a reviewer's
          
          Without it, a name that may be a slip of the pen is refused: it would
          be another reviewer for ever.

      --this-copy
          Write to this copy of the ledger, though another was written to on
          this machine
          
          Whatever the other copy has more is not in this one, and the two
          cannot be joined again.

      --keys <FOLDER>
          Folder of the private keys [default: factledger/keys in your
          configuration folder]
          
          [env: FACTLEDGER_KEYS]

      --color <WHEN>
          When to colour the output

          Possible values:
          - auto:   Only on a terminal
          - always
          - never
          
          [default: auto]

  -q, --quiet
          Print errors only, and what a command is asked to show

      --no-pager
          Do not use a pager for `list`, `search`, `articles`, `history`,
          `inbox`, `show` and `stats` [default: `FACTLEDGER_PAGER`, `PAGER` or
          `less`, on a terminal]

Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 not as recorded.
Results go to standard output, messages to standard error.

"#]]
    );
    for verb in [
        "import",
        "list",
        "show",
        "mark",
        "note",
        "add",
        "dismiss",
        "restore",
        "history",
        "export",
        "completions",
        "man",
    ] {
        let help = session.run(&format!("factledger {verb} --help")).success();
        assert!(help.contains("Example"), "{verb} --help shows no example");
    }
    assert_eq!(session.run("factledger --version").success(), "factledger 0.2.0\n");
}

#[test]
fn quiet_prints_errors_only() {
    let session = session();
    assert_eq!(session.run("factledger -q list --format json").stderr, "");
    assert_eq!(session.run("factledger -q list --limit 1").stderr, "");
    assert_ne!(session.run("factledger -q show C9").stderr, "");
}
