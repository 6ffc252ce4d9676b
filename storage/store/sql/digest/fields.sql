-- What was done to one record, in the order in which it came.
SELECT f.field, f.before, CASE f.has_result WHEN 1 THEN f.result ELSE f.after END, o.author, person.full_name, o.stamp
FROM operation AS o
JOIN operation_field AS f ON f.sequence = o.sequence
LEFT JOIN collaborator AS person ON person.id = o.author
WHERE o.record = :record AND o.sequence > :since AND o.sequence <= :until AND o.state <> 6
    AND o.command NOT IN ('password.change', 'collaborator.reset_password')
ORDER BY o.sequence
