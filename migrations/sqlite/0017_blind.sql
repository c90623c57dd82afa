-- Whether what others said of a claim is hidden from reviewers who have not reviewed it.
ALTER TABLE policies ADD COLUMN blind TEXT NOT NULL DEFAULT 'off';
