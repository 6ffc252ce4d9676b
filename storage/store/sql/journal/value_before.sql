-- What the history says a field held before a point in it.
SELECT CASE f.has_result WHEN 1 THEN f.result ELSE f.after END
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.record = :record AND f.field = :field AND o.sequence < :sequence AND o.state <> 6
ORDER BY o.sequence DESC
LIMIT 1
