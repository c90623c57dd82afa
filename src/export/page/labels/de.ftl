# What a report says in German (Fluent, https://projectfluent.org).
# Names and quotes come in variables and are never part of a message.

report = Faktencheck
contents = Inhalt
skip = Direkt zu den Ergebnissen
untitled = Faktencheck zu { $articles } Artikeln

# Times
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
day = { $day }. { $month } { $year }
moment = { $date }, { $time } UTC
colon = :
list-and = { $first } und { $last }
list-or = { $first } oder { $last }

# Verdicts
disputed = beanstandet
conflict = uneins
corroborated = bestätigt
unverified = offen

# The head
by = von { $name }
checked-by = geprüft von { $names }
lead-nothing = Dieser Bericht enthält keine Behauptungen.
lead-open = { $claims ->
    [one] Die einzige Behauptung ist noch offen.
   *[other] Alle { $claims } Behauptungen sind noch offen.
}
lead = { $claims ->
    [one] Der Bericht behandelt eine Behauptung
   *[other] Der Bericht behandelt { $claims } Behauptungen
}: { $parts }.
lead-disputed = { $claims ->
    [one] 1 hält der Prüfung nicht stand
   *[other] { $claims } halten der Prüfung nicht stand
}
lead-conflict = { $claims ->
    [one] bei 1 ist sich das Prüfteam uneins
   *[other] bei { $claims } ist sich das Prüfteam uneins
}
lead-corroborated = { $claims ->
    [one] 1 ist bestätigt
   *[other] { $claims } sind bestätigt
}
lead-unverified = { $claims ->
    [one] 1 ist noch offen
   *[other] { $claims } sind noch offen
}
lead-aside = { $claims ->
    [one] 1 weitere wurde als nicht überprüfbar aussortiert.
   *[other] { $claims } weitere wurden als nicht überprüfbar aussortiert.
}
bar = beanstandet: { $disputed }, uneins: { $conflict }, bestätigt: { $corroborated }, offen: { $unverified }
state-of = Dies ist der Stand vom { $at }: { $shown } von { $entries } Einträgen.
state-left-out = Nicht berücksichtigt, weil sie auf später datierte Einträge folgen: { $entries }.
selection = Dieser Bericht zeigt nur einen Teil der Behauptungen: { $what }.
selection-whole = Das gesamte Register umfasst { $claims ->
    [one] 1 Behauptung
   *[other] { $claims } Behauptungen
} in { $articles ->
    [one] 1 Artikel
   *[other] { $articles } Artikeln
}.
selected-status = Stand { $what }
selected-tag = { $count ->
    [one] Schlagwort
   *[other] Schlagwörter
} { $what }
selected-since = geändert seit { $what }
selected-until = zuletzt geändert bis { $what }
selected-claim = { $what }
selected-by = geprüft von { $what }
selected-article = aus { $what }
hidden = { $entries ->
    [one] 1 Eintrag fehlt
   *[other] { $entries } Einträge fehlen
} in diesem Bericht: Geprüft wird blind, und für { $name } stand die Prüfung von { $claims } noch aus, als der Bericht entstand.
hidden-nobody = jemanden ohne Namensangabe
withdrawn = { $article } ist zurückgezogen, und damit { $claims ->
    [one] 1 Behauptung
   *[other] { $claims } Behauptungen
}: { $reason }

# Sections
section-changes = Was sich geändert hat
section-findings = Was der Prüfung nicht standhält
section-standing = Was der Prüfung standhält
section-open = Was noch offen ist und warum
section-article = Der Artikel mit seinen Behauptungen
section-articles = Die Artikel mit ihren Behauptungen
section-claims = Die Behauptungen im Einzelnen
section-figures = Die Zahlen
section-methods = Wie geprüft wurde
section-balance = Wer was gesagt hat
section-coverage = Worauf die Bewertungen beruhen
section-corrections = Korrekturen
section-principles = Was Unterzeichner eines Faktencheck-Kodex offenlegen würden
section-proof = Nachweis: Der Bericht gibt wieder, was aufgezeichnet wurde
changes-since = { $count ->
    [0] Seit dem Bericht vom { $date } hat sich keine Bewertung geändert.
    [one] Seit dem Bericht vom { $date } wird 1 Behauptung anders bewertet.
   *[other] Seit dem Bericht vom { $date } werden { $count } Behauptungen anders bewertet.
}
changes-new = { $count ->
    [one] 1 Behauptung ist neu.
   *[other] { $count } Behauptungen sind neu.
}
changes-dismissed = Seither aussortiert: { $claims }.
changes-gone = Nicht mehr im Text: { $claims }.
changes-withdrawn = Mit allen Behauptungen zurückgezogen: { $articles }.
changes-back = Wieder dabei: { $claims }.
findings-none = Bisher wurde nichts beanstandet.
standing-none = Noch ist keine Behauptung bestätigt.
open-none = Keine Behauptung ist offen geblieben.

