# What a report says in Spanish (Fluent, https://projectfluent.org).
# Names and quotes come in variables and are never part of a message.

report = Informe de verificación
contents = Índice
skip = Ir a los resultados
untitled = Informe de verificación sobre { $articles } artículos

# Times
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
day = { $day } de { $month } de { $year }
moment = { $date }, { $time } UTC
colon = :
list-and = { $first } y { $last }
list-or = { $first } o { $last }

# Verdicts
disputed = cuestionada
conflict = sin acuerdo
corroborated = corroborada
unverified = sin verificar

# The head
by = por { $name }
checked-by = verificado por { $names }
lead-nothing = Este informe no contiene afirmaciones.
lead-open = { $claims ->
    [one] La única afirmación está aún sin verificar.
   *[other] Ninguna de las { $claims } afirmaciones está aún verificada.
}
lead = { $claims ->
    [one] De una afirmación
   *[other] De { $claims } afirmaciones
}, { $parts }.
lead-disputed = { $claims ->
    [one] 1 no se sostiene
   *[other] { $claims } no se sostienen
}
lead-conflict = { $claims ->
    [one] 1 divide a los verificadores
   *[other] { $claims } dividen a los verificadores
}
lead-corroborated = { $claims ->
    [one] 1 se sostiene
   *[other] { $claims } se sostienen
}
lead-unverified = { $claims ->
    [one] 1 está sin verificar
   *[other] { $claims } están sin verificar
}
lead-aside = { $claims ->
    [one] Se descartó 1 más por no ser verificable.
   *[other] Se descartaron { $claims } más por no ser verificables.
}
bar = cuestionadas: { $disputed }; sin acuerdo: { $conflict }; corroboradas: { $corroborated }; sin verificar: { $unverified }
state-of = Este es el estado a { $at }: { $shown } de { $entries } entradas.
state-left-out = Quedan fuera, porque siguen a entradas de fecha posterior: { $entries }.
selection = Este informe muestra solo una parte de las afirmaciones: { $what }.
selection-whole = El registro completo contiene { $claims ->
    [one] 1 afirmación
   *[other] { $claims } afirmaciones
} en { $articles ->
    [one] 1 artículo
   *[other] { $articles } artículos
}.
selected-status = estado: { $what }
selected-tag = { $count ->
    [one] etiqueta:
   *[other] etiquetas:
} { $what }
selected-since = cambios desde { $what }
selected-until = sin cambios después de { $what }
selected-claim = { $what }
selected-by = revisadas por { $what }
selected-article = de { $what }
hidden = { $entries ->
    [one] En este informe falta 1 entrada
   *[other] En este informe faltan { $entries } entradas
}: las revisiones son a ciegas y el informe se hizo para { $name }, que aún no había revisado { $claims }.
hidden-nobody = alguien sin identificar
withdrawn = { $article } se ha retirado, con { $claims ->
    [one] 1 afirmación
   *[other] { $claims } afirmaciones
}: { $reason }

# Sections
section-changes = Qué ha cambiado
section-findings = Lo que no se sostiene
section-standing = Lo que se sostiene
section-open = Lo que está sin verificar, y por qué
section-article = El artículo y sus afirmaciones
section-articles = Los artículos y sus afirmaciones
section-claims = Las afirmaciones, una por una
section-figures = Las cifras
section-methods = Cómo se verificó
section-balance = Quién dijo qué
section-coverage = En qué se basan los veredictos
section-corrections = Correcciones
section-principles = Lo que mostraría el firmante de un código de principios
section-proof = Comprobación: este informe coincide con lo que se registró
changes-since = { $count ->
    [0] Desde el informe de { $date } no ha cambiado ningún veredicto.
    [one] Desde el informe de { $date } ha cambiado el veredicto de 1 afirmación.
   *[other] Desde el informe de { $date } ha cambiado el veredicto de { $count } afirmaciones.
}
changes-new = { $count ->
    [one] 1 afirmación es nueva.
   *[other] { $count } afirmaciones son nuevas.
}
changes-dismissed = Descartadas desde entonces: { $claims }.
changes-gone = Ya no están en el texto: { $claims }.
changes-withdrawn = Retirados con todas sus afirmaciones: { $articles }.
changes-back = Vuelven a figurar: { $claims }.
findings-none = Nada de lo verificado está cuestionado.
standing-none = Aún no hay ninguna afirmación corroborada.
open-none = No queda ninguna afirmación pendiente.

