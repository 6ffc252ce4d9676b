-- An index without content must be told what it held.
INSERT INTO payment_words (payment_words, rowid, notes) VALUES ('delete', :row, :notes)