# A claim
said-by = so { $name }
said-by-article = so der Artikel selbst
claimant-corrected = Name von { $name } am { $date } korrigiert
judged-by = { $name }, { $date }
judged = { $name }: { $status }
resolved-by = { $name } hat den Fall am { $date } entschieden
waived-by = { $name } hat am { $date } eine Ausnahme zugelassen: { $rule }
until-they-agree = Bis sich das Prüfteam einig ist, gilt weiter die frühere Bewertung: { $status }.
rests-on-claim = stützt sich auf { $claim }
rests-on-fallen = { $claim } ist keine Stütze mehr ({ $why })
rests-on = stützt sich auf { $evidence }
stale = Eine Prüfung stützt sich auf { $evidence }, aber { $why }.
stale-gone = der Beleg ist nicht mehr auffindbar
stale-quote = das Zitat steht dort nicht mehr
stale-withdrawn = der Beleg wurde zurückgezogen
fell-dismissed = wurde aussortiert
fell-disputed = wurde beanstandet
fell-gone = steht nicht mehr im Artikel
fell-in-conflict = das Prüfteam ist sich uneins
fell-withdrawn = der Artikel wurde zurückgezogen
covers = gilt für: { $what }
key-revoked = Schlüssel inzwischen widerrufen
assigned = zugewiesen an { $name }
tags = Schlagwörter
no-note = Es wurde kein Grund angegeben.
back = Zurück zur Stelle im Artikel

# Why a claim is open
why-not-reviewed = noch nicht geprüft
why-reopened = schon geprüft, dann wieder geöffnet
why-left-open = geprüft und offen gelassen
why-waits = geprüft, aber für eine Bewertung fehlt noch etwas
why-hidden = verdeckt, bis Sie selbst geprüft haben
needs-reviews = { $count ->
    [one] 1 weitere Prüfung
   *[other] { $count } weitere Prüfungen
}
needs-evidence = ein Beleg
needs-origins = { $count ->
    [one] 1 weitere unabhängige Quelle
   *[other] { $count } weitere unabhängige Quellen
}
needs-editor = die Zustimmung der Redaktion
needs = noch nötig: { $what }

# Evidence
supports = spricht dafür
refutes = spricht dagegen
context = liefert Kontext
searched = ohne Ergebnis gesucht
primary = Primärquelle
secondary = Sekundärquelle
captured = Kopie vom { $date }
not-captured = keine Kopie: nur die Adresse ist aufgezeichnet
capture-withheld = die gesicherte Kopie ist gesperrt ({ $entry })
from-origin = Ursprung: { $name }
published = veröffentlicht: { $date }
not-confirmed = dieses Zitat wurde in keinem gesicherten Text gefunden
evidence-withdrawn = von { $name } am { $date } zurückgezogen: { $reason }
evidence-checked = erneut nachgesehen am { $date }: { $result }
result-gone = nicht mehr vorhanden
result-moved = der Text ringsum wurde geändert
result-quote_gone = das Zitat fehlt
result-there = noch vorhanden

# The margin of the article
margin-open = offen
margin-conflict = das Prüfteam ist sich uneins
withheld-text = Text und Seite dieses Artikels werden zurückgehalten.
withheld-words = Die Seite dieses Artikels und einige seiner Worte werden zurückgehalten.
more = und { $count } weitere
newer-text = { $article } ist eine neuere Fassung dieses Artikels.

# The article
imported = importiert von { $name } am { $date }
read-as = gelesen als { $what }
corrected-facts = korrigiert: { $what }
also-at = Auch unter
dismissed = Als nicht überprüfbar aussortiert
gone = Seit dem erneuten Einlesen nicht mehr im Artikel
claims = { $count ->
    [one] 1 Behauptung
   *[other] { $count } Behauptungen
}
entries = { $count ->
    [one] 1 Eintrag
   *[other] { $count } Einträge
}