# A claim
said-by = lo afirma { $name }
said-by-article = lo afirma el propio artículo
claimant-corrected = nombre corregido por { $name } el { $date }
judged-by = { $name }, { $date }
judged = { $name }: { $status }
resolved-by = { $name } resolvió el desacuerdo el { $date }
waived-by = { $name } hizo una excepción el { $date }: { $rule }
until-they-agree = Mientras los verificadores no se pongan de acuerdo, sigue vigente el veredicto anterior: { $status }.
rests-on-claim = se apoya en { $claim }
rests-on-fallen = { $claim } ya no le sirve de apoyo ({ $why })
rests-on = se apoya en { $evidence }
stale = Una revisión se apoya en { $evidence }, pero { $why }.
stale-gone = esa prueba ya no se encuentra
stale-quote = la cita ya no aparece ahí
stale-withdrawn = esa prueba se retiró
fell-dismissed = se descartó
fell-disputed = está cuestionada
fell-gone = ya no está en su artículo
fell-in-conflict = los verificadores discrepan
fell-withdrawn = su artículo se retiró
covers = se refiere a: { $what }
key-revoked = clave revocada después
assigned = asignada a { $name }
tags = etiquetas
no-note = No se indicó ningún motivo.
back = Volver a su lugar en el artículo

# Why a claim is open
why-not-reviewed = aún sin revisar
why-reopened = con una revisión anterior, pero de nuevo pendiente
why-left-open = con revisión, pero aún pendiente
why-waits = con revisión, pero falta algo para un veredicto
why-hidden = oculto hasta que usted haga su revisión
needs-reviews = { $count ->
    [one] 1 revisión más
   *[other] { $count } revisiones más
}
needs-evidence = una prueba
needs-origins = { $count ->
    [one] 1 fuente independiente más
   *[other] { $count } fuentes independientes más
}
needs-editor = el visto bueno de un editor
needs = falta: { $what }

# Evidence
supports = respalda
refutes = contradice
context = aporta contexto
searched = búsqueda sin resultado
primary = fuente primaria
secondary = fuente secundaria
captured = copia del { $date }
not-captured = sin copia: solo se registró la dirección
capture-withheld = la copia guardada está retenida ({ $entry })
from-origin = origen: { $name }
published = publicación: { $date }
not-confirmed = esta cita no se encontró en ningún texto guardado
evidence-withdrawn = prueba retirada por { $name } el { $date }: { $reason }
evidence-checked = nueva consulta el { $date }: { $result }
result-gone = ya no está
result-moved = el texto que la rodea cambió
result-quote_gone = la cita ya no está
result-there = sigue ahí

# The margin of the article
margin-open = sin verificar
margin-conflict = los verificadores discrepan
withheld-text = El texto y la página de este artículo no se muestran: están retenidos.
withheld-words = La página de este artículo y algunas de sus palabras no se muestran: están retenidas.
more = y { $count } más
newer-text = { $article } es una versión más reciente del mismo artículo.

# The article
imported = importado por { $name } el { $date }
read-as = leído como { $what }
corrected-facts = corregido: { $what }
also-at = También en
dismissed = Descartadas por no ser verificables
gone = Ya no está desde que se volvió a leer el artículo
claims = { $count ->
    [one] 1 afirmación
   *[other] { $count } afirmaciones
}
entries = { $count ->
    [one] 1 entrada
   *[other] { $count } entradas
}

# History
history = Historial
history-of = Historial de la afirmación { $number }
when = Cuándo
who = Quién
what = Qué
entry = Entrada
act-added = añadió la afirmación
act-assigned = asignó la afirmación
act-corrected = corrigió quién lo dijo
act-dismissed = descartó la afirmación
act-evidence-added = añadió una prueba
act-evidence-checked = volvió a consultar una prueba
act-evidence-grouped = indicó el origen de una prueba
act-evidence-withdrawn = retiró una prueba
act-linked = apoyó la afirmación en otra
act-noted = añadió una nota
act-other = registró otra cosa
act-released = devolvió la afirmación
act-resolved = resolvió el desacuerdo: { $status }
act-restored = restableció la afirmación
act-retracted = retiró una nota
act-reviewed = revisó la afirmación: { $status }
act-scoped = precisó a qué se refiere la afirmación
act-suggested = sugirió: { $status }
act-tagged = cambió las etiquetas
act-taken = se hizo cargo de la afirmación
act-unlinked = dejó de apoyar la afirmación en otra
act-waived = hizo una excepción a una regla
act-withdrawn = retiró una revisión
taken-back = retirado después; el texto sigue en el diario
found-by = hallada por { $name }, puntuación { $score } de 1000
added-by = añadida por { $name }
place = { $place }, bytes { $bytes }
details = Detalles
evidence-count = { $count ->
    [one] 1 prueba
   *[other] { $count } pruebas
}
earlier-than = con fecha anterior a { $entry }

