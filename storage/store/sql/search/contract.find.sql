SELECT k.id, coalesce(c.commercial = :me, 0) AS own
FROM contract_words AS w
JOIN contract AS k ON k.row = w.rowid
LEFT JOIN client AS c ON c.id = k.client
WHERE w.contract_words MATCH :match AND k.withdrawn = 0
ORDER BY w.rowid DESC
LIMIT :limit
