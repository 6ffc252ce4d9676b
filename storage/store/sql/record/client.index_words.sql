INSERT INTO client_words (rowid, name, company, reach, notes) VALUES (:row, :name, :company, :reach, :notes)
