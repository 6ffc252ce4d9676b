SELECT e.id, e.support IS :me OR coalesce(c.commercial = :me, 0) AS own, e.folded
FROM event AS e
LEFT JOIN contract AS k ON k.id = e.contract
LEFT JOIN client AS c ON c.id = k.client
WHERE e.row = :row AND e.withdrawn = 0
