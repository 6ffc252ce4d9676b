-- In the order of the ids, so that both indexes are read from their beginning to their end.
SELECT k.row, c.row
FROM contract AS k INDEXED BY contract_by_client
CROSS JOIN client AS c ON c.id = k.client
ORDER BY k.client
