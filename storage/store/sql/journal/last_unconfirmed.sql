-- The newest operation not confirmed that wrote this field; state 0 on a file without a server.
SELECT o.id
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.record = :record AND f.field = :field AND o.state IN (0, 1, 2)
ORDER BY o.sequence DESC
LIMIT 1
