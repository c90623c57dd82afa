-- More kinds of entries say whose signature is valid: those on policy, on the ledger's key, and on
-- the ledger itself. The index of entries on reviewers is now of all of them.

DROP INDEX entries_on_reviewers;

CREATE INDEX entries_on_keys ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"policy.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"key.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"ledger.' AS BLOB)) > 0;
