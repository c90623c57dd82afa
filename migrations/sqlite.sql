-- What the files of `sqlite` make together, in the order of the database. A test writes it.

CREATE TABLE entries (
    position INTEGER PRIMARY KEY CHECK (position >= 0),  -- 0, 1, 2 ... without a gap
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),  -- as in bytes; the same act only once
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535),  -- exactly what was hashed
    leaf     BLOB NOT NULL CHECK (length(leaf) = 32)  -- RFC 6962: SHA-256(0x00 || bytes)
) STRICT;

CREATE TRIGGER entries_are_appended BEFORE INSERT ON entries
WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM entries)
    OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries are appended in order'); END;

CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;

CREATE TABLE checkpoints (
    size INTEGER PRIMARY KEY CHECK (size > 0),  -- in entries
    note BLOB NOT NULL  -- a C2SP signed checkpoint
) STRICT;

CREATE TRIGGER checkpoints_are_of_the_whole_log BEFORE INSERT ON checkpoints
WHEN NEW.size IS NOT (SELECT max(position) + 1 FROM entries)
    OR EXISTS (SELECT 1 FROM checkpoints WHERE size >= NEW.size)
BEGIN SELECT RAISE(ABORT, 'checkpoints are of the whole log'); END;

CREATE TRIGGER checkpoints_are_not_changed BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;

CREATE TRIGGER checkpoints_are_not_removed BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'checkpoints are never removed'); END;

CREATE TABLE contents (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    bytes  BLOB NOT NULL
) STRICT;

CREATE TRIGGER contents_are_not_replaced BEFORE INSERT ON contents
WHEN EXISTS (SELECT 1 FROM contents WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'contents are never replaced'); END;

CREATE TRIGGER contents_are_not_changed BEFORE UPDATE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are never changed'); END;

CREATE TABLE reviewers (
    key     TEXT PRIMARY KEY,  -- a C2SP vkey
    name    TEXT NOT NULL,
    entry   INTEGER NOT NULL,
    revoked INTEGER  -- the entry since which the key does not count; NULL: it does
) STRICT;

CREATE TABLE nodes (
    level    INTEGER NOT NULL,  -- 1: of 256 entries
    position INTEGER NOT NULL,
    hash     BLOB NOT NULL,
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
    id             INTEGER PRIMARY KEY,  -- A1, A2 ...
    origin         TEXT NOT NULL,
    title          TEXT,
    byline         TEXT,
    published      TEXT,
    language       TEXT,
    encoding       TEXT NOT NULL,
    reader         TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    raw_bytes      INTEGER NOT NULL,
    raw_sha256     BLOB NOT NULL,
    text_bytes     INTEGER NOT NULL,
    text_sha256    BLOB NOT NULL,
    imported_at    INTEGER NOT NULL,
    imported_by    TEXT NOT NULL,
    entry          INTEGER NOT NULL
, withheld INTEGER, address   TEXT NOT NULL DEFAULT '', reread    INTEGER, reread_by TEXT, reread_at INTEGER) STRICT;

CREATE INDEX articles_by_bytes ON articles (raw_sha256);

CREATE INDEX articles_by_origin ON articles (origin);

CREATE TABLE claims (
    id                INTEGER PRIMARY KEY,  -- C1, C2 ...
    article           INTEGER NOT NULL,
    span_start        INTEGER NOT NULL,
    span_end          INTEGER NOT NULL,
    line              INTEGER NOT NULL,
    column_number     INTEGER NOT NULL,
    quote             TEXT NOT NULL,
    quote_sha256      BLOB NOT NULL,
    claimant          TEXT,
    claimant_folded   TEXT,  -- in lower case, to be searched
    extractor         TEXT,  -- NULL: a person found it
    extractor_version TEXT,
    score             INTEGER NOT NULL,  -- -1: a person found it
    status            TEXT NOT NULL,
    conflict          INTEGER NOT NULL,
    dismissed         INTEGER NOT NULL,
    created_at        INTEGER NOT NULL,
    updated_at        INTEGER NOT NULL,
    entry             INTEGER NOT NULL
, claimant_start INTEGER, claimant_end   INTEGER, raw_start      INTEGER, raw_end        INTEGER, model_sha256   BLOB, withheld INTEGER, corrected    INTEGER, corrected_by TEXT, corrected_at INTEGER, withdrawn    INTEGER NOT NULL DEFAULT 0, waits TEXT, claimant_sha256 BLOB, placed    INTEGER, gone      INTEGER, gone_text BLOB, open INTEGER NOT NULL DEFAULT 1, stale INTEGER NOT NULL DEFAULT 0, scoped INTEGER) STRICT;

