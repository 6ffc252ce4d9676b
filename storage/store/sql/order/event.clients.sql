-- With the row of the contract, which knows its client. In the order of the ids, so that both indexes are read from their
-- beginning to their end.
SELECT e.row, k.row
FROM event AS e INDEXED BY event_by_contract
CROSS JOIN contract AS k ON k.id = e.contract
ORDER BY e.contract
