-- What a piece of evidence says, for searching, and for those who read this file with other programs.
ALTER TABLE evidence ADD COLUMN stance TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN kind TEXT;
ALTER TABLE evidence ADD COLUMN locator TEXT;
ALTER TABLE evidence ADD COLUMN origin TEXT;    -- the one that was set last
ALTER TABLE evidence ADD COLUMN published TEXT;
ALTER TABLE evidence ADD COLUMN quote TEXT;     -- without it if its words are withheld
ALTER TABLE evidence ADD COLUMN is_confirmed INTEGER NOT NULL DEFAULT 0;  -- the captured text has it
ALTER TABLE evidence ADD COLUMN note TEXT;      -- the same
ALTER TABLE evidence ADD COLUMN searched TEXT;  -- the same
ALTER TABLE evidence ADD COLUMN withdrawn INTEGER;

CREATE INDEX evidence_by_entry ON evidence (entry);

CREATE VIEW evidence_view AS
SELECT
    'V' || id AS id,
    id AS number,
    'C' || claim AS claim,
    claim AS claim_number,
    'E' || entry AS entry,
    by AS added_by,
    stance,
    kind,
    locator,
    origin,
    published,
    quote,
    is_confirmed,
    note,
    searched,
    'E' || withdrawn AS withdrawn,
    'E' || withheld AS withheld
FROM evidence
JOIN evidence_claims ON evidence = id;
