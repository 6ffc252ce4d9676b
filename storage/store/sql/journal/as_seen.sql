-- Which operation's value stood in the field when the journal ended at :seen.
SELECT o.id, o.state, o.number, f.result_number
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.record = :record AND f.field = :field AND o.sequence <= :seen AND o.state <> 6
ORDER BY o.sequence DESC
LIMIT 1
