//! What was read wrongly is read again: the same words keep their verdicts, and no verdict travels to
//! other words.

use std::fs;

use serde_json::Value;

use crate::session::Session;

/// In windows-1252: a claim with letters that other encodings garble, and one in ASCII.
const TOLLS: &[u8] =
    b"Das Zollhaus kostete 1931 genau 7 Millionen Kronen, sagt J\xfcrgen Z\xf6ller.\n\n\
    In 2024 the ferry carried 412,000 passengers, the harbour office said.\n";

/// Read as KOI8-R, and judged before anybody saw that.
fn garbled() -> Session {
    let session = Session::piped().write("tolls.txt", TOLLS);
    session.run("factledger import tolls.txt --encoding koi8-r --min-score 0").success();
    session.run("factledger mark C1 disputed -m 'not in the books'").success();
    session.run("factledger --as ben mark C2 corroborated").success();
    session
}

fn mended() -> Session {
    let session = garbled();
    session.run("factledger import tolls.txt --encoding windows-1252").success();
    session
}

#[track_caller]
fn is_sound(session: &Session) {
    let _ = fs::remove_dir_all(session.path().join("b"));
    session.run("factledger export --format bundle -o b").success();
    for line in [
        "factledger verify",
        "factledger verify --rebuild",
        "factledger list --verified",
        "factledger list --gone --verified",
        "factledger verify b",
        "python3 -I b/verify.py",
    ] {
        let ran = session.run(line);
        assert_eq!(ran.code, 0, "{line}\n{}", ran.screen());
    }
}

/// Claims as `id status`, in the order of their ids.
fn listed(session: &Session, options: &str) -> Vec<String> {
    let listed = session.run(&format!("factledger list --sort id --format json {options}")).json();
    let tell = |claim: &Value| {
        let (id, status) = (claim["id"].as_str(), claim["status"].as_str());
        format!("{} {}", id.unwrap(), status.unwrap())
    };
    listed.as_array().unwrap().iter().map(tell).collect()
}

#[test]
fn another_encoding_is_a_new_reading_and_no_verdict_travels_to_other_words() {
    let session = garbled();
    let ran = session.run("factledger import tolls.txt --encoding windows-1252");
    assert_eq!(ran.code, 0, "{}", ran.screen());
    let said = "A1 read again as text, windows-1252: 1 claim kept, 1 new, 1 gone";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    assert_eq!(listed(&session, ""), ["C2 corroborated", "C3 unverified"]);
    assert_eq!(listed(&session, "--gone"), ["C1 disputed"]);
    let new = session.run("factledger show C3 --format json").json();
    assert!(new["text"].as_str().unwrap().ends_with("sagt J\u{fc}rgen Z\u{f6}ller."), "{new}");
    let kept = session.run("factledger show C2 --format json").json();
    let text = session.run("factledger show A1 --text").success();
    let place = |end: &str| usize::try_from(kept["span"][end].as_u64().unwrap()).unwrap();
    assert_eq!(&text[place("start")..place("end")], kept["text"].as_str().unwrap());
    let gone = session.run("factledger show C1").success();
    assert!(gone.starts_with("C1  disputed, gone since A1 was read again (E7)"), "{gone}");
    assert!(gone.contains("not in the books"), "{gone}");
    is_sound(&session);
    // The same once more records nothing.
    let before = session.run("factledger history --format csv").success();
    let said = session.run("factledger import tolls.txt --encoding windows-1252").stderr;
    assert!(said.contains("nothing recorded: already imported as A1"), "{said}");
    assert_eq!(session.run("factledger history --format csv").success(), before);
}

#[test]
fn claims_that_are_gone_are_in_no_count_and_every_report_tells_of_them() {
    let session = mended();
    let counts = &session.run("factledger show A1 --format json").json()["counts"];
    assert_eq!((&counts["disputed"], &counts["gone"]), (&Value::from(0), &Value::from(1)));
    let report = session.run("factledger export --format json").json();
    assert_eq!(report["counts"]["gone"], 1);
    assert_eq!(report["counts"]["disputed"], 0);
    assert_eq!(report["unverified"], serde_json::json!(["C3"]));
    let claims = report["articles"][0]["claims"].as_array().unwrap();
    let gone = claims.last().unwrap();
    assert_eq!((&gone["id"], &gone["gone"]["entry"]), (&"C1".into(), &"E7".into()));
    assert_eq!(gone["stale"], true);
    for (format, told) in [
        ("md", "### Gone since the article was read again"),
        ("html", "<h3>Gone since the article was read again</h3>"),
        ("md", "; text 1, KOI8-R (2026-"),
        ("html", "<bdi>text 1, KOI8-R (2026-"),
        ("csv", ",E7,"),
    ] {
        let report = session.run(&format!("factledger export --format {format}")).success();
        assert!(report.contains(told), "{format}: {told}\n{report}");
    }
    assert_eq!(listed(&session, "--status disputed"), [""; 0]);
    let said = session.run("factledger list").stderr;
    assert!(said.contains("1 unverified, 1 corroborated; 1 gone"), "{said}");
}

