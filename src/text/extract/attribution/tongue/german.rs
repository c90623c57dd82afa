use super::Table;
use crate::text::extract::attribution::word::Word;

#[rustfmt::skip]
pub(super) const TABLE: Table = Table {
    according: &[
        "nach angaben", "nach ansicht", "nach auffassung", "nach aussage", "nach aussagen",
        "nach auskunft", "nach darstellung", "nach den worten", "nach einschätzung",
        "nach einschätzungen", "nach informationen", "nach meinung", "nach mitteilung",
        "nach überzeugung", "nach worten", "laut angaben", "laut aussage", "laut auskunft",
        "laut mitteilung", "laut",
    ],
    endings: &[
        "abgeordnete", "abgeordneter", "agentur", "aktivist", "aktivisten", "aktivistin", "amt",
        "amtes", "amts", "analyst", "anstalt", "anwalt", "anwalts", "anwälte", "anwälten",
        "anwältin", "arzt", "bank", "beamte", "beamten", "beamter", "beauftragte", "beauftragten",
        "beauftragter", "behörde", "behörden", "betreiber", "betreiberin", "chef", "chefin",
        "chefs", "dezernent", "dezernentin", "direktor", "direktorin", "direktors", "ermittler",
        "ermittlern", "experte", "experten", "expertin", "forscher", "forscherin", "forschern",
        "forschers", "führer", "führerin", "gericht", "gerichts", "gesellschaft", "gewerkschaft",
        "historiker", "historikerin", "händler", "händlerin", "inhaber", "inhaberin", "inspekteur",
        "inspekteurs", "institut", "instituts", "journalist", "journalisten", "journalistin",
        "kammer", "kanzler", "kanzlerin", "kanzlers", "kommissar", "kommissarin", "kommission",
        "konzern", "konzerns", "kritiker", "kritikern", "leiter", "leiterin", "leiters",
        "mediziner", "medizinerin", "medizinern", "meister", "meisterin", "minister",
        "ministerien", "ministerin", "ministerium", "ministeriums", "ministers", "mitglied",
        "ologe", "ologen", "ologin", "organisation", "partei", "politiker", "politikerin",
        "politikers", "polizei", "premier", "professor", "professors", "präsident", "präsidenten",
        "präsidentin", "präsidiums", "psychologe", "psychologin", "rat", "rates", "rats",
        "redaktion", "regierung", "rätin", "schützer", "schützern", "sekretär", "sekretärin",
        "sprecher", "sprecherin", "sprecherinnen", "sprechern", "sprechers", "staatsanwaltschaft",
        "team", "teams", "trainer", "trainers", "unternehmen", "unternehmens", "verband",
        "verbandes", "verbands", "verbände", "verbänden", "verein", "vereins", "vertreter",
        "vertreterin", "vertretern", "verwaltung", "vorsitzende", "vorsitzenden", "vorsitzender",
        "vorstand", "vorstands", "werke", "wissenschaftler", "wissenschaftlerin",
        "wissenschaftlern", "zentrale", "züchter", "ärzte", "ärzten", "ärztin", "ökonom",
        "ökonomen", "ökonomin",
    ],
    endings_of_things: &[
        "analyse", "angaben", "bericht", "berichte", "berichten", "berichts", "daten", "ergebnis",
        "ergebnisse", "ergebnissen", "gesetz", "gutachten", "index", "meldungen", "prognose", "schätzungen",
        "statistik", "studie", "studien", "umfrage", "umfragen", "urteil", "verordnung", "vertrag", "zahlen",
    ],
    infinitives: &[],
    like: &["so", "wie"],
    lists: &[
        (Word::DETERMINER, "der die das den dem des ein eine einen einem einer eines sein seine seiner \
            ihr ihre ihrer ihrem seinem dieser diese dieses diesem mehrere einige viele beide zwei drei"),
        (Word::PREPOSITION, "in im an am auf aus bei beim für gegen mit nach ohne über um unter von vom vor \
            während wegen zu zum zur zwischen seit bis durch gegenüber trotz ab laut per"),
        (Word::OF, "der des von vom"),
        (Word::SUBJECT, "er sie es ich wir ihr du man wer was dieser jener niemand jemand \
            andere anderen manche alle keiner keine jeder einige letzterer letztere vieles alles \
            nichts"),
        (Word::BE, "ist sind war waren sei seien wäre wird werden wurde wurden würde kann können soll \
            sollen muss müssen will wollen darf hatte hatten gibt gab"),
        (Word::FOREIGN_HAVE, "hat haben"),
        (Word::ADVERB, "auch aber dazu dann heute gestern jetzt nun später weiter zudem außerdem bereits \
            damals demnach hingegen dagegen jedoch zuletzt so schon erneut anschließend zugleich dabei \
            hier unterdessen daraufhin wiederum etwa allerdings schließlich kürzlich dennoch trotzdem sinngemäß wörtlich deshalb daher einmal \
            zuvor danach inzwischen gleichzeitig immerhin \
            zwar zunächst ebenso ferner ausdrücklich öffentlich darüber deutlich erstmals immer \
            mehrfach nochmals ebenfalls übrigens demgegenüber \
            beispielsweise"),
        (Word::CONJUNCTION, "und oder aber denn doch sondern sowie"),
        (Word::AND, "und sowie"),
        (Word::SUBORDINATOR, "als wenn nachdem während weil obwohl bevor da damit falls sobald seit bis \
            ob wie wo warum sofern indem"),
        (Word::THAT, "dass daß"),
        (Word::QUESTION, "ob wie wo warum wann was wer"),
        (Word::NOT, "nicht nie niemals kein keine keinen nichts kaum"),
        (Word::TIME, "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar \
            februar märz april mai juni juli august september oktober november dezember morgen \
            vormittag nachmittag abend mittag nacht woche jahr monat tag uhr"),
        (Word::TITLE, "herr frau dr prof dr. prof. herrn med med. rer rer. phil phil. jur jur. h.c h.c. dipl.-ing ing"),
        (Word::FOREIGN, "bestätigten dementierte dementiert dementierten kritisierten forderte fordert forderten bestritt bestreitet verurteilte verurteilten begrüßte begrüßten warf bezifferte beziffert rechnet nannte nennt sagte sagten sagt sagen erklärte erklärten erklärt meinte meint meinten betonte \
            betont betonten behauptete behauptet berichtete berichtet berichteten schrieb schreibt \
            schrieben warnte warnt warnten bestätigte bestätigt ergänzte ergänzt erläuterte erläutert \
            versicherte versichert kritisierte kritisiert mahnte mahnt räumte räumt teilt teilte teilten kündigte kündigt heißt hieß \
            beklagte beklagt urteilte resümiert resümierte fügte unterstrich unterstreicht antwortete \
            antwortet rief fragte fragt äußerte findet glaubt hofft hoffte vermutet vermutete bedauerte \
            lobte lobt beschreibt argumentiert argumentierte mitteilte mitteilten \
            kommentiert kommentierte bemerkte bemerkt stellte gab gesteht gestand bekräftigte \
            bekräftigt beteuerte beteuert schilderte schildert erzählt erzählte verkündete verkündet \
            wetterte spottet schimpft mahnten"),
        (Word::SAY, "sagte sagten sagt sagen erklärte erklärten erklärt meinte meint betonte betont \
            schrieb schreibt warnte warnt ergänzte ergänzt erläuterte erläutert versicherte versichert \
            bestätigte berichtete berichtet behauptete behauptet antwortete mahnte fragte \
            kommentiert kommentierte bemerkte bekräftigte bekräftigt beteuerte beteuert erzählt \
            erzählte schilderte schildert teilte kündigte"),
        (Word::SELON, "zufolge"),
        (Word::PAST, "gesagt erklärt betont berichtet bestätigt geschrieben"),
        (Word::SPEECH, "bestätigte bestätigt bestätigten dementierte dementiert dementierten \
            kritisierte kritisiert kritisierten forderte fordert forderten bestritt bestreitet \
            verurteilte verurteilten begrüßte begrüßten lobte warf bezifferte beziffert rechnet \
            nannte nennt"),
        (Word::SPEAKER, "polizei feuerwehr behörde behörden gericht staatsanwaltschaft regierung stadt \
            gemeinde kommission partei fraktion unternehmen konzern firma verband gewerkschaft verein \
            ministerium amt sprecher sprecherin minister ministerin kanzler kanzlerin bundeskanzler \
            bundeskanzlerin präsident präsidentin bürgermeister bürgermeisterin oberbürgermeister \
            oberbürgermeisterin landrat landrätin chef chefin leiter leiterin direktor direktorin \
            vorsitzende vorsitzender vorsitzenden experten experte expertin forscher forscherin \
            wissenschaftler wissenschaftlerin arzt ärztin anwalt anwältin richter richterin zeugen zeuge \
            zeugin ermittler anwohner professor professorin trainer trainerin historiker historikerin \
            ökonom ökonomin autor autorin journalist journalistin politiker politikerin abgeordnete \
            abgeordneter senator senatorin könig papst general veranstalter betreiber stadtwerke \
            organisation agentur nachrichtenagentur zeitung magazin sender institut stiftung universität \
            klinik krankenhaus vater mutter sohn tochter bruder schwester witwe ehefrau ehemann opposition \
            militär armee rettungsdienst bund vorstand rat senat weltgesundheitsorganisation aktivisten \
            kritiker kritikerin beobachter generalsekretär generalsekretärin sekretär geschäftsführer \
            geschäftsführerin monteur lehrer lehrerin schüler bauer bäuerin händler opfer \
            kollege kollegin kollegen chefarzt forschungsteam team ermittlern vertreter vertreterin \
            vertretern beamte beamter beamten bundesregierung bundesamt landesamt umweltbundesamt \
            stadtverwaltung kreml nato eu behördenangaben hersteller herstellers veranstaltern \
            rechnungshof ärzte ärzten forschern wissenschaftlern virologe virologin epidemiologe \
            psychologe psychologin soziologe soziologin politologe rki who kritikern beobachtern \
            analysten ökonomen mediziner medizinern medizinerin branchenverband bank zentralbank \
            gewerkschaften ministerpräsident ministerpräsidentin außenminister innenminister kapitän \
            hausbewohner augenzeugen augenzeuge augenzeugin militärsprecher firmenchef vizepräsident \
            premier premierminister diplomat diplomaten kardinal bischof pfarrer pastor richtern \
            regisseur regisseurin schauspieler schauspielerin sänger sängerin künstler künstlerin \
            wirt wirtin"),
        (Word::THING, "bericht berichte berichten studie studien umfrage umfragen gesetz vertrag \
            statistik zahlen daten medienberichten medien angaben dokumente dokument papier gutachten urteil \
            prognose plan analyse erhebung tagebuch artikel text schreiben brief bild karte schild inschrift \
            legende überlieferung quellen schätzungen quelle website homepage ergebnissen ergebnis \
            verfassung grundgesetz satzung tabelle definition vorschrift \
            presseberichten pressebericht sicherheitsbericht wochenbericht verordnung auspreisung \
            vereinsrecht projektionen auskunft netz umfrageergebnissen meldungen meldung mitteilung \
            pressemitteilung pressemeldung agenturberichten zeitungsberichten"),
    ],
};
