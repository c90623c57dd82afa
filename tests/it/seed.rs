//! The first article that the program was made for. It is not ours to publish, so it is read from
//! beside the repository, where it is present.

use crate::session::{Session, kept_beside};

#[test]
fn every_paragraph_of_the_first_article_gives_its_claims_and_the_leftovers_none() {
    let Some(article) = kept_beside("seed/article.txt", "the first article") else { return };
    let session = Session::new().write("article.txt", article);
    session.run("factledger import article.txt").success();
    let claims = session.run("factledger list --sort id --format json").json();
    let claims = claims.as_array().unwrap();
    let lines: Vec<u64> =
        claims.iter().map(|claim| claim["span"]["line"].as_u64().unwrap()).collect();
    for paragraph in 1..=17 {
        assert!(lines.contains(&paragraph), "paragraph {paragraph} gives no claim");
    }
    assert!(lines.iter().all(|&line| line <= 17), "a leftover became a claim");
    // Who is quoted, by paragraph.
    for (paragraph, claimant) in [
        (1, "The Ukrainian President"),
        (2, "Volodymyr Zelensky"),
        (7, "the French presidency"),
        (10, "Russian and Ukrainian authorities"),
        (11, "the South Korean military"),
        (12, "US Secretary of State Marco Rubio"),
        (13, "Emmanuel Macron"),
        (14, "the Ukrainian president"),
        (15, "The two officials"),
        (17, "London and Paris"),
    ] {
        let of_paragraph = claims.iter().filter(|claim| claim["span"]["line"] == paragraph);
        let claimants: Vec<&str> =
            of_paragraph.filter_map(|claim| claim["claimant"].as_str()).collect();
        assert_eq!(claimants, [claimant], "paragraph {paragraph}");
    }
}
