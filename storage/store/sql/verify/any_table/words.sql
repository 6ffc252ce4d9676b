-- SQLite compares the word index with the rows it was made from.
INSERT INTO {table}_words ({table}_words, rank) VALUES ('integrity-check', 1)
