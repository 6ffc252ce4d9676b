-- An index without content must be told what it held.
INSERT INTO client_words (client_words, rowid, name, company, reach, notes) VALUES ('delete', :row, :name, :company, :reach, :notes)
