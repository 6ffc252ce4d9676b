-- The newest first, which the index gives as they are asked for.
SELECT c.id, c.commercial = :me AS own
FROM client_words AS w
JOIN client AS c ON c.row = w.rowid
WHERE w.client_words MATCH :match AND c.withdrawn = 0
ORDER BY w.rowid DESC
LIMIT :limit
