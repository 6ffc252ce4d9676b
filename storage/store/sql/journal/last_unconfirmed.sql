-- The newest operation not confirmed that wrote this field; state 0 on a file without a server. A creation is none when
-- the record is known to be on the server all the same, sent by a copy of the file: what is shown is what it has.
SELECT o.id
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.record = :record AND f.field = :field AND o.state IN (0, 1, 2) AND (o.creates = 0 OR :known = 0)
ORDER BY o.sequence DESC
LIMIT 1
