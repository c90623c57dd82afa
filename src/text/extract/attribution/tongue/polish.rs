use super::Table;
use crate::text::extract::attribution::word::Word;

#[rustfmt::skip]
pub(super) const TABLE: Table = Table {
    according: &["według", "zdaniem", "w opinii", "w ocenie"],
    endings: &[],
    endings_of_things: &[],
    infinitives: &[],
    like: &["jak"],
    lists: &[
        (Word::DETERMINER, "ten ta to te ci jego jej ich swój swoja nasz nasza"),
        (Word::PREPOSITION, "w we z ze na do od dla o po przed przez przy nad pod za u ku bez między wobec podczas"),
        (Word::SUBJECT, "on ona ono oni one ja my wy pan pani kto który która którzy nikt ktoś się mi mu jej im \
            nam"),
        (Word::OBJECT_PRONOUN, "się mi mu jej im nam"),
        (Word::BE, "jest są był była było byli będzie będą ma mają może mogą musi"),
        (Word::ADVERB, "także również wczoraj dziś dzisiaj tak potem później jednak już jeszcze ponadto niedawno \
            jutro wówczas teraz później"),
        (Word::CONJUNCTION, "i oraz a ale lub albo lecz"),
        (Word::AND, "i oraz"),
        (Word::SUBORDINATOR, "gdy kiedy jeśli jeżeli ponieważ bo choć chociaż aby żeby jak"),
        (Word::THAT, "że iż"),
        (Word::QUESTION, "czy jak kiedy gdzie dlaczego kto"),
        (Word::RELATIVE, "który która które którzy"),
        (Word::NOT, "nie nigdy nic"),
        (Word::TIME, "poniedziałek wtorek środę czwartek piątek sobotę niedzielę stycznia lutego marca kwietnia \
            maja czerwca lipca sierpnia września października listopada grudnia wczoraj dziś rano wieczorem"),
        (Word::TITLE, "pan pani dr prof ks dr. prof. ks. inż"),
        (Word::FOREIGN, "potwierdził potwierdziła skrytykował skrytykowała potępił zdementował zdementowała obiecał obiecała powiedział powiedziała mówi mówił mówiła stwierdził stwierdziła \
            stwierdza oświadczył oświadczyła dodał dodała dodaje zapowiedział zapowiedziała napisał \
            napisała pisze podkreślił podkreśliła podkreśla poinformował poinformowała \
            informuje wyjaśnił wyjaśniła wyjaśnia ocenił oceniła ocenia zaznaczył zaznaczyła zaznacza \
            przyznał przyznała przyznaje twierdzi twierdził zapewnił zapewniła zapewnia ostrzegł \
            ostrzegła zauważył zauważyła zauważa przypomniał przypomniała przypomina opowiada tłumaczył \
            tłumaczyła tłumaczy odpowiedział odpowiedziała podał podała podaje przekazał przekazała \
            ogłosił ogłosiła skomentował skomentowała uważa uważają"),
        (Word::SAY, "powiedział powiedziała mówi stwierdził stwierdziła oświadczył oświadczyła \
            dodał dodała dodaje podkreślił podkreśliła podkreśla poinformował poinformowała wyjaśnił wyjaśniła \
            zaznaczył zaznaczyła zapewnił zapewniła napisał napisała przyznał przyznała przekazał przekazała \
            zapowiedział zapowiedziała twierdzi twierdził uważa uważają ocenił oceniła ocenia \
            zauważył zauważyła wyjaśnia informuje podaje podał podała"),
        (Word::SPEECH, "zapowiedział zapowiedziała ogłosił ogłosiła potwierdził potwierdziła \
            skrytykował skrytykowała potępił zdementował zdementowała obiecał obiecała"),
        (Word::SPEAKER, "minister premier prezydent burmistrz wójt rzecznik rzeczniczka dyrektor dyrektorka \
            policja straż rząd prokuratura prokurator sędzia sąd urząd stowarzyszenie związek organizacja firma \
            spółka komisja poseł posłanka senator szef szefowa kierownik adwokat ekspert eksperci naukowcy \
            lekarz profesor ekonomista historyk dziennikarz dziennikarka autor autorka pisarz trener sekretarz \
            radny radna mieszkańcy mieszkaniec świadkowie opozycja wojsko agencja instytut szpital fundacja \
            rada matka ojciec brat siostra syn córka rodzina żona mąż właściciel właścicielka założyciel \
            ministerstwo kanclerz papież biskup partia gubernator ambasador generał komendant wiceprezydent \
            wiceminister prezes przewodniczący przewodnicząca starosta wojewoda przedstawiciel ministra \
            premiera prezydenta burmistrza rzecznika rzeczniczki dyrektora policji prokuratury rządu sądu \
            ekspertów naukowców lekarzy historyków mieszkańców świadków prezesa przewodniczącego \
            ministerstwa komisji autora autorów strażaków posła urzędu instytutu"),
        (Word::THING, "relacji raportu badania badań sondażu sondaży legendy ustawy tekstu artykułu dokumentu dokumentów \
            danych statystyk tradycji szacunków prawa umowy konstytucji kryteriów metody źródeł teorii hipotezy \
            mediów prasy wzoru zasady planu spisu niego niej nich mnie nas"),
    ],
};
