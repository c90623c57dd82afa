# What a report says in Ukrainian (Fluent, https://projectfluent.org).
# Names and quotes come in variables and are never part of a message.

report = Фактчек
contents = Зміст
skip = Перейти до результатів
untitled = { $articles ->
    [one] Фактчек { $articles } статті
    [few] Фактчек { $articles } статей
    [many] Фактчек { $articles } статей
   *[other] Фактчек { $articles } статті
}

# Times
month-1 = січня
month-2 = лютого
month-3 = березня
month-4 = квітня
month-5 = травня
month-6 = червня
month-7 = липня
month-8 = серпня
month-9 = вересня
month-10 = жовтня
month-11 = листопада
month-12 = грудня
day = { $day } { $month } { $year } року
moment = { $date }, { $time } UTC
colon = :
list-and = { $first } та { $last }
list-or = { $first } або { $last }

# Verdicts
disputed = заперечено
conflict = оцінки розійшлися
corroborated = підтверджено
unverified = не перевірено

# The head
by = авторство: { $name }
checked-by = перевірка: { $names }
lead-nothing = У цьому звіті немає тверджень.
lead-open = { $claims ->
    [1] Єдине твердження ще не перевірено.
    [one] Жодного з { $claims } твердження ще не перевірено.
    [few] Жодного з { $claims } тверджень ще не перевірено.
    [many] Жодного з { $claims } тверджень ще не перевірено.
   *[other] Жодного з { $claims } твердження ще не перевірено.
}
lead = { $claims ->
    [1] У звіті одне твердження
    [one] У звіті { $claims } твердження
    [few] У звіті { $claims } твердження
    [many] У звіті { $claims } тверджень
   *[other] У звіті { $claims } твердження
}: { $parts }.
lead-disputed = { $claims ->
    [one] { $claims } не витримало перевірки
    [few] { $claims } не витримали перевірки
    [many] { $claims } не витримали перевірки
   *[other] { $claims } не витримали перевірки
}
lead-conflict = { $claims ->
    [one] { $claims } оцінено по-різному
    [few] { $claims } оцінено по-різному
    [many] { $claims } оцінено по-різному
   *[other] { $claims } оцінено по-різному
}
lead-corroborated = { $claims ->
    [one] { $claims } підтверджено
    [few] { $claims } підтверджено
    [many] { $claims } підтверджено
   *[other] { $claims } підтверджено
}
lead-unverified = { $claims ->
    [one] { $claims } не перевірено
    [few] { $claims } не перевірено
    [many] { $claims } не перевірено
   *[other] { $claims } не перевірено
}
lead-aside = { $claims ->
    [one] Ще { $claims } відхилено: його неможливо перевірити.
    [few] Ще { $claims } відхилено: їх неможливо перевірити.
    [many] Ще { $claims } відхилено: їх неможливо перевірити.
   *[other] Ще { $claims } відхилено: їх неможливо перевірити.
}
bar = заперечено: { $disputed }, оцінки розійшлися: { $conflict }, підтверджено: { $corroborated }, не перевірено: { $unverified }
state-of = Це стан на { $at }; показано записів: { $shown } з { $entries }.
state-left-out = Не враховано, бо вони йдуть після записів із пізнішою датою: { $entries }.
selection = У цьому звіті показано лише частину тверджень: { $what }.
selection-whole = У всьому реєстрі { $claims ->
    [one] { $claims } твердження
    [few] { $claims } твердження
    [many] { $claims } тверджень
   *[other] { $claims } твердження
} у { $articles ->
    [one] { $articles } статті
    [few] { $articles } статтях
    [many] { $articles } статтях
   *[other] { $articles } статті
}.
selected-status = статус: { $what }
selected-tag = { $count ->
    [one] мітка:
    [few] мітки:
    [many] мітки:
   *[other] мітки:
} { $what }
selected-since = змінені після { $what }
selected-until = без змін після { $what }
selected-claim = { $what }
selected-by = оцінки від: { $what }
selected-article = з { $what }
hidden = { $entries ->
    [one] У цьому звіті пропущено { $entries } запис
    [few] У цьому звіті пропущено { $entries } записи
    [many] У цьому звіті пропущено { $entries } записів
   *[other] У цьому звіті пропущено { $entries } запису
}: оцінювання сліпе, а звіт підготовлено для того, хто ще не оцінив { $claims } (одержувач: { $name }).
hidden-nobody = ім’я не вказано
withdrawn = { $article } відкликано, а разом і { $claims ->
    [one] { $claims } твердження
    [few] { $claims } твердження
    [many] { $claims } тверджень
   *[other] { $claims } твердження
}: { $reason }

