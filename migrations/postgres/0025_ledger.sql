-- The whole of format 25. Its tables have the columns of SQLite's, in the same order, so that the two
-- can be compared row by row. Statements end at an empty line.
--
-- Texts are sorted by their bytes (COLLATE "C"), as in SQLite, whatever the database's own order is.

CREATE TABLE ledger (
    id     BIGINT PRIMARY KEY CHECK (id = 1),
    format BIGINT NOT NULL,
    turn   BIGINT  -- changes with each turn to write: who may change it can wait for theirs
);

-- Whether the bytes of an entry name this type of event near their end, before the signature.
CREATE FUNCTION has_type(bytes BYTEA, type BYTEA) RETURNS BOOLEAN
LANGUAGE SQL IMMUTABLE PARALLEL SAFE
AS $$ SELECT position(type IN substring(bytes FROM greatest(octet_length(bytes) - 511, 1))) > 0 $$;

CREATE FUNCTION time_of(seconds BIGINT) RETURNS TEXT
LANGUAGE SQL STABLE PARALLEL SAFE
AS $$ SELECT to_char(to_timestamp(seconds) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;

-- The guards have names of their own for what they use, whatever the session would take for it.
CREATE FUNCTION refuse() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = TG_ARGV[0]; END $$;

CREATE FUNCTION entries_are_appended() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN
    IF NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM factledger.entries) THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'entries are appended in order';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION entries_are_not_changed() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN
    IF NEW.position <> OLD.position OR NEW.id <> OLD.id OR NEW.leaf <> OLD.leaf
        OR NOT EXISTS (SELECT 1 FROM factledger.stand_ins WHERE entry = OLD.position) THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'entries are never changed';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION checkpoints_are_of_the_whole_log() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN
    IF NEW.size <> (SELECT coalesce(max(position) + 1, 0) FROM factledger.entries)
        OR EXISTS (SELECT 1 FROM factledger.checkpoints WHERE size >= NEW.size) THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'checkpoints are of the whole log';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contents_are_not_removed() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM factledger.withheld WHERE sha256 = OLD.sha256) THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'contents are removed only when they are withheld';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION words_are_not_removed() RETURNS TRIGGER
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM factledger.sealed WHERE sha256 = OLD.sha256 AND withheld IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            MESSAGE = 'words are removed only when they are withheld';
    END IF;
    RETURN OLD;
END $$;

CREATE TABLE entries (
    position BIGINT PRIMARY KEY CHECK (position >= 0),  -- 0, 1, 2 ... without a gap
    id       BYTEA NOT NULL UNIQUE CHECK (length(id) = 16),  -- as in bytes; the same act only once
    bytes    BYTEA NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535),  -- exactly what was hashed
    leaf     BYTEA NOT NULL CHECK (length(leaf) = 32)  -- RFC 6962: SHA-256(0x00 || bytes)
);

CREATE TABLE checkpoints (
    size BIGINT PRIMARY KEY CHECK (size > 0),  -- in entries
    note BYTEA NOT NULL  -- a C2SP signed checkpoint
);

CREATE TABLE contents (
    sha256 BYTEA PRIMARY KEY CHECK (length(sha256) = 32),
    bytes  BYTEA NOT NULL
);

CREATE TABLE reviewers (
    key     TEXT COLLATE "C" PRIMARY KEY,  -- a C2SP vkey
    name    TEXT COLLATE "C" NOT NULL,
    entry   BIGINT NOT NULL,
    revoked BIGINT  -- the entry since which the key does not count; NULL: it does
);

CREATE TABLE nodes (
    level    BIGINT NOT NULL,  -- 1: of 256 entries
    position BIGINT NOT NULL,
    hash     BYTEA NOT NULL,
    PRIMARY KEY (level, position)
);

