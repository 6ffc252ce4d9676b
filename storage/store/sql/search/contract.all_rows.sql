-- All at once: stepping from row to row costs as much again as finding them.
SELECT row_numbers(rowid) FROM contract_words WHERE contract_words MATCH :match
