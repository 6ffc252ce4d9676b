-- Nothing is confirmed yet: a field that was changed after its creation has an empty confirmed value.
INSERT INTO shadow (record, field, value)
SELECT o.record, f.field, NULL
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.state = 0 AND o.creates = 0
ON CONFLICT (record, field) DO NOTHING
