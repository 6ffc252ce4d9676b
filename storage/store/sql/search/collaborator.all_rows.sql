-- All at once: stepping from row to row costs as much again as finding them.
SELECT row_numbers(rowid) FROM collaborator_words WHERE collaborator_words MATCH :match
