-- An index without content must be told what it held.
INSERT INTO event_words (event_words, rowid, name, venue, reach, notes) VALUES ('delete', :row, :name, :venue, :reach, :notes)
