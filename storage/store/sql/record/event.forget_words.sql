-- An index with outside content must be told what it held.
INSERT INTO event_words (event_words, rowid, folded)
SELECT 'delete', row, folded FROM event WHERE id = :id
