-- The newest first, which the index gives as they are asked for.
SELECT rowid FROM event_words WHERE event_words MATCH :match ORDER BY rowid DESC
