-- Who is to judge which claim, and the tags of claims.

-- To whom claims are assigned, until they judge them.
CREATE TABLE assignments (
    claim    INTEGER PRIMARY KEY,
    entry    INTEGER NOT NULL,
    assignee TEXT NOT NULL,
    due      TEXT,  -- 2026-12-01; NULL: no day is set
    by       TEXT NOT NULL
) STRICT;

CREATE INDEX assignments_by_assignee ON assignments (assignee, due, claim);
CREATE INDEX assignments_by_due ON assignments (due, claim) WHERE due IS NOT NULL;

-- Who took claims to judge them, until when. What ran out stays until somebody takes the claim again.
CREATE TABLE leases (
    claim  INTEGER PRIMARY KEY,
    entry  INTEGER NOT NULL,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT;

CREATE INDEX leases_by_holder ON leases (holder, entry);

CREATE TABLE tags (
    tag   TEXT NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (tag, claim)
) STRICT, WITHOUT ROWID;

CREATE INDEX tags_by_claim ON tags (claim, tag);

-- 1: nobody has judged it, and it is assigned to nobody, so that it waits for everybody.
ALTER TABLE claims ADD COLUMN open INTEGER NOT NULL DEFAULT 1;

CREATE INDEX claims_open ON claims (score DESC, id)
WHERE open = 1 AND dismissed = 0 AND gone IS NULL AND withdrawn = 0;

CREATE INDEX claims_waiting_by_score ON claims (score DESC, id)
WHERE waits IS NOT NULL AND dismissed = 0 AND gone IS NULL AND withdrawn = 0;

-- The view of 0015, with these.
DROP VIEW claims_view;

CREATE VIEW claims_view AS
SELECT
    'C' || claims.id AS id,
    claims.id AS number,
    CASE WHEN conflict = 1 THEN 'in conflict' ELSE status END AS verdict,
    status,
    conflict,
    dismissed,
    withdrawn,
    CASE WHEN claims.withheld IS NULL THEN quote END AS text,
    claimant,
    'A' || article AS article,
    article AS article_number,
    articles.title AS title,
    articles.origin AS origin,
    nullif(line, 0) AS line,
    nullif(column_number, 0) AS "column",
    span_start AS start,
    span_end AS "end",
    lower(hex(quote_sha256)) AS quote_sha256,
    extractor || ' ' || extractor_version AS extractor,
    nullif(score, -1) AS score,
    (SELECT count(*) FROM reviews
     WHERE claim = claims.id AND NOT EXISTS (
         SELECT 1 FROM reviews AS later
         WHERE later.claim = reviews.claim
             AND later.reviewer = reviews.reviewer
             AND later.entry > reviews.entry)) AS reviewers,
    (SELECT group_concat(said, '; ') FROM (
         SELECT reviews.status || ' by ' || reviews.reviewer AS said FROM reviews
         WHERE claim = claims.id AND NOT EXISTS (
             SELECT 1 FROM reviews AS later
             WHERE later.claim = reviews.claim
                 AND later.reviewer = reviews.reviewer
                 AND later.entry > reviews.entry)
         ORDER BY reviews.entry)) AS said,
    strftime('%Y-%m-%dT%H:%M:%SZ', created_at, 'unixepoch') AS created_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', updated_at, 'unixepoch') AS updated_at,
    'E' || claims.entry AS entry,
    'E' || claims.withheld AS withheld,
    'E' || claims.gone AS gone,
    waits AS waits_for,
    (SELECT assignee FROM assignments WHERE claim = claims.id) AS assignee,
    (SELECT due FROM assignments WHERE claim = claims.id) AS due,
    (SELECT group_concat(tag, ', ') FROM (
         SELECT tag FROM tags WHERE claim = claims.id ORDER BY tag)) AS tags
FROM claims JOIN articles ON articles.id = claims.article;
