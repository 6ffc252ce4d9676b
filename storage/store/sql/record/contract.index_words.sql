INSERT INTO contract_words (rowid, folded)
SELECT row, folded FROM contract WHERE id = :id
