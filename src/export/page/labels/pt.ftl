# What a report says in Portuguese (Fluent, https://projectfluent.org).
# Names and quotes come in variables and are never part of a message.

report = Relatório de verificação
contents = Índice
skip = Ir para os resultados
untitled = Relatório de verificação sobre { $articles } artigos

# Times
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
day = { $day } de { $month } de { $year }
moment = { $date }, { $time } UTC
colon = :
list-and = { $first } e { $last }
list-or = { $first } ou { $last }

# Verdicts
disputed = contestada
conflict = sem acordo
corroborated = corroborada
unverified = não verificada

# The head
by = por { $name }
checked-by = verificado por { $names }
lead-nothing = Este relatório não contém afirmações.
lead-open = { $claims ->
    [one] A única afirmação ainda não foi verificada.
   *[other] Nenhuma das { $claims } afirmações foi ainda verificada.
}
lead = { $claims ->
    [one] De uma afirmação
   *[other] De { $claims } afirmações
}, { $parts }.
lead-disputed = { $claims ->
    [one] 1 não se sustenta
   *[other] { $claims } não se sustentam
}
lead-conflict = { $claims ->
    [one] 1 divide os verificadores
   *[other] { $claims } dividem os verificadores
}
lead-corroborated = { $claims ->
    [one] 1 foi corroborada
   *[other] { $claims } foram corroboradas
}
lead-unverified = { $claims ->
    [one] 1 não foi verificada
   *[other] { $claims } não foram verificadas
}
lead-aside = { $claims ->
    [one] Mais 1 foi excluída por não ser verificável.
   *[other] Mais { $claims } foram excluídas por não serem verificáveis.
}
bar = contestadas: { $disputed }; sem acordo: { $conflict }; corroboradas: { $corroborated }; não verificadas: { $unverified }
state-of = Este é o estado em { $at }: { $shown } de { $entries } entradas.
state-left-out = Ficam de fora, porque se seguem a entradas com data posterior: { $entries }.
selection = Este relatório mostra apenas uma parte das afirmações: { $what }.
selection-whole = O livro de verificações completo tem { $claims ->
    [0] 0 afirmações
    [one] 1 afirmação
   *[other] { $claims } afirmações
} em { $articles ->
    [0] 0 artigos
    [one] 1 artigo
   *[other] { $articles } artigos
}.
selected-status = estado: { $what }
selected-tag = { $count ->
    [one] etiqueta:
   *[other] etiquetas:
} { $what }
selected-since = alteradas desde { $what }
selected-until = sem alterações depois de { $what }
selected-claim = { $what }
selected-by = avaliadas por { $what }
selected-article = de { $what }
hidden = { $entries ->
    [one] Neste relatório falta 1 entrada
   *[other] Neste relatório faltam { $entries } entradas
}: as avaliações são cegas, e o relatório foi feito para { $name }, que ainda não tinha avaliado { $claims }.
hidden-nobody = alguém sem identificação
withdrawn = { $article } foi retirado, com { $claims ->
    [0] 0 afirmações
    [one] 1 afirmação
   *[other] { $claims } afirmações
}: { $reason }

# Sections
section-changes = O que mudou
section-findings = O que não se sustenta
section-standing = O que se sustenta
section-open = O que não foi verificado, e porquê
section-article = O artigo e as suas afirmações
section-articles = Os artigos e as suas afirmações
section-claims = As afirmações, uma a uma
section-figures = Os números
section-methods = Como foi feita a verificação
section-balance = Quem disse o quê
section-coverage = Em que assentam os veredictos
section-corrections = Correções
section-principles = O que mostraria o signatário de um código de princípios
section-proof = Comprovação: este relatório corresponde ao que ficou gravado
changes-since = { $count ->
    [0] Desde o relatório de { $date }, nenhum veredicto mudou.
    [one] Desde o relatório de { $date }, mudou o veredicto de 1 afirmação.
   *[other] Desde o relatório de { $date }, mudou o veredicto de { $count } afirmações.
}
changes-new = { $count ->
    [one] 1 afirmação é nova.
   *[other] { $count } afirmações são novas.
}
changes-dismissed = Descartadas desde então: { $claims }.
changes-gone = Já não estão no texto: { $claims }.
changes-withdrawn = Retirados com todas as suas afirmações: { $articles }.
changes-back = Voltam a constar: { $claims }.
findings-none = Nada do que foi verificado é contestado.
standing-none = Ainda não há nenhuma afirmação corroborada.
open-none = Nenhuma afirmação ficou em aberto.

