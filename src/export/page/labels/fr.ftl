# What a report says in French (Fluent, https://projectfluent.org).
# Names and quotes come in variables and are never part of a message.

report = Rapport de vérification
contents = Sommaire
skip = Aller aux résultats
untitled = Rapport de vérification sur { $articles } articles

# Times
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
day = { $day } { $month } { $year }
moment = { $date }, { $time } UTC
colon = {"\u00A0"}:
list-and = { $first } et { $last }
list-or = { $first } ou { $last }

# Verdicts
disputed = contestée
conflict = avis divergents
corroborated = corroborée
unverified = non vérifiée

# The head
by = par { $name }
checked-by = vérifié par { $names }
lead-nothing = Ce rapport ne contient aucune affirmation.
lead-open = { $claims ->
    [one] La seule affirmation n’est pas encore vérifiée.
   *[other] Aucune des { $claims } affirmations n’est encore vérifiée.
}
lead = { $claims ->
    [one] Sur une affirmation
   *[other] Sur { $claims } affirmations
}, { $parts }.
lead-disputed = { $claims ->
    [one] 1 ne tient pas
   *[other] { $claims } ne tiennent pas
}
lead-conflict = { $claims ->
    [one] 1 divise les vérificateurs
   *[other] { $claims } divisent les vérificateurs
}
lead-corroborated = { $claims ->
    [one] 1 est corroborée
   *[other] { $claims } sont corroborées
}
lead-unverified = { $claims ->
    [one] 1 n’est pas vérifiée
   *[other] { $claims } ne sont pas vérifiées
}
lead-aside = { $claims ->
    [one] 1 autre a été écartée car invérifiable.
   *[other] { $claims } autres ont été écartées car invérifiables.
}
bar = contestées : { $disputed }, avis divergents : { $conflict }, corroborées : { $corroborated }, non vérifiées : { $unverified }
state-of = Ceci est l’état au { $at } : { $shown } entrées sur { $entries }.
state-left-out = Laissées de côté, car elles suivent des entrées datées de plus tard : { $entries }.
selection = Ce rapport ne montre qu’une partie des affirmations : { $what }.
selection-whole = Le registre entier compte { $claims ->
    [one] { $claims } affirmation
   *[other] { $claims } affirmations
} dans { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
}.
selected-status = statut { $what }
selected-tag = { $count ->
    [one] mot-clé
   *[other] mots-clés
} { $what }
selected-since = modifiées depuis { $what }
selected-until = inchangées depuis { $what }
selected-claim = { $what }
selected-by = évaluées par { $what }
selected-article = tirées de { $what }
hidden = { $entries ->
    [one] 1 entrée est omise
   *[other] { $entries } entrées sont omises
} dans ce rapport : l’évaluation se fait à l’aveugle, et le rapport a été établi pour { $name }, qui n’avait pas encore évalué { $claims }.
hidden-nobody = une personne non identifiée
withdrawn = { $article } est retiré, avec { $claims ->
    [one] { $claims } affirmation
   *[other] { $claims } affirmations
} : { $reason }

# Sections
section-changes = Ce qui a changé
section-findings = Ce qui ne tient pas
section-standing = Ce qui tient
section-open = Ce qui n’est pas vérifié, et pourquoi
section-article = L’article et ses affirmations
section-articles = Les articles et leurs affirmations
section-claims = Les affirmations, une par une
section-figures = Les chiffres
section-methods = Comment la vérification a été faite
section-balance = Qui a dit quoi
section-coverage = Sur quoi reposent les verdicts
section-corrections = Corrections
section-principles = Ce que montrerait le signataire d’un code de principes
section-proof = Preuve : ce rapport est conforme à ce qui a été enregistré
changes-since = { $count ->
    [0] Depuis le rapport du { $date }, aucun verdict n’a changé.
    [one] Depuis le rapport du { $date }, 1 affirmation a changé de verdict.
   *[other] Depuis le rapport du { $date }, { $count } affirmations ont changé de verdict.
}
changes-new = { $count ->
    [one] { $count } affirmation est nouvelle.
   *[other] { $count } affirmations sont nouvelles.
}
changes-dismissed = Écartées depuis : { $claims }.
changes-gone = Absentes du texte désormais : { $claims }.
changes-withdrawn = Retirés avec toutes leurs affirmations : { $articles }.
changes-back = De nouveau présentes : { $claims }.
findings-none = Rien de ce qui a été vérifié n’est contesté.
standing-none = Aucune affirmation n’est encore corroborée.
open-none = Aucune affirmation ne reste en suspens.

