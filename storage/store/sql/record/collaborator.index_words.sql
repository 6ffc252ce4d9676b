INSERT INTO collaborator_words (rowid, folded)
SELECT row, folded FROM collaborator WHERE id = :id