# A claim
said-by = segundo { $name }
said-by-article = segundo o próprio artigo
claimant-corrected = nome corrigido por { $name } em { $date }
judged-by = { $name }, { $date }
judged = { $name }: { $status }
resolved-by = { $name } resolveu o desacordo em { $date }
waived-by = { $name } abriu uma exceção em { $date }: { $rule }
until-they-agree = Enquanto os verificadores não chegarem a acordo, mantém-se em vigor o veredicto anterior: { $status }.
rests-on-claim = apoia-se em { $claim }
rests-on-fallen = { $claim } já não lhe serve de apoio ({ $why })
rests-on = apoia-se em { $evidence }
stale = Uma avaliação apoia-se em { $evidence }, mas { $why }.
stale-gone = essa prova já não se encontra
stale-quote = a citação já não está lá
stale-withdrawn = essa prova foi retirada
fell-dismissed = foi excluída
fell-disputed = é contestada
fell-gone = já não está no seu artigo
fell-in-conflict = os verificadores discordam
fell-withdrawn = o seu artigo foi retirado
covers = refere-se a: { $what }
key-revoked = chave revogada depois
assigned = atribuída a { $name }
tags = etiquetas
no-note = Não foi indicado nenhum motivo.
back = Voltar ao seu lugar no artigo

# Why a claim is open
why-not-reviewed = ainda sem avaliação
why-reopened = com avaliação anterior, mas de novo em aberto
why-left-open = com avaliação, mas ainda em aberto
why-waits = com avaliação, mas falta algo para um veredicto
why-hidden = oculto até que faça a sua avaliação
needs-reviews = { $count ->
    [one] mais 1 avaliação
   *[other] mais { $count } avaliações
}
needs-evidence = uma prova
needs-origins = { $count ->
    [one] mais 1 fonte independente
   *[other] mais { $count } fontes independentes
}
needs-editor = a concordância de um editor
needs = falta: { $what }

# Evidence
supports = apoia
refutes = contradiz
context = dá contexto
searched = pesquisa sem resultado
primary = fonte primária
secondary = fonte secundária
captured = cópia de { $date }
not-captured = sem cópia: só foi gravado o endereço
capture-withheld = a cópia guardada está retida ({ $entry })
from-origin = origem: { $name }
published = publicação: { $date }
not-confirmed = esta citação não foi encontrada em nenhum texto guardado
evidence-withdrawn = prova retirada por { $name } em { $date }: { $reason }
evidence-checked = nova consulta em { $date }: { $result }
result-gone = já não está lá
result-moved = o texto em volta mudou
result-quote_gone = a citação já não está lá
result-there = continua lá

# The margin of the article
margin-open = por verificar
margin-conflict = os verificadores discordam
withheld-text = O texto e a página deste artigo não são mostrados: estão retidos.
withheld-words = A página deste artigo e algumas das suas palavras não são mostradas: estão retidas.
more = e mais { $count }
newer-text = { $article } é uma versão mais recente do mesmo artigo.

# The article
imported = importado por { $name } em { $date }
read-as = lido como { $what }
corrected-facts = corrigido: { $what }
also-at = Também em
dismissed = Excluídas por não serem verificáveis
gone = Já não está lá desde que o artigo foi lido de novo
claims = { $count ->
    [0] 0 afirmações
    [one] 1 afirmação
   *[other] { $count } afirmações
}
entries = { $count ->
    [0] 0 entradas
    [one] 1 entrada
   *[other] { $count } entradas
}

# History
history = Histórico
history-of = Histórico da afirmação { $number }
when = Quando
who = Quem
what = O quê
entry = Entrada
act-added = acrescentou a afirmação
act-assigned = atribuiu a afirmação
act-corrected = corrigiu quem o disse
act-dismissed = excluiu a afirmação
act-evidence-added = acrescentou uma prova
act-evidence-checked = voltou a consultar uma prova
act-evidence-grouped = indicou a origem de uma prova
act-evidence-withdrawn = retirou uma prova
act-linked = apoiou a afirmação noutra
act-noted = acrescentou uma nota
act-other = gravou outra coisa
act-released = devolveu a afirmação
act-resolved = resolveu o desacordo: { $status }
act-restored = repôs a afirmação
act-retracted = retirou uma nota
act-reviewed = avaliou a afirmação: { $status }
act-scoped = indicou a que se refere a afirmação
act-suggested = sugeriu: { $status }
act-tagged = mudou as etiquetas
act-taken = assumiu a afirmação
act-unlinked = deixou de apoiar a afirmação noutra
act-waived = abriu uma exceção a uma regra
act-withdrawn = retirou uma avaliação
taken-back = retirado depois; o texto continua no diário
found-by = encontrada por { $name }, pontuação { $score } de 1000
added-by = acrescentada por { $name }
place = { $place }, bytes { $bytes }
details = Detalhes
evidence-count = { $count ->
    [one] 1 prova
   *[other] { $count } provas
}
earlier-than = com data anterior a { $entry }

