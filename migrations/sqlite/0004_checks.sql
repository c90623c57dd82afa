-- What an act must know before anything is signed is read from the log itself. These indexes find
-- the few entries that say which articles, claims and keys there are. The type of an entry is near
-- its end: only its signature follows, in at most 400 bytes.

CREATE INDEX entries_on_articles ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"article.imported","v":1}' AS BLOB)) > 0;

CREATE INDEX entries_on_claims ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"claim.added","v":1}' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"claims.extracted","v":1}' AS BLOB)) > 0;

CREATE INDEX entries_on_reviewers ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0;

-- Entries that have no effect: the rules of the log refuse them, and they were written past the
-- program. They stay in the log, and `verify` names them for ever.
CREATE TABLE faults (
    entry INTEGER PRIMARY KEY
) STRICT;