# Sections
section-changes = Що змінилося
section-findings = Що не витримало перевірки
section-standing = Що витримало перевірку
section-open = Що не перевірено й чому
section-article = Стаття та її твердження
section-articles = Статті та їхні твердження
section-claims = Твердження по одному
section-figures = Цифри
section-methods = Як проводили перевірку
section-balance = Хто що сказав
section-coverage = На чому ґрунтуються вердикти
section-corrections = Виправлення
section-principles = Що показав би підписант кодексу принципів
section-proof = Достовірність: цей звіт відповідає тому, що було записано
changes-since = { $count ->
    [0] Від звіту за { $date } жоден вердикт не змінився.
    [one] Від звіту за { $date } змінився вердикт { $count } твердження.
    [few] Від звіту за { $date } змінився вердикт { $count } тверджень.
    [many] Від звіту за { $date } змінився вердикт { $count } тверджень.
   *[other] Від звіту за { $date } змінився вердикт { $count } твердження.
}
changes-new = { $count ->
    [one] { $count } твердження нове.
    [few] { $count } твердження нові.
    [many] { $count } тверджень нові.
   *[other] { $count } твердження нові.
}
changes-dismissed = Відхилено відтоді: { $claims }.
changes-gone = Більше немає в тексті: { $claims }.
changes-withdrawn = Відкликано разом з усіма твердженнями: { $articles }.
changes-back = Знову серед тверджень: { $claims }.
findings-none = З перевіреного нічого не заперечено.
standing-none = Жодного твердження ще не підтверджено.
open-none = Неперевірених тверджень не залишилося.

# A claim
said-by = хто сказав: { $name }
said-by-article = так стверджує сама стаття
claimant-corrected = ім’я виправлено: { $name }, { $date }
judged-by = { $name }, { $date }
judged = { $name }: { $status }
resolved-by = Рішення щодо розбіжності: { $name }, { $date }
waived-by = Виняток ({ $name }, { $date }): { $rule }
until-they-agree = Доки фактчекери не дійдуть згоди, чинним лишається попередній вердикт: { $status }.
rests-on-claim = спирається на { $claim }
rests-on-fallen = { $claim } більше не є опорою ({ $why })
rests-on = спирається на { $evidence }
stale = Оцінка спирається на { $evidence }, але { $why }.
stale-gone = цього доказу більше не знайти
stale-quote = цитати там більше немає
stale-withdrawn = цей доказ відкликано
fell-dismissed = його відхилено
fell-disputed = його заперечено
fell-gone = його більше немає у статті
fell-in-conflict = оцінки фактчекерів розійшлися
fell-withdrawn = статтю відкликано
covers = стосується: { $what }
key-revoked = ключ згодом відкликано
assigned = доручено: { $name }
tags = мітки
no-note = Причини не вказано.
back = Назад до місця у статті

# Why a claim is open
why-not-reviewed = ще не оцінено
why-reopened = раніше оцінено, потім відкрито знову
why-left-open = оцінено й залишено відкритим
why-waits = оцінено, але для вердикту цього замало
why-hidden = приховано, доки ви не дасте своєї оцінки
needs-reviews = { $count ->
    [one] ще { $count } оцінка
    [few] ще { $count } оцінки
    [many] ще { $count } оцінок
   *[other] ще { $count } оцінки
}
needs-evidence = доказ
needs-origins = { $count ->
    [one] ще { $count } незалежне джерело
    [few] ще { $count } незалежні джерела
    [many] ще { $count } незалежних джерел
   *[other] ще { $count } незалежного джерела
}
needs-editor = згода редактора
needs = потрібно: { $what }

