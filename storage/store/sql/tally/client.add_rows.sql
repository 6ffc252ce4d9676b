INSERT INTO tally_client (commercial, contacted, clients)
SELECT c.commercial, c.contacted, sum(c.clients)
FROM client AS r
JOIN counted_client AS c ON c.id = r.id
WHERE r.row BETWEEN :first AND :last
GROUP BY c.commercial, c.contacted
ON CONFLICT (commercial, contacted) DO UPDATE SET
    clients = clients + excluded.clients