# Figures
by-article = Veredictos por artigo
by-claimant = Veredictos por autor da afirmação
progress = Avaliações por semana
ageing = Há quanto tempo esperam as afirmações em aberto
agreement = Até que ponto concordam os verificadores, dois a dois
week-of = semana de { $date }
days-0 = menos de um dia
days-7 = até uma semana
days-30 = até um mês
days-90 = até três meses
days-more = mais tempo
agreed = de acordo
disagreed = em desacordo
pair = { $one } e { $other }
article = Artigo
claimant = Quem o afirma
the-article = o próprio artigo
others = outros
all = total

# Methods
not-heading = O que este relatório não é
not-score = Uma pontuação é uma estimativa do que vale a pena verificar. Não é um veredicto.
not-unverified = “Não verificada” significa que ninguém avaliou a afirmação ou que ela foi reaberta. Não significa que seja falsa.
not-clocks = As horas e os nomes são os que as máquinas dos verificadores comunicaram.
not-latest = Este relatório não pode mostrar por si só que é o mais recente, nem que o dono do livro de verificações não o reescreveu. Compare-o com um ponto de verificação guardado noutro lugar.
not-got = O que não se obteve ou não se guardou
not-got-none = Não consta nenhuma pesquisa sem resultado, nem nenhuma fonte que não se pudesse copiar.
policy = As regras em vigor
policy-default = O livro de verificações segue as regras predefinidas: basta uma avaliação para um veredicto, e uma contestação ou uma mudança exige uma nota.
policy-set = A partir de { $entry } ({ $date }, por { $name }): { $what }
policy-before = Os veredictos anteriores seguem as regras do seu tempo.
policy-value = { $name }: { $value }
waivers = Exceções
waivers-none = Não foi aberta nenhuma exceção às regras.
rule-editor_required = um editor tem de concordar
rule-evidence_required = exige-se uma prova
rule-independent_origins = exigem-se fontes independentes
rule-no_importer = ninguém julga o que importou
rule-no_party = ninguém resolve um desacordo em que é parte
rule-reviews_required = exige-se mais de uma avaliação
rule-blind = as avaliações são cegas
rule-importer_may_judge = cada um pode julgar o que importou
rule-join = quem pode participar
rule-note_required = uma contestação ou uma mudança exige uma nota
rule-resolver = quem resolve os desacordos
odd-time = Um relógio estava errado: { $entry } tem a data de { $date }, posterior a este relatório
odd-time-before = Um relógio estava errado: { $entry } tem a data de { $date }, anterior a { $earlier }
revoked = A chave de { $name } foi revogada por { $by } em { $date } ({ $entry }): { $reason }
revoked-signed = O que assinou antes continua válido: { $entries }.
revoked-refused = O que assinou depois não tem efeito: { $entries }.
key-rotated = { $name } renovou a chave do livro de verificações em { $date } ({ $entry }); a chave antiga assinou a nova.
key-replaced = { $name } substituiu a chave do livro de verificações em { $date } ({ $entry }), sem a assinatura da antiga. Nada no livro prova que { $name } o podia fazer.

# Coverage
coverage-what = De { $verdicts ->
    [one] 1 veredicto
   *[other] { $verdicts } veredictos
}
coverage-noted = têm uma justificação escrita
coverage-evidence = assentam em provas gravadas
coverage-captured = assentam em provas com cópia da página ou do documento
coverage-primary = assentam numa fonte primária
coverage-origins = assentam em duas ou mais fontes independentes
coverage-eyes = são de dois ou mais verificadores
coverage-share = { $share }%

# Corrections
corrections-none = Entre estas afirmações, ninguém mudou a sua avaliação e nada foi retirado.
corrected-verdict = { $name } mudou a avaliação de “{ $from }” para “{ $to }”, { $date }
corrected-reopened = reaberta por { $name }, antes “{ $from }”, { $date }
corrected-resolved = os revisores discordavam; { $name } decidiu por “{ $to }”, { $date }
corrected-dismissed = descartada por { $name } por não ser verificável, { $date }
corrected-restored = reposta por { $name }, { $date }
corrected-evidence = prova { $evidence } retirada por { $name }, { $date }
corrected-claimant = autor da afirmação corrigido por { $name }, { $date }
corrected-note = nota retirada por { $name }, { $date }
corrected-review = avaliação retirada por { $name }, { $date }
corrected-after = { $days ->
    [0] no mesmo dia
    [one] 1 dia depois
   *[other] { $days } dias depois
}

