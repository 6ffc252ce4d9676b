INSERT INTO collaborator_words (rowid, name, reach) VALUES (:row, :name, :reach)
