-- What was done under this id, and how it stands: the last of doing, undoing and doing again that the server did not
-- refuse. An import is known by its id, any other action by its group.
SELECT a.id, a.author, a.command, person.full_name, last.id, last.kind
FROM action AS a
LEFT JOIN collaborator AS person ON person.id = a.author
JOIN action AS last ON last.sequence = (
    SELECT max(l.sequence)
    FROM action AS l
    WHERE l.origin = a.id
        AND EXISTS (SELECT 1 FROM operation AS o WHERE (o.group_id = l.id OR o.action_id = l.id) AND o.state <> 6)
)
WHERE a.id = :id AND a.kind = 0