CREATE TABLE articles (
    id             BIGINT PRIMARY KEY,  -- A1, A2 ...
    origin         TEXT COLLATE "C" NOT NULL,
    title          TEXT COLLATE "C",
    byline         TEXT COLLATE "C",
    published      TEXT COLLATE "C",
    language       TEXT COLLATE "C",
    encoding       TEXT COLLATE "C" NOT NULL,
    reader         TEXT COLLATE "C" NOT NULL,
    reader_version TEXT COLLATE "C" NOT NULL,
    raw_bytes      BIGINT NOT NULL,
    raw_sha256     BYTEA NOT NULL,
    text_bytes     BIGINT NOT NULL,
    text_sha256    BYTEA NOT NULL,
    imported_at    BIGINT NOT NULL,
    imported_by    TEXT COLLATE "C" NOT NULL,
    entry          BIGINT NOT NULL,
    withheld       BIGINT,
    address        TEXT COLLATE "C" NOT NULL DEFAULT '',
    reread         BIGINT,
    reread_by      TEXT COLLATE "C",
    reread_at      BIGINT
);

CREATE INDEX articles_by_bytes ON articles (raw_sha256);

CREATE INDEX articles_by_origin ON articles (origin);

CREATE TABLE claims (
    id                BIGINT PRIMARY KEY,  -- C1, C2 ...
    article           BIGINT NOT NULL,
    span_start        BIGINT NOT NULL,
    span_end          BIGINT NOT NULL,
    line              BIGINT NOT NULL,
    column_number     BIGINT NOT NULL,
    quote             TEXT COLLATE "C" NOT NULL,
    quote_sha256      BYTEA NOT NULL,
    claimant          TEXT COLLATE "C",
    claimant_folded   TEXT COLLATE "C",  -- in lower case, to be searched
    extractor         TEXT COLLATE "C",  -- NULL: a person found it
    extractor_version TEXT COLLATE "C",
    score             BIGINT NOT NULL,  -- -1: a person found it
    status            TEXT COLLATE "C" NOT NULL,
    conflict          BIGINT NOT NULL,
    dismissed         BIGINT NOT NULL,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT NOT NULL,
    entry             BIGINT NOT NULL,
    claimant_start    BIGINT,
    claimant_end      BIGINT,
    raw_start         BIGINT,
    raw_end           BIGINT,
    model_sha256      BYTEA,
    withheld          BIGINT,
    corrected         BIGINT,
    corrected_by      TEXT COLLATE "C",
    corrected_at      BIGINT,
    withdrawn         BIGINT NOT NULL DEFAULT 0,
    waits             TEXT COLLATE "C",
    claimant_sha256   BYTEA,
    placed            BIGINT,
    gone              BIGINT,
    gone_text         BYTEA,
    open              BIGINT NOT NULL DEFAULT 1,
    stale             BIGINT NOT NULL DEFAULT 0,
    scoped            BIGINT
);

CREATE INDEX claims_by_article ON claims (article, id);

CREATE INDEX claims_by_score ON claims (score DESC, id) WHERE dismissed = 0;

CREATE INDEX claims_pending ON claims (id) WHERE status = 'unverified' AND dismissed = 0;

CREATE INDEX claims_disputed ON claims (id) WHERE status = 'disputed' AND dismissed = 0;

CREATE INDEX claims_corroborated ON claims (id) WHERE status = 'corroborated' AND dismissed = 0;

CREATE INDEX claims_in_conflict ON claims (id) WHERE conflict = 1;

CREATE INDEX claims_dismissed ON claims (id) WHERE dismissed = 1;

CREATE TABLE reviews (
    entry    BIGINT PRIMARY KEY,
    claim    BIGINT NOT NULL,
    reviewer TEXT COLLATE "C" NOT NULL,
    status   TEXT COLLATE "C" NOT NULL,
    note     TEXT COLLATE "C",
    at       BIGINT NOT NULL,
    evidence TEXT COLLATE "C",
    rating   TEXT COLLATE "C"
);

CREATE INDEX reviews_by_claim ON reviews (claim, entry);

CREATE TABLE subjects (
    article BIGINT NOT NULL,
    claim   BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (article, claim, entry)
);

CREATE INDEX entries_on_articles ON entries (position)
WHERE has_type(bytes, '"type":"article.imported","v":1}');

CREATE INDEX entries_on_claims ON entries (position)
WHERE has_type(bytes, '"type":"claim.added","v":1}')
    OR has_type(bytes, '"type":"claims.extracted","v":1}');

CREATE TABLE faults (
    entry BIGINT PRIMARY KEY
);

