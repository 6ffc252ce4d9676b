-- What the journal says that stands in each field, the newest last: first what the server has numbered.
SELECT f.field, CASE f.has_result WHEN 1 THEN f.result ELSE f.after END AS value
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.record = :record AND o.state <> 6
ORDER BY o.number IS NULL, o.number, o.sequence
