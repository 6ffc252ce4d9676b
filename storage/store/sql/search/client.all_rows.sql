-- All at once: stepping from row to row costs as much again as finding them.
SELECT row_numbers(rowid) FROM client_words WHERE client_words MATCH :match
