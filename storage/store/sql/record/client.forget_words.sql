-- An index with outside content must be told what it held.
INSERT INTO client_words (client_words, rowid, folded)
SELECT 'delete', row, folded FROM client WHERE id = :id
