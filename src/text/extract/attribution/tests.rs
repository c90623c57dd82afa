use super::super::sentences;
use super::*;

/// Whom each sentence puts on record.
#[track_caller]
fn check_all(text: &str, expected: &[Option<&str>]) {
    let text = Text::from(text);
    let sentences = sentences(&text);
    let attributions = attributions(&text, &sentences);
    let found: Vec<_> = sentences
        .iter()
        .map(|&span| claimant_of(span, &attributions).map(|name| text.quote(name)))
        .collect();
    assert_eq!(found, expected, "{attributions:#?}");
}

#[track_caller]
fn check(sentence: &str, expected: Option<&str>) {
    let text = Text::from(sentence);
    let span = text.span(0..sentence.len()).unwrap();
    let attributions = attributions(&text, &sentences(&text));
    let found = claimant_of(span, &attributions).map(|name| text.quote(name));
    assert_eq!(found, expected, "{sentence} {attributions:#?}");
}

#[test]
fn nobody_is_no_claimant() {
    check_all(
        "No witness said it was late. According to her, it was late. Mr. Silva said it was. Mr. Rui Silva \
         is a clerk. Mr. Silva said it rained.",
        &[None, None, Some("Mr. Silva"), None, Some("Rui Silva")],
    );
}

#[test]
fn one_person_under_several_names_is_one_claimant() {
    check_all(
        "Ana Silva, the Norvane president, came to Faro. The Norvane president said it was late. \
         President Silva said so, too. Mr. Lopes said no. Norvane President Ana Silva said yes. \
         The president said it rained.",
        &[
            None,
            Some("Ana Silva"),
            Some("Ana Silva"),
            Some("Mr. Lopes"),
            Some("Ana Silva"),
            Some("The president"),
        ],
    );
    // Two have the office, and two have the name.
    check_all(
        "Mayor Ana Silva met Mayor Rui Lopes. The mayor said it was late. Eva Silva said yes. \
         Silva said no.",
        &[None, Some("The mayor"), Some("Eva Silva"), Some("Silva")],
    );
    check_all(
        "Le président norvain Paul Roux est arrivé mardi. Le président norvain a dit que le pont est \
         fermé. M. Roux a dit que le pont est sûr.",
        &[None, Some("Paul Roux"), Some("Paul Roux")],
    );
}

#[test]
fn the_person_beside_a_quotation_said_it() {
    check("\"The bridge is safe,\" Ana Silva said on Monday.", Some("Ana Silva"));
    check("\"The bridge is safe\", the Irish government explained.", Some("the Irish government"));
    check("\"The bridge is safe,\" said the mayor of Faro.", Some("the mayor of Faro"));
    check("\"Is it safe?\" asked Maria Lopez, an engineer.", Some("Maria Lopez"));
    check("It is safe,\" Piotr Nowak wrote in a letter.", Some("Piotr Nowak"));
    check("Dr. Lee added: \"It is safe.\"", Some("Dr. Lee"));
    check("‘It is safe,’ the club’s owner told reporters.", Some("the club’s owner"));
}

#[test]
fn the_subject_of_a_reporting_verb_said_it() {
    check("The council said that rents had doubled.", Some("The council"));
    check("On Tuesday the council announced a ban.", Some("the council"));
    check("But police in Lyon later denied the report.", Some("police in Lyon"));
    check("Lima and Quito have blamed each other for the delay.", Some("Lima and Quito"));
    check("The two envoys urged Oslo to pay.", Some("The two envoys"));
    check("The two ministers called on Oslo to pay.", Some("The two ministers"));
    check("Rents doubled, the union said.", Some("the union"));
    check("Lee had told police a lie, the coach added.", Some("the coach"));
    check(
        "A spokeswoman for the ministry confirmed two deaths.",
        Some("A spokeswoman for the ministry"),
    );
}

#[test]
fn a_title_belongs_to_the_name_and_an_apposition_does_not() {
    check(
        "US Trade Secretary Ana Lee, on a visit to Peru, admitted that prices rose.",
        Some("Ana Lee"),
    );
    check("Ana Lee, 34, said prices rose.", Some("Ana Lee"));
    check("The head of the fire service, Piotr Nowak, said prices rose.", Some("Piotr Nowak"));
}

#[test]
fn a_source_that_is_named_said_it() {
    check("According to Lima and Quito, the road is closed.", Some("Lima and Quito"));
    check("The road is closed, according to the police.", Some("the police"));
    check("In the eyes of the opposition, the vote was late.", Some("the opposition"));
    check("For Ana Lee, the plan \"is dead\", considering that it is late.", Some("Ana Lee"));
    check("For Ana Lee, the plan was late.", None);
}

#[test]
fn a_noun_that_could_be_a_verb_has_nobody_beside_it() {
    check("Ana Silva conceded that it was late, a cooler note than before.", Some("Ana Silva"));
    check("The bridge is watched by 64 men, and a guard, who asked not to be named, by 2.", None);
}

#[test]
fn a_source_in_german_ends_before_the_verb() {
    check("Laut Polizei sind zwei Brücken gesperrt, eine davon seit Mai.", Some("Polizei"));
    check("Laut diesem Bericht machten die Werke 2024 Gewinn, nach Verlust 2023.", None);
}

