INSERT INTO payment_words (rowid, notes) VALUES (:row, :notes)