# A claim
said-by = selon { $name }
said-by-article = selon l’article lui-même
claimant-corrected = nom corrigé par { $name } le { $date }
judged-by = { $name }, { $date }
judged = { $name } : { $status }
resolved-by = { $name } a tranché le désaccord le { $date }
waived-by = { $name } a accordé une dérogation le { $date } : { $rule }
until-they-agree = Tant que les vérificateurs ne s’accordent pas, le verdict antérieur reste en vigueur : { $status }.
rests-on-claim = s’appuie sur { $claim }
rests-on-fallen = { $claim } ne l’étaye plus ({ $why })
rests-on = s’appuie sur { $evidence }
stale = Une évaluation s’appuie sur { $evidence }, mais { $why }.
stale-gone = cet élément est désormais introuvable
stale-quote = la citation n’y figure plus
stale-withdrawn = cet élément a été retiré
fell-dismissed = elle a été écartée
fell-disputed = elle est contestée
fell-gone = elle ne figure plus dans son article
fell-in-conflict = les vérificateurs sont en désaccord à son sujet
fell-withdrawn = son article a été retiré
covers = porte sur : { $what }
key-revoked = clé révoquée depuis
assigned = attribuée à { $name }
tags = mots-clés
no-note = Aucun motif n’a été donné.
back = Revenir au passage de l’article

# Why a claim is open
why-not-reviewed = pas encore d’évaluation
why-reopened = évaluation antérieure, puis réouverture
why-left-open = évaluation faite, question laissée en suspens
why-waits = évaluation faite, mais il en faut plus pour un verdict
why-hidden = contenu masqué jusqu’à votre propre évaluation
needs-reviews = { $count ->
    [one] 1 évaluation de plus
   *[other] { $count } évaluations de plus
}
needs-evidence = un élément de preuve
needs-origins = { $count ->
    [one] 1 source indépendante de plus
   *[other] { $count } sources indépendantes de plus
}
needs-editor = l’accord d’un responsable éditorial
needs = il manque : { $what }

# Evidence
supports = appuie
refutes = contredit
context = éclaire le contexte
searched = recherche sans résultat
primary = source primaire
secondary = source secondaire
captured = copie du { $date }
not-captured = pas de copie : seule l’adresse a été enregistrée
capture-withheld = la copie conservée n’est pas communiquée ({ $entry })
from-origin = origine : { $name }
published = publication : { $date }
not-confirmed = cette citation n’a été trouvée dans aucun texte conservé
evidence-withdrawn = retiré par { $name } le { $date } : { $reason }
evidence-checked = consulté à nouveau le { $date } : { $result }
result-gone = disparu
result-moved = le texte autour a changé
result-quote_gone = la citation a disparu
result-there = toujours là

# The margin of the article
margin-open = vérification en attente
margin-conflict = les vérificateurs sont en désaccord
withheld-text = Le texte et la page de cet article ne sont pas communiqués.
withheld-words = La page de cet article et certains de ses mots ne sont pas communiqués.
more = et { $count } de plus
newer-text = { $article } est une version plus récente du même article.

# The article
imported = importé par { $name } le { $date }
read-as = lu comme { $what }
corrected-facts = corrigé : { $what }
also-at = Aussi sur
dismissed = Écartées car invérifiables
gone = Disparue depuis la relecture de l’article
claims = { $count ->
    [one] { $count } affirmation
   *[other] { $count } affirmations
}
entries = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}

# History
history = Historique
history-of = Historique de l’affirmation { $number }
when = Quand
who = Qui
what = Quoi
entry = Entrée
act-added = a ajouté l’affirmation
act-assigned = a attribué l’affirmation
act-corrected = a corrigé l’auteur de l’affirmation
act-dismissed = a écarté l’affirmation
act-evidence-added = a ajouté un élément de preuve
act-evidence-checked = a consulté à nouveau un élément de preuve
act-evidence-grouped = a précisé l’origine d’un élément de preuve
act-evidence-withdrawn = a retiré un élément de preuve
act-linked = a appuyé l’affirmation sur une autre
act-noted = a ajouté une note
act-other = a enregistré autre chose
act-released = a rendu l’affirmation
act-resolved = a tranché le désaccord : { $status }
act-restored = a rétabli l’affirmation
act-retracted = a retiré une note
act-reviewed = a évalué l’affirmation : { $status }
act-scoped = a précisé sur quoi porte l’affirmation
act-suggested = a suggéré : { $status }
act-tagged = a modifié les mots-clés
act-taken = a pris l’affirmation en charge
act-unlinked = n’appuie plus l’affirmation sur une autre
act-waived = a accordé une dérogation à une règle
act-withdrawn = a retiré une évaluation
taken-back = retiré depuis ; le texte reste dans le journal
found-by = trouvée par { $name }, score { $score } sur 1000
added-by = ajoutée par { $name }
place = { $place }, octets { $bytes }
details = Détails
evidence-count = { $count ->
    [one] { $count } élément de preuve
   *[other] { $count } éléments de preuve
}
earlier-than = date antérieure à { $entry }