#[test]
fn a_quotation_whose_first_mark_is_missing_starts_with_its_paragraph() {
    check_all("It is safe. It must be,\" Ana Silva wrote.", &[Some("Ana Silva"); 2]);
    check_all(
        "The mayor said it is safe. It must be,\" Ana Silva wrote.",
        &[Some("The mayor"), Some("Ana Silva")],
    );
}

#[test]
fn a_passive_names_its_agent_or_nobody() {
    check("A deal was announced on Monday.", None);
    check("The firm was accused by the regulator of fraud.", Some("the regulator"));
    check("The cuts announced on Monday will hurt.", None);
}

#[test]
fn a_pronoun_names_nobody() {
    check("She said the mayor announced a plan.", None);
    check("\"It fell,\" he told Ana Lee.", None);
    check("\"It fell,\" said she.", None);
}

#[test]
fn only_people_and_bodies_are_claimants() {
    check("Ana Lee conceded that it was late, a cooler note than before.", Some("Ana Lee"));
    check("The report said prices rose.", None);
    check("The United States built a bridge.", None);
    check("The company added 300 jobs.", None);
    check("The minister did not say why.", None);
    check("Thousands who fear the police said nothing.", None);
    check("Rain fell in Faro.", None);
}

#[test]
fn other_languages_report_too() {
    check("„Die Brücke ist sicher“, sagte Anna Weber am Montag.", Some("Anna Weber"));
    check("« Le pont est sûr », a déclaré Anne Roux.", Some("Anne Roux"));
    check("El ministro afirmó que el puente es seguro.", Some("El ministro"));
    check("Secondo la polizia, il ponte è sicuro.", Some("la polizia"));
    check("O governo anunciou uma ponte.", Some("O governo"));
}

#[test]
fn a_quotation_has_one_claimant_in_all_its_sentences() {
    check_all(
        "\"The road is closed. It will open in May,\" said Ana Silva. \"We are sorry.\"",
        &[Some("Ana Silva"), Some("Ana Silva"), Some("Ana Silva")],
    );
    check_all(
        "Piotr Nowak wrote on Facebook: \"The road is closed. It will open in May.\" Rain fell.",
        &[Some("Piotr Nowak"), Some("Piotr Nowak"), None],
    );
    check_all(
        "Ana Silva added:\n\n\"The road is closed.\n\n\"It will open in May.\"\n\nRain fell.",
        &[None, Some("Ana Silva"), Some("Ana Silva"), None],
    );
}

#[test]
fn an_apposition_and_a_post_name_who_wrote() {
    check("Faro's leader, Ana Silva, posted on X: \"The road is closed.\"", Some("Ana Silva"));
    check("Ana Silva tweeted that the road was closed.", Some("Ana Silva"));
    check("The road was closed, Ana Silva wrote on Facebook.", Some("Ana Silva"));
}

#[test]
fn a_pronoun_or_a_short_form_means_the_only_name_near() {
    check_all(
        "Ana Silva said the road was closed. She added that it would open in May.",
        &[Some("Ana Silva"), Some("Ana Silva")],
    );
    check_all(
        "Ana Silva said the road was closed. Rain fell. \"It will open in May,\" Silva said.",
        &[Some("Ana Silva"), None, Some("Ana Silva")],
    );
    check_all(
        "Ana Silva met Eva Lee. Silva said the road was closed. She said it would open.",
        &[None, Some("Ana Silva"), None],
    );
    check_all(
        "Ana Silva and Rui Silva came. The road is closed, Silva said.",
        &[None, Some("Silva")],
    );
    check_all("Ana Silva said rain fell. They said it snowed.", &[Some("Ana Silva"), None]);
}

#[test]
fn a_report_about_another_persons_words_belongs_to_the_reporter() {
    check("The minister said the firm claimed the road was closed.", Some("The minister"));
    check("He said the firm claimed that the road was closed.", None);
}

#[test]
fn an_assertion_is_a_statement_and_a_wish_is_not() {
    let states = |text: &str| {
        let text = Text::from(text);
        let found = attributions(&text, &sentences(&text));
        found.iter().map(|found| found.is_statement).collect::<Vec<_>>()
    };
    assert_eq!(states("The mayor said rents had doubled."), [true]);
    assert_eq!(states("Rents doubled, according to the mayor."), [true]);
    assert_eq!(states("The mayor wants to lower rents."), [false]);
    assert_eq!(states("The mayor criticised the union."), [false]);
}

#[test]
fn who_is_spoken_of_said_nothing() {
    check("Prosecutors say Hollis lied about the crowns.", Some("Prosecutors"));
    check("Hollis is accused of saying that the bridge was safe.", None);
    check("The claim by Hollis that the bridge was safe is wrong.", None);
    check("It was alleged that Pohl said the bridge was safe.", None);
    check("That Hollis lied was clear, Ana Silva said.", Some("Ana Silva"));
    check("Pohl was told by the police that the road was closed.", None);
    check("Trip Vale, an analyst, said Hollis \"lost 14 crowns\".", Some("Trip Vale"));
    check("15.40 Firefighters say they have pumped out 60 cellars.", Some("Firefighters"));
}

#[test]
fn so_said_names_who_said_what_stands_before() {
    check_all("\"It is safe and will be.\" So said Ana Silva.", &[Some("Ana Silva"), None]);
}

#[test]
fn a_surname_that_stood_alone_first_is_not_whoever_bears_it_later() {
    check_all(
        "Rain fell. It was late. It was cold. Silva came. Eva Silva left. Silva said it rained.",
        &[None, None, None, None, None, Some("Silva")],
    );
}
