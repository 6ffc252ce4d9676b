-- The log has told whose its number is, which so far only an answer had.
UPDATE operation SET seal = NULL WHERE id = :id AND seal IS NOT NULL
