-- An index without content must be told what it held.
INSERT INTO collaborator_words (collaborator_words, rowid, name, reach) VALUES ('delete', :row, :name, :reach)
