-- The ledger's private key, sealed for reviewers who write to a copy elsewhere, or from another
-- account: each row is an age file that only the private half of `reviewer` opens. This is neither
-- the log nor its index: what is in it is believed only if it is the key that the log names.

CREATE TABLE sealed_keys (
    key      TEXT NOT NULL,  -- the ledger's public key, a C2SP vkey
    reviewer TEXT NOT NULL,  -- the reviewer's public key, a C2SP vkey
    sealed   BLOB NOT NULL,
    PRIMARY KEY (key, reviewer)
) STRICT, WITHOUT ROWID;
