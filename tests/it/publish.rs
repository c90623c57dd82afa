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
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:uuid:22dafe37-7009-8702-9e54-2133b6fd8295</id>
<title>&lt;The &quot;desk&quot;&gt;: corrections</title>
<updated>2026-11-23T08:03:00Z</updated>
<author><name>&lt;The &quot;desk&quot;&gt;</name></author>
<link rel="self" href="corrections.xml"/>
<link href="index.html"/>
<entry>
<id>urn:uuid:83739984-75cb-85fa-98e2-cb3feb14bed5</id>
<title>Disputed: It cost 6 million crowns, the council said on Tuesday.</title>
<updated>2026-11-23T08:03:00Z</updated>
<link href="claims/C2.html"/>
<category term="disputed"/>
<content type="text">Changed from corroborated to disputed: &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; ⟪U+202E⟫ &amp; &quot;quoted&quot;</content>
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
claims/C4.html
claims/C4.tlog-proof
index.html
site.sha256
tile/0/000.p/13
tile/entries/000.p/13
verdicts.xml
"#]]
        .raw()
    );
    assert_eq!(gone, ["claims/C1.html", "claims/C1.tlog-proof"]);
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
