-- The newest action of this person that stands.
SELECT a.id
FROM action AS a
WHERE a.author = :author AND a.kind = 0 AND (
    SELECT l.kind
    FROM action AS l
    WHERE l.origin = a.id
        AND EXISTS (SELECT 1 FROM operation AS o WHERE (o.group_id = l.id OR o.action_id = l.id) AND o.state <> 6)
    ORDER BY l.sequence DESC
    LIMIT 1
) <> 1
ORDER BY a.sequence DESC
LIMIT 1
