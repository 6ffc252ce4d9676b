-- The newest first, which the index gives as they are asked for.
SELECT rowid FROM payment_words WHERE payment_words MATCH :match ORDER BY rowid DESC
