//! A site: what is on it, what a second run does, and how a reader checks a page.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use html5gum::{Token, Tokenizer};
use snapbox::{IntoData as _, assert_data_eq, str};

use crate::session::Session;

/// A ledger with a claim of every kind, hostile in what people wrote.
fn session() -> Session {
    let session = Session::new().write(
        "bridge.html",
        "<!doctype html><html lang=en><title>A bridge for Eastwater</title>\
         <link rel=canonical href=https://news.example/bridge>\
         <article><h1>A bridge for Eastwater</h1>\
         <p>The bridge was opened on 3 May 1932 by the mayor of Eastwater.</p>\
         <p>It cost 6 million crowns, the council said on Tuesday.</p>\
         <p>Four of the 12 pillars were built on sand, the engineers wrote in 1934.</p>\
         <p>The ferry stopped on the same day, and 40 people lost their work.</p></article></html>",
    );
    for line in [
        "import bridge.html --min-score 0",
        "mark C1 corroborated -m 'minutes of the council'",
        "mark C2 corroborated -m 'a first look'",
        "mark C2 disputed -m '</script><script>alert(1)</script> ]]> \u{202e} & \"quoted\"'",
        "evidence add C2 https://bank.example/rates --stance refutes -m '<img src=x onerror=a>'",
        "mark C3 corroborated -m 'the drawings'",
        "--as ben mark C3 disputed -m 'they are lost'",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    session
}

/// All files of a folder, each with its bytes and its time.
fn files(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
        for file in fs::read_dir(folder).unwrap() {
            let file = file.unwrap();
            let name = format!("{prefix}{}", file.file_name().into_string().unwrap());
            if file.file_type().unwrap().is_dir() {
                walk(&file.path(), &format!("{name}/"), found);
            } else {
                let time = file.metadata().unwrap().modified().unwrap();
                found.insert(name, (fs::read(file.path()).unwrap(), time));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

fn page(session: &Session, path: &str) -> String {
    fs::read_to_string(session.path().join("site").join(path)).unwrap()
}

#[test]
fn a_site_has_a_page_for_each_claim_and_a_proof_beside_each_verdict() {
    let session = session();
    let ran = session.run("factledger publish site --base-url https://desk.example/");
    assert_data_eq!(
        ran.screen(),
        str![[r#"
4 claims and 2 proofs in site: 17 of 17 files written, 0 removed
warning: 1 claim without evidence to cite: C1
warning: 1 claim of which nobody is named who said it: C1

"#]]
        .raw()
    );
    let names: Vec<String> = files(&session.path().join("site")).into_keys().collect();
    assert_data_eq!(
        names.join("\n"),
        str![[r#"
articles/A1.html
checkpoint
claimreview.json
claims/C1.html
claims/C1.tlog-proof
claims/C2.html
claims/C2.tlog-proof
claims/C3.html
claims/C4.html
corrections.xml
index.html
keys/log.vkey
keys/reviewers.vkey
site.sha256
tile/0/000.p/11
tile/entries/000.p/11
verdicts.xml
verify.py
"#]]
        .raw()
    );
    // The very file that `prove` writes, and the command on the page checks it.
    session.run("factledger prove C2 -o C2.tlog-proof").success();
    assert_eq!(
        fs::read(session.path().join("C2.tlog-proof")).unwrap(),
        page(&session, "claims/C2.tlog-proof").into_bytes()
    );
    let claim = page(&session, "claims/C2.html");
    let (_, command) = claim.split_once("<pre>").unwrap();
    let (command, _) = command.split_once("</pre>").unwrap();
    let checked = session.run(&format!("cd site/claims && {command}")).success();
    assert!(checked.contains("ana marked C2 disputed"), "{checked}");
    let python = "python3 -I site/verify.py site/claims/C2.tlog-proof --key site/keys/log.vkey \
                  --reviewers site/keys/reviewers.vkey";
    let checked = session.run(python).success();
    assert!(checked.contains("and the key of the reviewer the entry"), "{checked}");
    session.run("sed -i 's/^index ./index 3/' site/claims/C2.tlog-proof").success();
    assert_eq!(session.run(python).code, 3);
    assert_eq!(session.run(&format!("cd site/claims && {command}")).code, 3);
    session.run("cd site && sha256sum --quiet -c site.sha256 2>/dev/null").failure();
}

#[test]
fn pages_hold_together_and_run_nothing() {
    let session = session();
    session.run("factledger publish site --publisher '<The \"desk\">'").success();
    let site = files(&session.path().join("site"));
    for (name, (bytes, _)) in &site {
        if Path::new(name).extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let folder = Path::new(name).parent().unwrap();
        let html = std::str::from_utf8(bytes).unwrap();
        let mut open = Vec::new();
        for token in Tokenizer::new(html) {
            let Token::StartTag(tag) = token.unwrap() else { continue };
            let tag_name = String::from_utf8(tag.name.to_vec()).unwrap();
            for (attribute, value) in &tag.attributes {
                let attribute = String::from_utf8(attribute.to_vec()).unwrap();
                let value = String::from_utf8(value.to_vec()).unwrap();
                assert!(!attribute.starts_with("on") && attribute != "src", "{name}: {attribute}");
                if tag_name == "script" {
                    assert_eq!(value, "application/ld+json", "{name}");
                }
                let is_near = attribute == "href" && !value.starts_with("https://");
                if is_near && !value.starts_with('#') {
                    let path = value.split('#').next().unwrap();
                    let mut target = folder.to_owned();
                    for part in path.split('/') {
                        if part == ".." { assert!(target.pop()) } else { target.push(part) }
                    }
                    let target = target.to_str().unwrap().to_owned();
                    assert!(site.contains_key(&target), "{name} leads to {value}");
                }
            }
            open.push(tag_name);
        }
        assert!(open.iter().all(|tag| tag != "img" && tag != "iframe"), "{name}: {open:?}");
        assert!(html.contains("default-src 'none'"), "{name}");
        assert!(!html.contains('\u{202e}'), "{name}");
    }
    for feed in ["verdicts.xml", "corrections.xml"] {
        let xml = page(&session, feed);
        let python = "import sys, xml.dom.minidom as m; m.parse(sys.argv[1])";
        session.run(&format!("python3 -I -c '{python}' site/{feed}")).success();
        assert!(!xml.contains("<script"), "{xml}");
    }
    assert_data_eq!(page(&session, "corrections.xml"), str![[r#"
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>urn:uuid:22dafe37-7009-8702-9e54-2133b6fd8295</id>
<title>&lt;The &quot;desk&quot;&gt;: corrections</title>
<updated>2026-11-23T08:03:00Z</updated>
<author><name>&lt;The &quot;desk&quot;&gt;</name></author>
<link rel="self" href="corrections.xml"/>
<link href="index.html"/>
<entry>
<id>urn:uuid:385ecb3f-3b34-847c-bc1d-0d4dae0ab51e</id>
<title>Disputed: It cost 6 million crowns, the council said on Tuesday.</title>
<updated>2026-11-23T08:03:00Z</updated>
<link href="claims/C2.html"/>
<category term="disputed"/>
<content type="html">&lt;bdi&gt;ana&lt;/bdi&gt; changed the judgement from corroborated to disputed, 23 November 2026, on the same day (E6) &lt;span class="note" dir="auto"&gt;&amp;lt;/script&amp;gt;&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; ]]&amp;gt; ⟪U+202E⟫ &amp;amp; &amp;quot;quoted&amp;quot;&lt;/span&gt;</content>
</entry>
</feed>

"#]].raw());
}

#[test]
fn a_second_run_writes_only_what_changed() {
    let session = session();
    session.run("factledger publish site").success();
    let first = files(&session.path().join("site"));
    let again = session.run("factledger publish site").success();
    assert_eq!(again, "");
    assert!(files(&session.path().join("site")) == first);
    session.run("factledger mark C4 corroborated -m 'the register'").success();
    session.run("factledger dismiss C1 -m 'no claim'").success();
    session.run("factledger publish site").success();
    let third = files(&session.path().join("site"));
    let changed: Vec<&str> = third
        .iter()
        .filter(|(name, file)| first.get(*name) != Some(file))
        .map(|(name, _)| name.as_str())
        .collect();
    let gone: Vec<&str> =
        first.keys().filter(|name| !third.contains_key(*name)).map(String::as_str).collect();
    assert_data_eq!(
        changed.join("\n"),
        str![[r#"
articles/A1.html
checkpoint
claimreview.json
claims/C1.html
claims/C4.html
claims/C4.tlog-proof
corrections.xml
index.html
site.sha256
tile/0/000.p/13
tile/entries/000.p/13
verdicts.xml
"#]]
        .raw()
    );
    assert_eq!(gone, Vec::<&str>::new());
    // A proof of an earlier checkpoint still proves its verdict.
    let python = "python3 -I site/verify.py site/claims/C2.tlog-proof --key site/keys/log.vkey";
    session.run(python).success();
}

#[test]
fn what_is_not_of_the_site_is_left_alone() {
    let session = session().write("site/photo.jpg", "x").write("bundle/notes.txt", "x");
    let refused = session.run("factledger publish site").failure();
    assert_data_eq!(refused, str![[r#"
error: `site` holds files that are not of this site
hint: `publish` did not write this: photo.jpg; name another folder, or use `--force`, which leaves what is not of the site as it is

"#]].raw());
    session.run("factledger publish site --force").success();
    session.run("ln -s site link && factledger publish link --force").failure();
    session.run("rm site/claims/C1.html && ln -s ../photo.jpg site/claims/C1.html").success();
    session.run("factledger publish site --force").failure();
    assert_eq!(fs::read(session.path().join("site/photo.jpg")).unwrap(), b"x");
    // A bundle has a list of its own, and is no site.
    session.run("factledger export -o b --format bundle").success();
    session.run("factledger publish b").failure();
    session.run("factledger verify b").success();
    // Nor is the site of another log.
    session.run("rm -r site && factledger publish site").success();
    let other = "factledger --ledger other.db";
    session.run(&format!("{other} import bridge.html --min-score 0")).success();
    let refused = session.run(&format!("{other} publish site")).failure();
    assert!(refused.contains("the site of another log"), "{refused}");
}

#[test]
fn what_is_hidden_or_withheld_is_not_published() {
    let session = session();
    for name in ["cat", "dov"] {
        session.run(&format!("factledger reviewer add {name}")).success();
    }
    session.run("factledger policy set --blind on -m 'nobody follows anybody'").success();
    let refused = session.run("factledger --as cat publish site").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: what others said of 3 claims is hidden from you until you review them
hint: the log would show it to everyone: an editor, who sees everything, can publish, `--as NAME`

"#]]
        .raw()
    );
    assert!(!session.path().join("site").exists());
    session.run("factledger withhold E4 -m 'the court said so'").success();
    session.run("factledger publish site").success();
    let all = files(&session.path().join("site"));
    for (name, (bytes, _)) in all {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("minutes of the council"), "{name}");
    }
}

/// The words of a page, without its markup.
fn words(session: &Session, path: &str) -> String {
    let html = page(session, path);
    let (_, body) = html.split_once("<main").unwrap();
    let mut words = String::new();
    for token in Tokenizer::new(body) {
        match token.unwrap() {
            Token::String(text) => words.push_str(std::str::from_utf8(&text).unwrap()),
            Token::StartTag(_) | Token::EndTag(_) => words.push(' '),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The titles of a feed, and its time.
fn titles(session: &Session, feed: &str) -> Vec<String> {
    let xml = page(session, feed);
    let of = |line: &&str| line.starts_with("<title>") || line.starts_with("<updated>");
    xml.lines().filter(of).map(ToOwned::to_owned).collect()
}

#[test]
fn what_was_published_stays_and_says_what_became_of_it() {
    let session = session().write("ferry.txt", "The ferry took 12 minutes.\n\nIt cost 2 crowns.\n");
    for line in [
        "import ferry.txt --min-score 0",
        "mark C5 corroborated -m 'the timetable'",
        "publish site",
        "dismiss C1 -m 'no claim'",
        "dismiss C4 -m 'nobody judged it'",
        "withdraw A2 -m 'a parody'",
        "publish site",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    for (path, said) in [
        (
            "claims/C1.html",
            "– dismissed The bridge was opened on 3 May 1932 by the mayor of Eastwater. said by the \
             article itself · A bridge for Eastwater · https://news.example/bridge · C1 No longer \
             among the verdicts: ana dismissed it as not checkable, 23 November 2026, 08:10 UTC. \
             (E14) no claim What was recorded before",
        ),
        ("claims/C4.html", "No longer among the verdicts: ana dismissed it as not checkable"),
        ("claims/C5.html", "No longer among the verdicts: ana withdrew the article"),
        ("claims/C6.html", "(E16) a parody"),
        ("articles/A2.html", "No longer among the verdicts: ana withdrew the article"),
        (
            "articles/A1.html",
            "C1 The bridge was opened on 3 May 1932 by the mayor of Eastwater. – dismissed",
        ),
    ] {
        let words = words(&session, path);
        assert!(words.contains(said), "{path}: {words}");
    }
    assert!(!page(&session, "claims/C1.html").contains("ld+json"));
    assert!(!page(&session, "index.html").contains("A2"));
    assert_data_eq!(
        titles(&session, "corrections.xml").join("\n"),
        str![[r#"
<title>factledger-test/2e93157149d8c081: corrections</title>
<updated>2026-11-23T08:12:00Z</updated>
<title>Withdrawn: The ferry took 12 minutes.</title>
<updated>2026-11-23T08:12:00Z</updated>
<title>Withdrawn: It cost 2 crowns.</title>
<updated>2026-11-23T08:12:00Z</updated>
<title>Dismissed: The ferry stopped on the same day, and 40 people lost their work.</title>
<updated>2026-11-23T08:11:00Z</updated>
<title>Dismissed: The bridge was opened on 3 May 1932 by the mayor of Eastwater.</title>
<updated>2026-11-23T08:10:00Z</updated>
<title>Disputed: It cost 6 million crowns, the council said on Tuesday.</title>
<updated>2026-11-23T08:03:00Z</updated>
"#]]
    );
    // A fresh folder has the pages of all that was judged. What nobody judged was there only once.
    let names =
        |folder: &str| -> Vec<String> { files(&session.path().join(folder)).into_keys().collect() };
    let before = names("site");
    session.run("factledger publish other").success();
    let other = names("other");
    let gone: Vec<_> = before.iter().filter(|name| !other.contains(name)).collect();
    assert_data_eq!(
        format!("{gone:?}"),
        str![[
            r#"["claims/C4.html", "claims/C6.html", "tile/0/000.p/14", "tile/entries/000.p/14"]"#
        ]]
    );
    // What is back is as before.
    session.run("factledger restore C1 -m 'it is one'").success();
    session.run("factledger publish site").success();
    assert!(page(&session, "claims/C1.html").contains("ld+json"));
    assert_eq!(titles(&session, "corrections.xml").len(), 2 + 2 * 6);
    // What is withheld is in no page that stays.
    session.run("factledger withhold C5 -m 'the court said so'").success();
    session.run("factledger publish site").success();
    for (name, (bytes, _)) in files(&session.path().join("site")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("12 minutes"), "{name}");
    }
    assert!(words(&session, "claims/C5.html").contains("[withheld]"));
}

#[test]
fn the_claims_of_a_replaced_text_stay_too() {
    // \u{e4} is another letter in each encoding.
    let session = Session::new().write("tolls.txt", b"Four ships paid 12 crowns at T\xE4rn.\n");
    for line in [
        "import tolls.txt --encoding koi8-r --min-score 0",
        "mark C1 disputed -m 'not in the books'",
        "publish site",
        "import tolls.txt --encoding windows-1252 --min-score 0",
        "publish site",
    ] {
        session.run(&format!("factledger {line}")).success();
    }
    let gone = words(&session, "claims/C1.html");
    assert!(
        gone.contains("these words are no longer in its text. (E5) What was recorded"),
        "{gone}"
    );
    assert!(words(&session, "articles/A1.html").contains("– gone ana , 23 November 2026"));
    assert_data_eq!(
        titles(&session, "corrections.xml").join("\n"),
        str![[r#"
<title>factledger-test/2e93157149d8c081: corrections</title>
<updated>2026-11-23T08:03:00Z</updated>
<title>Gone: Four ships paid 12 crowns at TДrn.</title>
<updated>2026-11-23T08:03:00Z</updated>
"#]]
    );
}

#[test]
fn an_empty_feed_has_the_time_of_the_first_entry() {
    let session = Session::new().write("a.txt", "The ferry took 12 minutes.\n");
    session.run("factledger import a.txt --min-score 0").success();
    session.run("factledger publish site").success();
    let feed = page(&session, "corrections.xml");
    assert!(feed.contains("<updated>2026-11-23T08:00:00Z</updated>"), "{feed}");
    session.run("factledger note C1 -m 'a timetable'").success();
    session.run("factledger publish site").success();
    assert_eq!(page(&session, "corrections.xml"), feed);
}

#[test]
fn a_site_has_the_look_and_the_language_of_its_house() {
    let session = session()
        .write("house/house.toml", "name = 'Die <Flut>'\n[colours]\ndisputed = '#700000'\n")
        .write("house/site_bottom.html", "</main><p>Impressum</p></div></body></html>\n");
    session.run("factledger publish site --house house --language de").success();
    let claim = page(&session, "claims/C2.html");
    for said in
        ["<html lang=\"de\">", "--disputed: #700000", "<p>Impressum</p>", "Die &lt;Flut&gt;"]
    {
        assert!(claim.contains(said), "{said}: {claim}");
    }
    assert!(page(&session, "claimreview.json").contains("Die <Flut>"));
    assert!(page(&session, "verdicts.xml").contains("xml:lang=\"de\""));
    let session =
        session.write("house/site_top.html", "<!doctype html><title>a</title>{{ policy }}");
    let refused = session.run("factledger publish site --house house").failure();
    assert_data_eq!(
        refused,
        str![[r#"
error: the template `site_top.html` cannot be used, line 0: it lacks `{{ head }}`, where feeds and checks are for programs
hint: `factledger export --help` says what the folder may hold

"#]]
    );
}

#[test]
fn a_copy_of_a_site_is_verified() {
    let session = session();
    session.run("factledger publish site").success();
    let verified = session.run("factledger verify site --key site/keys/log.vkey");
    assert_data_eq!(
        verified.screen(),
        str![[r#"
17 files are as its list has them
the log factledger-test/2e93157149d8c081 of 11 entries, root 2f19682221ebea97b722ff14f1a189c903d8153caf79c746421de12cf4ae9e2e: its key signed the checkpoint, and its tiles make it
2 proofs are valid: each of a review that is in this log, signed by its reviewer
its key is the one given
not proven: what the pages say beside the proofs. Neither they nor the list are signed:
  anyone with write access to its web host can change them. A bundle proves a whole report
to rule out an older copy, and a rewrite by its owner,
compare with a checkpoint kept elsewhere: --checkpoint FILE

"#]]
    );
    session.run("factledger checkpoint -o monday").success();
    session.run("factledger mark C4 disputed -m 'no'").success();
    session.run("factledger publish site").success();
    let verified = session.run("factledger verify site --checkpoint monday").success();
    assert!(verified.contains("it extends the checkpoint of 11 entries"), "{verified}");
    let mut wrong = Vec::new();
    for change in [
        "rm site/articles/A1.html",
        "echo >> site/claims/C1.html",
        "cp site/claims/C1.html site/claims/C9.html",
        "cp site/claims/C1.tlog-proof site/claims/C2.tlog-proof",
        "sed -i s/ana/anb/ site/tile/entries/000.p/12",
        "cp site/checkpoint . && sed -i 2s/12/13/ site/checkpoint",
        "echo > site/keys/log.vkey",
        "ln -sf ../monday site/claims/C1.html",
        "printf '%064d  ../monday\\n' 0 >> site/site.sha256",
    ] {
        session.run(&format!("cp -r site kept && {change}")).success();
        let ran = session.run("factledger verify site");
        wrong.push(format!("$ {change}\n{}exit {}\n", ran.screen(), ran.code));
        session.run("rm -r site && mv kept site").success();
    }
    assert_data_eq!(
        wrong.concat(),
        str![[r#"
$ rm site/articles/A1.html
WRONG articles/A1.html is missing
error: 1 problem found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3
$ echo >> site/claims/C1.html
WRONG claims/C1.html is not as the list has it
error: 1 problem found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3
$ cp site/claims/C1.html site/claims/C9.html
WRONG claims/C9.html is not in the list
error: 1 problem found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3
$ cp site/claims/C1.tlog-proof site/claims/C2.tlog-proof
WRONG claims/C2.tlog-proof is not as the list has it
WRONG claims/C2.tlog-proof does not prove a review of the claim it lies beside
error: 2 problems found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3
$ sed -i s/ana/anb/ site/tile/entries/000.p/12
WRONG tile/entries/000.p/12 is not as the list has it
WRONG tile/0/000.p/12 is not the tile that the log makes
WRONG the log is not the one that the checkpoint signs
WRONG claims/C1.tlog-proof proves an entry that the log of this site does not have there
WRONG claims/C2.tlog-proof proves an entry that the log of this site does not have there
WRONG claims/C4.tlog-proof proves an entry that the log of this site does not have there
error: 6 problems found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3
$ cp site/checkpoint . && sed -i 2s/12/13/ site/checkpoint
WRONG checkpoint is not as the list has it
WRONG the checkpoint is not valid: its signature does not verify
error: 2 problems found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3
$ echo > site/keys/log.vkey
error: the site `site` cannot be verified
       └─ it has no readable key of its log, `site/keys/log.vkey`
exit 3
$ ln -sf ../monday site/claims/C1.html
error: the site `site` cannot be verified
       └─ `site/claims/C1.html` is a link
exit 1
$ printf '%064d  ../monday/n' 0 >> site/site.sha256
WRONG ../monday is missing
error: 1 problem found
hint: copy the site again; if it stays so, do not rely on it, and ask the people who publish it
exit 3

"#]]
    );
    assert_eq!(session.run("factledger verify site --format json").code, 2);
    let other = "factledger --ledger other.db";
    session.run(&format!("{other} import bridge.html --min-score 0")).success();
    session.run(&format!("{other} checkpoint -o other")).success();
    assert_eq!(session.run("factledger verify site --checkpoint other").code, 3);
    session.run("factledger mark C4 corroborated -m 'yes'").success();
    session.run("factledger checkpoint -o later").success();
    assert_eq!(session.run("factledger verify site --checkpoint later").code, 3);
}