# Evidence
supports = свідчить за
refutes = свідчить проти
context = дає контекст
searched = пошук без результату
primary = першоджерело
secondary = вторинне джерело
captured = копія від { $date }
not-captured = без копії: записано лише адресу
capture-withheld = збережену копію вилучено з показу ({ $entry })
from-origin = походження: { $name }
published = опубліковано { $date }
not-confirmed = цієї цитати немає в жодному збереженому тексті
evidence-withdrawn = відкликано ({ $name }, { $date }): { $reason }
evidence-checked = повторно переглянуто { $date }: { $result }
result-gone = більше немає
result-moved = текст навколо змінився
result-quote_gone = цитата зникла
result-there = на місці

# The margin of the article
margin-open = не перевірено
margin-conflict = оцінки фактчекерів розійшлися
withheld-text = Текст і сторінку цієї статті вилучено з показу.
withheld-words = Сторінку цієї статті та деякі її слова вилучено з показу.
more = і ще { $count }
newer-text = { $article } — новіший текст цієї самої статті.

# The article
imported = імпортовано { $date }, { $name }
read-as = прочитано як { $what }
corrected-facts = виправлено: { $what }
also-at = Також на
dismissed = Відхилено: неможливо перевірити
gone = Зникло після повторного зчитування статті
claims = { $count ->
    [one] { $count } твердження
    [few] { $count } твердження
    [many] { $count } тверджень
   *[other] { $count } твердження
}
entries = { $count ->
    [one] { $count } запис
    [few] { $count } записи
    [many] { $count } записів
   *[other] { $count } запису
}

# History
history = Історія
history-of = Історія твердження { $number }
when = Коли
who = Хто
what = Що
entry = Запис
act-added = додає твердження
act-assigned = доручає твердження
act-corrected = виправляє, хто це сказав
act-dismissed = відхиляє твердження
act-evidence-added = додає доказ
act-evidence-checked = повторно переглядає доказ
act-evidence-grouped = зазначає походження доказу
act-evidence-withdrawn = відкликає доказ
act-linked = спирає твердження на інше
act-noted = додає примітку
act-other = робить інший запис
act-released = повертає твердження
act-resolved = вирішує розбіжність: { $status }
act-restored = відновлює твердження
act-retracted = відкликає примітку
act-reviewed = оцінює твердження: { $status }
act-scoped = уточнює, чого стосується твердження
act-suggested = пропонує: { $status }
act-tagged = змінює мітки
act-taken = береться за твердження
act-unlinked = більше не спирає твердження на інше
act-waived = робить виняток із правила
act-withdrawn = відкликає оцінку
taken-back = згодом скасовано; запис лишився в журналі
found-by = знайдено: { $name }, бал { $score } із 1000
added-by = додано: { $name }
place = { $place }, байти { $bytes }
details = Подробиці
evidence-count = { $count ->
    [one] { $count } доказ
    [few] { $count } докази
    [many] { $count } доказів
   *[other] { $count } доказу
}
earlier-than = дата раніша, ніж у { $entry }

# Figures
by-article = Вердикти за статтями
by-claimant = Вердикти за авторами тверджень
progress = Оцінки за тижнями
ageing = Як довго чекають неперевірені твердження
agreement = Наскільки збігаються оцінки фактчекерів у парах
week-of = тиждень від { $date }
days-0 = менше дня
days-7 = до тижня
days-30 = до місяця
days-90 = до трьох місяців
days-more = довше
agreed = збіглися
disagreed = розійшлися
pair = { $one } та { $other }
article = Стаття
claimant = Хто сказав
the-article = сама стаття
others = інші
all = усього

