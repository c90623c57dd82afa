//! What was recorded wrongly of an article is corrected in the open, and an article that should not
//! have been imported is withdrawn: it leaves what is shown to others, and the log keeps it.

use std::collections::BTreeMap;

use factledger::domain::{
    ArticleCorrected, ArticleId, ArticleRestored, ArticleWithdrawn, EntryId, Event, Fact, Facts,
};

use crate::cases::heard;
use crate::forged_log::{ForgedLog, desk};
use crate::session::Session;

/// An article with a wrong title and origin, and one that should not be there.
fn imported() -> Session {
    let session = Session::with_fixture("stadtwerke.txt")
        .write("diary.txt", "The editor owed the brewery 3 million crowns in 2023, a clerk said.\n")
        .write("page.txt", "The bridge over the Oster cost 18.6 million crowns, the mayor said.\n");
    session
        .run("factledger import page.txt --title 'Brigde' --origin https://mirror.example/bridge")
        .success();
    session.run("factledger import diary.txt").success();
    session
}

/// The bundle of the session verifies, by the program and by the script in it.
fn bundle_is_sound(session: &Session) {
    session.run("rm -rf b; factledger export --format bundle -o b").success();
    for line in ["factledger verify", "factledger verify b", "python3 -I b/verify.py"] {
        session.run(line).success();
    }
    session.run("factledger verify --rebuild").success();
}

#[test]
fn what_is_known_of_an_article_is_corrected_and_said_to_be() {
    let session = imported();
    let line = "factledger --as ben correct A2 --title Bridge --origin https://desk.example/bridge \
                --published 2026-11-20 -m 'typos'";
    let shown = session.run(line).success();
    assert!(shown.contains("Bridge (corrected by ben, E"), "{shown}");
    let article = session.run("factledger show A2 --format json").json();
    assert_eq!(article["title"], "Bridge");
    assert_eq!(article["origin"], "https://desk.example/bridge");
    let corrected = article["corrected"].as_object().unwrap();
    let facts: Vec<&String> = corrected.keys().collect();
    assert_eq!(facts, ["origin", "published", "title"]);
    assert_eq!(corrected["title"]["by"], "ben");
    // What names the article elsewhere has the corrected value, too.
    let claim = session.run("factledger list --article A2 --format json").json();
    assert_eq!(claim[0]["article"]["title"], "Bridge");
    for format in ["md", "html"] {
        let page = session.run(&format!("factledger export --format {format}")).success();
        assert!(page.contains("origin, published, title, by ben"), "{page}");
        assert!(!page.contains("Brigde"), "{page}");
    }
    // The history keeps what was there before.
    let history = session.run("factledger history A2 --format csv").success();
    assert!(history.contains("corrected the origin, published and title of A2"), "{history}");
    bundle_is_sound(&session);
    session.run("factledger correct A2 --no-published").success();
    let article = session.run("factledger show A2 --format json").json();
    assert!(article["published"].is_null(), "{article}");
    assert_eq!(article["corrected"]["published"]["by"], "ana");
    bundle_is_sound(&session);
    // A text from the corrected address is known to be a later one.
    let line = "factledger import - --origin https://desk.example/bridge";
    let later = session.run(&format!("echo 'It cost 19 million crowns, he said.' | {line}"));
    assert!(later.screen().contains("differs from A2"), "{}", later.screen());
}

#[test]
fn who_said_a_claim_is_corrected_and_its_words_are_not() {
    let session = imported();
    let found = session.run("factledger list --article A2 --format json").json();
    let id = found[0]["id"].as_str().unwrap().to_owned();
    assert!(found[0]["claimant_span"].is_object(), "{found}");
    let line =
        format!("factledger --as ben correct {id} --claimant 'Halla Moen' -m 'she is mayor'");
    session.run(&line).success();
    let claim = session.run(&format!("factledger show {id} --format json")).json();
    assert_eq!(claim["claimant"], "Halla Moen");
    assert!(claim["claimant_span"].is_null(), "{claim}");
    assert_eq!(claim["corrected"]["claimant"]["by"], "ben");
    let found = session.run("factledger list --claimant halla --format csv").success();
    assert!(found.contains("claimant corrected by ben, E"), "{found}");
    for (format, said) in [
        ("md", "said by Halla Moen (the name was corrected by ben on 23 November 2026)"),
        ("html", "the name was corrected by <bdi>ben</bdi> on 23 November 2026"),
    ] {
        let page = session.run(&format!("factledger export --format {format}")).success();
        assert!(page.contains(said), "{page}");
    }
    bundle_is_sound(&session);
    session.run(&format!("factledger mark {id} corroborated")).success();
    session.run(&format!("factledger correct {id} --no-claimant")).success();
    let claim = session.run(&format!("factledger show {id} --format json")).json();
    assert!(claim["claimant"].is_null(), "{claim}");
    bundle_is_sound(&session);
}

