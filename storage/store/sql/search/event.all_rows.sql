-- All at once: stepping from row to row costs as much again as finding them.
SELECT row_numbers(rowid) FROM event_words WHERE event_words MATCH :match
