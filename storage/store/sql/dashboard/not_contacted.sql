SELECT coalesce(sum(clients), 0) FROM tally_client
WHERE (:commercial IS NULL OR commercial = :commercial) AND contacted <= :since
