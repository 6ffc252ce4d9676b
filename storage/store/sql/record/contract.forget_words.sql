-- An index without content must be told what it held.
INSERT INTO contract_words (contract_words, rowid, name, notes) VALUES ('delete', :row, :name, :notes)