CREATE TABLE notes (
    entry    BIGINT PRIMARY KEY,
    claim    BIGINT NOT NULL,
    reviewer TEXT COLLATE "C" NOT NULL,
    note     TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX notes_by_claim ON notes (claim, entry);

CREATE TABLE withheld (
    sha256  BYTEA PRIMARY KEY,
    article BIGINT NOT NULL,
    entry   BIGINT NOT NULL  -- that withheld it
);

CREATE INDEX entries_on_withheld ON entries (position)
WHERE has_type(bytes, '"type":"content.withheld","v":1}');

CREATE TABLE article_acts (
    article BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (article, entry)
);

CREATE TABLE corrections (
    article  BIGINT NOT NULL,
    fact     TEXT COLLATE "C" NOT NULL,  -- byline, language, origin, published or title
    entry    BIGINT NOT NULL,
    reviewer TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (article, fact)
);

CREATE TABLE withdrawals (
    article  BIGINT PRIMARY KEY,
    entry    BIGINT NOT NULL,
    reviewer TEXT COLLATE "C" NOT NULL,
    reason   TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX claims_by_quote ON claims (quote_sha256);

CREATE INDEX articles_by_text ON articles (text_sha256);

CREATE TABLE history (
    entry BIGINT PRIMARY KEY,
    at    BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    type  TEXT COLLATE "C" NOT NULL  -- of the event: claim.reviewed, note.added ...
);

CREATE INDEX history_by_actor ON history (actor, entry);

CREATE INDEX reviews_by_reviewer ON reviews (reviewer, claim);

CREATE INDEX claims_by_change ON claims (updated_at, id);

CREATE TABLE sealed_keys (
    key      TEXT COLLATE "C" NOT NULL,  -- the ledger's public key, a C2SP vkey
    reviewer TEXT COLLATE "C" NOT NULL,  -- the reviewer's public key, a C2SP vkey
    sealed   BYTEA NOT NULL,
    PRIMARY KEY (key, reviewer)
);

CREATE VIEW history_view AS
SELECT
    'E' || entry AS entry,
    entry AS number,
    time_of(at) AS at,
    actor,
    type
FROM history;

CREATE TABLE roles (
    entry BIGINT PRIMARY KEY,
    name  TEXT COLLATE "C" NOT NULL,
    role  TEXT COLLATE "C" NOT NULL
);

CREATE TABLE policies (
    entry               BIGINT PRIMARY KEY,
    editor_required     TEXT COLLATE "C" NOT NULL,
    join_rule           TEXT COLLATE "C" NOT NULL,
    note_required       TEXT COLLATE "C" NOT NULL,
    resolver            TEXT COLLATE "C" NOT NULL,
    reviews_required    BIGINT NOT NULL,
    blind               TEXT COLLATE "C" NOT NULL DEFAULT 'off',
    importer_may_judge  TEXT COLLATE "C" NOT NULL DEFAULT 'on',
    evidence_required   TEXT COLLATE "C" NOT NULL DEFAULT 'off',
    independent_origins BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE rulings (
    entry  BIGINT PRIMARY KEY,
    claim  BIGINT NOT NULL,
    kind   TEXT COLLATE "C" NOT NULL,
    value  TEXT COLLATE "C" NOT NULL,
    by     TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    at     BIGINT NOT NULL,
    rating TEXT COLLATE "C"
);

CREATE INDEX rulings_by_claim ON rulings (claim, entry);

CREATE INDEX claims_waiting ON claims (id)
WHERE waits IS NOT NULL AND dismissed = 0 AND withdrawn = 0;

CREATE TABLE words (
    sha256 BYTEA PRIMARY KEY CHECK (length(sha256) = 32),  -- of the salt in hexadecimal, LF, and the text
    salt   BYTEA NOT NULL CHECK (length(salt) = 32),
    text   TEXT COLLATE "C" NOT NULL
);

CREATE TABLE sealed (
    sha256   BYTEA PRIMARY KEY,
    entry    BIGINT NOT NULL,
    withheld BIGINT
);

CREATE INDEX sealed_by_entry ON sealed (entry);

CREATE VIEW reviews_view AS
SELECT
    'E' || entry AS entry,
    entry AS number,
    'C' || claim AS claim,
    claim AS claim_number,
    reviewer,
    status,
    nullif(note, '') AS note,
    time_of(at) AS at,
    (NOT EXISTS (
        SELECT 1 FROM reviews AS later
        WHERE later.claim = reviews.claim
            AND later.reviewer = reviews.reviewer
            AND later.entry > reviews.entry))::int AS is_current,
    'E' || (
        SELECT min(later.entry) FROM reviews AS later
        WHERE later.claim = reviews.claim
            AND later.reviewer = reviews.reviewer
            AND later.entry > reviews.entry) AS superseded_by
FROM reviews;

CREATE INDEX articles_by_address ON articles (address);

CREATE TABLE readings (
    article        BIGINT NOT NULL,
    entry          BIGINT NOT NULL,  -- that recorded it
    encoding       TEXT COLLATE "C" NOT NULL,
    reader         TEXT COLLATE "C" NOT NULL,
    reader_version TEXT COLLATE "C" NOT NULL,
    raw_bytes      BIGINT NOT NULL,
    raw_sha256     BYTEA NOT NULL,
    text_bytes     BIGINT NOT NULL,
    text_sha256    BYTEA NOT NULL,
    reviewer       TEXT COLLATE "C" NOT NULL,
    at             BIGINT NOT NULL,
    PRIMARY KEY (article, entry)
);

CREATE TABLE appearances (
    article        BIGINT NOT NULL,
    entry          BIGINT NOT NULL,
    origin         TEXT COLLATE "C" NOT NULL,
    address        TEXT COLLATE "C" NOT NULL,  -- the origin, as it is compared
    encoding       TEXT COLLATE "C",
    reader         TEXT COLLATE "C",
    reader_version TEXT COLLATE "C",
    raw_bytes      BIGINT,
    raw_sha256     BYTEA,
    text_bytes     BIGINT,
    text_sha256    BYTEA,
    reviewer       TEXT COLLATE "C" NOT NULL,
    at             BIGINT NOT NULL,
    PRIMARY KEY (article, entry)
);

CREATE INDEX appearances_by_address ON appearances (address);

CREATE TABLE article_contents (
    article BIGINT NOT NULL,
    sha256  BYTEA NOT NULL,
    entry   BIGINT NOT NULL,  -- the first that names them for this article
    PRIMARY KEY (article, sha256)
);

CREATE INDEX article_contents_by_hash ON article_contents (sha256);

CREATE INDEX claims_gone ON claims (id) WHERE gone IS NOT NULL;

CREATE TABLE counts (
    article   BIGINT NOT NULL,  -- 0: all articles
    status    TEXT COLLATE "C" NOT NULL,
    dismissed BIGINT NOT NULL,
    gone      BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    claims    BIGINT NOT NULL,
    PRIMARY KEY (article, status, dismissed, gone, withdrawn)
);

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
    encode(raw_sha256, 'hex') AS sha256,
    text_bytes,
    encode(text_sha256, 'hex') AS text_sha256,
    time_of(imported_at) AS imported_at,
    imported_by,
    'E' || entry AS entry,
    'E' || withheld AS withheld,
    (EXISTS (SELECT 1 FROM withdrawals WHERE article = articles.id))::int AS withdrawn,
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
    (SELECT string_agg(origin, ' ' ORDER BY entry) FROM appearances
     WHERE article = articles.id) AS also_at
FROM articles;

CREATE TABLE redactions (
    text_sha256 BYTEA NOT NULL,
    entry       BIGINT NOT NULL,  -- that withheld the words
    article     BIGINT NOT NULL,
    sha256      BYTEA NOT NULL,  -- of the copy
    spans       TEXT COLLATE "C" NOT NULL,  -- where the words were, in bytes, in JSON
    PRIMARY KEY (text_sha256, entry)
);

CREATE INDEX redactions_by_article ON redactions (article, entry);

CREATE TABLE stand_ins (
    entry    BIGINT PRIMARY KEY,
    sha256   BYTEA NOT NULL,  -- of the bytes that stand in its place
    withheld BIGINT NOT NULL  -- the entry that says so
);

CREATE TABLE assignments (
    claim    BIGINT PRIMARY KEY,
    entry    BIGINT NOT NULL,
    assignee TEXT COLLATE "C" NOT NULL,
    due      TEXT COLLATE "C",  -- 2026-12-01; NULL: no day is set
    by       TEXT COLLATE "C" NOT NULL
);

CREATE INDEX assignments_by_assignee ON assignments (assignee, due, claim);

CREATE INDEX assignments_by_due ON assignments (due, claim) WHERE due IS NOT NULL;

CREATE TABLE leases (
    claim  BIGINT PRIMARY KEY,
    entry  BIGINT NOT NULL,
    holder TEXT COLLATE "C" NOT NULL,
    until  BIGINT NOT NULL
);

CREATE INDEX leases_by_holder ON leases (holder, entry);

CREATE TABLE tags (
    tag   TEXT COLLATE "C" NOT NULL,
    claim BIGINT NOT NULL,
    PRIMARY KEY (tag, claim)
);

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
    encode(quote_sha256, 'hex') AS quote_sha256,
    extractor || ' ' || extractor_version AS extractor,
    nullif(score, -1) AS score,
    (SELECT count(*) FROM reviews
     WHERE claim = claims.id AND NOT EXISTS (
         SELECT 1 FROM reviews AS later
         WHERE later.claim = reviews.claim
             AND later.reviewer = reviews.reviewer
             AND later.entry > reviews.entry)) AS reviewers,
    (SELECT string_agg(reviews.status || ' by ' || reviews.reviewer, '; ' ORDER BY reviews.entry)
     FROM reviews
     WHERE claim = claims.id AND NOT EXISTS (
         SELECT 1 FROM reviews AS later
         WHERE later.claim = reviews.claim
             AND later.reviewer = reviews.reviewer
             AND later.entry > reviews.entry)) AS said,
    time_of(created_at) AS created_at,
    time_of(updated_at) AS updated_at,
    'E' || claims.entry AS entry,
    'E' || claims.withheld AS withheld,
    'E' || claims.gone AS gone,
    waits AS waits_for,
    (SELECT assignee FROM assignments WHERE claim = claims.id) AS assignee,
    (SELECT due FROM assignments WHERE claim = claims.id) AS due,
    (SELECT string_agg(tag, ', ' ORDER BY tag) FROM tags WHERE claim = claims.id) AS tags
FROM claims JOIN articles ON articles.id = claims.article;

CREATE TABLE search_texts (
    kind    BIGINT NOT NULL,  -- 1: claims, 2: notes, 3: titles
    block   BIGINT NOT NULL,
    lengths BYTEA NOT NULL,
    PRIMARY KEY (kind, block)
);

CREATE TABLE search_terms (
    kind  BIGINT NOT NULL,
    block BIGINT NOT NULL,
    term  TEXT COLLATE "C" NOT NULL,
    texts BYTEA NOT NULL,
    PRIMARY KEY (kind, block, term)
);

CREATE TABLE evidence (
    id           BIGINT PRIMARY KEY,
    entry        BIGINT NOT NULL,  -- that added it
    by           TEXT COLLATE "C" NOT NULL,
    withheld     BIGINT,  -- the entry that withheld what was captured
    stance       TEXT COLLATE "C" NOT NULL DEFAULT '',
    kind         TEXT COLLATE "C",
    locator      TEXT COLLATE "C",
    origin       TEXT COLLATE "C",
    published    TEXT COLLATE "C",
    quote        TEXT COLLATE "C",
    is_confirmed BIGINT NOT NULL DEFAULT 0,
    note         TEXT COLLATE "C",
    searched     TEXT COLLATE "C",
    withdrawn    BIGINT
);

CREATE TABLE evidence_claims (
    claim    BIGINT NOT NULL,
    evidence BIGINT NOT NULL,
    PRIMARY KEY (claim, evidence)
);

CREATE INDEX evidence_claims_by_evidence ON evidence_claims (evidence);

CREATE TABLE evidence_acts (
    evidence BIGINT NOT NULL,
    entry    BIGINT NOT NULL,
    PRIMARY KEY (evidence, entry)
);

CREATE TABLE evidence_contents (
    evidence BIGINT NOT NULL,
    sha256   BYTEA NOT NULL,
    entry    BIGINT NOT NULL,  -- the first that names them for this evidence
    PRIMARY KEY (evidence, sha256)
);

CREATE INDEX evidence_contents_by_hash ON evidence_contents (sha256);

CREATE INDEX claims_stale ON claims (id) WHERE gone IS NOT NULL OR stale = 1;

CREATE INDEX entries_on_evidence ON entries (position)
WHERE has_type(bytes, '"type":"evidence.added","v":1}');

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
    entry  BIGINT PRIMARY KEY,  -- that says so
    claim  BIGINT NOT NULL,
    target BIGINT NOT NULL,  -- the claim that it rests on
    until  BIGINT  -- the entry that takes it back
);

CREATE INDEX grounds_by_claim ON grounds (claim, target);

CREATE INDEX grounds_by_target ON grounds (target, claim);

CREATE TABLE scales (
    entry   BIGINT PRIMARY KEY,
    ratings TEXT COLLATE "C" NOT NULL  -- in JSON, as the entry has them
);

CREATE INDEX entries_on_keys ON entries (position)
WHERE has_type(bytes, '"type":"reviewer.')
    OR has_type(bytes, '"type":"policy.')
    OR has_type(bytes, '"type":"key.')
    OR has_type(bytes, '"type":"role.')
    OR has_type(bytes, '"type":"scale.')
    OR has_type(bytes, '"type":"ledger.');

-- What is signed and hashed does not get shorter.
ALTER TABLE entries ALTER bytes SET STORAGE EXTERNAL;

-- The triggers fire in every session: whoever may set `session_replication_role` could otherwise
-- switch them off without a trace.
CREATE TRIGGER entries_are_appended BEFORE INSERT ON entries
FOR EACH ROW EXECUTE FUNCTION entries_are_appended();

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_appended;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
FOR EACH ROW EXECUTE FUNCTION entries_are_not_changed();

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_not_changed;

CREATE TRIGGER entries_are_not_removed BEFORE DELETE OR TRUNCATE ON entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse('entries are never removed');

ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_not_removed;

CREATE TRIGGER checkpoints_are_of_the_whole_log BEFORE INSERT ON checkpoints
FOR EACH ROW EXECUTE FUNCTION checkpoints_are_of_the_whole_log();

ALTER TABLE checkpoints ENABLE ALWAYS TRIGGER checkpoints_are_of_the_whole_log;

CREATE TRIGGER checkpoints_are_not_changed BEFORE UPDATE ON checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION refuse('checkpoints are never changed');

ALTER TABLE checkpoints ENABLE ALWAYS TRIGGER checkpoints_are_not_changed;

CREATE TRIGGER checkpoints_are_not_removed BEFORE DELETE OR TRUNCATE ON checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION refuse('checkpoints are never removed');

ALTER TABLE checkpoints ENABLE ALWAYS TRIGGER checkpoints_are_not_removed;

CREATE TRIGGER contents_are_not_changed BEFORE UPDATE ON contents
FOR EACH STATEMENT EXECUTE FUNCTION refuse('contents are never changed');

ALTER TABLE contents ENABLE ALWAYS TRIGGER contents_are_not_changed;

CREATE TRIGGER contents_are_not_removed BEFORE DELETE ON contents
FOR EACH ROW EXECUTE FUNCTION contents_are_not_removed();

ALTER TABLE contents ENABLE ALWAYS TRIGGER contents_are_not_removed;

CREATE TRIGGER contents_are_not_emptied BEFORE TRUNCATE ON contents
FOR EACH STATEMENT EXECUTE FUNCTION refuse('contents are never removed at once');

ALTER TABLE contents ENABLE ALWAYS TRIGGER contents_are_not_emptied;

CREATE TRIGGER words_are_not_changed BEFORE UPDATE ON words
FOR EACH STATEMENT EXECUTE FUNCTION refuse('words are never changed');

ALTER TABLE words ENABLE ALWAYS TRIGGER words_are_not_changed;

CREATE TRIGGER words_are_not_removed BEFORE DELETE ON words
FOR EACH ROW EXECUTE FUNCTION words_are_not_removed();

ALTER TABLE words ENABLE ALWAYS TRIGGER words_are_not_removed;

CREATE TRIGGER words_are_not_emptied BEFORE TRUNCATE ON words
FOR EACH STATEMENT EXECUTE FUNCTION refuse('words are never removed at once');

ALTER TABLE words ENABLE ALWAYS TRIGGER words_are_not_emptied;

CREATE TRIGGER ledger_is_not_removed BEFORE DELETE OR TRUNCATE ON ledger
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the ledger is never removed');

ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_is_not_removed;

INSERT INTO ledger (id, format) VALUES (1, 25);