#[test]
fn words_that_are_gone_are_not_judged_and_what_was_said_of_them_can_be_taken_back() {
    let session = mended();
    for act in ["mark C1 corroborated -m seen", "dismiss C1 -m seen"] {
        let refused = session.run(&format!("factledger {act}")).failure();
        assert!(refused.contains("`C1` is gone"), "{refused}");
    }
    session.run("factledger note C1 -m 'it was the encoding'").success();
    session.run("factledger withdraw C1 -m 'it was the encoding'").success();
    is_sound(&session);
}

#[test]
fn a_claim_that_comes_back_is_the_same_claim() {
    let session = mended();
    let said = session.run("factledger import tolls.txt --encoding koi8-r").stderr;
    assert!(said.contains("2 claims kept, 0 new, 1 gone"), "{said}");
    assert_eq!(listed(&session, ""), ["C1 disputed", "C2 corroborated"]);
    assert_eq!(listed(&session, "--gone"), ["C3 unverified"]);
    is_sound(&session);
    session.run("factledger import tolls.txt --encoding windows-1252").success();
    assert_eq!(listed(&session, ""), ["C2 corroborated", "C3 unverified"]);
    is_sound(&session);
    // Each moment can be shown again.
    session.run("factledger --as ben mark C3 corroborated").success();
    let at = |minute: &str| {
        let at = format!("factledger export --format json --at 2026-11-23T08:{minute}:00Z");
        session.run(&at).json()["articles"][0]["encoding"].clone()
    };
    let history = session.run("factledger history --format json").json();
    let rereads = history.as_array().unwrap().iter().rev();
    let rereads = rereads.filter(|entry| entry["type"] == "article.reread");
    let minutes: Vec<String> =
        rereads.map(|entry| entry["at"].as_str().unwrap()[14..16].to_owned()).collect();
    assert_eq!(minutes.len(), 3);
    let shown: Vec<Value> = minutes.iter().map(|minute| at(minute)).collect();
    assert_eq!(shown, ["windows-1252", "KOI8-R", "windows-1252"]);
    assert_eq!(at("01"), "KOI8-R");
}

#[test]
fn what_people_touched_is_kept_wherever_its_words_are() {
    let session = garbled();
    session.run("factledger add A1 '412,000 passengers' --claimant 'the harbour office'").success();
    session.run("factledger import tolls.txt --encoding koi8-r --min-score 1000").success();
    // Nothing scores as much, and the words of all three stand as before.
    assert_eq!(listed(&session, ""), ["C1 disputed", "C2 corroborated", "C3 unverified"]);
    session.run("factledger import tolls.txt --encoding windows-1252").success();
    assert_eq!(listed(&session, ""), ["C2 corroborated", "C3 unverified"]);
    let added = session.run("factledger show C3 --format json").json();
    assert_eq!(
        (&added["text"], &added["claimant"]),
        (&Value::from("412,000 passengers"), &Value::from("the harbour office"))
    );
    is_sound(&session);
}

#[test]
fn a_higher_score_leaves_claims_out_and_a_lower_one_brings_them_back() {
    let session =
        Session::piped().write("tolls.txt", "The ferry is old. It cost 7 crowns in 2019.\n");
    session.run("factledger import tolls.txt --min-score 0").success();
    let all = listed(&session, "");
    assert_eq!(all, ["C1 unverified", "C2 unverified"]);
    session.run("factledger import tolls.txt --min-score 1000").success();
    assert_eq!(listed(&session, ""), [""; 0]);
    assert_eq!(listed(&session, "--gone"), all);
    let said = session.run("factledger import tolls.txt --min-score 0").stderr;
    assert!(said.contains("2 claims kept, 0 new, 0 gone"), "{said}");
    assert_eq!(listed(&session, ""), all);
    is_sound(&session);
}

