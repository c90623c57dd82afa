-- Articles are read again, and their texts appear at other addresses. A row of `articles` holds its
-- last reading; the rows of its claims hold their places in the text of it, unless they are gone.

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
