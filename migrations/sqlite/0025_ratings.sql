-- The ratings of the house: the scales that were set, and the ratings that were given.
CREATE TABLE scales (
    entry   INTEGER PRIMARY KEY,
    ratings TEXT NOT NULL  -- in JSON, as the entry has them
) STRICT;

ALTER TABLE reviews ADD COLUMN rating TEXT;
ALTER TABLE rulings ADD COLUMN rating TEXT;

-- The index of 0013 and later, with the scales.
DROP INDEX entries_on_keys;
CREATE INDEX entries_on_keys ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"policy.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"key.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"role.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"scale.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"ledger.' AS BLOB)) > 0;
