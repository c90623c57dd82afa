-- What judgements rest on. What a piece of evidence says is read from its entries themselves.

CREATE TABLE evidence (
    id       INTEGER PRIMARY KEY,
    entry    INTEGER NOT NULL,  -- that added it
    by       TEXT NOT NULL,
    withheld INTEGER  -- the entry that withheld what was captured
) STRICT;

CREATE TABLE evidence_claims (
    claim    INTEGER NOT NULL,
    evidence INTEGER NOT NULL,
    PRIMARY KEY (claim, evidence)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_claims_by_evidence ON evidence_claims (evidence);

-- The entries that checked it, said where it comes from, or withdrew it.
CREATE TABLE evidence_acts (
    evidence INTEGER NOT NULL,
    entry    INTEGER NOT NULL,
    PRIMARY KEY (evidence, entry)
) STRICT, WITHOUT ROWID;

-- The bytes and the texts that were captured. They stand in `contents`.
CREATE TABLE evidence_contents (
    evidence INTEGER NOT NULL,
    sha256   BLOB NOT NULL,
    entry    INTEGER NOT NULL,  -- the first that names them for this evidence
    PRIMARY KEY (evidence, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_contents_by_hash ON evidence_contents (sha256);

-- What a review rests on: `V4 V7`.
ALTER TABLE reviews ADD COLUMN evidence TEXT;

-- Whether evidence that its reviews rest on has fallen since.
ALTER TABLE claims ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;

CREATE INDEX claims_stale ON claims (id) WHERE gone IS NOT NULL OR stale = 1;

ALTER TABLE policies ADD COLUMN evidence_required TEXT NOT NULL DEFAULT 'off';
ALTER TABLE policies ADD COLUMN independent_origins INTEGER NOT NULL DEFAULT 0;

CREATE INDEX entries_on_evidence ON entries (position)
WHERE instr(substr(bytes, -512), CAST('"type":"evidence.added","v":1}' AS BLOB)) > 0;
