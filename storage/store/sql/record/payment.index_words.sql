INSERT INTO payment_words (rowid, folded)
SELECT row, folded FROM payment WHERE id = :id
