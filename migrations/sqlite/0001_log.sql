-- The log, and the bytes that it names by hash. Nothing here is ever changed or removed.
--
-- The triggers guard against mistakes of ours. They are no proof: whoever holds the file can drop
-- them. The proof is in the hashes.

CREATE TABLE entries (
    position INTEGER PRIMARY KEY CHECK (position >= 0),  -- 0, 1, 2 ... without a gap
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),  -- as in bytes; the same act only once
    bytes    BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535),  -- exactly what was hashed
    leaf     BLOB NOT NULL CHECK (length(leaf) = 32)  -- RFC 6962: SHA-256(0x00 || bytes)
) STRICT;

-- Admitting only the next position, and only a new id, also stops INSERT OR REPLACE, which the
-- other two would let by.
CREATE TRIGGER entries_are_appended BEFORE INSERT ON entries
WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM entries)
    OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'entries are appended in order'); END;

CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;

-- What the log said of itself after each commit, signed by the ledger's key.
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

CREATE TRIGGER contents_are_not_removed BEFORE DELETE ON contents
BEGIN SELECT RAISE(ABORT, 'contents are never removed'); END;
