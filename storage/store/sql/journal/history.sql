SELECT
    o.id, o.command, o.author, person.full_name, o.device, o.stamp, o.state,
    f.field, f.before, CASE f.has_result WHEN 1 THEN f.result ELSE f.after END AS after
FROM (
    SELECT sequence, id, command, author, device, stamp, state FROM operation
    WHERE record = :record
    ORDER BY sequence DESC
) AS o
JOIN operation_field AS f ON f.sequence = o.sequence
LEFT JOIN collaborator AS person ON person.id = o.author
ORDER BY o.sequence DESC
LIMIT :limit OFFSET :offset
