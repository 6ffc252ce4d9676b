SELECT person.full_name
FROM operation AS o
LEFT JOIN collaborator AS person ON person.id = o.author
WHERE o.record = :record AND o.sequence > :sequence AND o.state <> 6 AND o.author <> :author
ORDER BY o.sequence DESC
LIMIT 1
