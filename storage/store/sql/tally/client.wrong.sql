SELECT hex(commercial) || ' ' || contacted
FROM tally_client AS kept
FULL JOIN (
    SELECT commercial, contacted, sum(clients) AS clients
    FROM counted_client
    GROUP BY commercial, contacted
) AS rows USING (commercial, contacted)
WHERE coalesce(kept.clients, 0) <> coalesce(rows.clients, 0)
