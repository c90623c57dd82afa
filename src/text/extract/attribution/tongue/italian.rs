use super::Table;
use crate::text::extract::attribution::word::Word;

#[rustfmt::skip]
pub(super) const TABLE: Table = Table {
    according: &[
        "secondo", "stando a", "stando al", "stando alla", "stando ai", "stando alle", "a detta di",
        "a detta del", "a detta della", "a giudizio di", "a giudizio del", "a giudizio della",
        "a parere di", "a parere del", "a parere della",
    ],
    endings: &[],
    endings_of_things: &[],
    infinitives: &["di aver", "di avere", "di essere", "di non", "di voler", "di volere", "di poter"],
    like: &["come"],
    lists: &[
        (Word::DETERMINER, "il lo la i gli le l un uno una un' suo sua suoi sue loro questo questa questi queste \
            alcuni alcune due tre diversi al alla del della dei degli delle nostro nostra"),
        (Word::PREPOSITION, "a al allo alla ai agli alle con contro da dal dallo dalla dai dagli dalle di del \
            dello della dei degli delle dopo durante fra in nel nello nella nei negli nelle per senza sopra \
            sotto su sul sullo sulla sui sugli sulle tra verso d"),
        (Word::OF, "di del dello della dei degli delle d per dell"),
        (Word::SUBJECT, "egli lui lei loro essi io noi voi chi che ciò questo nessuno qualcuno si ci mi \
            altri altre molti molte tutti tutte alcuni alcune ognuno entrambi"),
        (Word::OBJECT_PRONOUN, "gli le ci mi si lo"),
        (Word::BE, "è sono era erano fu furono sarà sarebbe può deve va vanno aveva avevano"),
        (Word::FOREIGN_HAVE, "ha hanno \
            aveva avevano"),
        (Word::ADVERB, "anche ieri oggi così poi inoltre quindi allora tuttavia invece già ancora infine \
            recentemente domani stamattina pure"),
        (Word::CONJUNCTION, "e ed o ma né però"),
        (Word::AND, "e ed"),
        (Word::SUBORDINATOR, "quando se come mentre sebbene perché poiché dove dopo prima benché affinché"),
        (Word::THAT, "che"),
        (Word::QUESTION, "se come quando dove perché chi"),
        (Word::RELATIVE, "che chi cui quale dove"),
        (Word::NOT, "non mai niente nulla \
            nessun nessuna"),
        (Word::TIME, "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile \
            maggio giugno luglio agosto settembre ottobre novembre dicembre ieri oggi mattina sera settimana"),
        (Word::TITLE, "sig sig.ra dott dott.ssa on prof avv sig. dott. on. prof. avv. signor signora"),
        (Word::FOREIGN, "smentisce nega condanna chiede accusa disse dissero dice dicono afferma affermano affermò dichiara dichiarano dichiarò \
            spiega spiegano spiegò sostiene sostengono sottolinea sottolineano aggiunge aggiungono aggiunse \
            annuncia annunciano annunciò racconta raccontano raccontò ricorda ricordano conferma confermano \
            confermò assicura assicurano precisa precisano osserva commenta commentano conclude ribadisce \
            ribadiscono denuncia denunciano scrive scrivono scrisse ammette avverte rivela replica risponde \
            rispose evidenzia evidenziano riferisce riferiscono rassicura insiste critica prosegue attacca \
            ritiene ritengono crede pensa promette segnala"),
        (Word::SAY, "disse dissero dice dicono afferma affermano dichiara dichiarano spiega spiegano sostiene \
            sostengono sottolinea aggiunge aggiungono racconta conferma scrive riferisce precisa ribadisce \
            annuncia"),
        (Word::PAST, "smentito condannato chiesto accusato detto affermato dichiarato spiegato sostenuto sottolineato aggiunto annunciato raccontato \
            ricordato confermato assicurato precisato osservato commentato concluso ribadito denunciato \
            scritto ammesso avvertito rivelato replicato risposto evidenziato riferito insistito criticato \
            ritenuto promesso segnalato"),
        (Word::SPEECH, "annuncia annunciano annunciò annunciato denuncia denunciano denunciato \
            conferma confermano confermato smentisce smentito nega condanna condannato critica \
            criticato chiede chiesto accusa accusato promette promesso"),
        (Word::SPEAKER, "ministro ministra presidente sindaco sindaca portavoce direttore direttrice polizia \
            carabinieri pompieri governo procura procuratore giudice comune associazione sindacato sindacati \
            organizzazione azienda società gruppo commissione deputato deputata senatore senatrice capo \
            responsabile avvocato avvocata esperto esperta esperti ricercatore ricercatrice ricercatori \
            scienziati medico medici professore professoressa economista storico storica giornalista autore \
            autrice scrittore scrittrice allenatore segretario segretaria assessore assessora abitanti \
            testimone testimoni opposizione esercito agenzia istituto università ospedale ong federazione \
            consiglio tribunale madre padre fratello sorella figlio figlia famiglia moglie marito titolare \
            fondatore fondatrice agricoltori autorità ministero cancelliere regina re papa vescovo partito \
            governatore governatrice ambasciatore generale colonnello capitano commissario vicepresidente \
            consigliere rappresentante dirigente ufficio dipartimento premier leader candidato questura \
            prefetto regione provincia \
            analista analisti specialista psicologo psicologa sociologo filosofo virologo virologa \
            biologo ingegnere cantante attore attrice pilota pm pubblico magistrato magistrati \
            inquirenti investigatori vigili residente residenti cittadini organizzatori oms onu nato \
            istat ministri deputati senatori funzionario funzionari vicesindaco assessorato \
            arcivescovo cardinale parroco"),
        (Word::THING, "rapporto studio sondaggio sondaggi leggenda legge testo articolo documento documenti \
            cifre dati statistiche tradizione stime stima calcoli termini accordo carta costituzione criteri \
            metodo fonti testimonianza contratto decreto regole regolamento stampa media versione ipotesi \
            teoria caso lista libro romanzo bibbia vangelo codice trattato me te noi voi norme analisi piano \
            tempo turno posto luogo anno modello principio indagine censimento ricerca ricerche quanto"),
    ],
};