#[test]
fn a_correction_that_changes_nothing_is_refused() {
    let session = imported();
    for line in ["correct A2 --title Brigde", "correct A2 --no-byline", "correct C1 --no-claimant"]
    {
        let refused = session.run(&format!("factledger {line}")).failure();
        assert!(refused.contains("that would change nothing of"), "{refused}");
    }
    // What is so already is left out of a correction of something else.
    session.run("factledger correct A2 --title Brigde --language en").success();
    let article = session.run("factledger show A2 --format json").json();
    assert_eq!(article["corrected"].as_object().unwrap().len(), 1);
    for line in
        ["correct A2", "correct A2 --claimant x", "correct C1 --title x", "correct C1 A2 --title x"]
    {
        let misused = session.run(&format!("factledger {line}"));
        assert_eq!(misused.code, 2, "{line}: {}", misused.screen());
    }
}

#[test]
fn a_withdrawn_article_leaves_lists_counts_and_reports() {
    let session = imported();
    session.run("factledger withdraw A3 -m 'a private diary'").success();
    let why = "A3 is withdrawn, with 1 claim, by ana, ";
    let listed = session.run("factledger list --format csv");
    assert!(!listed.stdout.contains("brewery"), "{}", listed.screen());
    assert!(listed.stderr.contains("; 1 withdrawn") && listed.stderr.contains(why));
    for format in ["md", "html", "json", "csv"] {
        let page = session.run(&format!("factledger export --format {format}")).success();
        assert!(!page.contains("brewery"), "{page}");
        let says = page.contains("a private diary");
        assert!(says || format == "csv", "{format}\n{page}");
    }
    let report = session.run("factledger export --format json").json();
    assert_eq!(report["counts"]["withdrawn"], 1);
    assert_eq!(
        (&report["withdrawn"][0]["article"], &report["withdrawn"][0]["claims"]),
        (&"A3".into(), &1.into())
    );
    assert_eq!(report["articles"].as_array().unwrap().len(), 2);
    // It is still shown to those who ask for it, and marked.
    let shown = session.run("factledger show A3").success();
    assert!(shown.contains("withdrawn") && shown.contains("a private diary"), "{shown}");
    let claim = session.run("factledger list --article A2 --sort newest --format json").json();
    let last: u64 = claim[0]["id"].as_str().unwrap()[1..].parse().unwrap();
    let id = format!("C{}", last + 1);
    let shown = session.run(&format!("factledger show {id}")).success();
    assert!(shown.contains("in A3, which is withdrawn"), "{shown}");
    for line in [
        format!("mark {id} corroborated"),
        format!("note {id} -m x"),
        format!("correct {id} --claimant x"),
        "add A3 'the brewery'".to_owned(),
        "export --article A3".to_owned(),
    ] {
        let refused = session.run(&format!("factledger {line}")).failure();
        assert!(refused.contains("`A3` is withdrawn"), "{line}: {refused}");
    }
    let again = session.run("factledger import diary.txt").screen();
    assert!(again.contains("factledger restore A3 -m REASON"), "{again}");
    let dismissed = session.run("factledger dismiss A2 -m x").screen();
    assert!(dismissed.contains("factledger withdraw A2 -m REASON"), "{dismissed}");
    bundle_is_sound(&session);
    session.run("factledger --as ben restore A3 -m 'it was published after all'").success();
    let listed = session.run("factledger list --format csv").success();
    assert!(listed.contains("brewery"), "{listed}");
    session.run(&format!("factledger mark {id} corroborated")).success();
    bundle_is_sound(&session);
}

#[test]
fn an_article_with_claims_that_others_judged_is_withdrawn_only_openly() {
    let session = imported();
    session.run("factledger --as ben mark C1 corroborated").success();
    let refused = session.run("factledger withdraw A1 -m x").failure();
    assert!(refused.contains("claims of `A1` were judged by ben"), "{refused}");
    // One's own judgement is no hindrance.
    session.run("factledger --as ben withdraw A1 -m x").success();
    session.run("factledger restore A1 -m x").success();
    session.run("factledger withdraw A1 -m x --over").success();
    let last = session.run("factledger history --format json --limit 1").json();
    assert_eq!(last[0]["body"]["over"], serde_json::json!(["ben"]));
    bundle_is_sound(&session);
}

