-- Articles are corrected, withdrawn and restored: which entries do that, and what follows from them.
-- The rows of articles and of claims hold the corrected values.

CREATE TABLE article_acts (
    article INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (article, entry)
) STRICT, WITHOUT ROWID;

-- The last correction of each fact of an article that was corrected.
CREATE TABLE corrections (
    article  INTEGER NOT NULL,
    fact     TEXT NOT NULL,  -- byline, language, origin, published or title
    entry    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (article, fact)
) STRICT, WITHOUT ROWID;

-- The articles that are withdrawn; one that is restored leaves its row.
CREATE TABLE withdrawals (
    article  INTEGER PRIMARY KEY,
    entry    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    reason   TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- The last correction of who said it. NULL: there is none.
ALTER TABLE claims ADD COLUMN corrected    INTEGER;  -- the entry
ALTER TABLE claims ADD COLUMN corrected_by TEXT;
ALTER TABLE claims ADD COLUMN corrected_at INTEGER;
ALTER TABLE claims ADD COLUMN withdrawn    INTEGER NOT NULL DEFAULT 0;  -- its article is

-- The claims of withdrawn articles are counted apart.
DROP TABLE counts;
CREATE TABLE counts (
    article   INTEGER NOT NULL,  -- 0: all articles
    status    TEXT NOT NULL,
    dismissed INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    claims    INTEGER NOT NULL,
    PRIMARY KEY (article, status, dismissed, withdrawn)
) STRICT, WITHOUT ROWID;