# History
history = Verlauf
history-of = Verlauf von Behauptung { $number }
when = Wann
who = Wer
what = Was
entry = Eintrag
act-added = hat die Behauptung hinzugefügt
act-assigned = hat die Behauptung zugewiesen
act-corrected = hat korrigiert, von wem die Behauptung stammt
act-dismissed = hat die Behauptung aussortiert
act-evidence-added = hat einen Beleg hinzugefügt
act-evidence-checked = hat bei einem Beleg erneut nachgesehen
act-evidence-grouped = hat den Ursprung eines Belegs angegeben
act-evidence-withdrawn = hat einen Beleg zurückgezogen
act-linked = hat die Behauptung auf eine andere gestützt
act-noted = hat eine Anmerkung hinzugefügt
act-other = hat etwas anderes aufgezeichnet
act-released = hat die Behauptung wieder abgegeben
act-resolved = hat den Fall entschieden: { $status }
act-restored = hat die Behauptung wieder aufgenommen
act-retracted = hat eine Anmerkung zurückgenommen
act-reviewed = hat geprüft: { $status }
act-scoped = hat angegeben, wofür die Behauptung gilt
act-suggested = hat vorgeschlagen: { $status }
act-tagged = hat die Schlagwörter geändert
act-taken = hat die Behauptung übernommen
act-unlinked = stützt die Behauptung nicht mehr auf eine andere
act-waived = hat eine Ausnahme von einer Regel zugelassen
act-withdrawn = hat eine Prüfung zurückgezogen
taken-back = inzwischen zurückgenommen; der Wortlaut steht im Protokoll
found-by = gefunden von { $name }, Punktwert { $score } von 1000
added-by = hinzugefügt von { $name }
place = { $place }, Bytes { $bytes }
details = Einzelheiten
evidence-count = { $count ->
    [one] 1 Beleg
   *[other] { $count } Belege
}
earlier-than = früher datiert als { $entry }

# Figures
by-article = Bewertungen nach Artikel
by-claimant = Bewertungen nach Urheber
progress = Prüfungen pro Woche
ageing = Wie lange offene Behauptungen schon warten
agreement = Wie oft je zwei Mitglieder des Prüfteams übereinstimmen
week-of = Woche ab { $date }
days-0 = weniger als einen Tag
days-7 = bis zu einer Woche
days-30 = bis zu einem Monat
days-90 = bis zu drei Monaten
days-more = länger
agreed = einig
disagreed = uneins
pair = { $one } und { $other }
article = Artikel
claimant = Wer es sagt
the-article = der Artikel selbst
others = übrige
all = gesamt

