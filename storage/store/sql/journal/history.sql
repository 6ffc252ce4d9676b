-- By time, not in the order of arrival: an own edit may wait here longer than another's takes to come.
SELECT
    o.id, o.command, o.author, person.full_name, o.device, o.stamp, o.state,
    f.field, f.before, CASE f.has_result WHEN 1 THEN f.result ELSE f.after END AS after
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
LEFT JOIN collaborator AS person ON person.id = o.author
WHERE o.record = :record
ORDER BY o.stamp DESC, o.sequence DESC
LIMIT :limit OFFSET :offset
