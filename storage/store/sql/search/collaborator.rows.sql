-- The newest first, which the index gives as they are asked for.
SELECT rowid FROM collaborator_words WHERE collaborator_words MATCH :match ORDER BY rowid DESC
