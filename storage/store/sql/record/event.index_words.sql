INSERT INTO event_words (rowid, folded)
SELECT row, folded FROM event WHERE id = :id