#[test]
fn words_that_are_repeated_find_their_like() {
    let line = |claim: &str| format!("{claim} cost 7 million crowns in 2019.\n\n");
    let text = ["It", "The pier", "It", "The ferry", "It"].map(line).concat();
    let raw: Vec<u8> = format!("B\u{fc}ro: {text}").chars().map(|c| c as u8).collect();
    let session = Session::piped().write("a.txt", raw);
    session.run("factledger import a.txt --encoding koi8-r --min-score 0").success();
    let quote = "It cost 7 million crowns in 2019.";
    let places = |session: &Session| -> Vec<(String, u64)> {
        let claims = session.run("factledger list --sort id --format json").json();
        let claims = claims.as_array().unwrap().iter().filter(|claim| claim["text"] == quote);
        let place = |claim: &Value| {
            (claim["id"].as_str().unwrap().to_owned(), claim["span"]["line"].as_u64().unwrap())
        };
        claims.map(place).collect()
    };
    let before = places(&session);
    assert_eq!(before.len(), 2, "{before:?}");
    session.run("factledger import a.txt --encoding windows-1252").success();
    assert_eq!(places(&session), before);
    is_sound(&session);
}

#[test]
fn a_long_article_is_read_again_in_several_entries() {
    let lines: String =
        (1..=450).map(|n| format!("The toll of bridge {n} is {n} crowns.\n\n")).collect();
    let raw: Vec<u8> =
        format!("B\u{fc}ro des Zolls.\n\n{lines}").chars().map(|c| c as u8).collect();
    let session = Session::piped().write("a.txt", raw);
    session.run("factledger import a.txt --encoding koi8-r --min-score 0").success();
    session.run("factledger mark C2 C300 C451 disputed -m 'the tariff says less'").success();
    let said = session.run("factledger import a.txt --encoding windows-1252").stderr;
    assert!(said.contains("450 claims kept, 1 new, 1 gone"), "{said}");
    let counts = session.run("factledger show A1 --format json").json()["counts"].clone();
    assert_eq!((&counts["disputed"], &counts["gone"]), (&Value::from(3), &Value::from(1)));
    let history = session.run("factledger history --type article.reread --format json").json();
    assert_eq!(history.as_array().unwrap().len(), 3);
    is_sound(&session);
}

#[test]
fn the_title_that_an_encoding_garbled_is_mended_and_one_that_a_person_gave_stays() {
    let page = b"<html><head><title>Neuer Zoll f\xfcr Kr\xe4henm\xfcnde</title></head><body><article>\
        <p>The toll rose by 12 percent in May 2025, the harbour office said.</p></article></body></html>";
    let title = |session: &Session| {
        session.run("factledger show A1 --format json").json()["title"].as_str().unwrap().to_owned()
    };
    let session = Session::piped().write("a.html", page);
    session.run("factledger import a.html --encoding koi8-r").success();
    assert_ne!(title(&session), "Neuer Zoll f\u{fc}r Kr\u{e4}henm\u{fc}nde");
    session.run("factledger import a.html --encoding windows-1252").success();
    assert_eq!(title(&session), "Neuer Zoll f\u{fc}r Kr\u{e4}henm\u{fc}nde");
    is_sound(&session);
    let session = Session::piped().write("a.html", page);
    session.run("factledger import a.html --encoding koi8-r --title Tolls").success();
    session.run("factledger import a.html --encoding windows-1252").success();
    assert_eq!(title(&session), "Tolls");
    // Another title alone is a correction, and no new reading.
    let said = session.run("factledger import a.html --encoding windows-1252 --title 'The toll'");
    assert!(said.stderr.contains("A1 corrected: its title is now The toll"), "{}", said.screen());
    assert_eq!(title(&session), "The toll");
    let history = session.run("factledger history --type article.reread --format json").json();
    assert_eq!(history.as_array().unwrap().len(), 1);
}

#[test]
fn other_readers_granularities_and_extractors_are_new_readings() {
    let page = "<html><body><article><p>The toll rose by 12 percent in May 2025, and the ferry \
        carried 412,000 passengers in 2024.</p></article></body></html>";
    let extractor = "import json,sys\n\
        print(json.dumps({'factledger_extractor':1,'name':'desk','version':'1'}),flush=True)\n\
        sys.stdin.readline()\n\
        for line in sys.stdin:\n\
        \x20   a=json.loads(line)\n\
        \x20   q='412,000 passengers'\n\
        \x20   s=len(a['text'][:a['text'].find(q)].encode())\n\
        \x20   print(json.dumps({'id':a['id'],'start':s,'end':s+len(q),'quote':q}))\n\
        \x20   print(json.dumps({'id':a['id'],'done':True}),flush=True)\n";
    let session = Session::piped().write("a.html", page).write("x.py", extractor);
    session.run("factledger import a.html").success();
    for (options, said) in [
        ("--granularity statement", "0 claims kept, 2 new, 1 gone"),
        ("--granularity sentence", "1 claim kept, 0 new, 2 gone"),
        ("--extractor 'python3 x.py'", "0 claims kept, 1 new, 1 gone"),
        ("--extractor 'python3 x.py'", "nothing recorded"),
        ("--again", "1 claim kept, 0 new, 1 gone"),
        ("--again", "nothing recorded"),
        ("--reader text --min-score 0", "read again as text, UTF-8"),
    ] {
        let ran = session.run(&format!("factledger import a.html {options}"));
        assert!(ran.code == 0 && ran.stderr.contains(said), "{options}: {}", ran.screen());
    }
    is_sound(&session);
}

