-- Who did what, and when: for questions to the history that would otherwise read every entry of the
-- log. An entry without effect has no row.

CREATE TABLE history (
    entry INTEGER PRIMARY KEY,
    at    INTEGER NOT NULL,
    actor TEXT NOT NULL,
    type  TEXT NOT NULL  -- of the event: claim.reviewed, note.added ...
) STRICT;

CREATE INDEX history_by_actor ON history (actor, entry);

-- Which claims a reviewer judged, and which changed last.
CREATE INDEX reviews_by_reviewer ON reviews (reviewer, claim);
CREATE INDEX claims_by_change ON claims (updated_at, id);
