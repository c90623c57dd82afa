-- Words of a text that are gone on purpose, while the rest of the text stays: a copy without them has
-- its place.
CREATE TABLE redactions (
    text_sha256 BLOB NOT NULL,
    entry       INTEGER NOT NULL,  -- that withheld the words
    article     INTEGER NOT NULL,
    sha256      BLOB NOT NULL,     -- of the copy
    spans       TEXT NOT NULL,     -- where the words were, in bytes, in JSON
    PRIMARY KEY (text_sha256, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX redactions_by_article ON redactions (article, entry);
