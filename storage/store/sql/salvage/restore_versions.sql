-- The server's number of each field, as far as the journal knows it, so that an older value from the server is not
-- taken for a newer one.
INSERT INTO field_version (record, field, number)
SELECT o.record, f.field, max(CASE f.has_result WHEN 1 THEN f.result_number ELSE o.number END)
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.number IS NOT NULL AND o.creates = 0 AND o.state IN (3, 4, 5)
GROUP BY o.record, f.field
HAVING max(CASE f.has_result WHEN 1 THEN f.result_number ELSE o.number END) IS NOT NULL
ON CONFLICT (record, field) DO UPDATE SET number = max(number, excluded.number)
