//! Whom sentences in other languages put on record.

use super::super::claimant_of;
use crate::domain::Text;
use crate::text::extract::{attributions, sentences};

/// Each line with who says it; the lines are one article, so that its language is known.
#[track_caller]
fn check(cases: &[(&str, Option<&str>)]) {
    let lines: Vec<&str> = cases.iter().map(|(line, _)| *line).collect();
    let text = Text::new(lines.join("\n\n"));
    let sentences = sentences(&text);
    let attributions = attributions(&text, &sentences);
    for ((line, expected), span) in cases.iter().zip(text.paragraphs()) {
        let span = text.span(span.clone()).unwrap();
        let found = claimant_of(span, &attributions).map(|name| text.quote(name));
        assert_eq!(found, *expected, "{line}");
    }
}

#[test]
fn german() {
    check(&[
        (
            "Die Brücke kostete 3,4 Millionen, sagte die Bürgermeisterin Pia Sorel am Dienstag.",
            Some("Pia Sorel"),
        ),
        ("„Wir haben das Geld nicht“, sagt Felix Rand, der im Rat sitzt.", Some("Felix Rand")),
        ("Nach Angaben der Feuerwehr starben 14 Menschen.", Some("der Feuerwehr")),
        ("Die Stadt zahlt laut Finanzamt 3 Millionen.", Some("Finanzamt")),
        ("Sorel zufolge ist die Brücke seit 2019 sicher.", Some("Pia Sorel")),
        ("Die Stadt teilte am Montag mit, dass die Brücke gesperrt ist.", Some("Die Stadt")),
        (
            "Im Gespräch mit der Zeitung sagte Rand: „Das ist falsch, und zwar ganz.“",
            Some("Felix Rand"),
        ),
        ("Der Bericht sagt, dass die Brücke sicher ist.", None),
        ("Berichten zufolge ist die Brücke nicht sicher.", None),
        ("Laut Umfrage sind 40 Prozent dagegen.", None),
        ("Die Polizei sagte nicht, dass die Brücke sicher ist.", None),
        ("Er sagte, dass die Polizei die Brücke sperrt.", None),
        ("Der Angeklagte soll die Polizei belogen haben, wie es heißt.", None),
        ("Nach Ansicht des Ministers wird die Brücke zu teuer.", Some("des Ministers")),
        ("Wie die Zeitung Ottermere Post berichtet, ist sie sicher.", Some("Ottermere Post")),
        ("Sie sei sicher und bleibe es, so die Behörde.", Some("die Behörde")),
        ("Wenn es regnet, ist sie gesperrt, erklärte Rand am Dienstag.", Some("Felix Rand")),
        ("Rand sagte der Zeitung „Post“, die Brücke sei sicher.", Some("Felix Rand")),
        ("Kurz gesagt: Quell betonte, die Brücke sei sicher.", Some("Quell")),
        ("Die Ministerin Pia Sorel erklärt, was das für die Stadt heißt.", None),
    ]);
}

#[test]
fn french() {
    check(&[
        ("« Le pont est sûr et il le reste », a déclaré la maire Anne Roux.", Some("Anne Roux")),
        ("Selon la police, le pont est fermé depuis mardi.", Some("la police")),
        ("Le pont a coûté 3 millions, d'après le ministère.", Some("le ministère")),
        ("Le réalisateur explique que deux ponts ont été construits.", Some("Le réalisateur")),
        ("Mardi, la préfecture a annoncé que le pont est fermé.", Some("la préfecture")),
        ("« Le pont est sûr, et il le reste », explique l'association.", Some("l'association")),
        ("Selon une étude, le pont est fermé.", None),
        ("Selon la loi, le pont est fermé.", None),
        ("Le prix varie selon les saisons et les villes.", None),
        ("Le maire n'a pas dit que le pont est sûr.", None),
        ("« Le pont est sûr et il le reste », a-t-il ajouté.", None),
        ("Le pont est sûr, comme l’explique la maire Anne Roux.", Some("Anne Roux")),
        ("Le juge Paul Roux a reconnu avoir signé le contrat.", Some("Paul Roux")),
        ("Le pont, qui selon Anne Roux était sûr, est fermé depuis mardi.", Some("Anne Roux")),
        (
            "Il est sûr, a dit jeudi le ministre des Affaires étrangères.",
            Some("le ministre des Affaires étrangères"),
        ),
        ("Prenez note que le pont est fermé depuis mardi.", None),
        ("Ce n’est pas vrai, comme dit Anne Roux, que le pont est sûr.", None),
    ]);
}

#[test]
fn spanish() {
    check(&[
        ("«El puente es seguro y lo será», dijo Ana Silva.", Some("Ana Silva")),
        ("El puente costó 3 millones, según el ayuntamiento.", Some("el ayuntamiento")),
        (
            "Según informa la Autoridad Portuaria (APF), el puente está cerrado.",
            Some("la Autoridad Portuaria"),
        ),
        ("La ministra, Eva Ruiz, afirmó ayer que el puente es seguro.", Some("Eva Ruiz")),
        ("El puente está cerrado desde mayo, aseguró el alcalde.", Some("el alcalde")),
        ("En la radio, la alcaldesa dijo que el puente es seguro.", Some("la alcaldesa")),
        ("Según una encuesta, el puente es seguro.", None),
        ("La policía no dijo que el puente es seguro.", None),
        ("Dijo que la policía cerró el puente.", None),
    ]);
}

#[test]
fn italian_and_portuguese() {
    check(&[
        ("«Il ponte è sicuro e lo resterà», ha detto la sindaca Anna Rossi.", Some("Anna Rossi")),
        ("Secondo la polizia, il ponte è chiuso da martedì.", Some("la polizia")),
        ("Il ministro ha spiegato che il ponte è sicuro.", Some("Il ministro")),
        ("Secondo uno studio, il ponte è sicuro.", None),
        ("Il ponte è chiuso nel secondo tratto, dopo la città.", None),
    ]);
    check(&[
        ("“A ponte é segura e não cairá”, disse Ana Lopes.", Some("Ana Lopes")),
        ("Segundo a polícia, a ponte está fechada há uma semana.", Some("a polícia")),
        ("De acordo com a câmara, a ponte custou 3 milhões.", Some("a câmara")),
        ("O governo anunciou uma ponte que não é cara.", Some("O governo")),
        ("Segundo um estudo, a ponte é segura.", None),
    ]);
}

#[test]
fn polish_and_ukrainian() {
    check(&[
        (
            "– Most jest bezpieczny i taki będzie – powiedział burmistrz Jan Nowak.",
            Some("Jan Nowak"),
        ),
        ("Według policji, most jest zamknięty od wtorku.", Some("policji")),
        ("Rzecznik poinformował, że most jest zamknięty.", Some("Rzecznik")),
        ("Według raportu, most nie jest bezpieczny.", None),
    ]);
    check(&[
        ("«Міст безпечний, і він таким буде», — сказала Анна Коваль.", Some("Анна Коваль")),
        ("За словами поліції, міст уже тиждень закритий.", Some("поліції")),
        ("Міністр заявив, що міст безпечний і це не новина.", Some("Міністр")),
        ("За даними дослідження, міст не безпечний.", None),
    ]);
}
