INSERT INTO tally_client (commercial, contacted, clients)
SELECT commercial, contacted, :sign * clients
FROM counted_client
WHERE id = :id
ON CONFLICT (commercial, contacted) DO UPDATE SET
    clients = clients + excluded.clients
