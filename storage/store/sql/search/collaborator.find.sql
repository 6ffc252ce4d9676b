SELECT p.id, p.id = :me AS own
FROM collaborator_words AS w
JOIN collaborator AS p ON p.row = w.rowid
WHERE w.collaborator_words MATCH :match
ORDER BY w.rowid DESC
LIMIT :limit
