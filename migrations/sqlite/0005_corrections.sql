-- The notes on claims that stand: a note that was retracted or replaced leaves its row. So does a
-- review that was withdrawn. The log keeps both.

CREATE TABLE notes (
    entry    INTEGER PRIMARY KEY,
    claim    INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    note     TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_by_claim ON notes (claim, entry);
