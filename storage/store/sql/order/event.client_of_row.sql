SELECT c.row
FROM event AS e
JOIN contract AS k ON k.id = e.contract
JOIN client AS c ON c.id = k.client
WHERE e.row = :row
