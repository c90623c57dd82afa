use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let terms: Vec<String> = terms(text).into_iter().map(|term| term.term.into_owned()).collect();
    assert_eq!(terms.join(" "), expected, "{text}");
}

#[test]
fn case_accents_and_width_do_not_matter() {
    check("Élodie QUARRÉ, the Mayor’s", "elodie quarre the mayor s");
    check("Ａｒｄｅｌｌｅ ﬁnds ①", "ardelle finds 1");
    check("Straße Łódź Ærø", "strasse lodz aero");
    check("Всё ΟΔΟΣ οδός İstanbul ılık", "все οδοσ οδοσ istanbul ilik");
    check("e\u{301}te\u{301} Sand\u{ad}rake", "ete sandrake");
    check("1,200 crowns and 3.5 %", "1 200 crowns and 3 5");
    check("مُدَرِّس שָׁלוֹם", "مدرس שלום");
    check(" — … \u{200d}\u{301}", "");
}

#[test]
fn scripts_without_spaces_are_cut_into_pairs() {
    check("北京大学 2024", "北京 京大 大学 学 2024");
    check("京", "京");
    check("がんばる", "がん んば ばる る");
    check("กินข้าว", "กิน นข้ ข้า าว ว");
    check("ABC北京", "abc 北京 京");
    check("서울특별시 시장", "서울특별시 시장");
}

#[test]
fn a_term_knows_where_it_stands() {
    let text = "The Élan of 北京.";
    let at: Vec<&str> = terms(text).iter().map(|term| &text[term.start..term.end]).collect();
    assert_eq!(at, ["The", "Élan", "of", "北京", "京"]);
    let long = "a".repeat(100_000);
    assert_eq!(terms(&long)[0].term.len(), LONGEST);
}

#[track_caller]
fn finds(wanted: &[&str], text: &str, expected: &str) {
    let wanted = Wanted::of(wanted.iter().copied()).unwrap();
    let marks = wanted.found_in(&terms(text));
    let marked = marks.map_or("-".to_owned(), |marks| {
        marks.iter().map(|(start, end)| &text[*start..*end]).collect::<Vec<_>>().join("|")
    });
    assert_eq!(marked, expected, "{wanted:?} in {text}");
}

#[test]
fn all_words_must_occur_and_phrases_stand_together() {
    let text = "The Harbour Bridge cost 1,200 crowns; the bridge over the harbour.";
    finds(&["bridge", "HARBOUR"], text, "Harbour|Bridge|bridge|harbour");
    finds(&["harb*"], text, "Harbour|harbour");
    finds(&["harb"], text, "-");
    finds(&["bridge", "toll"], text, "-");
    finds(&["harbour bridge"], text, "Harbour Bridge");
    finds(&["\"bridge harbour\""], text, "-");
    finds(&["\"harbour bri*\" crowns"], text, "Harbour Bridge|crowns");
    finds(&["1,200"], text, "1,200");
    finds(&["200,1"], text, "-");
    finds(&["北京大学"], "他在北京大学。", "北京大学");
    finds(&["京北"], "他在北京大学。", "-");
    finds(&["学"], "他在北京大学。", "学");
    finds(&["京"], "他在北京大学。", "京大");
}

#[test]
fn nothing_to_search_for_is_an_error() {
    for nothing in [vec![], vec![""], vec!["\"\"", "*"], vec!["—"]] {
        assert_eq!(Wanted::of(nothing), Err(NoWord));
    }
    assert_eq!(Wanted::words(["ferry fares"]).unwrap().parts.len(), 2);
    assert!(Wanted::words(["\"ferry fares\""]).unwrap().parts.len() == 1);
}
