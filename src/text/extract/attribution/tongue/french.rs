use super::Table;
use crate::text::extract::attribution::word::Word;

#[rustfmt::skip]
pub(super) const TABLE: Table = Table {
    according: &[
        "selon", "d'après", "d’après", "de l'avis", "de l’avis", "aux dires", "aux yeux", "de l'aveu",
    ],
    endings: &[],
    endings_of_things: &[],
    infinitives: &["avoir", "être", "n'avoir", "n'être", "n’avoir", "n’être", "ne pas", "vouloir", "pouvoir", "devoir"],
    like: &["comme"],
    lists: &[
        (Word::DETERMINER, "le la les l un une des du son sa ses leur leurs ce cet cette ces plusieurs deux \
            trois certains certaines quelques notre nos au aux"),
        (Word::PREPOSITION, "à au aux avec chez contre dans de des du depuis devant en entre hors jusque lors \
            malgré par parmi pendant pour sans sauf sous sur vers après avant via dès d"),
        (Word::OF, "de du des d pour"),
        (Word::SUBJECT, "il elle ils elles on je nous vous tu qui cela ça lui eux ce celui celle ceux \
            personne moi quelqu'un \
            beaucoup certains certaines plusieurs d'autres d’autres tous toutes chacun chacune tout \
            autres quelques-uns quiconque"),
        (Word::OBJECT_PRONOUN, "leur lui me nous vous se s l m en y"),
        (Word::BE, "est sont était étaient été sera seront serait fut peut doit avait avaient va vont"),
        (Word::FOREIGN_HAVE, "a ont \
            avait avaient"),
        (Word::ADVERB, "aussi également hier ainsi ensuite toutefois alors pourtant cependant notamment \
            déjà encore enfin récemment aujourd'hui mardi plutôt bien longtemps par ailleurs désormais"),
        (Word::CONJUNCTION, "et ou mais or car donc"),
        (Word::AND, "et"),
        (Word::SUBORDINATOR, "quand lorsque lorsqu si comme puisque tandis alors pendant après avant parce \
            bien que où dont"),
        (Word::THAT, "que qu"),
        (Word::QUESTION, "si comment pourquoi où quand"),
        (Word::RELATIVE, "qui que dont où lequel laquelle"),
        (Word::NOT, "ne n pas jamais rien aucun aucune \
            aucuns nul nulle"),
        (Word::TIME, "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin \
            juillet août septembre octobre novembre décembre hier aujourd'hui matin soir midi semaine"),
        (Word::TITLE, "m mme mlle dr me mgr m. mme. dr. monsieur madame pr"),
        (Word::FOREIGN, "condamne réclame exige critique salue accuse affirme affirment affirmait explique expliquent expliquait estime estiment estimait \
            assure assurent assurait précise précisent précisait souligne soulignent soulignait indique \
            indiquent déclare déclarent dit disent disait ajoute ajoutent ajoutait annonce annoncent \
            rappelle rappellent raconte racontent confie confirme confirment note notent juge jugent \
            regrette regrettent dénonce dénoncent prévient promet reconnaît reconnaissent répond insiste \
            conclut témoigne poursuit martèle écrit écrivent considère considèrent pense pensent croit \
            constate déplore commente lance détaille relève résume soutient avertit plaide rapporte \
            rapportent rassure s'inquiète observe glisse réagit argue dément \
            mentionne déclarait affirmaient disaient soulignaient"),
        (Word::SAY, "affirme affirment explique expliquent assure assurent précise précisent souligne \
            déclare déclarent dit disent ajoute ajoutent raconte confie confirme annonce annoncent indique \
            indiquent estime estiment rappelle \
            mentionne déclarait affirmait expliquait soulignait précisait indiquait"),
        (Word::PAST, "condamné réclamé exigé critiqué salué accusé affirmé expliqué estimé assuré précisé souligné indiqué déclaré dit ajouté annoncé \
            rappelé raconté confié confirmé noté jugé regretté dénoncé prévenu promis reconnu répondu \
            insisté conclu témoigné poursuivi martelé écrit considéré constaté déploré commenté lancé \
            détaillé relevé résumé soutenu averti plaidé rapporté observé réagi démenti \
            mentionné"),
        (Word::SPEECH, "annonce annoncent annoncé dénonce dénoncent dénoncé confirme confirment \
            confirmé dément démenti condamne condamné réclame réclamé exige exigé critique critiqué \
            salue salué accuse accusé promet promis"),
        (Word::SPEAKER, "ministre président présidente maire porte-parole directeur directrice police \
            gendarmerie pompiers gouvernement parquet procureur procureure préfet préfète préfecture mairie \
            association syndicat syndicats organisation entreprise société groupe compagnie commission \
            député députée sénateur sénatrice chef cheffe responsable responsables avocat avocate avocats \
            expert experte experts chercheur chercheuse chercheurs scientifiques médecin médecins \
            professeur professeure économiste historien historienne journaliste auteur auteure écrivain \
            réalisateur réalisatrice entraîneur secrétaire élu élue élus habitants habitant témoins témoin \
            opposition armée agence institut université hôpital ong fédération conseil tribunal cour juge \
            juges mère père frère soeur sœur fils fille famille épouse mari veuve patron patronne fondateur \
            fondatrice gérant gérante agriculteur syndicaliste militant militante autorités autorité \
            ministère chancelier chancelière reine roi pape évêque parti premier gouverneur ambassadeur \
            diplomate diplomates général colonel capitaine commissaire enquêteurs adjoint adjointe \
            coordinateur coordinatrice représentant représentante dirigeant dirigeants vice-président \
            vice-présidente \
            démissionnaires initiateurs organisateurs organisateur spécialistes spécialiste \
            analystes analyste observateurs historiens auteurs économistes opposants détracteurs \
            manifestants secouristes gendarmes policiers policier enseignants enseignante enseignant \
            parents éleveurs éleveur pêcheurs agriculteurs producteurs producteur chercheuses \
            psychologue sociologue politologue philosophe ministres députés sénateurs maires \
            magistrats magistrat plaignant plaignante victimes victime biologiste physicien \
            physicienne astronome directeurs animateur animatrice chanteur chanteuse comédien \
            comédienne acteur actrice joueur sélectionneur onu otan insee oms banque chambre \
            collectif comité conseiller conseillère haut-commissariat intéressé intéressée vendeur \
            serveur serveuse lieutenant sergent ingénieur consultant consultante pilote"),
        (Word::THING, "rapport étude enquête sondage légende loi texte article document documents chiffres \
            données statistiques tradition estimation estimations calculs termes accord charte constitution \
            critères époques méthode méthodologie source sources témoignage contrat décret règles règlement \
            recensement presse médias version hypothèse théorie lui moi nous vous eux elle elles nature cas \
            besoins liste pièce roman oeuvre œuvre plans communiqué bible évangile livre goûts modèle \
            principe principes classification définition convention traité code prévisions analyse"),
    ],
};
