-- The newest first, which the index gives as they are asked for.
SELECT rowid FROM client_words WHERE client_words MATCH :match ORDER BY rowid DESC
