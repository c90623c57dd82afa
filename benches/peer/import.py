"""Import a folder of text files into SQLite, every sentence a claim: the standard library alone.

What such a script takes is the floor of `cargo bench --bench folder`. It finds no claimants, scores
nothing, signs nothing and makes no index of words.

    python3 import.py FOLDER DATABASE
"""

import hashlib
import pathlib
import re
import sqlite3
import sys

SENTENCE = re.compile(r"\S(?:.*?[.!?…][\"'”’»)]*(?=\s|$)|.*$)", re.MULTILINE)

SCHEMA = """
CREATE TABLE articles (
    id     INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    sha256 BLOB NOT NULL UNIQUE,
    text   TEXT NOT NULL
);
CREATE TABLE claims (
    id         INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    quote      TEXT NOT NULL,
    sha256     BLOB NOT NULL,
    status     TEXT NOT NULL DEFAULT 'unverified'
);
CREATE INDEX claims_by_article ON claims (article, id);
CREATE INDEX claims_by_quote ON claims (sha256);
"""


def sentences(text):
    """Spans of the sentences, in bytes, with their words."""
    end = place = 0
    for found in SENTENCE.finditer(text):
        place += len(text[end : found.start()].encode())
        words = found.group()
        length = len(words.encode())
        yield place, place + length, words
        place += length
        end = found.end()


def main(folder, database):
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(SCHEMA)
    with connection:
        for path in sorted(pathlib.Path(folder).glob("*.txt")):
            raw = path.read_bytes()
            text = raw.decode()
            article = connection.execute(
                "INSERT INTO articles (origin, sha256, text) VALUES (?, ?, ?)",
                (path.name, hashlib.sha256(raw).digest(), text),
            ).lastrowid
            connection.executemany(
                "INSERT INTO claims (article, span_start, span_end, quote, sha256)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    (article, start, end, words, hashlib.sha256(words.encode()).digest())
                    for start, end, words in sentences(text)
                ),
            )
    print(connection.execute("SELECT count(*) FROM claims").fetchone()[0])


main(*sys.argv[1:])
