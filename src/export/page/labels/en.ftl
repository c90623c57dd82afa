# What a report says in English (Fluent, https://projectfluent.org).
# Names and quotes come in variables and are never part of a message.

report = Fact-check report
contents = Contents
skip = Skip to the findings
untitled = Fact-check report on { $articles } articles

# Times
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
day = { $day } { $month } { $year }
moment = { $date }, { $time } UTC
colon = :
list-and = { $first } and { $last }
list-or = { $first } or { $last }

# Verdicts
disputed = disputed
conflict = in conflict
corroborated = corroborated
unverified = unverified

# The head
by = by { $name }
checked-by = checked by { $names }
lead-nothing = This report has no claims.
lead-open = { $claims ->
    [one] The only claim is not verified yet.
   *[other] None of the { $claims } claims is verified yet.
}
lead = { $claims ->
    [one] Of one claim
   *[other] Of { $claims } claims
}, { $parts }.
lead-disputed = { $claims ->
    [one] 1 does not hold
   *[other] { $claims } do not hold
}
lead-conflict = { $claims ->
    [one] 1 is in dispute among the checkers
   *[other] { $claims } are in dispute among the checkers
}
lead-corroborated = { $claims ->
    [one] 1 stands
   *[other] { $claims } stand
}
lead-unverified = { $claims ->
    [one] 1 is not verified
   *[other] { $claims } are not verified
}
lead-aside = { $claims ->
    [one] 1 more was dismissed as not checkable.
   *[other] { $claims } more were dismissed as not checkable.
}
bar = { $disputed } disputed, { $conflict } in conflict, { $corroborated } corroborated, { $unverified } unverified
state-of = This is the state of { $at }: { $shown } of { $entries } entries.
state-left-out = Left out, because they follow entries that are dated later: { $entries }.
selection = This report shows a selection: only claims { $what }.
selection-whole = The whole ledger has { $claims ->
    [one] 1 claim
   *[other] { $claims } claims
} in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}.
selected-status = that are { $what }
selected-tag = with { $count ->
    [one] the tag
   *[other] the tags
} { $what }
selected-since = that changed since { $what }
selected-until = that changed last until { $what }
selected-claim = called { $what }
selected-by = that { $what } judged
selected-article = of { $what }
hidden = { $entries ->
    [one] 1 entry is left out
   *[other] { $entries } entries are left out
} of this report: reviews are blind, and it was made for { $name } before they reviewed { $claims }.
hidden-nobody = somebody who gave no name
withdrawn = { $article } is withdrawn, with { $claims ->
    [one] its claim
   *[other] its { $claims } claims
}: { $reason }

# Sections
section-changes = What changed
section-findings = What does not hold
section-standing = What stands
section-open = What is not verified, and why
section-article = The article, with its claims
section-articles = The articles, with their claims
section-claims = The claims, one by one
section-figures = The figures
section-methods = How it was checked
section-balance = Who said what
section-coverage = What the verdicts rest on
section-corrections = Corrections
section-principles = What a signatory of a code of principles would show
section-proof = Proof: that this report is what was recorded
changes-since = { $count ->
    [0] Since the report of { $date }, no verdict changed.
    [one] Since the report of { $date }, 1 claim stands differently.
   *[other] Since the report of { $date }, { $count } claims stand differently.
}
changes-new = { $count ->
    [one] 1 claim is new.
   *[other] { $count } claims are new.
}
changes-dismissed = Dismissed since then: { $claims }.
changes-gone = No longer in the text: { $claims }.
changes-withdrawn = Withdrawn with all their claims: { $articles }.
changes-back = Back among the claims: { $claims }.
findings-none = Nothing that was checked is disputed.
standing-none = No claim is corroborated yet.
open-none = No claim is left open.

# A claim
said-by = said by { $name }
said-by-article = said by the article itself
claimant-corrected = the name was corrected by { $name } on { $date }
judged-by = { $name }, { $date }
judged = { $name }: { $status }
resolved-by = { $name } resolved the conflict on { $date }
waived-by = { $name } made an exception on { $date }: { $rule }
until-they-agree = Until the checkers agree, the earlier verdict remains in force: { $status }.
rests-on-claim = rests on { $claim }
rests-on-fallen = { $claim } no longer carries it: { $why }
rests-on = rests on { $evidence }
stale = A review rests on { $evidence }, which { $why }.
stale-gone = can no longer be found
stale-quote = no longer has its quote
stale-withdrawn = was withdrawn
fell-dismissed = it was dismissed
fell-disputed = it is disputed
fell-gone = it is gone from its article
fell-in-conflict = its checkers disagree
fell-withdrawn = its article was withdrawn
covers = covers { $what }
key-revoked = key revoked since
assigned = assigned to { $name }
tags = tags
no-note = No reason was given.
back = Back to its place in the article