# Figures
by-article = Veredictos por artículo
by-claimant = Veredictos por autor de la afirmación
progress = Revisiones por semana
ageing = Cuánto llevan esperando las afirmaciones pendientes
agreement = Hasta qué punto coinciden los verificadores, de dos en dos
week-of = semana del { $date }
days-0 = menos de un día
days-7 = hasta una semana
days-30 = hasta un mes
days-90 = hasta tres meses
days-more = más tiempo
agreed = de acuerdo
disagreed = en desacuerdo
pair = { $one } y { $other }
article = Artículo
claimant = Quién lo afirma
the-article = el propio artículo
others = otros
all = total

# Methods
not-heading = Lo que este informe no es
not-score = Una puntuación es una estimación de lo que merece verificarse. No es un veredicto.
not-unverified = «Sin verificar» significa que nadie ha revisado la afirmación o que se reabrió. No significa que sea falsa.
not-clocks = Las horas y los nombres son los que comunicaron los equipos de los verificadores.
not-latest = Este informe no puede demostrar por sí solo que es el más reciente ni que el dueño del registro no lo ha reescrito. Compárelo con un punto de control guardado en otro lugar.
not-got = Lo que no se obtuvo o no se guardó
not-got-none = No consta ninguna búsqueda sin resultado ni ninguna fuente que no se pudiera copiar.
policy = Las reglas vigentes
policy-default = El registro sigue las reglas predeterminadas: basta una revisión para un veredicto, y cuestionar una afirmación o cambiar un veredicto exige una nota.
policy-set = Desde { $entry } ({ $date }, por { $name }): { $what }
policy-before = Los veredictos anteriores se rigen por las reglas de su momento.
policy-value = { $name }: { $value }
waivers = Excepciones
waivers-none = No se hizo ninguna excepción a las reglas.
rule-editor_required = un editor debe dar su visto bueno
rule-evidence_required = se exige una prueba
rule-independent_origins = se exigen fuentes independientes
rule-no_importer = nadie juzga lo que ha importado
rule-no_party = nadie resuelve un desacuerdo en el que es parte
rule-reviews_required = se exige más de una revisión
rule-blind = las revisiones son a ciegas
rule-importer_may_judge = se puede juzgar lo que uno mismo ha importado
rule-join = quién puede participar
rule-note_required = cuestionar o cambiar exige una nota
rule-resolver = quién resuelve los desacuerdos
odd-time = Un reloj iba mal: { $entry } lleva fecha de { $date }, posterior a este informe
odd-time-before = Un reloj iba mal: { $entry } lleva fecha de { $date }, anterior a { $earlier }
revoked = La clave de { $name } fue revocada por { $by } el { $date } ({ $entry }): { $reason }
revoked-signed = Lo que firmó antes sigue siendo válido: { $entries }.
revoked-refused = Lo que firmó después no tiene efecto: { $entries }.
key-rotated = { $name } renovó la clave del registro el { $date } ({ $entry }); la clave antigua firmó la nueva.
key-replaced = { $name } sustituyó la clave del registro el { $date } ({ $entry }), sin la firma de la antigua. Nada en el registro demuestra que { $name } pudiera hacerlo.

# Coverage
coverage-what = De { $verdicts ->
    [one] 1 veredicto
   *[other] { $verdicts } veredictos
}
coverage-noted = tienen una justificación escrita
coverage-evidence = se basan en pruebas registradas
coverage-captured = se basan en pruebas de cuya página o archivo hay copia
coverage-primary = se basan en una fuente primaria
coverage-origins = se basan en dos o más fuentes independientes
coverage-eyes = son obra de dos o más verificadores
coverage-share = { $share } %

# Corrections
corrections-none = En estas afirmaciones nadie cambió su valoración ni se retiró nada.
corrected-verdict = { $name } cambió su valoración de «{ $from }» a «{ $to }», { $date }
corrected-reopened = reabierta por { $name }, antes «{ $from }», { $date }
corrected-resolved = los revisores no estaban de acuerdo; { $name } decidió «{ $to }», { $date }
corrected-dismissed = descartada por { $name } por no ser verificable, { $date }
corrected-restored = recuperada por { $name }, { $date }
corrected-evidence = prueba { $evidence } retirada por { $name }, { $date }
corrected-claimant = autor de la afirmación corregido por { $name }, { $date }
corrected-note = nota retirada por { $name }, { $date }
corrected-review = revisión retirada por { $name }, { $date }
corrected-after = { $days ->
    [0] el mismo día
    [one] 1 día después
   *[other] { $days } días después
}