# Methods
not-heading = Was dieser Bericht nicht leistet
not-score = Ein Punktwert ist eine Schätzung, was sich zu prüfen lohnt. Er ist keine Bewertung.
not-unverified = „Offen“ heißt: Niemand hat die Behauptung geprüft, oder sie wurde wieder geöffnet. Es heißt nicht, dass sie falsch ist.
not-clocks = Zeiten und Namen sind so angegeben, wie die Rechner des Prüfteams sie gemeldet haben.
not-latest = Der Bericht allein kann weder zeigen, dass er der neueste ist, noch, dass der Eigentümer des Registers es nicht umgeschrieben hat. Vergleichen Sie ihn mit einem Prüfpunkt, der anderswo aufbewahrt wird.
not-got = Nicht erhalten oder nicht gesichert
not-got-none = Es ist keine ergebnislose Suche aufgezeichnet und keine Quelle, von der sich keine Kopie sichern ließ.
policy = Die geltenden Regeln
policy-default = Für das Register gelten die Standardregeln: Eine Prüfung genügt für eine Bewertung; eine Beanstandung oder eine Änderung muss begründet werden.
policy-set = Ab { $entry } ({ $date }, von { $name }): { $what }
policy-before = Für frühere Bewertungen gelten die Regeln ihrer Zeit.
policy-value = { $name }: { $value }
waivers = Ausnahmen
waivers-none = Es wurde keine Ausnahme von einer Regel zugelassen.
rule-editor_required = die Redaktion muss zustimmen
rule-evidence_required = ein Beleg ist erforderlich
rule-independent_origins = unabhängige Quellen sind erforderlich
rule-no_importer = niemand bewertet, was er selbst importiert hat
rule-no_party = niemand entscheidet einen Fall, an dem er beteiligt ist
rule-reviews_required = mehr als eine Prüfung ist erforderlich
rule-blind = geprüft wird blind
rule-importer_may_judge = selbst Importiertes darf bewertet werden
rule-join = wer mitmachen darf
rule-note_required = eine Beanstandung oder eine Änderung muss begründet werden
rule-resolver = wer entscheidet, wenn das Prüfteam uneins ist
odd-time = Eine Uhr ging falsch: { $entry } trägt die Zeitangabe { $date } und läge damit nach diesem Bericht
odd-time-before = Eine Uhr ging falsch: { $entry } trägt die Zeitangabe { $date } und läge damit vor { $earlier }
revoked = Der Schlüssel von { $name } wurde am { $date } von { $by } widerrufen ({ $entry }): { $reason }
revoked-signed = Was er zuvor signiert hat, bleibt gültig: { $entries }.
revoked-refused = Was er danach signiert hat, ist unwirksam: { $entries }.
key-rotated = { $name } hat am { $date } den Schlüssel des Registers gewechselt ({ $entry }); der alte Schlüssel hat den neuen signiert.
key-replaced = { $name } hat am { $date } den Schlüssel des Registers ersetzt ({ $entry }), ohne Signatur des alten. Dass { $name } dazu befugt war, geht aus dem Register nicht hervor.

# Coverage
coverage-what = Von { $verdicts ->
    [one] 1 Bewertung
   *[other] { $verdicts } Bewertungen
}
coverage-noted = sind schriftlich begründet
coverage-evidence = beruhen auf aufgezeichneten Belegen
coverage-captured = beruhen auf Belegen, von denen eine Kopie gesichert ist
coverage-primary = beruhen auf einer Primärquelle
coverage-origins = beruhen auf zwei oder mehr unabhängigen Quellen
coverage-eyes = stammen von zwei oder mehr Mitgliedern des Prüfteams
coverage-share = { $share } %

# Corrections
corrections-none = Bei diesen Behauptungen wurde kein Urteil geändert und nichts zurückgenommen.
corrected-verdict = { $name } hat das Urteil von „{ $from }“ in „{ $to }“ geändert, { $date }
corrected-reopened = von { $name } wieder geöffnet, vorher „{ $from }“, { $date }
corrected-resolved = die Prüfenden waren uneinig; { $name } entschied auf „{ $to }“, { $date }
corrected-dismissed = von { $name } als nicht überprüfbar aussortiert, { $date }
corrected-restored = von { $name } wieder aufgenommen, { $date }
corrected-evidence = Beleg { $evidence } von { $name } zurückgezogen, { $date }
corrected-claimant = Urheber der Behauptung von { $name } korrigiert, { $date }
corrected-note = Anmerkung von { $name } zurückgenommen, { $date }
corrected-review = Prüfung von { $name } zurückgezogen, { $date }
corrected-after = { $days ->
    [0] noch am selben Tag
    [one] nach 1 Tag
   *[other] nach { $days } Tagen
}

# Principles
principles-intro = Wer einen Kodex für Faktenchecks unterzeichnet, wird an Zusagen wie diesen gemessen. Hier steht, was das Register zu jeder zeigt und was es nicht zeigen kann.
principle = Zusage
principle-shown = Was das Register zeigt
principle-gap = Was es nicht zeigt
principle-fairness = Fairness: derselbe Maßstab für alle
principle-fairness-shown = { $claimants ->
    [one] Behauptungen von 1 Urheber
   *[other] Behauptungen von { $claimants } Urhebern
}; die Tabelle „{ $table }“ zeigt die Bewertungen für jeden.
principle-fairness-gap = Wie Artikel und Behauptungen ausgewählt wurden.
principle-sources = Quellen, die man nachvollziehen kann
principle-sources-shown = { $share } % der Bewertungen beruhen auf aufgezeichneten Belegen, { $captured } % auf Belegen mit gesicherter Kopie.
principle-sources-gap = Quellen, die benutzt, aber nicht aufgezeichnet wurden.
principle-method = Eine veröffentlichte Methode
principle-method-shown = Die Regeln für Bewertungen, jeweils mit dem Eintrag, der sie festgelegt hat, und alle Ausnahmen.
principle-method-gap = Wie Behauptungen ausgewählt, recherchiert und aufgeschrieben werden.
principle-corrections = Offene und ehrliche Korrekturen
principle-corrections-shown = { $count ->
    [0] Es ist keine Korrektur aufgezeichnet.
    [one] 1 Korrektur ist aufgeführt, mit der Zeit, die bis dahin verging.
   *[other] { $count } Korrekturen sind aufgeführt, jeweils mit der Zeit, die bis dahin verging.
}
principle-corrections-gap = Korrekturen, um die Leserinnen und Leser baten und die niemand aufgezeichnet hat.
principle-funding = Finanzierung und Organisation
principle-funding-shown = Nichts.
principle-funding-gap = Eigentümer, Geldgeber und Personal: Das kann kein Register von Behauptungen zeigen.

