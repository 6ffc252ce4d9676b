SELECT f.after
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.record = :record AND f.field = :field AND o.state IN (1, 2)
ORDER BY o.sequence DESC
LIMIT 1