# Methods
not-heading = Чим цей звіт не є
not-score = Бал — це лише припущення про те, що варто перевірити. Це не вердикт.
not-unverified = «Не перевірено» означає, що твердження ніхто не оцінив або що його відкрили знову. Це не означає, що воно хибне.
not-clocks = Час та імена наведено так, як їх передали комп’ютери фактчекерів.
not-latest = Цей звіт сам не доводить ні того, що він найновіший, ні того, що власник реєстру його не переписав. Порівняйте звіт із контрольною точкою, яку зберігають деінде.
not-got = Не отримано або не збережено
not-got-none = Не записано ні пошуків без результату, ні джерел, які не вдалося скопіювати.
policy = Чинні правила
policy-default = У реєстрі діють типові правила: для вердикту досить однієї оцінки, а заперечення чи зміна потребує примітки.
policy-set = Починаючи з { $entry } ({ $date }, { $name }): { $what }
policy-before = Попередні вердикти діють за правилами свого часу.
policy-value = { $name }: { $value }
waivers = Винятки
waivers-none = Винятків із правил не було.
rule-editor_required = потрібна згода редактора
rule-evidence_required = потрібен доказ
rule-independent_origins = потрібні незалежні джерела
rule-no_importer = ніхто не оцінює того, що сам імпортував
rule-no_party = ніхто не вирішує розбіжності, у якій є стороною
rule-reviews_required = потрібно більше ніж одна оцінка
rule-blind = оцінювання сліпе
rule-importer_may_judge = можна оцінювати те, що сам імпортував
rule-join = хто може долучитися
rule-note_required = заперечення чи зміна потребує примітки
rule-resolver = хто вирішує розбіжності
odd-time = Годинник ішов неправильно: { $entry } має дату { $date }, пізнішу за цей звіт
odd-time-before = Годинник ішов неправильно: { $entry } має дату { $date }, ранішу, ніж у { $earlier }
revoked = Відкликано ключ: { $name }. Хто відкликав: { $by }, { $date } ({ $entry }). Причина: { $reason }
revoked-signed = Підписане ним раніше лишається чинним: { $entries }.
revoked-refused = Підписане ним пізніше не має сили: { $entries }.
key-rotated = Ключ реєстру змінено: { $name }, { $date } ({ $entry }); старий ключ підписав новий.
key-replaced = Ключ реєстру замінено: { $name }, { $date } ({ $entry }); старий ключ не підписав нового. Ніщо в реєстрі не доводить, що { $name } має на це право.

# Coverage
coverage-what = З { $verdicts ->
    [one] { $verdicts } вердикту
    [few] { $verdicts } вердиктів
    [many] { $verdicts } вердиктів
   *[other] { $verdicts } вердикту
}
coverage-noted = мають письмове обґрунтування
coverage-evidence = спираються на записані докази
coverage-captured = спираються на докази, сторінку чи файл яких скопійовано
coverage-primary = спираються на першоджерело
coverage-origins = спираються на два або більше незалежних джерел
coverage-eyes = винесли двоє або більше фактчекерів
coverage-share = { $share }%

# Corrections
corrections-none = Серед цих тверджень ніхто не змінив оцінки, і нічого не відкликано.
corrected-verdict = { $name }: оцінку «{ $from }» змінено на «{ $to }», { $date }
corrected-reopened = знову відкрито: { $name }, раніше було «{ $from }», { $date }
corrected-resolved = рецензенти не дійшли згоди; рішення «{ $to }» прийняв(-ла) { $name }, { $date }
corrected-dismissed = відхилено як таке, що не можна перевірити: { $name }, { $date }
corrected-restored = відновлено: { $name }, { $date }
corrected-evidence = доказ { $evidence } відкликано: { $name }, { $date }
corrected-claimant = автора твердження виправлено: { $name }, { $date }
corrected-note = примітку відкликано: { $name }, { $date }
corrected-review = оцінку відкликано: { $name }, { $date }
corrected-after = { $days ->
    [0] того самого дня
    [one] через { $days } день
    [few] через { $days } дні
    [many] через { $days } днів
   *[other] через { $days } дня
}