# Proof
proof-intro = Jede Bewertung ist ein Eintrag in einem Protokoll, das nur wächst. Der Prüfpunkt unten legt alle Einträge bis zum letzten fest; ein Bündel dieses Registers enthält die Einträge und die kryptografischen Nachweise.
proof-how = So prüfen Sie es nach: Erstellen Sie mit `factledger export -o bundle.tar` ein Bündel. Starten Sie dann `factledger verify bundle.tar` oder das beiliegende verify.py, oder folgen Sie von Hand der Anleitung in VERIFY.md.
made = Erstellt am
ledger = Register
last-entry = Letzter Eintrag
leaf-hash = Sein Blatt-Hash
checkpoint = Prüfpunkt
hashes = Hashwerte
hash-page = Dokument, { $bytes } Bytes
hash-text = Text, { $bytes } Bytes
hash-quote = SHA-256 des Zitats
footer = Erstellt mit factledger aus dem signierten Protokoll von { $name }.

# A site
site-nothing = Noch ist keine Behauptung veröffentlicht.
site-verdicts = Die letzten Bewertungen
site-feed-verdicts = Bewertungen
site-feed-corrections = Korrekturen
site-articles = Artikel
site-check = Wie sich das alles prüfen lässt
site-log = Hinter diesen Seiten steht ein signiertes Protokoll, das nur wächst: Jede Handlung ist ein Eintrag darin. Neben jeder Bewertung liegt ihr Nachweis. Das Protokoll selbst liegt hier in Kacheln (C2SP tlog-tiles), mit seinem Prüfpunkt und den öffentlichen Schlüsseln. Was Menschen geschrieben haben, steht darin nur als Hash, damit es zurückgehalten werden kann.
site-key = Das ist der Schlüssel des Protokolls. Vergleichen Sie ihn mit einem, den Sie anderswo von dessen Eigentümer bekommen haben:
site-files = `factledger verify` prüft eine Kopie dieser Website; verify.py prüft einen einzelnen Nachweis allein mit Python.
site-latest = Diese Seiten allein können nicht zeigen, dass sie die neuesten sind oder dass der Eigentümer das Protokoll nicht umgeschrieben hat.
site-claim-check = Diese Bewertung prüfen
site-proof = Der Nachweis neben dieser Seite zeigt, dass die Bewertung im Protokoll steht, wer sie signiert hat und dass sie von diesen Worten handelt. Er zeigt nicht, was später eingetragen wurde:
site-run = Im Ordner dieser Seite ausführen:
site-key-compare = Vergleichen Sie den ersten Schlüssel mit einem, den Sie vom Eigentümer des Protokolls bekommen haben.
site-no-text = Der Text des Artikels wird hier nicht veröffentlicht.
site-dismissed = Nicht mehr unter den Bewertungen: { $name } hat die Behauptung als nicht überprüfbar aussortiert, { $date }.
site-gone = Nicht mehr unter den Bewertungen: { $name } hat den Artikel neu eingelesen, { $date }, und diese Worte stehen nicht mehr in seinem Text.
site-withdrawn = Nicht mehr unter den Bewertungen: { $name } hat den Artikel zurückgezogen, { $date }.
site-tag-dismissed = aussortiert
site-tag-gone = nicht mehr im Text
site-tag-withdrawn = zurückgezogen
site-before = Was vorher eingetragen wurde
