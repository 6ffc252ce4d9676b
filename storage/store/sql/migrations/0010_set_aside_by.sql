-- Which program could not take it: another one tries again.
ALTER TABLE set_aside ADD COLUMN program TEXT NOT NULL DEFAULT '';
