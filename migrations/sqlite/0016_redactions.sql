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

-- Entries that have words of people in themselves, as versions before 0.2.0 wrote them, and from which
-- these words were withheld: others stand in their place, with the same leaf.
CREATE TABLE stand_ins (
    entry    INTEGER PRIMARY KEY,
    sha256   BLOB NOT NULL,    -- of the bytes that stand in its place
    withheld INTEGER NOT NULL  -- the entry that says so
) STRICT;

DROP TRIGGER entries_are_not_changed;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
WHEN NEW.position IS NOT OLD.position
    OR NEW.id IS NOT OLD.id
    OR NEW.leaf IS NOT OLD.leaf
    OR NOT EXISTS (SELECT 1 FROM stand_ins WHERE entry = OLD.position)
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