/// Each act, by whom, and the rule that refuses it.
fn rules() -> Vec<(&'static str, Event, Option<&'static str>)> {
    let article = ArticleId(1);
    let reason = || "seen".parse().unwrap();
    let corrected = |facts: &[(Fact, Option<&str>)]| {
        let facts = facts.iter().map(|(fact, value)| (*fact, value.map(str::to_owned)));
        let facts: BTreeMap<Fact, Option<String>> = facts.collect();
        ArticleCorrected::new(article, &facts, None)
    };
    let correct = |facts: &[(Fact, Option<&str>)]| Event::ArticleCorrected(corrected(facts));
    let twice = ArticleCorrected {
        removed: vec![Fact::Title],
        ..corrected(&[(Fact::Title, Some("Other"))])
    };
    let unsorted = ArticleCorrected {
        removed: vec![Fact::Title, Fact::Language],
        set: Facts::default(),
        ..twice.clone()
    };
    let withdraw = |over: Option<&[&str]>| {
        let over = over.map(|names| names.iter().map(|name| name.parse().unwrap()).collect());
        Event::ArticleWithdrawn(ArticleWithdrawn { article, over, reason: reason() })
    };
    let restore = || Event::ArticleRestored(ArticleRestored { article, reason: reason() });
    let nothing = Some("nothing_corrected");
    vec![
        ("ana", correct(&[(Fact::Title, Some("Sensors")), (Fact::Language, Some("en"))]), None),
        ("ben", correct(&[(Fact::Title, Some("Sensors"))]), nothing),
        ("ben", correct(&[(Fact::Title, Some("Bridge")), (Fact::Language, Some("en"))]), nothing),
        ("ben", correct(&[(Fact::Byline, None)]), nothing),
        ("ben", correct(&[(Fact::Origin, None)]), nothing),
        ("ben", correct(&[]), nothing),
        ("ben", Event::ArticleCorrected(twice), nothing),
        ("ben", Event::ArticleCorrected(unsorted), nothing),
        ("ben", correct(&[(Fact::Title, None), (Fact::Origin, Some("here"))]), None),
        ("ana", restore(), Some("not_withdrawn")),
        ("ana", withdraw(Some(&["cat"])), Some("over_other_judges")),
        ("ana", withdraw(Some(&[])), Some("over_other_judges")),
        ("ana", withdraw(None), None),
        ("ben", withdraw(None), Some("already_withdrawn")),
        ("ben", correct(&[(Fact::Language, None)]), None),
        ("ben", restore(), None),
    ]
}

#[test]
fn replay_and_verify_py_apply_the_same_rules_to_articles() {
    let session = desk(2);
    let mut log = ForgedLog::of(&session);
    let mut refused: Vec<(EntryId, &str)> = Vec::new();
    for (by, event, rule) in rules() {
        let (position, _) = log.record(by, event);
        refused.extend(rule.map(|rule| (position, rule)));
    }
    let (mut ledger, found) = log.ledger();
    assert!(found.is_intact(), "{:?}", found.damage());
    assert!(
        found.faults.iter().eq(refused.iter().map(|(position, _)| position)),
        "{:?}",
        found.faults
    );
    let article = ledger.view().unwrap().article(ArticleId(1)).unwrap();
    assert_eq!((article.title, article.origin.as_str(), article.language), (None, "here", None));
    ForgedLog::bundle(&mut ledger, &session.path().join("b"));
    let Some(named) = heard(&session) else { return };
    let expected: Vec<_> =
        refused.into_iter().map(|(at, rule)| (at.to_string(), Some(rule.to_owned()))).collect();
    assert_eq!(named, expected);
}

#[test]
fn an_index_that_hides_a_withdrawal_or_a_correction_is_not_believed() {
    for (damage, line) in [
        ("DELETE FROM withdrawals", "export"),
        ("UPDATE claims SET withdrawn = 0", "list --verified"),
        ("UPDATE articles SET title = 'Brigde' WHERE id = 2", "show A2"),
        ("UPDATE corrections SET reviewer = 'cat'", "show A2"),
        ("DELETE FROM article_acts WHERE article = 2", "show A2"),
        ("INSERT INTO withdrawals VALUES (1, 5, 'ana', 'x', 0)", "export"),
        ("UPDATE claims SET withdrawn = 1 WHERE id = 1", "list --verified"),
    ] {
        let session = imported();
        session.run("factledger correct A2 --title Bridge").success();
        session.run("factledger withdraw A3 -m x").success();
        let database = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
        database.execute_batch(damage).unwrap();
        drop(database);
        let ran = session.run(&format!("factledger {line}"));
        assert_eq!(ran.code, 3, "{damage}: {line}\n{}", ran.screen());
        let found = session.run("factledger verify");
        assert_eq!(found.code, 3, "{damage}\n{}", found.screen());
        session.run("factledger verify --rebuild").success();
        session.run("factledger list --verified").success();
    }
}
