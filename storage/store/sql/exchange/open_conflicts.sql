-- A question that is answered here counts as closed, unless the server refuses the answer.
SELECT id, entity, record, field, operation, author, base, mine, theirs, theirs_author, number
FROM conflict AS c
WHERE open = 1 AND NOT EXISTS (
    SELECT 1
    FROM operation_settles AS s
    JOIN operation AS o ON o.sequence = s.sequence
    JOIN operation_field AS f ON f.sequence = o.sequence
    WHERE s.operation = c.operation AND o.record = c.record AND f.field = c.field AND o.state <> 6
)
ORDER BY number, id
