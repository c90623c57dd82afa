-- Articles are read again, and their texts appear at other addresses. A row of `articles` holds its
-- last reading; the rows of its claims hold their places in the text of it, unless they are gone.

DROP VIEW articles_view;
DROP VIEW claims_view;

ALTER TABLE articles ADD COLUMN address   TEXT NOT NULL DEFAULT '';  -- the origin, as it is compared
ALTER TABLE articles ADD COLUMN reread    INTEGER;  -- the entry of the last reading; NULL: the import
ALTER TABLE articles ADD COLUMN reread_by TEXT;
ALTER TABLE articles ADD COLUMN reread_at INTEGER;

CREATE INDEX articles_by_address ON articles (address);

-- The readings before the last one.
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

-- Other places where the text of an article appeared. Without hashes: in the bytes of the article.
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

-- All bytes that are of an article: the pages and the texts of its readings and its appearances.
CREATE TABLE article_contents (
    article INTEGER NOT NULL,
    sha256  BLOB NOT NULL,
    entry   INTEGER NOT NULL,  -- the first that names them for this article
    PRIMARY KEY (article, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_contents_by_hash ON article_contents (sha256);

ALTER TABLE claims ADD COLUMN placed    INTEGER;  -- the entry that says where it is; NULL: `entry`
ALTER TABLE claims ADD COLUMN gone      INTEGER;  -- the entry of the first reading without it
ALTER TABLE claims ADD COLUMN gone_text BLOB;  -- the hash of the text that its place is in

CREATE INDEX claims_gone ON claims (id) WHERE gone IS NOT NULL;

-- The claims that are gone are counted apart.
DROP TABLE counts;
CREATE TABLE counts (
    article   INTEGER NOT NULL,  -- 0: all articles
    status    TEXT NOT NULL,
    dismissed INTEGER NOT NULL,
    gone      INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    PRIMARY KEY (article, status, dismissed, gone, withdrawn)
) STRICT, WITHOUT ROWID;

-- The views of 0012 on these tables.

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
    'E' || claims.gone AS gone
FROM claims JOIN articles ON articles.id = claims.article;