CREATE INDEX claims_by_article ON claims (article, id);

CREATE INDEX claims_by_score ON claims (score DESC, id) WHERE dismissed = 0;

CREATE INDEX claims_pending ON claims (id) WHERE status = 'unverified' AND dismissed = 0;

CREATE INDEX claims_disputed ON claims (id) WHERE status = 'disputed' AND dismissed = 0;

CREATE INDEX claims_corroborated ON claims (id) WHERE status = 'corroborated' AND dismissed = 0;

CREATE INDEX claims_in_conflict ON claims (id) WHERE conflict = 1;

CREATE INDEX claims_dismissed ON claims (id) WHERE dismissed = 1;

CREATE TABLE reviews (
    entry    INTEGER PRIMARY KEY,
    claim    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    status   TEXT NOT NULL,
    note     TEXT,
    at       INTEGER NOT NULL
, evidence TEXT, rating TEXT) STRICT;

CREATE INDEX reviews_by_claim ON reviews (claim, entry);

CREATE TABLE subjects (
    article INTEGER NOT NULL,
    claim   INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (article, claim, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX entries_on_articles ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"article.imported","v":1}' AS BLOB)) > 0;

CREATE INDEX entries_on_claims ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"claim.added","v":1}' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"claims.extracted","v":1}' AS BLOB)) > 0;

