INSERT INTO contract_words (rowid, name, notes) VALUES (:row, :name, :notes)
