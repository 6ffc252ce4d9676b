-- A confirmed value is kept aside only under an operation that waits.
SELECT s.field
FROM shadow AS s
WHERE NOT EXISTS (
    SELECT 1
    FROM operation AS o JOIN operation_field AS f ON f.sequence = o.sequence
    WHERE o.record = s.record AND f.field = s.field AND o.state IN (1, 2)
)
