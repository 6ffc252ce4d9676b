SELECT k.id, coalesce(c.commercial = :me, 0) AS own, k.folded
FROM contract AS k
LEFT JOIN client AS c ON c.id = k.client
WHERE k.row = :row AND k.withdrawn = 0