# Principles
principles-intro = Los verificadores que firman un código de principios son evaluados por compromisos como estos. Esto es lo que el registro muestra de cada uno y lo que no puede mostrar.
principle = Compromiso
principle-shown = Lo que muestra el registro
principle-gap = Lo que no muestra
principle-fairness = Imparcialidad: el mismo criterio para todos
principle-fairness-shown = { $claimants ->
    [one] Afirmaciones de 1 autor
   *[other] Afirmaciones de { $claimants } autores
}; la tabla «{ $table }» recoge los veredictos de cada uno.
principle-fairness-gap = Cómo se eligieron los artículos y las afirmaciones.
principle-sources = Fuentes que el lector puede consultar
principle-sources-shown = El { $share } % de los veredictos se basa en pruebas registradas; el { $captured } %, en pruebas de las que hay copia.
principle-sources-gap = Las fuentes que se usaron y no se registraron.
principle-method = Un método publicado
principle-method-shown = Las reglas que siguen los veredictos, con la entrada que fijó cada una, y todas las excepciones.
principle-method-gap = Cómo se eligen, se investigan y se redactan las afirmaciones.
principle-corrections = Correcciones abiertas y honestas
principle-corrections-shown = { $count ->
    [0] No consta ninguna corrección.
    [one] Figura 1 corrección, con lo que tardó.
   *[other] Figuran { $count } correcciones, cada una con lo que tardó.
}
principle-corrections-gap = Las correcciones que pidieron los lectores y nadie registró.
principle-funding = Financiación y organización
principle-funding-shown = Nada.
principle-funding-gap = Propietarios, fondos y personal: ningún registro de afirmaciones puede mostrarlos.

# Proof
proof-intro = Cada veredicto es una entrada de un diario al que solo se añade. El punto de control que sigue fija todas las entradas hasta la última; un paquete de este registro contiene las entradas y las pruebas criptográficas.
proof-how = Para comprobarlo: cree un paquete con `factledger export -o bundle.tar` y ejecute después `factledger verify bundle.tar` o el verify.py del paquete, o siga a mano su VERIFY.md.
made = Elaborado el
ledger = Registro
last-entry = Última entrada
leaf-hash = Su hash de hoja
checkpoint = Punto de control
hashes = Hashes
hash-page = Documento, { $bytes } bytes
hash-text = Texto, { $bytes } bytes
hash-quote = SHA-256 de la cita
footer = Elaborado con factledger a partir del diario firmado de { $name }.

# A site
site-nothing = Todavía no se ha publicado ninguna afirmación.
site-verdicts = Últimos veredictos
site-feed-verdicts = veredictos
site-feed-corrections = correcciones
site-articles = Artículos
site-check = Cómo comprobar todo esto
site-log = Cada acto que hay detrás de estas páginas es una entrada de un diario firmado que solo crece. Junto a cada veredicto está su prueba. El diario mismo está aquí en piezas (C2SP tlog-tiles), con su punto de control y las claves públicas. Lo que escribieron las personas figura en él solo por su hash, para que pueda retenerse.
site-key = Esta es la clave del diario. Compárela con una que haya recibido de su propietario por otra vía:
site-files = `factledger verify` comprueba una copia de este sitio; verify.py comprueba una sola prueba únicamente con Python.
site-latest = Estas páginas por sí solas no pueden demostrar que son las más recientes ni que el propietario no reescribió el diario.
site-claim-check = Comprobar este veredicto
site-proof = La prueba que está junto a esta página demuestra que el veredicto está en el diario, quién lo firmó y que se refiere a estas palabras. No demuestra qué se registró después:
site-run = En la carpeta de esta página, ejecute:
site-key-compare = Compare la primera clave con una que haya recibido del propietario del diario.
site-no-text = El texto del artículo no se publica aquí.
site-dismissed = Ya no figura entre los veredictos: { $name } la descartó por no ser verificable, { $date }.
site-gone = Ya no figura entre los veredictos: { $name } hizo leer de nuevo el artículo, { $date }, y estas palabras ya no están en su texto.
site-withdrawn = Ya no figura entre los veredictos: { $name } retiró el artículo, { $date }.
site-tag-dismissed = descartada
site-tag-gone = ya no está
site-tag-withdrawn = retirada
site-before = Lo que se registró antes
