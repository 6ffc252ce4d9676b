SELECT y.id, y.created_by IS :me AS own
FROM payment_words AS w
JOIN payment AS y ON y.row = w.rowid
WHERE w.payment_words MATCH :match
ORDER BY w.rowid DESC
LIMIT :limit
