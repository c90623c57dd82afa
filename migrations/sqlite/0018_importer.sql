-- Whether people may judge claims that they imported or added themselves.
ALTER TABLE policies ADD COLUMN importer_may_judge TEXT NOT NULL DEFAULT 'on';
