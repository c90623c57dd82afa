-- Views for people who read a ledger with the `sqlite3` shell, datasette or pandas. The program
-- itself reads the tables. Ids are as they are spoken (C12), hashes in hexadecimal, times in
-- RFC 3339, truth values 0 or 1. `docs/fields.md` says what each column means.
--
-- `number`, `claim_number` and `article_number` are the ids as numbers: a join on them uses the
-- indexes of the tables. A later migration that changes a table under a view drops the view and
-- creates it again.

CREATE VIEW articles_view AS
SELECT
    'A' || id AS id,
    id AS number,
    title,
    origin,
    byline,
    published,
    language,
    reader || ' ' || reader_version AS reader,
    encoding,
    raw_bytes AS bytes,
    lower(hex(raw_sha256)) AS sha256,
    text_bytes,
    lower(hex(text_sha256)) AS text_sha256,
    strftime('%Y-%m-%dT%H:%M:%SZ', imported_at, 'unixepoch') AS imported_at,
    imported_by,
    'E' || entry AS entry,
    'E' || withheld AS withheld,
    EXISTS (SELECT 1 FROM withdrawals WHERE article = articles.id) AS withdrawn,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND status = 'unverified' AND dismissed = 0 AND withdrawn = 0) AS unverified,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND status = 'disputed' AND dismissed = 0 AND withdrawn = 0) AS disputed,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND status = 'corroborated' AND dismissed = 0 AND withdrawn = 0) AS corroborated,
    (SELECT coalesce(sum(claims), 0) FROM counts
     WHERE article = articles.id AND dismissed = 1 AND withdrawn = 0) AS dismissed,
    (SELECT count(*) FROM claims
     WHERE article = articles.id AND conflict = 1 AND dismissed = 0 AND withdrawn = 0) AS conflict
FROM articles;

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
    'E' || claims.withheld AS withheld
FROM claims JOIN articles ON articles.id = claims.article;

-- All reviews that were not withdrawn. The current one of each reviewer counts; the others were
-- superseded.
CREATE VIEW reviews_view AS
SELECT
    'E' || entry AS entry,
    entry AS number,
    'C' || claim AS claim,
    claim AS claim_number,
    reviewer,
    status,
    note,
    strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at,
    NOT EXISTS (
        SELECT 1 FROM reviews AS later
        WHERE later.claim = reviews.claim
            AND later.reviewer = reviews.reviewer
            AND later.entry > reviews.entry) AS is_current,
    'E' || (
        SELECT min(later.entry) FROM reviews AS later
        WHERE later.claim = reviews.claim
            AND later.reviewer = reviews.reviewer
            AND later.entry > reviews.entry) AS superseded_by
FROM reviews;

CREATE VIEW history_view AS
SELECT
    'E' || entry AS entry,
    entry AS number,
    strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at,
    actor,
    type
FROM history;
