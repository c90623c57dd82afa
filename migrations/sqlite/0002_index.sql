-- The index: all that the log says, laid out for reading. It is written only together with the
-- entry that it follows from, and could be made again from the log. Times are seconds since 1970.

CREATE TABLE reviewers (
    key     TEXT PRIMARY KEY,  -- a C2SP vkey
    name    TEXT NOT NULL,
    entry   INTEGER NOT NULL,
    revoked INTEGER  -- the entry since which the key does not count; NULL: it does
) STRICT;

-- The roots of the full subtrees of 256 entries, of 256 times 256, and so on: the hashes of the
-- upper tiles (C2SP tlog-tiles). With the leaves of the entries they are the whole tree.
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
) STRICT;

-- To know an article again: small random writes, but only one for each article.
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
) STRICT;

CREATE INDEX claims_by_article ON claims (article, id);

-- An import writes to the first two of these alone. The others hold what people did.
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
) STRICT;

CREATE INDEX reviews_by_claim ON reviews (claim, entry);

-- Which entries are about an article, and about which claim of it. Claim 0: about the article.
CREATE TABLE subjects (
    article INTEGER NOT NULL,
    claim   INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (article, claim, entry)
) STRICT, WITHOUT ROWID;

-- How many claims there are, kept as they change, so that nobody need count a million. Article 0:
-- all articles.
CREATE TABLE counts (
    article   INTEGER NOT NULL,
    status    TEXT NOT NULL,
    dismissed INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    PRIMARY KEY (article, status, dismissed)
) STRICT, WITHOUT ROWID;
