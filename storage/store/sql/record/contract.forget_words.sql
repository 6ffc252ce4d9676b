-- An index with outside content must be told what it held.
INSERT INTO contract_words (contract_words, rowid, folded)
SELECT 'delete', row, folded FROM contract WHERE id = :id
