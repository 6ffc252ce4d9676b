SELECT e.title
FROM event AS e JOIN contract AS k ON k.id = e.contract
WHERE e.cancelled = 0 AND e.withdrawn = 0 AND (k.signed_on IS NULL OR k.withdrawn = 1)
