-- Where a claim and its claimant stand: in the text, and in the bytes that were read. NULL: unknown.

ALTER TABLE claims ADD COLUMN claimant_start INTEGER;
ALTER TABLE claims ADD COLUMN claimant_end   INTEGER;
ALTER TABLE claims ADD COLUMN raw_start      INTEGER;
ALTER TABLE claims ADD COLUMN raw_end        INTEGER;
ALTER TABLE claims ADD COLUMN model_sha256   BLOB;  -- of the extractor, where it has a model
