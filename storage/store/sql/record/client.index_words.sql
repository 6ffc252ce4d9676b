INSERT INTO client_words (rowid, folded)
SELECT row, folded FROM client WHERE id = :id
