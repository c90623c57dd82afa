-- The words of claims, of notes and of titles, folded, and where they occur. Plain tables rather than
-- the full text search of an engine, so that every engine finds the same.
--
-- Texts are numbered: claims and articles by their ids, notes by their entries. 4,096 of them are a
-- block, so that an import appends, and an act changes a few short rows.

-- How many terms each text of a block has, a byte each, 255 for more; 0: there is no such text.
CREATE TABLE search_texts (
    kind    INTEGER NOT NULL,  -- 1: claims, 2: notes, 3: titles
    block   INTEGER NOT NULL,
    lengths BLOB NOT NULL,
    PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;

-- The texts of a block that have a term: their numbers within the block, two bytes each (little-endian,
-- ascending), or, from 256 on, 4,096 bits, the lowest bit of a byte first.
CREATE TABLE search_terms (
    kind  INTEGER NOT NULL,
    block INTEGER NOT NULL,
    term  TEXT NOT NULL,
    texts BLOB NOT NULL,
    PRIMARY KEY (kind, block, term)
) STRICT, WITHOUT ROWID;
