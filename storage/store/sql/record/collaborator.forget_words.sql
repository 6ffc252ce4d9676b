-- An index with outside content must be told what it held.
INSERT INTO collaborator_words (collaborator_words, rowid, folded)
SELECT 'delete', row, folded FROM collaborator WHERE id = :id
