INSERT INTO tally_client (commercial, contacted, clients)
SELECT commercial, contacted, sum(clients)
FROM counted_client
GROUP BY commercial, contacted