#[test]
fn what_is_withheld_or_withdrawn_is_not_read_again() {
    let session = mended();
    session.run("factledger withhold A1 -m 'personal data'").success();
    for words in ["Zollhaus", "412,000"] {
        for name in ["factledger.db", "factledger.db-wal"] {
            let bytes = fs::read(session.path().join(name)).unwrap_or_default();
            assert!(!bytes.windows(words.len()).any(|found| found == words.as_bytes()), "{words}");
        }
    }
    is_sound(&session);
    let refused = session.run("factledger import tolls.txt --again --encoding koi8-r").failure();
    assert!(refused.contains("the text of `A1` is withheld"), "{refused}");
    let session = garbled();
    session.run("factledger withdraw A1 --over -m 'not ours'").success();
    let said = session.run("factledger import tolls.txt --encoding windows-1252").stderr;
    assert!(said.contains("already imported as A1, and withdrawn by ana"), "{said}");
    session.run("factledger restore A1 -m 'ours'").success();
    session.run("factledger import tolls.txt --encoding windows-1252").success();
    session.run("factledger withdraw A1 --over -m 'not ours'").success();
    is_sound(&session);
}

#[test]
fn who_said_a_claim_follows_the_reading_unless_a_person_said_it() {
    let text = b"J\xf6rg M\xfcller said the ferry had carried 412,000 passengers in 2024.\n";
    let claimant = |session: &Session| {
        let claim = session.run("factledger list --format json --limit 1 --sort newest").json();
        claim[0]["claimant"].as_str().map(str::to_owned)
    };
    let session = Session::piped().write("a.txt", text);
    session.run("factledger import a.txt --encoding koi8-r --min-score 0").success();
    session.run("factledger add A1 'had carried 412,000 passengers in 2024'").success();
    session.run("factledger correct C2 --claimant 'the mayor'").success();
    session.run("factledger import a.txt --encoding windows-1252").success();
    assert_eq!(claimant(&session).as_deref(), Some("J\u{f6}rg M\u{fc}ller"));
    let kept = session.run("factledger show C2 --format json").json();
    assert_eq!(kept["claimant"], "the mayor");
    session.run("factledger correct C3 --claimant 'J. M'").success();
    session.run("factledger import a.txt --encoding windows-1252 --min-score 1").success();
    let kept = session.run("factledger show C3 --format json").json();
    assert_eq!(kept["claimant"], "J. M");
    is_sound(&session);
}

#[test]
fn an_index_that_says_otherwise_than_the_readings_is_named_and_not_shown() {
    for (sql, line) in [
        ("UPDATE claims SET gone = NULL, gone_text = NULL WHERE id = 1", "list --verified"),
        ("UPDATE claims SET gone_text = (SELECT text_sha256 FROM articles)", "show C1"),
        ("UPDATE claims SET placed = NULL WHERE id = 2", "show C2"),
        ("UPDATE claims SET gone = 7, gone_text = zeroblob(32) WHERE id = 2", "show C2"),
        ("UPDATE readings SET encoding = 'UTF-8'", "show A1"),
        ("DELETE FROM readings", "show A1"),
        ("UPDATE articles SET encoding = 'KOI8-R'", "show A1"),
        ("DELETE FROM appearances", "show A1"),
        ("UPDATE appearances SET origin = 'https://x.example/'", "show A1"),
    ] {
        let session = mended();
        let page =
            "factledger import tolls.txt --encoding windows-1252 --origin https://a.example/";
        session.run(page).success();
        let database = rusqlite::Connection::open(session.path().join("factledger.db")).unwrap();
        database.execute_batch(sql).unwrap();
        drop(database);
        for line in [line, "verify"] {
            let ran = session.run(&format!("factledger {line}"));
            assert_eq!(ran.code, 3, "{sql}: {line}\n{}", ran.screen());
        }
        let _ = session.run("factledger verify --rebuild");
        is_sound(&session);
    }
}
