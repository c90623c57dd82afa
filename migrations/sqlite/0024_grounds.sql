-- What claims rest on. Rows stay when that is taken back: the rule against circles looks at the time of
-- each entry.
CREATE TABLE grounds (
    entry  INTEGER PRIMARY KEY,  -- that says so
    claim  INTEGER NOT NULL,
    target INTEGER NOT NULL,  -- the claim that it rests on
    until  INTEGER  -- the entry that takes it back
) STRICT;

CREATE INDEX grounds_by_claim ON grounds (claim, target);
CREATE INDEX grounds_by_target ON grounds (target, claim);
