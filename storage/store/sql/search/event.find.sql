SELECT e.id, e.support IS :me OR coalesce(c.commercial = :me, 0) AS own
FROM event_words AS w
JOIN event AS e ON e.row = w.rowid
LEFT JOIN contract AS k ON k.id = e.contract
LEFT JOIN client AS c ON c.id = k.client
WHERE w.event_words MATCH :match AND e.withdrawn = 0
ORDER BY w.rowid DESC
LIMIT :limit