# Why a claim is open
why-not-reviewed = not reviewed yet
why-reopened = reviewed before, and reopened
why-left-open = reviewed, and left open
why-waits = reviewed, but a verdict needs more
why-hidden = hidden until you review it
needs-reviews = { $count ->
    [one] 1 more review
   *[other] { $count } more reviews
}
needs-evidence = evidence
needs-origins = { $count ->
    [one] 1 more independent origin
   *[other] { $count } more independent origins
}
needs-editor = the agreement of an editor
needs = needs { $what }

# Evidence
supports = supports
refutes = refutes
context = gives context
searched = searched without result
primary = primary source
secondary = secondary source
captured = captured { $date }
not-captured = not captured: only the address was recorded
capture-withheld = what was captured is withheld ({ $entry })
from-origin = from { $name }
published = published { $date }
not-confirmed = this quote was not found in a captured text
evidence-withdrawn = withdrawn by { $name } on { $date }: { $reason }
evidence-checked = looked up again { $date }: { $result }
result-gone = it is gone
result-moved = the text around it changed
result-quote_gone = its quote is gone
result-there = it is there

# The margin of the article
margin-open = not verified
margin-conflict = the checkers disagree
withheld-text = The text and the page of this article are withheld.
withheld-words = The page of this article and some of its words are withheld.
more = and { $count } more
newer-text = { $article } is a newer text of the same article.

# The article
imported = imported { $date } by { $name }
read-as = read as { $what }
corrected-facts = corrected: { $what }
also-at = Also at
dismissed = Dismissed as not checkable
gone = Gone since the article was read again
claims = { $count ->
    [one] 1 claim
   *[other] { $count } claims
}
entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}

# History
history = History
history-of = History of claim { $number }
when = When
who = Who
what = What
entry = Entry
act-added = added the claim
act-assigned = assigned it
act-corrected = corrected who said it
act-dismissed = dismissed it
act-evidence-added = added evidence
act-evidence-checked = looked up evidence again
act-evidence-grouped = set the origin of evidence
act-evidence-withdrawn = withdrew evidence
act-linked = let it rest on another claim
act-noted = added a note
act-other = recorded something
act-released = gave it back
act-resolved = resolved the conflict: { $status }
act-restored = restored it
act-retracted = retracted a note
act-reviewed = reviewed it: { $status }
act-scoped = said what it covers
act-suggested = suggested: { $status }
act-tagged = changed its tags
act-taken = took it on
act-unlinked = no longer lets it rest on another claim
act-waived = made an exception from a rule
act-withdrawn = withdrew a review
taken-back = taken back since; its words are in the log
found-by = found by { $name }, score { $score } of 1000
added-by = added by { $name }
place = { $place }, bytes { $bytes }
details = Details
evidence-count = { $count ->
    [one] 1 piece of evidence
   *[other] { $count } pieces of evidence
}
earlier-than = dated before { $entry }

# Figures
by-article = Verdicts by article
by-claimant = Verdicts by claimant
progress = Reviews by week
ageing = How long open claims have waited
agreement = How far pairs of checkers agree
week-of = week of { $date }
days-0 = less than a day
days-7 = up to a week
days-30 = up to a month
days-90 = up to three months
days-more = longer
agreed = agreed
disagreed = disagreed
pair = { $one } and { $other }
article = Article
claimant = Said by
the-article = the article itself
others = others
all = all

# Methods
not-heading = What this report is not
not-score = A score is a guess of what is worth checking. It is no verdict.
not-unverified = “Unverified” means that nobody has reviewed the claim, or that it was reopened. It does not mean that the claim is false.
not-clocks = Times and names are as the checkers’ machines reported them.
not-latest = This report alone cannot show that it is the latest, or that the ledger’s owner did not rewrite it. Compare it with a checkpoint that is kept elsewhere.
not-got = Not got, or not kept
not-got-none = No search without a result was recorded, and no source that could not be captured.
policy = The rules in force
policy-default = The ledger has its default rules: one review makes a verdict, and a dispute or a change needs a note.
policy-set = From { $entry } on ({ $date }, by { $name }): { $what }
policy-before = Verdicts before it stand by the rules of their time.
policy-value = { $name }: { $value }
waivers = Exceptions
waivers-none = No exception from a rule was made.
rule-editor_required = an editor must agree
rule-evidence_required = evidence is required
rule-independent_origins = independent origins are required
rule-no_importer = nobody judges what they imported
rule-no_party = nobody resolves a conflict that they are a party to
rule-reviews_required = more than one review is required
rule-blind = reviews are blind
rule-importer_may_judge = people may judge what they imported
rule-join = who may join
rule-note_required = a dispute or a change needs a note
rule-resolver = who resolves conflicts
odd-time = A clock was wrong: { $entry } is dated { $date }, after this report was made
odd-time-before = A clock was wrong: { $entry } is dated { $date }, before { $earlier }
revoked = The key of { $name } was revoked by { $by } on { $date } ({ $entry }): { $reason }
revoked-signed = What it signed before remains valid: { $entries }.
revoked-refused = What it signed later has no effect: { $entries }.
key-rotated = The key of the ledger was rotated by { $name } on { $date } ({ $entry }); the old key signed the new one.
key-replaced = The key of the ledger was replaced by { $name } on { $date } ({ $entry }), not signed by the old one. That { $name } may do so, nothing in the ledger proves.

