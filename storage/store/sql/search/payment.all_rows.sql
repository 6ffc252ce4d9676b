-- All at once: stepping from row to row costs as much again as finding them.
SELECT row_numbers(rowid) FROM payment_words WHERE payment_words MATCH :match