# Principles
principles-intro = Os verificadores que assinam um código de princípios são avaliados por compromissos como estes. Eis o que o livro de verificações mostra de cada um, e o que não pode mostrar.
principle = Compromisso
principle-shown = O que o livro mostra
principle-gap = O que não mostra
principle-fairness = Imparcialidade: o mesmo critério para todos
principle-fairness-shown = { $claimants ->
    [0] Afirmações de 0 autores
    [one] Afirmações de 1 autor
   *[other] Afirmações de { $claimants } autores
}; a tabela “{ $table }” traz os veredictos de cada um.
principle-fairness-gap = Como foram escolhidos os artigos e as afirmações.
principle-sources = Fontes que o leitor pode consultar
principle-sources-shown = { $share }% dos veredictos assentam em provas gravadas; { $captured }%, em provas de que há cópia.
principle-sources-gap = As fontes que foram usadas e não ficaram gravadas.
principle-method = Um método publicado
principle-method-shown = As regras que os veredictos seguem, com a entrada que fixou cada uma, e todas as exceções.
principle-method-gap = Como as afirmações são escolhidas, investigadas e redigidas.
principle-corrections = Correções abertas e honestas
principle-corrections-shown = { $count ->
    [0] Não consta nenhuma correção.
    [one] Consta 1 correção, com o tempo que demorou.
   *[other] Constam { $count } correções, cada uma com o tempo que demorou.
}
principle-corrections-gap = As correções que os leitores pediram e ninguém gravou.
principle-funding = Financiamento e organização
principle-funding-shown = Nada.
principle-funding-gap = Proprietários, fundos e pessoal: nenhum livro de afirmações os pode mostrar.

# Proof
proof-intro = Cada veredicto é uma entrada num diário a que só se acrescenta. O ponto de verificação abaixo fixa todas as entradas até à última; um pacote deste livro de verificações contém as entradas e as provas criptográficas.
proof-how = Para conferir: crie um pacote com `factledger export -o bundle.tar` e execute depois `factledger verify bundle.tar` ou o verify.py do pacote, ou siga à mão o seu VERIFY.md.
made = Elaborado em
ledger = Livro de verificações
last-entry = Última entrada
leaf-hash = O seu hash de folha
checkpoint = Ponto de verificação
hashes = Hashes
hash-page = Documento, { $bytes } bytes
hash-text = Texto, { $bytes } bytes
hash-quote = SHA-256 da citação
footer = Elaborado com factledger a partir do diário assinado de { $name }.

# A site
site-nothing = Nenhuma afirmação foi publicada ainda.
site-verdicts = Últimos veredictos
site-feed-verdicts = veredictos
site-feed-corrections = correções
site-articles = Artigos
site-check = Como verificar tudo isto
site-log = Cada ato por detrás destas páginas é uma entrada de um diário assinado que só cresce. Ao lado de cada veredicto está a sua prova. O próprio diário está aqui em blocos (C2SP tlog-tiles), com o seu ponto de verificação e as chaves públicas. O que as pessoas escreveram consta dele apenas pelo seu hash, para que possa ser retido.
site-key = Esta é a chave do diário. Compare-a com uma que tenha recebido do proprietário por outra via:
site-files = `factledger verify` verifica uma cópia deste site; verify.py verifica uma única prova apenas com Python.
site-latest = Estas páginas, por si só, não podem mostrar que são as mais recentes nem que o proprietário não reescreveu o diário.
site-claim-check = Verificar este veredicto
site-proof = A prova ao lado desta página mostra que o veredicto está no diário, quem o assinou e que se refere a estas palavras. Não mostra o que foi registado depois:
site-run = Na pasta desta página, execute:
site-key-compare = Compare a primeira chave com uma que tenha recebido do proprietário do diário.
site-no-text = O texto do artigo não é publicado aqui.
site-dismissed = Já não consta dos veredictos: { $name } excluiu-a por não ser verificável, { $date }.
site-gone = Já não consta dos veredictos: { $name } mandou ler de novo o artigo, { $date }, e estas palavras já não estão no seu texto.
site-withdrawn = Já não consta dos veredictos: { $name } retirou o artigo, { $date }.
site-tag-dismissed = excluída
site-tag-gone = desaparecida
site-tag-withdrawn = retirada
site-before = O que estava registado antes
