//! The claims found in each of our own articles, to be read line by line: place, score,
//! claimant and words.

use std::fmt::Write as _;
use std::fs;

use snapbox::{assert_data_eq, str};

use crate::session::{Session, articles};

/// The claims in an article of `fixtures/articles`, a line each, in the order of the text.
fn found(name: &str, granularity: &str) -> String {
    let session = Session::piped().fixture(name);
    table(&session, name, granularity)
}

fn table(session: &Session, name: &str, granularity: &str) -> String {
    session.run(&format!("factledger import {name} --granularity {granularity}")).success();
    let claims = session.run("factledger list --sort id --format json").json();
    let mut table = String::new();
    let mut end = 0;
    for claim in claims.as_array().unwrap() {
        let span = &claim["span"];
        assert!(span["start"].as_u64().unwrap() >= end, "{claim} overlaps the one before");
        end = span["end"].as_u64().unwrap();
        let place = format!("{}:{}", span["line"], span["column"]);
        let claimant = claim["claimant"].as_str().unwrap_or("-").replace('\n', " ");
        let quote = claim["text"].as_str().unwrap().replace('\n', " ");
        let score = &claim["extractor"]["score"];
        writeln!(table, "{place} {score} [{claimant}] {quote}").unwrap();
    }
    table
}