# Figures
by-article = Verdicts par article
by-claimant = Verdicts par auteur des affirmations
progress = Évaluations par semaine
ageing = Depuis combien de temps attendent les affirmations en suspens
agreement = À quel point les vérificateurs s’accordent, deux à deux
week-of = semaine du { $date }
days-0 = moins d’un jour
days-7 = jusqu’à une semaine
days-30 = jusqu’à un mois
days-90 = jusqu’à trois mois
days-more = plus longtemps
agreed = d’accord
disagreed = en désaccord
pair = { $one } et { $other }
article = Article
claimant = Qui l’affirme
the-article = l’article lui-même
others = autres
all = total

# Methods
not-heading = Ce que ce rapport n’est pas
not-score = Un score estime ce qui mérite d’être vérifié. Ce n’est pas un verdict.
not-unverified = « Non vérifiée » signifie que personne n’a évalué l’affirmation, ou qu’elle a été rouverte. Cela ne veut pas dire qu’elle est fausse.
not-clocks = Les heures et les noms sont ceux qu’ont indiqués les machines des vérificateurs.
not-latest = Ce rapport ne peut prouver à lui seul qu’il est le plus récent, ni que le propriétaire du registre ne l’a pas réécrit. Comparez-le avec un point de contrôle conservé ailleurs.
not-got = Non obtenu ou non conservé
not-got-none = Aucune recherche sans résultat n’a été enregistrée, ni aucune source impossible à copier.
policy = Les règles en vigueur
policy-default = Le registre suit ses règles par défaut : une évaluation suffit pour un verdict ; une contestation ou un changement doit être motivé par une note.
policy-set = À partir de { $entry } ({ $date }, par { $name }) : { $what }
policy-before = Les verdicts antérieurs relèvent des règles de leur époque.
policy-value = { $name } : { $value }
waivers = Dérogations
waivers-none = Aucune dérogation n’a été accordée.
rule-editor_required = un responsable éditorial doit donner son accord
rule-evidence_required = un élément de preuve est exigé
rule-independent_origins = des sources indépendantes sont exigées
rule-no_importer = nul ne juge ce qu’il a importé
rule-no_party = nul ne tranche un désaccord auquel il est partie
rule-reviews_required = plus d’une évaluation est exigée
rule-blind = l’évaluation se fait à l’aveugle
rule-importer_may_judge = chacun peut juger ce qu’il a importé
rule-join = qui peut participer
rule-note_required = une contestation ou un changement doit être motivé par une note
rule-resolver = qui tranche les désaccords
odd-time = Une horloge était déréglée : { $entry } porte la date du { $date }, postérieure à ce rapport
odd-time-before = Une horloge était déréglée : { $entry } porte la date du { $date }, antérieure à { $earlier }
revoked = Clé révoquée : { $name } (par { $by }, le { $date }, { $entry }). Motif : { $reason }
revoked-signed = Ce qu’elle a signé auparavant reste valable : { $entries }.
revoked-refused = Ce qu’elle a signé ensuite est sans effet : { $entries }.
key-rotated = { $name } a renouvelé la clé du registre le { $date } ({ $entry }) ; l’ancienne clé a signé la nouvelle.
key-replaced = { $name } a remplacé la clé du registre le { $date } ({ $entry }), sans la signature de l’ancienne. Rien dans le registre ne prouve que cette personne, { $name }, en avait le droit.

# Coverage
coverage-what = Sur { $verdicts ->
    [one] 1 verdict
   *[other] { $verdicts } verdicts
}
coverage-noted = ont une motivation écrite
coverage-evidence = reposent sur des éléments de preuve enregistrés
coverage-captured = reposent sur des éléments dont la page ou le fichier a été copié
coverage-primary = reposent sur une source primaire
coverage-origins = reposent sur au moins deux sources indépendantes
coverage-eyes = ont été rendus par au moins deux vérificateurs
coverage-share = { $share } %

# Corrections
corrections-none = Parmi ces affirmations, personne n’a changé d’avis et rien n’a été retiré.
corrected-verdict = { $name } a changé d’avis, de « { $from } » à « { $to } », { $date }
corrected-reopened = rouverte par { $name }, auparavant « { $from } », { $date }
corrected-resolved = les évaluateurs étaient en désaccord ; { $name } a tranché pour « { $to } », { $date }
corrected-dismissed = écartée par { $name } car invérifiable, { $date }
corrected-restored = rétablie par { $name }, { $date }
corrected-evidence = élément de preuve { $evidence } retiré par { $name }, { $date }
corrected-claimant = auteur de l’affirmation corrigé par { $name }, { $date }
corrected-note = note retirée par { $name }, { $date }
corrected-review = évaluation retirée par { $name }, { $date }
corrected-after = { $days ->
    [0] le jour même
    [one] après 1 jour
   *[other] après { $days } jours
}

