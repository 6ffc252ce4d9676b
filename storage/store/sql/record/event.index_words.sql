INSERT INTO event_words (rowid, name, venue, reach, notes) VALUES (:row, :name, :venue, :reach, :notes)