# Coverage
coverage-what = Of { $verdicts ->
    [one] 1 verdict
   *[other] { $verdicts } verdicts
}
coverage-noted = have a written reason
coverage-evidence = rest on recorded evidence
coverage-captured = rest on evidence whose page or file was captured
coverage-primary = rest on a primary source
coverage-origins = rest on two or more independent origins
coverage-eyes = were reached by two or more checkers
coverage-share = { $share }%

# Corrections
corrections-none = Among these claims, nobody changed a judgement, and nothing was taken back.
corrected-verdict = { $name } changed the judgement from { $from } to { $to }, { $date }
corrected-reopened = { $name } reopened it (it was { $from }), { $date }
corrected-resolved = reviewers disagreed; { $name } decided that it is { $to }, { $date }
corrected-dismissed = { $name } dismissed it as not checkable, { $date }
corrected-restored = { $name } restored it, { $date }
corrected-evidence = evidence { $evidence } was withdrawn by { $name }, { $date }
corrected-claimant = the claimant was corrected by { $name }, { $date }
corrected-note = a note was retracted by { $name }, { $date }
corrected-review = a review was withdrawn by { $name }, { $date }
corrected-after = { $days ->
    [0] on the same day
    [one] after 1 day
   *[other] after { $days } days
}

# Principles
principles-intro = Fact-checkers who sign a code of principles are assessed on commitments like these. This is what the ledger shows of each, and what it cannot show.
principle = Commitment
principle-shown = What the ledger shows
principle-gap = What it does not show
principle-fairness = Fairness: the same standard for everybody
principle-fairness-shown = { $claimants ->
    [one] Claims of 1 claimant
   *[other] Claims of { $claimants } claimants
}; the table “{ $table }” has the verdicts of each.
principle-fairness-gap = How the articles and claims were chosen.
principle-sources = Sources that readers can follow
principle-sources-shown = { $share }% of the verdicts rest on recorded evidence; { $captured }% on captured evidence.
principle-sources-gap = Sources that were used and not recorded.
principle-method = A published method
principle-method-shown = The rules that verdicts follow, with the entry that set each, and every exception.
principle-method-gap = How claims are selected, researched and written up.
principle-corrections = Open and honest corrections
principle-corrections-shown = { $count ->
    [0] No correction is recorded.
    [one] 1 correction is listed, with its delay.
   *[other] { $count } corrections are listed, each with its delay.
}
principle-corrections-gap = Corrections that readers asked for and nobody recorded.
principle-funding = Funding and organisation
principle-funding-shown = Nothing.
principle-funding-gap = Owners, funds and staff: no ledger of claims can show them.

# Proof
proof-intro = Each verdict is an entry in a log that only grows. The checkpoint below fixes every entry up to the last one; a bundle of this ledger holds the entries and the proofs.
proof-how = To check: make a bundle with `factledger export -o bundle.tar`, then run `factledger verify bundle.tar`, or its verify.py, or follow its VERIFY.md by hand.
made = Made
ledger = Ledger
last-entry = Last entry
leaf-hash = Its leaf hash
checkpoint = Checkpoint
hashes = Hashes
hash-page = Document, { $bytes } bytes
hash-text = Text, { $bytes } bytes
hash-quote = SHA-256 of the quote
footer = Made with factledger from the signed log of { $name }.

# A site
site-nothing = No claim has been published yet.
site-verdicts = Latest verdicts
site-feed-verdicts = verdicts
site-feed-corrections = corrections
site-articles = Articles
site-check = How to check all this
site-log = Every act behind these pages is an entry in a signed log that only grows. Beside each verdict lies its proof. The log itself is here as tiles (C2SP tlog-tiles), with its checkpoint and the public keys. What people wrote is in the log only by its hash, so that it can be withheld.
site-key = This is the key of the log. Compare it with one that you got from its owner elsewhere:
site-files = `factledger verify` checks a copy of this site; verify.py checks a single proof with Python alone.
site-latest = These pages alone cannot show that they are the latest, or that the ledger’s owner did not rewrite the log.
site-claim-check = Check this verdict
site-proof = The proof beside this page shows that the verdict is in the log, who signed it, and that it is about these words. It does not show what was recorded later:
site-run = In the folder of this page, run:
site-key-compare = Compare the first key with one that you got from the owner of the log.
site-no-text = The text of the article is not published here.
site-dismissed = No longer among the verdicts: { $name } dismissed it as not checkable, { $date }.
site-gone = No longer among the verdicts: { $name } had the article read again, { $date }, and these words are no longer in its text.
site-withdrawn = No longer among the verdicts: { $name } withdrew the article, { $date }.
site-tag-dismissed = dismissed
site-tag-gone = gone
site-tag-withdrawn = withdrawn
site-before = What was recorded before
