-- Every value that the journal tells of records that it saw being made, the one that stands last: first what the
-- server has numbered, then what waits. A contract's number comes beside the journal.
SELECT o.entity, o.record, f.field, CASE f.has_result WHEN 1 THEN f.result ELSE f.after END AS value,
    CASE f.has_result WHEN 1 THEN coalesce(f.result_number, o.number) ELSE o.number END AS stands_since
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
WHERE o.state <> 6 AND NOT (o.entity = 'contract' AND f.field = 'number')
    AND o.record IN (SELECT record FROM operation WHERE creates = 1 AND state <> 6)
ORDER BY o.entity, o.record, f.field, o.number IS NULL, stands_since, o.sequence
