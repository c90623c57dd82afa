-- What people write: notes, reasons, the names of claimants. An entry has only the hash of such a text,
-- with a salt, so that nobody can guess a text from its hash once it is withheld. Like `contents`,
-- this does not follow from the log, and nothing in it is ever changed.

CREATE TABLE words (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),  -- of the salt in hexadecimal, LF, and the text
    salt   BLOB NOT NULL CHECK (length(salt) = 32),
    text   TEXT NOT NULL
) STRICT;

-- Which entry each of them belongs to, and the entry that withheld it.
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

-- A claimant whose name is among them. Then `claimant` is empty if the name is withheld.
ALTER TABLE claims ADD COLUMN claimant_sha256 BLOB;

-- A note that is withheld is empty in the table.
DROP VIEW reviews_view;

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
