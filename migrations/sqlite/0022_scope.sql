-- The entry that says what a claim covers. What it says is read from the entry itself.
ALTER TABLE claims ADD COLUMN scoped INTEGER;
