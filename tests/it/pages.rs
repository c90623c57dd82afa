//! Reports as pages: what changed since an earlier one, in other languages, and as a newsroom has them.

use snapbox::{assert_data_eq, str};

use crate::session::Session;

fn session() -> Session {
    let session = Session::with_fixture("harbour-bridge.html");
    for line in [
        "mark C1 corroborated -m 'the log of the harbour'",
        "mark C3 disputed -m 'the minutes say 8 a.m.'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

#[test]
fn a_report_shows_first_what_changed_since_an_earlier_one() {
    let session = session();
    session.run("factledger dismiss C8 -m 'no claim'").success();
    std::fs::write(session.path().join("ferry.txt"), "The ferry sank in 1931.").unwrap();
    session.run("factledger import ferry.txt -q").success();
    session.run("factledger export -o monday.html").success();
    session.run("factledger export -o monday.json").success();
    session.run("factledger mark C3 corroborated -m 'the minutes were put right'").success();
    session.run("factledger add A1 'a milk van from 1958'").success();
    session.run("factledger dismiss C7 -m 'no claim'").success();
    session.run("factledger restore C8 -m 'a claim after all'").success();
    session.run("factledger withdraw A2 -m 'imported by mistake'").success();
    let changes = |earlier: &str| {
        let line = format!("factledger export --since-report {earlier}");
        let report = session.run(&line).success();
        let (_, changes) = report.split_once("## What changed").unwrap();
        changes.split_once("\n## ").unwrap().0.to_owned()
    };
    assert_data_eq!(
        changes("monday.json"),
        str![[r#"


Since the report of 23 November 2026, 08:06 UTC, 1 claim stands differently. 1 claim is new. Back among the claims: C8. Dismissed since then: C7. Withdrawn with all their claims: A2.

- [C3](#c3): ✕ disputed → ✓ **corroborated**: Mayor Maud Ferring cut the ribbon at 9 a.m. on the 12th and drove the first vehicle across, a milk van from 1958.

"#]]
    );
    let of_html = changes("monday.html").replace("08:05 UTC", "08:06 UTC");
    assert_eq!(of_html, changes("monday.json"));
    let page = session.run("factledger export --since-report monday.html --format html").success();
    let (before, _) = page.split_once("id=\"findings\"").unwrap();
    assert!(before.contains("<h2 id=\"changes\">What changed</h2>"), "{before}");
    // What was recorded on the same day as the report, and after it, is no part of it.
    session.run("factledger mark C1 unverified -m 'the log has a gap'").success();
    session.run("factledger mark C1 corroborated -m 'the gap is closed'").success();
    assert_eq!(changes("monday.json"), changes("monday.html").replace("08:05 UTC", "08:06 UTC"));
    // A report of another ledger says nothing of this one.
    let other = Session::with_fixture("harbour-bridge.html");
    other.run("factledger --ledger other.db import harbour-bridge.html -q").success();
    other.run("factledger --ledger other.db export -o other.json").success();
    std::fs::copy(other.path().join("other.json"), session.path().join("other.json")).unwrap();
    std::fs::write(session.path().join("no.html"), "<html><p>5 people came.").unwrap();
    session.run("head -c 9000 monday.html > cut.html").success();
    session.run("factledger export --article A1 -o part.html").success();
    session.run("factledger export --article A1 -o part.json").success();
    for (line, why) in [
        ("--since-report no.html", "`no.html` cannot be compared with"),
        ("--since-report other.json", "the earlier report is of another ledger: "),
        ("--since-report none.html", "`none.html` could not be read"),
        ("--since-report monday.html --format csv", "are for html and md"),
        ("--since-report monday.html --article A1", "compares whole reports"),
        ("--since-report cut.html", "it is not a whole report"),
        ("--since-report part.html", "it is about a selection"),
        ("--since-report part.json", "it is about a selection"),
        ("--since-report /dev/zero", "not a file"),
    ] {
        let refused = session.run(&format!("factledger export {line}"));
        assert!(refused.code > 0 && refused.stderr.contains(why), "{}", refused.screen());
    }
}

#[test]
fn a_report_is_in_the_language_of_its_readers() {
    let session = session();
    for (language, lead) in [
        ("de", "Der Bericht behandelt 25 Behauptungen: "),
        ("en", "Of 25 claims, 1 does not hold, 1 stands and 23 are not verified."),
        ("es", "25 afirmaciones"),
        ("fr", "25 affirmations"),
        ("pt", "25 afirmações"),
        ("uk", "25 тверджень"),
    ] {
        let line = format!("factledger export --format html --language {language}");
        let page = session.run(&line).success();
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{language}");
        let (_, rest) = page.split_once("<p class=\"lead\">").unwrap();
        let (said, _) = rest.split_once("</p>").unwrap();
        assert!(said.contains(lead), "{language}: {said}");
        // A message that is missing would be shown as its name in braces.
        assert!(!page.contains("{section") && !page.contains("{$"), "{language}");
    }
    let refused = session.run("factledger export --language xx");
    assert!(
        refused.code == 2 && refused.stderr.contains("[possible values: de, en"),
        "{}",
        refused.screen()
    );
}

#[test]
fn a_newsroom_has_its_own_pages() {
    let session = session();
    session.run("factledger export --new-house house").success();
    let page =
        |session: &Session| session.run("factledger export --house house --format html").success();
    // What a new house has is what the program has.
    let by_itself = session.run("factledger export --format html").success();
    let without_time = |page: &str| -> Vec<String> {
        page.lines().filter(|line| !line.contains("Made")).map(ToOwned::to_owned).collect()
    };
    let (ours, theirs) = (without_time(&by_itself), without_time(&page(&session)));
    let differing = ours.iter().zip(&theirs).filter(|(one, other)| one != other).count();
    assert!(ours.len() == theirs.len() && differing < 3, "{differing}");
    session.run("rm house/*.html house/*.md house/style.css").success();
    let settings = "name = \"The <Ardelle> Tide\"\nlogo = \"logo.svg\"\nlanguage = \"fr\"\n\
        sections = [\"findings\", \"open\", \"claims\", \"methods\", \"proof\"]\n\
        [colours]\ndisputed = \"#700\"\n";
    let session = session
        .write("house/house.toml", settings)
        .write("house/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
        .write("house/labels.ftl", "disputed = n’est pas vrai\n")
        .write("house/bottom.html", "</main><p>{{ origin|safe_name }}</p></div></body></html>\n");
    let refused = session.run("factledger export --house house --format html");
    assert!(
        refused.stderr.contains("`bottom.html` cannot be used, line 1"),
        "{}",
        refused.screen()
    );
    for (bad, why) in [
        ("</main><script>alert(1)</script>", "it writes `<script>`"),
        ("</main><scr{# #}ipt>alert(1)</script>", "it writes `<script>`"),
        ("</main><p onclick=\"alert(1)\">", "it writes `onclick`"),
        ("</main><meta http-equiv=refresh content='0;url=http://x.example'>", "`http-equiv`"),
        ("</main><scr", "it ends within a tag"),
    ] {
        std::fs::write(session.path().join("house/bottom.html"), bad).unwrap();
        let refused = session.run("factledger export --house house -o bad.html");
        assert!(refused.stderr.contains(why), "{bad}: {}", refused.screen());
        assert!(!session.path().join("bad.html").exists());
    }
    let hostile = "</main>{% autoescape false %}<p>{{ '<script>alert(1)</script>' }}</p>\
        {% endautoescape %}</div></body></html>\n";
    let session = session.write("house/bottom.html", hostile);
    let written = page(&session);
    for said in [
        "Rapport de vérification",
        "The &lt;Ardelle&gt; Tide",
        "src=\"data:image/svg+xml;base64,",
        "✕ n’est pas vrai</span>",
        "--disputed: #770000;",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    ] {
        assert!(written.contains(said), "{said}: {written}");
    }
    assert!(!written.contains("id=\"figures\"") && !written.contains("<script"), "{written}");
    for (file, text, why) in [
        ("house.toml", "name = 5", "its house.toml cannot be used"),
        ("house.toml", "nom = \"x\"", "unknown field `nom`"),
        ("house.toml", "sections = [\"findings\"]", "lack `open`, which every report has"),
        ("house.toml", "sections = [\"all\"]", "`all`: not the name of a section"),
        ("house.toml", "[colours]\ndisputed = \"#faa\"", "is hard to read on #fdfcf9"),
        ("house.toml", "[colours]\ndisputed = \"red\"", "not a colour"),
        ("house.toml", "logo = \"house.toml\"", "is not an image"),
        ("house.toml", "logo = \"none.png\"", "could not be read"),
        ("labels.ftl", "disputed", "labels.ftl cannot be read as Fluent"),
        ("bottom.html", "{% for x in range(1000000000) %}{{ x }}{% endfor %}", "cannot be used"),
        ("bottom.html", "{% include '/etc/passwd' %}", "cannot be used"),
        ("extra.html", "x", "`extra.html` is not the name of a template"),
    ] {
        let path = session.path().join("house").join(file);
        let kept = std::fs::read(&path).ok();
        std::fs::write(&path, text).unwrap();
        let refused = session.run("factledger export --house house -o r.html");
        assert!(refused.code == 1 && refused.stderr.contains(why), "{file}: {}", refused.screen());
        assert!(!session.path().join("r.html").exists());
        match kept {
            Some(kept) => std::fs::write(&path, kept).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
    }
    let refused = session.run("factledger export --house house --format json");
    assert!(refused.stderr.contains("are for html and md"), "{}", refused.screen());
}

/// What a reader of one section must not miss, they are told there.
#[test]
fn a_report_hides_no_doubt() {
    let session = Session::new().write(
        "spending.txt",
        "The city spent 5 million euros in 2020 and 9 million in 2021, said Mayor Bo Lind.\n\
         Then 40 percent of the houses burned in 2022.\nThe port has 14 cranes.\n\
         The bridge was built in 1911.\n",
    );
    let session = session.write("proof.txt", "The port has 14 cranes.\n");
    for line in [
        "import spending.txt --min-score 0",
        "mark C2 disputed -m 'it was 4 percent'",
        "rests C4 on C2",
        "mark C4 corroborated -m 'the register'",
        "evidence add C3 proof.txt --stance supports",
        "mark C3 corroborated -m 'counted' -e V1",
        "evidence withdraw V1 -m forged",
        "add A1 '9 million in 2021'",
        "--as ben mark C5 disputed -m 'it was 8'",
        "--as ana dismiss C5 --over -m 'a part of C1'",
        "add A1 '5 million euros in 2020'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    let report = session.run("factledger export").success();
    for said in [
        "The bridge was built in 1911.; **C2 no longer carries it: it is disputed**",
        "The port has 14 cranes.; **A review rests on V1, which was withdrawn.**",
        "  - ben: disputed, 23 November 2026: it was 8\n",
        "⟦The city spent ⟦6› 5 million euros in 2020⟧ 6○ and 9 million in 2021, said Mayor Bo \
         Lind.⟧ 1○",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let page = session.run("factledger export --format html").success();
    for said in ["no longer carries it: it is disputed", "which was withdrawn.", "<sup>6›</sup>"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    session.run("factledger withhold C1 -m 'a private person'").success();
    let report = session.run("factledger export").success();
    assert!(report.contains("said by \\[withheld\\]") && !report.contains("Bo Lind"), "{report}");
}

#[test]
fn a_report_says_that_a_capture_is_withheld() {
    let session = Session::with_fixture("harbour-bridge.html");
    let session = session.write("private.txt", "The file of a private person.\n");
    for line in [
        "evidence add C1 private.txt --stance supports",
        "mark C1 corroborated -m 'the file' -e V1",
        "withhold V1 -m 'a private person'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    for (format, said) in [
        ("md", "**what was captured is withheld (E6)**"),
        ("html", "<strong>what was captured is withheld (<bdi>E6</bdi>)</strong>"),
    ] {
        let report = session.run(&format!("factledger export --format {format}")).success();
        assert!(report.contains(said), "{report}");
    }
}

#[test]
fn everything_that_was_put_right_is_listed_once_in_the_report_and_in_the_feed() {
    let session = Session::with_fixture("harbour-bridge.html");
    for line in [
        "mark C1 corroborated -m 'the log of the harbour'",
        "--as cat mark C2 disputed -m 'the tide table'",
        "--as ben mark C2 corroborated -m 'the other table'",
        "mark C3 disputed -m 'the minutes'",
        "mark C4 corroborated -m 'the archive'",
        "evidence add C4 https://archive.example/1 --stance supports -m 'page 3'",
        "note C5 -m 'ask the council'",
        "mark C1 unverified -m 'the log has a gap'",
        "mark C1 unverified -m 'and another'",
        "mark C1 disputed -m 'the pilot counted'",
        "resolve C2 disputed -m 'the first table is right'",
        "withdraw C3 -m 'the wrong claim'",
        "evidence withdraw V1 -m 'a copy of a copy'",
        "note C5 --retract E12 -m 'not ours'",
        "dismiss C4 -m 'a guess'",
        "restore C4 -m 'a claim after all'",
        // Nobody had judged it.
        "dismiss C9 -m 'a joke'",
    ] {
        let line = format!("factledger {line}");
        let run = session.run(&line);
        assert_eq!(run.code, 0, "{line}: {}", run.screen());
    }
    let report = session.run("factledger export --format md").success();
    let (_, listed) = report.split_once("## Corrections").unwrap();
    let (listed, _) = listed.split_once("\n## ").unwrap();
    assert_data_eq!(
        listed,
        str![[r#"


- C1: ana reopened it (it was corroborated), 23 November 2026, on the same day (E13): the log has a gap
- C1: ana changed the judgement from corroborated to disputed, 23 November 2026, on the same day (E15): the pilot counted
- C2: reviewers disagreed; ana decided that it is disputed, 23 November 2026, on the same day (E16): the first table is right
- C3: a review was withdrawn by ana, 23 November 2026, on the same day (E17): the wrong claim
- C4: evidence V1 was withdrawn by ana, 23 November 2026, on the same day (E18): a copy of a copy
- C4: ana dismissed it as not checkable, 23 November 2026, on the same day (E20): a guess
- C4: ana restored it, 23 November 2026, on the same day (E21): a claim after all
- C5: a note was retracted by ana, 23 November 2026, on the same day (E19): not ours

"#]]
    );
    session.run("factledger publish site").success();
    let feed = std::fs::read_to_string(session.path().join("site/corrections.xml")).unwrap();
    let said = feed.lines().filter_map(|line| line.strip_prefix("<content type=\"html\">"));
    let bare = |line: &str| -> String {
        let line = line.trim_end_matches("</content>").replace("&lt;", "<").replace("&gt;", ">");
        let words =
            line.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        words.collect()
    };
    let mut said: Vec<String> = said.map(bare).collect();
    said.reverse();
    assert_data_eq!(
        said.join("\n"),
        str![[r#"
ana reopened it (it was corroborated), 23 November 2026, on the same day (E13) the log has a gap
ana changed the judgement from corroborated to disputed, 23 November 2026, on the same day (E15) the pilot counted
reviewers disagreed; ana decided that it is disputed, 23 November 2026, on the same day (E16) the first table is right
a review was withdrawn by ana, 23 November 2026, on the same day (E17) the wrong claim
evidence V1 was withdrawn by ana, 23 November 2026, on the same day (E18) a copy of a copy
a note was retracted by ana, 23 November 2026, on the same day (E19) not ours
ana dismissed it as not checkable, 23 November 2026, on the same day (E20) a guess
ana restored it, 23 November 2026, on the same day (E21) a claim after all
"#]]
    );
}
