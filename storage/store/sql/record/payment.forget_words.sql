-- An index with outside content must be told what it held.
INSERT INTO payment_words (payment_words, rowid, folded)
SELECT 'delete', row, folded FROM payment WHERE id = :id