CREATE TABLE faults (
    entry INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE notes (
    entry    INTEGER PRIMARY KEY,
    claim    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    note     TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_by_claim ON notes (claim, entry);

CREATE TABLE withheld (
    sha256  BLOB PRIMARY KEY,
    article INTEGER NOT NULL,
    entry   INTEGER NOT NULL  -- that withheld it
) STRICT, WITHOUT ROWID;

CREATE TRIGGER contents_are_not_removed BEFORE DELETE ON contents
WHEN NOT EXISTS (SELECT 1 FROM withheld WHERE sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'contents are removed only when they are withheld'); END;

CREATE INDEX entries_on_withheld ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"content.withheld","v":1}' AS BLOB)) > 0;

CREATE TABLE article_acts (
    article INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (article, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE corrections (
    article  INTEGER NOT NULL,
    fact     TEXT NOT NULL,  -- byline, language, origin, published or title
    entry    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (article, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE withdrawals (
    article  INTEGER PRIMARY KEY,
    entry    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    reason   TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX claims_by_quote ON claims (quote_sha256);

CREATE INDEX articles_by_text ON articles (text_sha256);

CREATE TABLE history (
    entry INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    actor TEXT NOT NULL,
    type  TEXT NOT NULL  -- of the event: claim.reviewed, note.added ...
) STRICT;

CREATE INDEX history_by_actor ON history (actor, entry);

CREATE INDEX reviews_by_reviewer ON reviews (reviewer, claim);

CREATE INDEX claims_by_change ON claims (updated_at, id);

CREATE TABLE sealed_keys (
    key      TEXT NOT NULL,  -- the ledger's public key, a C2SP vkey
    reviewer TEXT NOT NULL,  -- the reviewer's public key, a C2SP vkey
    sealed   BLOB NOT NULL,
    PRIMARY KEY (key, reviewer)
) STRICT, WITHOUT ROWID;

CREATE VIEW history_view AS
SELECT
    'E' || entry AS entry,
    entry AS number,
    strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at,
    actor,
    type
FROM history;

CREATE TABLE roles (
    entry INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    role  TEXT NOT NULL
) STRICT;

CREATE TABLE policies (
    entry            INTEGER PRIMARY KEY,
    editor_required  TEXT NOT NULL,
    join_rule        TEXT NOT NULL,
    note_required    TEXT NOT NULL,
    resolver         TEXT NOT NULL,
    reviews_required INTEGER NOT NULL
, blind TEXT NOT NULL DEFAULT 'off', importer_may_judge TEXT NOT NULL DEFAULT 'on', evidence_required TEXT NOT NULL DEFAULT 'off', independent_origins INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE rulings (
    entry  INTEGER PRIMARY KEY,
    claim  INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    by     TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     INTEGER NOT NULL
, rating TEXT) STRICT;

CREATE INDEX rulings_by_claim ON rulings (claim, entry);

CREATE INDEX claims_waiting ON claims (id)
WHERE waits IS NOT NULL AND dismissed = 0 AND withdrawn = 0;

CREATE TABLE words (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),  -- of the salt in hexadecimal, LF, and the text
    salt   BLOB NOT NULL CHECK (length(salt) = 32),
    text   TEXT NOT NULL
) STRICT;

CREATE TABLE sealed (
    sha256   BLOB PRIMARY KEY,
    entry    INTEGER NOT NULL,
    withheld INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX sealed_by_entry ON sealed (entry);

CREATE TRIGGER words_are_not_replaced BEFORE INSERT ON words
WHEN EXISTS (SELECT 1 FROM words WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'words are never replaced'); END;

CREATE TRIGGER words_are_not_changed BEFORE UPDATE ON words
BEGIN SELECT RAISE(ABORT, 'words are never changed'); END;

CREATE TRIGGER words_are_not_removed BEFORE DELETE ON words
WHEN NOT EXISTS (SELECT 1 FROM sealed WHERE sha256 = OLD.sha256 AND withheld IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'words are removed only when they are withheld'); END;

CREATE VIEW reviews_view AS
SELECT
    'E' || entry AS entry,
    entry AS number,
    'C' || claim AS claim,
    claim AS claim_number,
    reviewer,
    status,
    nullif(note, '') AS note,
    strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at,
    NOT EXISTS (
        SELECT 1 FROM reviews AS later
        WHERE later.claim = reviews.claim
            AND later.reviewer = reviews.reviewer
            AND later.entry > reviews.entry) AS is_current,
    'E' || (
        SELECT min(later.entry) FROM reviews AS later
        WHERE later.claim = reviews.claim
            AND later.reviewer = reviews.reviewer
            AND later.entry > reviews.entry) AS superseded_by
FROM reviews;

CREATE INDEX articles_by_address ON articles (address);

CREATE TABLE readings (
    article        INTEGER NOT NULL,
    entry          INTEGER NOT NULL,  -- that recorded it
    encoding       TEXT NOT NULL,
    reader         TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    raw_bytes      INTEGER NOT NULL,
    raw_sha256     BLOB NOT NULL,
    text_bytes     INTEGER NOT NULL,
    text_sha256    BLOB NOT NULL,
    reviewer       TEXT NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (article, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE appearances (
    article        INTEGER NOT NULL,
    entry          INTEGER NOT NULL,
    origin         TEXT NOT NULL,
    address        TEXT NOT NULL,  -- the origin, as it is compared
    encoding       TEXT,
    reader         TEXT,
    reader_version TEXT,
    raw_bytes      INTEGER,
    raw_sha256     BLOB,
    text_bytes     INTEGER,
    text_sha256    BLOB,
    reviewer       TEXT NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (article, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX appearances_by_address ON appearances (address);

CREATE TABLE article_contents (
    article INTEGER NOT NULL,
    sha256  BLOB NOT NULL,
    entry   INTEGER NOT NULL,  -- the first that names them for this article
    PRIMARY KEY (article, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_contents_by_hash ON article_contents (sha256);

CREATE INDEX claims_gone ON claims (id) WHERE gone IS NOT NULL;

CREATE TABLE counts (
    article   INTEGER NOT NULL,  -- 0: all articles
    status    TEXT NOT NULL,
    dismissed INTEGER NOT NULL,
    gone      INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    PRIMARY KEY (article, status, dismissed, gone, withdrawn)
) STRICT, WITHOUT ROWID;

CREATE VIEW articles_view AS
SELECT
    'A' || id AS id,
    id AS number,
    title,
    origin,
    byline,
    published,
    language,
    reader || ' ' || reader_version AS reader,
    encoding,
    raw_bytes AS bytes,
    lower(hex(raw_sha256)) AS sha256,
    text_bytes,
    lower(hex(text_sha256)) AS text_sha256,
    strftime('%Y-%m-%dT%H:%M:%SZ', imported_at, 'unixepoch') AS imported_at,
    imported_by,
    'E' || entry AS entry,
    'E' || withheld AS withheld,
    EXISTS (SELECT 1 FROM withdrawals WHERE article = articles.id) AS withdrawn,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND status = 'unverified' AND dismissed = 0 AND gone = 0 AND withdrawn = 0) AS unverified,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND status = 'disputed' AND dismissed = 0 AND gone = 0 AND withdrawn = 0) AS disputed,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND status = 'corroborated' AND dismissed = 0 AND gone = 0 AND withdrawn = 0) AS corroborated,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND dismissed = 1 AND gone = 0 AND withdrawn = 0) AS dismissed,
    (SELECT count(*) FROM claims
     WHERE article = articles.id AND conflict = 1 AND dismissed = 0 AND gone IS NULL AND withdrawn = 0) AS conflict,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND gone = 1 AND withdrawn = 0) AS gone,
    'E' || reread AS reread,
    (SELECT group_concat(origin, ' ') FROM (
         SELECT origin FROM appearances WHERE article = articles.id ORDER BY entry)) AS also_at
FROM articles;

CREATE TABLE redactions (
    text_sha256 BLOB NOT NULL,
    entry       INTEGER NOT NULL,  -- that withheld the words
    article     INTEGER NOT NULL,
    sha256      BLOB NOT NULL,     -- of the copy
    spans       TEXT NOT NULL,     -- where the words were, in bytes, in JSON
    PRIMARY KEY (text_sha256, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX redactions_by_article ON redactions (article, entry);

CREATE TABLE stand_ins (
    entry    INTEGER PRIMARY KEY,
    sha256   BLOB NOT NULL,    -- of the bytes that stand in its place
    withheld INTEGER NOT NULL  -- the entry that says so
) STRICT;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
WHEN NEW.position IS NOT OLD.position
    OR NEW.id IS NOT OLD.id
    OR NEW.leaf IS NOT OLD.leaf
    OR NOT EXISTS (SELECT 1 FROM stand_ins WHERE entry = OLD.position)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

CREATE TABLE assignments (
    claim    INTEGER PRIMARY KEY,
    entry    INTEGER NOT NULL,
    assignee TEXT NOT NULL,
    due      TEXT,  -- 2026-12-01; NULL: no day is set
    by       TEXT NOT NULL
) STRICT;

CREATE INDEX assignments_by_assignee ON assignments (assignee, due, claim);

CREATE INDEX assignments_by_due ON assignments (due, claim) WHERE due IS NOT NULL;

CREATE TABLE leases (
    claim  INTEGER PRIMARY KEY,
    entry  INTEGER NOT NULL,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT;

CREATE INDEX leases_by_holder ON leases (holder, entry);

CREATE TABLE tags (
    tag   TEXT NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (tag, claim)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_claim ON tags (claim, tag);

CREATE INDEX claims_open ON claims (score DESC, id)
WHERE open = 1 AND dismissed = 0 AND gone IS NULL AND withdrawn = 0;

CREATE INDEX claims_waiting_by_score ON claims (score DESC, id)
WHERE waits IS NOT NULL AND dismissed = 0 AND gone IS NULL AND withdrawn = 0;

CREATE VIEW claims_view AS
SELECT
    'C' || claims.id AS id,
    claims.id AS number,
    CASE WHEN conflict = 1 THEN 'in conflict' ELSE status END AS verdict,
    status,
    conflict,
    dismissed,
    withdrawn,
    CASE WHEN claims.withheld IS NULL THEN quote END AS text,
    claimant,
    'A' || article AS article,
    article AS article_number,
    articles.title AS title,
    articles.origin AS origin,
    nullif(line, 0) AS line,
    nullif(column_number, 0) AS "column",
    span_start AS start,
    span_end AS "end",
    lower(hex(quote_sha256)) AS quote_sha256,
    extractor || ' ' || extractor_version AS extractor,
    nullif(score, -1) AS score,
    (SELECT count(*) FROM reviews
     WHERE claim = claims.id AND NOT EXISTS (
         SELECT 1 FROM reviews AS later
         WHERE later.claim = reviews.claim
             AND later.reviewer = reviews.reviewer
             AND later.entry > reviews.entry)) AS reviewers,
    (SELECT group_concat(said, '; ') FROM (
         SELECT reviews.status || ' by ' || reviews.reviewer AS said FROM reviews
         WHERE claim = claims.id AND NOT EXISTS (
             SELECT 1 FROM reviews AS later
             WHERE later.claim = reviews.claim
                 AND later.reviewer = reviews.reviewer
                 AND later.entry > reviews.entry)
         ORDER BY reviews.entry)) AS said,
    strftime('%Y-%m-%dT%H:%M:%SZ', created_at, 'unixepoch') AS created_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, 'unixepoch') AS updated_at,
    'E' || claims.entry AS entry,
    'E' || claims.withheld AS withheld,
    'E' || claims.gone AS gone,
    waits AS waits_for,
    (SELECT assignee FROM assignments WHERE claim = claims.id) AS assignee,
    (SELECT due FROM assignments WHERE claim = claims.id) AS due,
    (SELECT group_concat(tag, ', ') FROM (
         SELECT tag FROM tags WHERE claim = claims.id ORDER BY tag)) AS tags
FROM claims JOIN articles ON articles.id = claims.article;

CREATE TABLE search_texts (
    kind    INTEGER NOT NULL,  -- 1: claims, 2: notes, 3: titles
    block   INTEGER NOT NULL,
    lengths BLOB NOT NULL,
    PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_terms (
    kind  INTEGER NOT NULL,
    block INTEGER NOT NULL,
    term  TEXT NOT NULL,
    texts BLOB NOT NULL,
    PRIMARY KEY (kind, block, term)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    id       INTEGER PRIMARY KEY,
    entry    INTEGER NOT NULL,  -- that added it
    by       TEXT NOT NULL,
    withheld INTEGER  -- the entry that withheld what was captured
, stance TEXT NOT NULL DEFAULT '', kind TEXT, locator TEXT, origin TEXT, published TEXT, quote TEXT, is_confirmed INTEGER NOT NULL DEFAULT 0, note TEXT, searched TEXT, withdrawn INTEGER) STRICT;

CREATE TABLE evidence_claims (
    claim    INTEGER NOT NULL,
    evidence INTEGER NOT NULL,
    PRIMARY KEY (claim, evidence)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_claims_by_evidence ON evidence_claims (evidence);

CREATE TABLE evidence_acts (
    evidence INTEGER NOT NULL,
    entry    INTEGER NOT NULL,
    PRIMARY KEY (evidence, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence_contents (
    evidence INTEGER NOT NULL,
    sha256   BLOB NOT NULL,
    entry    INTEGER NOT NULL,  -- the first that names them for this evidence
    PRIMARY KEY (evidence, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_contents_by_hash ON evidence_contents (sha256);

CREATE INDEX claims_stale ON claims (id) WHERE gone IS NOT NULL OR stale = 1;

CREATE INDEX entries_on_evidence ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"evidence.added","v":1}' AS BLOB)) > 0;

CREATE INDEX evidence_by_entry ON evidence (entry);

CREATE VIEW evidence_view AS
SELECT
    'V' || id AS id,
    id AS number,
    'C' || claim AS claim,
    claim AS claim_number,
    'E' || entry AS entry,
    by AS added_by,
    stance,
    kind,
    locator,
    origin,
    published,
    quote,
    is_confirmed,
    note,
    searched,
    'E' || withdrawn AS withdrawn,
    'E' || withheld AS withheld
FROM evidence
JOIN evidence_claims ON evidence = id;

CREATE TABLE grounds (
    entry  INTEGER PRIMARY KEY,  -- that says so
    claim  INTEGER NOT NULL,
    target INTEGER NOT NULL,  -- the claim that it rests on
    until  INTEGER  -- the entry that takes it back
) STRICT;

CREATE INDEX grounds_by_claim ON grounds (claim, target);

CREATE INDEX grounds_by_target ON grounds (target, claim);

CREATE TABLE scales (
    entry   INTEGER PRIMARY KEY,
    ratings TEXT NOT NULL  -- in JSON, as the entry has them
) STRICT;

CREATE INDEX entries_on_keys ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"policy.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"key.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"role.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"scale.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"ledger.' AS BLOB)) > 0;
