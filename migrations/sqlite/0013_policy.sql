-- Who may do what, what a verdict takes, and what was decided about claims besides their reviews.

-- The role of each person, by the entry that gave it. That of the founder has the entry of the
-- ledger itself, if roles are in force from the start.
CREATE TABLE roles (
    entry INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    role  TEXT NOT NULL
) STRICT;

-- Each policy as a whole, by the entry that set it.
CREATE TABLE policies (
    entry            INTEGER PRIMARY KEY,
    editor_required  TEXT NOT NULL,
    join_rule        TEXT NOT NULL,
    note_required    TEXT NOT NULL,
    resolver         TEXT NOT NULL,
    reviews_required INTEGER NOT NULL
) STRICT;

-- The conflicts that were resolved (with the verdict), and the rules that were waived (with the rule).
CREATE TABLE rulings (
    entry  INTEGER PRIMARY KEY,
    claim  INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    by     TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     INTEGER NOT NULL
) STRICT;

CREATE INDEX rulings_by_claim ON rulings (claim, entry);

-- What the reviewers of a claim, who agree, still lack of a verdict: `1 of 2 reviews`.
ALTER TABLE claims ADD COLUMN waits TEXT;

CREATE INDEX claims_waiting ON claims (id)
WHERE waits IS NOT NULL AND dismissed = 0 AND withdrawn = 0;

-- Entries on roles say who may do what, as those on keys say whose signature is valid.
DROP INDEX entries_on_keys;

CREATE INDEX entries_on_keys ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"reviewer.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"policy.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"key.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"role.' AS BLOB)) > 0
    OR instr(substr(bytes, -512), CAST('"type":"ledger.' AS BLOB)) > 0;
