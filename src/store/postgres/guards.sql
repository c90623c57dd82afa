-- What the schema of a ledger is made of, one object a row: its kind, its name, what it does, and what
-- takes it away.
-- Extensions are not ours, and neither is what they bring.
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname = 'factledger'),
relations AS (
    SELECT c.* FROM pg_class AS c JOIN ours ON c.relnamespace = ours.oid
    WHERE c.relkind IN ('f', 'm', 'p', 'r', 'S', 'v')
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
)
SELECT kind, name, regexp_replace(what, '\s+', ' ', 'g'), gone FROM (
    SELECT
        CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'relation' END AS kind,
        c.relname::text AS name,
        concat_ws(
            ', ',
            CASE WHEN c.relpersistence <> 'p' THEN 'not kept' END,
            CASE WHEN c.relrowsecurity OR c.relforcerowsecurity THEN 'with hidden rows' END,
            CASE WHEN c.relkind = 'p' THEN 'in parts' END,
            CASE WHEN EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = c.oid OR inhparent = c.oid)
                THEN 'with relatives' END,
            (SELECT string_agg(
                concat_ws(
                    ' ', a.attname, format_type(a.atttypid, a.atttypmod),
                    CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || co.collname END,
                    CASE WHEN a.attnotnull THEN 'not null' END,
                    CASE WHEN a.attidentity <> '' THEN 'numbered' END,
                    CASE WHEN a.attgenerated <> '' THEN 'computed' END,
                    'default ' || pg_get_expr(d.adbin, d.adrelid)),
                ', ' ORDER BY a.attnum)
             FROM pg_attribute AS a
             JOIN pg_type AS t ON t.oid = a.atttypid
             LEFT JOIN pg_collation AS co ON co.oid = a.attcollation
             LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
            -- Versions of PostgreSQL differ in where they write brackets, and the name of the table.
            CASE c.relkind WHEN 'v' THEN
                regexp_replace(pg_get_viewdef(c.oid), '[a-z_]+\.|[()]', ' ', 'g') END
        ) AS what,
        format(
            'DROP %s IF EXISTS %I CASCADE',
            CASE c.relkind
                WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'm' THEN 'MATERIALIZED VIEW'
                WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END,
            c.relname) AS gone
    FROM relations AS c
    UNION ALL
    SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid),
        format('ALTER TABLE IF EXISTS %I DROP CONSTRAINT IF EXISTS %I CASCADE', c.relname, k.conname)
    FROM pg_constraint AS k JOIN relations AS c ON c.oid = k.conrelid
    WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
    UNION ALL
    SELECT 'index', i.relname, concat_ws(
        ' ', pg_get_indexdef(x.indexrelid), CASE WHEN NOT x.indisvalid THEN 'not valid' END),
        CASE WHEN k.oid IS NULL THEN format('DROP INDEX IF EXISTS %I', i.relname)
            ELSE format('ALTER TABLE IF EXISTS %I DROP CONSTRAINT IF EXISTS %I CASCADE', c.relname, k.conname)
        END
    FROM pg_index AS x
    JOIN relations AS c ON c.oid = x.indrelid
    JOIN pg_class AS i ON i.oid = x.indexrelid
    LEFT JOIN pg_constraint AS k ON k.conindid = x.indexrelid
    UNION ALL
    SELECT 'trigger', t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid), 'fires', t.tgenabled),
        format('DROP TRIGGER IF EXISTS %I ON %I', t.tgname, c.relname)
    FROM pg_trigger AS t JOIN relations AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'function', p.proname, concat_ws(
        ' ', pg_get_function_identity_arguments(p.oid), l.lanname, p.prosecdef, p.provolatile,
        p.proconfig, p.prosrc),
        format(
            'DROP %s IF EXISTS %s CASCADE',
            CASE p.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
            p.oid::regprocedure)
    FROM pg_proc AS p
    JOIN ours ON p.pronamespace = ours.oid
    JOIN pg_language AS l ON l.oid = p.prolang
    WHERE NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    UNION ALL
    -- What takes the place of PostgreSQL's own, since the schema comes before that.
    SELECT 'operator', o.oprname, o.oprcode::text,
        format(
            'DROP OPERATOR IF EXISTS factledger.%s (%s, %s)', o.oprname,
            CASE o.oprleft WHEN 0 THEN 'NONE' ELSE o.oprleft::regtype::text END, o.oprright::regtype)
    FROM pg_operator AS o JOIN ours ON o.oprnamespace = ours.oid
    WHERE NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = o.oid AND deptype = 'e')
    UNION ALL
    SELECT 'type', t.typname, t.typtype::text, format('DROP TYPE IF EXISTS %I CASCADE', t.typname)
    FROM pg_type AS t
    JOIN ours ON t.typnamespace = ours.oid
    LEFT JOIN pg_class AS c ON c.oid = t.typrelid
    WHERE (c.oid IS NULL OR c.relkind = 'c') AND t.typtype NOT IN ('m')
        AND NOT EXISTS (SELECT 1 FROM pg_type AS of WHERE of.typarray = t.oid)
        AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = t.oid AND deptype = 'e')
    UNION ALL
    SELECT 'collation', co.collname, co.collcollate, format('DROP COLLATION IF EXISTS %I', co.collname)
    FROM pg_collation AS co JOIN ours ON co.collnamespace = ours.oid
    UNION ALL
    SELECT 'rule', r.rulename, pg_get_ruledef(r.oid),
        format('DROP RULE IF EXISTS %I ON %I', r.rulename, c.relname)
    FROM pg_rewrite AS r JOIN relations AS c ON c.oid = r.ev_class
    WHERE r.rulename <> '_RETURN'
) AS parts
ORDER BY kind COLLATE "C", name COLLATE "C", what COLLATE "C"
