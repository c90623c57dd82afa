-- What was withheld: the bytes with these hashes are gone, on purpose. The words of the claims of the
-- article are gone with them: then `quote` is empty, and `line` and `column_number` are 0.

CREATE TABLE withheld (
    sha256  BLOB PRIMARY KEY,
    article INTEGER NOT NULL,
    entry   INTEGER NOT NULL  -- that withheld it
) STRICT, WITHOUT ROWID;

ALTER TABLE articles ADD COLUMN withheld INTEGER;  -- the entry that withheld its text and page

ALTER TABLE claims ADD COLUMN withheld INTEGER;  -- the entry that withheld its words

DROP TRIGGER contents_are_not_removed;

CREATE TRIGGER contents_are_not_removed BEFORE DELETE ON contents
WHEN NOT EXISTS (SELECT 1 FROM withheld WHERE sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'contents are removed only when they are withheld'); END;

CREATE INDEX entries_on_withheld ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"content.withheld","v":1}' AS BLOB)) > 0;