# Principles
principles-intro = Фактчекерів, які підписують кодекс принципів, оцінюють за такими зобов’язаннями. Ось що про кожне з них показує реєстр і чого він показати не може.
principle = Зобов’язання
principle-shown = Що показує реєстр
principle-gap = Чого він не показує
principle-fairness = Неупередженість: однакова міра для всіх
principle-fairness-shown = { $claimants ->
    [one] Твердження { $claimants } автора
    [few] Твердження { $claimants } авторів
    [many] Твердження { $claimants } авторів
   *[other] Твердження { $claimants } автора
}; вердикти щодо кожного — у таблиці «{ $table }».
principle-fairness-gap = Як обирали статті й твердження.
principle-sources = Джерела, які читач може перевірити
principle-sources-shown = { $share }% вердиктів спираються на записані докази, { $captured }% — на докази, що мають копію.
principle-sources-gap = Джерела, якими скористалися, але яких не записали.
principle-method = Оприлюднена методика
principle-method-shown = Правила, за якими виносять вердикти, записи, що їх установили, та всі винятки.
principle-method-gap = Як твердження обирають, досліджують і описують.
principle-corrections = Відкриті й чесні виправлення
principle-corrections-shown = { $count ->
    [0] Виправлень не записано.
    [one] Наведено { $count } виправлення і те, скільки часу воно забрало.
    [few] Наведено { $count } виправлення і те, скільки часу забрало кожне.
    [many] Наведено { $count } виправлень і те, скільки часу забрало кожне.
   *[other] Наведено { $count } виправлення і те, скільки часу забрало кожне.
}
principle-corrections-gap = Виправлення, про які просили читачі й яких ніхто не записав.
principle-funding = Фінансування та організація
principle-funding-shown = Нічого.
principle-funding-gap = Власники, кошти й працівники: цього не покаже жоден реєстр тверджень.

# Proof
proof-intro = Кожен вердикт — це запис у журналі, який лише поповнюється. Контрольна точка нижче фіксує всі записи до останнього; пакет цього реєстру містить записи та криптографічні докази.
proof-how = Щоб перевірити, створіть пакет командою `factledger export -o bundle.tar`, а тоді запустіть `factledger verify bundle.tar` або verify.py з пакета чи виконайте вручну кроки з його VERIFY.md.
made = Створено
ledger = Реєстр
last-entry = Останній запис
leaf-hash = Хеш його листка
checkpoint = Контрольна точка
hashes = Хеші
hash-page = Документ, байтів: { $bytes }
hash-text = Текст, байтів: { $bytes }
hash-quote = SHA-256 цитати
footer = Створено програмою factledger з підписаного журналу { $name }.

# A site
site-nothing = Жодного твердження ще не опубліковано.
site-verdicts = Останні вердикти
site-feed-verdicts = вердикти
site-feed-corrections = виправлення
site-articles = Статті
site-check = Як усе це перевірити
site-log = За цими сторінками стоїть підписаний журнал, який лише поповнюється: кожна дія є записом у ньому. Поруч із кожним вердиктом лежить його доказ. Сам журнал лежить тут плитками (C2SP tlog-tiles), із контрольною точкою та публічними ключами. Те, що написали люди, є в ньому лише як хеш, щоб його можна було вилучити.
site-key = Це ключ журналу. Порівняйте його з тим, який ви отримали від власника в інший спосіб:
site-files = `factledger verify` перевіряє копію цього сайту; verify.py перевіряє окремий доказ за допомогою лише Python.
site-latest = Самі ці сторінки не можуть довести, що вони найновіші або що власник не переписав журнал.
site-claim-check = Перевірити цей вердикт
site-proof = Доказ поруч із цією сторінкою показує, що вердикт є в журналі, хто його підписав і що він стосується саме цих слів. Він не показує, що записали пізніше:
site-run = У теці цієї сторінки виконайте:
site-key-compare = Порівняйте перший ключ із тим, який ви отримали від власника журналу.
site-no-text = Текст статті тут не публікується.
site-dismissed = Більше не належить до вердиктів: { $name } відхиляє його як таке, що не можна перевірити, { $date }.
site-gone = Більше не належить до вердиктів: { $name } перечитує статтю, { $date }, і цих слів у її тексті вже немає.
site-withdrawn = Більше не належить до вердиктів: { $name } відкликає статтю, { $date }.
site-tag-dismissed = відхилено
site-tag-gone = зникло
site-tag-withdrawn = відкликано
site-before = Що було записано раніше