#[test]
fn a_wire_report_gives_its_sentences() {
    assert_data_eq!(
        found("paris-summit.txt", "sentence"),
        str![[r#"
1:1 476 [-] PARIS, March 27 - Some 30 governments that back Ukraine met in the French capital on Thursday, with arrivals set for 9 a.m. and nobody from Washington in the room, to settle what protection Kyiv would be given once the shooting stops.
3:1 425 [-] The guests, who like to be called "the willing", are also weighing whether soldiers from European armies could be stationed on Ukrainian soil if Moscow signs a settlement.
4:1 515 [-] Invitations had gone out from Emmanuel Macron, whose staff said this round was meant to end with "decisions that can be carried out" and not with one more declaration.
5:1 684 [-] Since the middle of February, London and Paris have taken turns at calling heads of government and chiefs of staff together, Gen. Thierry Burkhard of France among them, with No. 10 Downing Street and the Elysee sharing the preparations.
6:1 517 [-] Mr. Zelensky came a day ahead of the others.
6:46 767 [-] Before Wednesday evening was over he had Mr. Macron's word that France would send military aid worth another two billion euros, or some $2.2 billion.
7:1 679 [-] The guest list named Britain's Keir Starmer, Italy's Giorgia Meloni, Portugal's Luís Montenegro, Chancellor Olaf Scholz from Berlin and Cevdet Yilmaz, who is vice-president of Turkey, as well as the head of NATO, Mark Rutte, and several more heads of E.U. governments.
8:1 812 [-] The effort runs beside another one, in which Donald Trump's administration bargains with the Ukrainians and the Russians separately over an end to the war that the Kremlin widened into a full invasion on Feb. 24, 2022.
9:1 655 [-] That other effort had its first result on Tuesday: after meetings in Saudi Arabia, U.S. mediators announced that the two sides would hold a truce on the Black Sea and keep to a moratorium on energy strikes.
9:208 502 [-] Both promises hang on conditions.
10:1 596 [-] A day later each side was blaming the other for trying to wreck the bargain, and Russia said that Ukrainian forces had gone on striking Russian energy plants.
11:1 925 [South Korea's military] In Seoul, South Korea's military said on Thursday that 3,000 more North Korean soldiers had been sent to help Russia this year, on top of 11,000 who went before them, and that shipments of arms from Pyongyang had not stopped.
12:1 668 [U.S. Secretary of State Marco Rubio] During a visit to Jamaica on Wednesday, U.S. Secretary of State Marco Rubio conceded that a settlement would be hard to get and slow to come, a cooler note than Mr. Trump has struck for weeks.
13:1 834 [Emmanuel Macron] Mr. Macron said: "Moscow goes on attacking, and so it shows that it wants the war to last.
13:92 555 [Emmanuel Macron] The moment to lift sanctions has not come."
14:1 685 [Volodymyr Zelensky] "The Kremlin wants to win time, so our grip must not loosen," Mr. Zelensky said late on Wednesday.
15:1 576 [-] Together the two presidents asked Russia to agree to 30 days of complete ceasefire and to make "no demands of its own" first.
16:1 391 [-] A majority of the governments that belong to the European Union or to NATO would rather fix the guarantees now than wait for what the Americans bring home.
16:157 434 [-] As the British and the French describe it, help could come in several layers: near the front, support for Ukraine's own forces; further back, and debated most, a contingent drawn from those European states that choose to take part.

"#]]
    );
}

#[test]
fn a_wire_report_gives_its_statements() {
    assert_data_eq!(
        found("paris-summit.txt", "statement"),
        str![[r#"
1:1 476 [-] PARIS, March 27 - Some 30 governments that back Ukraine met in the French capital on Thursday, with arrivals set for 9 a.m. and nobody from Washington in the room, to settle what protection Kyiv would be given once the shooting stops.
3:1 425 [-] The guests, who like to be called "the willing", are also weighing whether soldiers from European armies could be stationed on Ukrainian soil if Moscow signs a settlement.
4:65 515 [-] this round was meant to end with "decisions that can be carried out" and not with one more declaration
5:1 684 [-] Since the middle of February, London and Paris have taken turns at calling heads of government and chiefs of staff together, Gen. Thierry Burkhard of France among them, with No. 10 Downing Street and the Elysee sharing the preparations.
6:1 517 [-] Mr. Zelensky came a day ahead of the others.
6:46 767 [-] Before Wednesday evening was over he had Mr. Macron's word that France would send military aid worth another two billion euros, or some $2.2 billion.
7:1 679 [-] The guest list named Britain's Keir Starmer, Italy's Giorgia Meloni, Portugal's Luís Montenegro, Chancellor Olaf Scholz from Berlin and Cevdet Yilmaz, who is vice-president of Turkey, as well as the head of NATO, Mark Rutte, and several more heads of E.U. governments.
8:1 812 [-] The effort runs beside another one, in which Donald Trump's administration bargains with the Ukrainians and the Russians separately over an end to the war that the Kremlin widened into a full invasion on Feb. 24, 2022.
9:114 655 [-] the two sides would hold a truce on the Black Sea and keep to a moratorium on energy strikes
9:208 502 [-] Both promises hang on conditions.
10:99 596 [Russia] Ukrainian forces had gone on striking Russian energy plants
11:56 925 [South Korea's military] 3,000 more North Korean soldiers had been sent to help Russia this year, on top of 11,000 who went before them
11:177 925 [South Korea's military] shipments of arms from Pyongyang had not stopped
12:91 668 [U.S. Secretary of State Marco Rubio] a settlement would be hard to get and slow to come, a cooler note than Mr. Trump has struck for weeks
13:1 834 [Emmanuel Macron] Mr. Macron said: "Moscow goes on attacking, and so it shows that it wants the war to last.
13:92 555 [Emmanuel Macron] The moment to lift sanctions has not come."
14:1 685 [Volodymyr Zelensky] "The Kremlin wants to win time, so our grip must not loosen,"
15:1 576 [-] Together the two presidents asked Russia to agree to 30 days of complete ceasefire and to make "no demands of its own" first.
16:1 391 [-] A majority of the governments that belong to the European Union or to NATO would rather fix the guarantees now than wait for what the Americans bring home.
16:157 434 [-] As the British and the French describe it, help could come in several layers: near the front, support for Ukraine's own forces
16:285 434 [-] further back, and debated most, a contingent drawn from those European states that choose to take part.

"#]]
    );
}

#[test]
fn a_page_gives_its_sentences() {
    assert_data_eq!(
        found("harbour-bridge.html", "sentence"),
        str![[r#"
1:1 670 [-] PORT ARDELLE — The Harbour Bridge carried cars again on Monday, 14 months after rust in its turntable forced the town to shut it.
1:131 728 [-] The repair cost 18.6 million crowns, which is 3.4 million more than the council had set aside.
3:1 837 [-] Mayor Maud Ferring cut the ribbon at 9 a.m. on the 12th and drove the first vehicle across, a milk van from 1958.
3:115 842 [-] “We were slow, and I am sorry for that,” she told some 2,500 people on the quay.
3:196 804 [-] “But nobody was hurt in the work, not on one of its 431 days.”
5:1 871 [Renée Caillou-Tamm] According to Renée Caillou-Tamm, the engineer who led the repair, the old bearing had lost 40 percent of its steel.
5:117 870 [-] “One more winter,” she said, “and it would have stuck half open.”
7:1 824 [The firm of Gannet & Loys] The firm of Gannet & Loys, which did the work, says that it used 310 tonnes of new steel and cut the bridge’s yearly CO2 bill by a third, because the motor now runs on current from the tide mill.
11:1 628 [-] While the bridge stood still, drivers went round by Upper Sluice, a detour of 23 km.
11:86 557 [The chamber of trade] The chamber of trade reckons that its members lost a fifth of their sales; the council puts the loss at no more than 12 percent, and neither side has shown its books.
13:1 510 [-] The council counts vehicles with a loop in the road — not by hand, as a reader wrote last week.
19:1 691 [-] 2019 | 8,750 | 610
21:1 692 [-] 2023 | 9,400 | 745
23:1 683 [-] 2025 (expected) | 10,100 | 700
25:1 719 [the harbour master] Three rules change with the reopening, says the harbour master, Piet Osterhelm:
27:1 465 [-] Lorries above 28 tonnes must use the Upper Sluice road.
29:1 496 [-] The bridge turns six times a day, not nine.
31:1 501 [-] Yachts pay 14 crowns for each passage; fishing boats pay nothing.
33:24 811 [Isidore Vane] Councillor Isidore Vane asked on Monday why a job planned for eight months took 14.
33:157 930 [Maud Ferring] Mrs. Ferring denied that the contract had been changed behind closed doors, and said that all 19 members of the works committee had voted for it on 5 November 2024.
35:1 586 [Hanne Dolbeer] “It is the ugliest green I ever saw, and I would not have it any other way.”
37:1 843 [-] So said Hanne Dolbeer, 81, who has lived beside the bridge since 1949 and was the first to walk over it.
37:106 377 [-] Fish < fog > ferries is how she orders the smells of the harbour.
39:1 794 [The Court of Accounts of Vennshire] The Court of Accounts of Vennshire announced that it would publish an audit by 30 September.
39:94 443 [-] Until then the bridge will be watched by 64 sensors, and a café owner on the east quay, who asked not to be named, will watch the sensors.

"#]]
    );
}

#[test]
fn a_page_gives_its_statements() {
    assert_data_eq!(
        found("harbour-bridge.html", "statement"),
        str![[r#"
1:1 670 [-] PORT ARDELLE — The Harbour Bridge carried cars again on Monday, 14 months after rust in its turntable forced the town to shut it.
1:131 728 [-] The repair cost 18.6 million crowns
1:168 728 [-] which is 3.4 million more than the council had set aside.
3:1 837 [-] Mayor Maud Ferring cut the ribbon at 9 a.m. on the 12th and drove the first vehicle across, a milk van from 1958.
3:115 842 [-] “We were slow, and I am sorry for that,” she told some 2,500 people on the quay.
3:196 804 [-] “But nobody was hurt in the work, not on one of its 431 days.”
5:67 871 [Renée Caillou-Tamm] the old bearing had lost 40 percent of its steel
5:117 870 [-] “One more winter,”
5:146 870 [-] “and it would have stuck half open.”
7:58 824 [The firm of Gannet & Loys] it used 310 tonnes of new steel
7:94 824 [The firm of Gannet & Loys] cut the bridge’s yearly CO2 bill by a third, because the motor now runs on current from the tide mill
11:1 628 [-] While the bridge stood still, drivers went round by Upper Sluice, a detour of 23 km.
11:86 557 [The chamber of trade] The chamber of trade reckons that its members lost a fifth of their sales; the council puts the loss at no more than 12 percent, and neither side has shown its books.
13:1 510 [-] The council counts vehicles with a loop in the road — not by hand, as a reader wrote last week.
19:1 691 [-] 2019 | 8,750 | 610
21:1 692 [-] 2023 | 9,400 | 745
23:1 683 [-] 2025 (expected) | 10,100 | 700
25:1 719 [the harbour master] Three rules change with the reopening
27:1 465 [-] Lorries above 28 tonnes must use the Upper Sluice road.
29:1 496 [-] The bridge turns six times a day, not nine.
31:1 501 [-] Yachts pay 14 crowns for each passage; fishing boats pay nothing.
33:64 811 [Isidore Vane] why a job planned for eight months took 14
33:157 930 [Maud Ferring] Mrs. Ferring denied that the contract had been changed behind closed doors, and said that all 19 members of the works committee had voted for it on 5 November 2024.
35:1 586 [Hanne Dolbeer] “It is the ugliest green I ever saw, and I would not have it any other way.”
37:1 843 [-] So said Hanne Dolbeer, 81
37:28 843 [-] who has lived beside the bridge since 1949 and was the first to walk over it.
37:106 377 [-] Fish < fog > ferries is how she orders the smells of the harbour.
39:51 794 [The Court of Accounts of Vennshire] it would publish an audit by 30 September
39:94 443 [-] Until then the bridge will be watched by 64 sensors
39:151 443 [-] a café owner on the east quay, who asked not to be named, will watch the sensors.

"#]]
    );
}

#[test]
fn a_report_in_markdown_gives_its_sentences() {
    assert_data_eq!(
        found("river-report.md", "sentence"),
        str![[r#"
1:1 714 [-] The Sarnel runs low: what a year of measuring found
5:1 960 [-] The river Sarnel carried 31 percent less water this August than the average of the last thirty Augusts, the Sarnel Water Board said in a report of 88 pages that it published on Thursday.
5:188 855 [-] The board had never before measured the river in every month of a year.
9:1 434 [-] Three users take most of it.
9:30 821 [the board's chief hydrologist] According to the board's chief hydrologist, Dr. Oskar Brandreth-Lien, the paper mill at Tollen draws 5.2 million cubic metres a year, the farms between Tollen and Ashmere draw 3.9 million, and the town of Ashmere draws 2.4 million.
9:262 808 [-] "The mill gives four fifths of it back," he said.
9:312 511 [-] "The farms give back next to nothing."
11:1 405 [The farmers] The farmers dispute that.
11:27 672 [-] Gudrun Pellow, who speaks for 64 holdings in the valley, called the figure for the farms "a guess with a decimal point": only 17 of the 64 have a meter at all.
13:1 893 [Gudrun Pellow] "We asked for meters in 2016, in 2019 and in 2022.
13:52 603 [Gudrun Pellow] Each time the board told us that it had no money."
17:1 408 [-] The board does not deny this.
17:31 859 [Anselm Quay] Its director, Anselm Quay, told the Valley Post that meters for all holdings would cost 190,000 crowns, and that the board's whole budget for instruments was 45,000 crowns a year.
21:1 799 [-] The report rests on 1,460 readings from four gauges:
23:1 491 [-] Tollen weir: 365 readings, none missing;
25:1 693 [-] Ashmere bridge: 365 readings, of which 12 were taken by hand after the flood of 3 February;
27:1 799 [-] Lower Fen: 365 readings, but the gauge stood 4 cm too high until 30 April;
29:1 577 [-] Sarnel mouth: 365 readings.
33:1 709 [-] Tollen weir | 6.4 m³/s | 4.5 m³/s | -30 %
35:1 740 [-] Ashmere bridge | 7.5 m³/s | 5.1 m³/s | -32 %
37:1 809 [-] Lower Fen | 8.0 m³/s | 5.6 m³/s | -30 %
39:1 729 [-] Sarnel mouth | 8.7 m³/s | 6.0 m³/s | -31 %
45:10 841 [-] Rainfall in the valley was 11 percent below normal between October and July, says the weather station at Ashmere-2.
45:126 838 [-] But the board points out that in 2003, when it rained even less, the river was higher: 5.9 m³/s at Tollen.
45:277 439 [-] Dr. Brandreth-Lien thinks so.
45:307 942 [Sefa Lundqvist-Moor] The mill's manager, Sefa Lundqvist-Moor, does not, and says that the mill has cut its use by 22 percent since 2014.
47:29 897 [-] Bathing at Lower Fen has been forbidden since 1 August, because the water there held 1,900 bacteria per 100 millilitres, which is nearly four times what the valley's rules allow (500).
47:214 652 [-] The ban ends on 15 September.
47:244 448 [-] The ban will end when three samples in a row are clean.
49:1 471 [-] I have walked along this river for 20 years, and I find it sad to hear it so quiet.
49:85 682 [-] The board will discuss the report in public on 2 October, 7 p.m., at the Old Granary in Ashmere.
49:182 605 [-] Seats: 120. Tea is free.

"#]]
    );
}

#[test]
fn a_report_in_german_gives_its_sentences() {
    assert_data_eq!(
        found("stadtwerke.txt", "sentence"),
        str![[r#"
1:1 498 [-] Stadtwerke Krähenmünde heben den Strompreis an
5:14 811 [-] Die Stadtwerke Krähenmünde erhöhen den Strompreis zum 1. Januar 2026 um 3,5 Prozent.
5:99 753 [-] Das teilte das Unternehmen am Dienstag, dem 4. November, gegen 16.30 Uhr mit.
5:177 728 [-] Betroffen sind ca. 12.400 Haushalte, d. h. fast jeder zweite in der Stadt.
7:1 805 [Hasso Wüstenrade] „Wir geben weiter, was wir selbst bezahlen“, sagte Geschäftsführer Dr. Hasso Wüstenrade.
7:90 796 [Hasso Wüstenrade] „Die Netzentgelte sind in zwei Jahren um 18 Prozent gestiegen.
7:153 360 [Hasso Wüstenrade] Daran können wir nichts ändern.“
9:1 789 [-] Eine Kilowattstunde kostet dann 35,2 statt bisher 34,0 Cent.
9:62 872 [der Stadtwerke] Für einen Haushalt mit einem Verbrauch von 3.000 kWh im Jahr bedeutet das nach Angaben der Stadtwerke Mehrkosten von 36 Euro.
9:188 714 [-] Die Strom- und Gaspreise waren zuletzt am 1. 4. 2024 verändert worden, damals nach unten.
11:1 398 [-] Die Verbraucherhilfe Krähenmünde e. V. widerspricht.
11:54 899 [Änne Quittschreiber] Ihre Vorsitzende, Prof. Dr. Änne Quittschreiber, rechnet vor, der Einkauf sei für die Stadtwerke im 3. Quartal um 7,2 Mio. Euro billiger geworden.
11:238 553 [-] Eine Antwort hat sie bis heute nicht bekommen.
13:1 490 [-] Wüstenrade bestreitet die Zahl.
13:33 753 [-] Gespart habe man lediglich 1,9 Mio. Euro, und davon seien u. a. drei neue Trafostationen in der St.-Ägidien-Straße bezahlt worden.
13:164 680 [-] Er verwies auf den Geschäftsbericht Nr. 27, S. 41 ff., der seit dem 15. Oktober öffentlich ausliegt.
15:1 918 [-] Laut diesem Bericht machten die Stadtwerke 2024 einen Gewinn von 4,8 Mio. Euro, nach 6,1 Mio. Euro im Jahr davor.
15:115 807 [-] An die Stadt flossen davon 2,5 Mio. Euro, z. B. für das Hallenbad, das jedes Jahr rd. 900.000 Euro Verlust macht.
17:1 752 [-] Im Rat der Stadt gehen die Meinungen auseinander.
17:51 627 [Ratsfrau Wiebke Süßkind] Ratsfrau Wiebke Süßkind (Liste Grüner Deich) nannte die Erhöhung „bitter, aber ehrlich“.
17:140 615 [-] Ihr Kollege Jörn-Uwe Päpcke von den Freien Bürgern sprach dagegen von einem »Griff in die Tasche der kleinen Leute«.
17:257 605 [-] Beide stimmten am 30. Oktober gegen den Haushalt, bzw. enthielten sich; das Protokoll ist an dieser Stelle unklar.
19:1 382 [-] Die größte Baustelle kommt erst noch.
19:39 868 [-] Bis 2032 wollen die Stadtwerke 1,2 Mrd. Kilowattstunden Fernwärme im Jahr aus dem Fluss gewinnen und dafür 86 Mio. Euro ausgeben.
19:169 720 [ein Monteur] „Der Chef sagt: ‚Das wird die größte Wärmepumpe des Landes.‘
19:230 534 [ein Monteur] Ich glaube das erst, wenn sie läuft“, sagte ein Monteur, der seinen Namen nicht in der Zeitung lesen will.
21:1 492 [-] Wer wechseln möchte, muss bis zum 31. Dezember kündigen.
21:58 839 [der Stadtwerke] Im vergangenen Jahr taten das nach Auskunft der Stadtwerke 1.140 Kunden; 380 von ihnen kamen innerhalb von zwölf Monaten zurück.
23:1 704 [-] Am Ende der Pressekonferenz wurde es kurz still.
23:50 682 [-] Dann fiel im Sitzungssaal »König Ottokar II.« für elf Minuten der Strom aus.
23:127 666 [die Stadtwerke] Die Ursache war, wie die Stadtwerke am Mittwoch erklärten, ein Marder.

"#]]
    );
}

#[test]
#[expect(
    clippy::invisible_characters,
    clippy::unicode_not_nfc,
    reason = "the article is made of such"
)]
fn a_report_in_many_scripts_gives_its_sentences() {
    assert_data_eq!(
        found("market-day.txt", "sentence"),
        str![[r#"
1:1 420 [-] Market day in Brindlehøj drew a record crowd 🎉
3:1 595 [-] Brindlehøj, Café Søndag.
3:27 905 [the town hall] 👨‍👩‍👧‍👦 Some 4 200 people came to the first mar­ket of the year in Brindlehøj on Saturday, the town hall said, 600 more than in 2024.
5:1 869 [Zoë Ångmark] “We ran out of change at 8 a.m.,” said Mayor Zoë Ångmark, whose name the programme spelt Zoë Ångmark and, on its cover, Zoë Ångmark.
5:136 791 [Zoë Ångmark] “That’s never happened before…”
7:1 748 [-] The baker Tirtza Olmov sold 300 loaves before the church bell rang.
7:69 799 [-] “עד תשע בבוקר מכרנו 300 כיכרות לחם”, she told this paper in Hebrew: by nine in the morning they had sold 300 loaves.
9:1 630 [Idris Qamarand] Her neighbour Idris Qamarand said of his dates: «بعنا ٢٥٠ كيلو من التمر».
9:75 599 [-] That is 250 kg, at 6½ crowns a kilo.
11:1 449 [-] 🇯🇵 The tea stall kept its books in full-width figures: １２３ cups on Saturday, ２，０４５ crowns in the till, 抹茶 （matcha） the favourite.
11:131 843 [its owner] According to its owner, Ume Tarnaka, 7️⃣ of 10 guests paid by card.
13:1 625 [-] 👩🏽‍🌾 Farmer Saoirse Vell brought 85 hens and went home with 3; 🏴󠁧󠁢󠁳󠁣󠁴󠁿🇸🇪 flags hung over her cart, for reasons that nobody could give.
13:136 751 [-] ‘A hen at 40 crowns is a gift,’ she said.
15:1 665 [-] The ofﬁcial scales were 2 % out, the inspector found — in the buyers’ favour.
15:79 797 [-] He measured a “10 kg” weight at 9.8 kg, i.e. 200 g too light ⚖️, and the temperature of the fish at 3 °C.
17:32 407 [-] The town hall hopes so 🎻.
17:58 733 [Hélène Dvořák-Ñuñez] Hélène Dvořák-Ñuñez, who leads the brass band, thinks that ​a stage would cost 12 000 crowns; Hélène’s band has 19 players, and the old stage held 11.
19:1 613 [-] The next market is on 7–10 June.
19:34 791 [-] ตลาด means market in Thai, as the sign of the soup stall says 🍜; it sold 412 bowls.

"#]]
    );
}

#[test]
fn a_chapter_of_a_long_report_gives_its_sentences() {
    let report = fs::read_to_string(articles().join("long-inquiry.txt")).unwrap();
    let chapter = report.split("2. A LINE ALONG THE WATER").nth(1).unwrap();
    let chapter = chapter.split("3. THE CASE FOR RENEWAL").next().unwrap();
    let session = Session::piped().write("chapter.txt", chapter);
    assert_data_eq!(
        table(&session, "chapter.txt", "sentence"),
        str![[r#"
3:1 828 [-] The railway from Merrowby to Saltmere was opened on 12 June 1894 with a single track, seven stations and two engines.
4:47 579 [-] The second engine was kept for Sundays.
5:14 735 [the company's ledger] In its first full year the line carried 88,000 passengers and, according to the company's ledger, 41,000 barrels of herring.
8:1 704 [-] A second track was laid in pieces between 1911 and 1913, from Merrowby as far as Pellmoor.
9:21 588 [-] The money then ran out, and from Pellmoor to the sea the line stayed single for another hundred years.
13:1 894 [-] The State bought the company in 1938.
13:39 785 [-] Its directors were paid 3.1 million crowns in bonds, and the last of those bonds was redeemed in 1978, when two of the directors' widows were still alive to receive it.
17:1 898 [-] Traffic was highest in 1957: 4.9 million journeys in one year.
17:64 684 [-] By 1986 it had fallen to 640,000.
18:27 583 [-] A commission of that year recommended closing everything beyond Hexley Water, and the Minister of the day kept the proposal in a drawer until he lost his seat.
22:1 550 [-] What saved the line was the university.
22:41 895 [-] When it moved to Saltmere in 1991 it brought 7,200 students, and few of them owned a car.
23:62 876 [Ludmila Estwick] Prof. Ludmila Estwick, of the Court of Accounts, told us that journeys doubled within six years "without a single crown being spent on the railway".
27:1 817 [-] In 2003 the State divided what had been one body into two.
27:60 644 [-] The tracks went to the Norvane Track Authority.
28:38 780 [-] The trains went to whoever offered the lowest price, which was Coastway Trains.
29:46 544 [-] From then on, a late train had two owners and a broken signal had none.
32:1 377 [-] Witnesses disagreed about that division more than about anything else.
33:1 887 [-] Dr. Sunniva Aldergate, who led the Track Authority from 2008 to 2017, called it "a clean cut".
34:26 774 [Donal Firthwaite] Mr. Donal Firthwaite, secretary of the railway workers' union, said that it was a cut, certainly, but that he had seen cleaner ones at the abattoir.
38:45 352 [-] Other countries have divided their railways and run them well.
39:35 545 [-] We do note that between 2003 and 2018 the two bodies held 51 meetings about the line, and that the minutes of 19 of them cannot be found.

"#]]
    );
}