# Principles
principles-intro = Les vérificateurs qui signent un code de principes sont évalués sur des engagements comme ceux-ci. Voici ce que le registre montre de chacun, et ce qu’il ne peut pas montrer.
principle = Engagement
principle-shown = Ce que montre le registre
principle-gap = Ce qu’il ne montre pas
principle-fairness = Équité : la même exigence pour tous
principle-fairness-shown = { $claimants ->
    [one] Affirmations de { $claimants } auteur
   *[other] Affirmations de { $claimants } auteurs
} ; le tableau « { $table } » donne les verdicts pour chacun.
principle-fairness-gap = Comment les articles et les affirmations ont été choisis.
principle-sources = Des sources que le lecteur peut consulter
principle-sources-shown = { $share } % des verdicts reposent sur des éléments de preuve enregistrés ; { $captured } % sur des éléments dont une copie existe.
principle-sources-gap = Les sources utilisées mais non enregistrées.
principle-method = Une méthode publiée
principle-method-shown = Les règles que suivent les verdicts, avec l’entrée qui a fixé chacune, et toutes les dérogations.
principle-method-gap = Comment les affirmations sont choisies, étudiées et présentées.
principle-corrections = Des corrections ouvertes et honnêtes
principle-corrections-shown = { $count ->
    [0] Aucune correction n’est enregistrée.
    [one] 1 correction est indiquée, avec son délai.
   *[other] { $count } corrections sont indiquées, chacune avec son délai.
}
principle-corrections-gap = Les corrections demandées par des lecteurs et que personne n’a enregistrées.
principle-funding = Financement et organisation
principle-funding-shown = Rien.
principle-funding-gap = Propriétaires, financements et personnel : aucun registre d’affirmations ne peut les montrer.

# Proof
proof-intro = Chaque verdict est une entrée d’un journal auquel on ne fait qu’ajouter. Le point de contrôle ci-dessous fige toutes les entrées jusqu’à la dernière ; une archive de ce registre contient les entrées et les preuves cryptographiques.
proof-how = Pour contrôler : créez une archive avec `factledger export -o bundle.tar`, puis lancez `factledger verify bundle.tar` ou le script verify.py de l’archive, ou suivez vous-même les étapes de son fichier VERIFY.md.
made = Établi le
ledger = Registre
last-entry = Dernière entrée
leaf-hash = Son empreinte de feuille
checkpoint = Point de contrôle
hashes = Empreintes
hash-page = Document, { $bytes } octets
hash-text = Texte, { $bytes } octets
hash-quote = SHA-256 de la citation
footer = Établi avec factledger à partir du journal signé « { $name } ».

# A site
site-nothing = Aucune affirmation n’est encore publiée.
site-verdicts = Derniers verdicts
site-feed-verdicts = verdicts
site-feed-corrections = corrections
site-articles = Articles
site-check = Comment vérifier tout cela
site-log = Chaque acte derrière ces pages est une entrée d’un journal signé qui ne fait que croître. À côté de chaque verdict se trouve sa preuve. Le journal lui-même est ici sous forme de tuiles (C2SP tlog-tiles), avec son point de contrôle et les clés publiques. Ce que les personnes ont écrit n’y figure que par son empreinte, afin de pouvoir être retenu.
site-key = Voici la clé du journal. Comparez-la avec celle que vous avez reçue ailleurs de son propriétaire :
site-files = `factledger verify` vérifie une copie de ce site ; verify.py vérifie une seule preuve avec Python uniquement.
site-latest = Ces pages à elles seules ne peuvent montrer ni qu’elles sont les plus récentes, ni que le propriétaire n’a pas réécrit le journal.
site-claim-check = Vérifier ce verdict
site-proof = La preuve à côté de cette page montre que le verdict est dans le journal, qui l’a signé et qu’il porte sur ces mots. Elle ne montre pas ce qui a été enregistré ensuite :
site-run = Dans le dossier de cette page, exécutez :
site-key-compare = Comparez la première clé avec celle que vous avez reçue du propriétaire du journal.
site-no-text = Le texte de l’article n’est pas publié ici.
site-dismissed = Ne figure plus parmi les verdicts : { $name } l’a écartée car invérifiable, { $date }.
site-gone = Ne figure plus parmi les verdicts : { $name } a fait relire l’article, { $date }, et ces mots ne sont plus dans son texte.
site-withdrawn = Ne figure plus parmi les verdicts : { $name } a retiré l’article, { $date }.
site-tag-dismissed = écartée
site-tag-gone = disparue
site-tag-withdrawn = retirée
site-before = Ce qui était enregistré auparavant
