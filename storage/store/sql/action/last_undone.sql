-- What this person undid last and has not done again. Whatever they do anew ends this row of undoing.
SELECT u.origin
FROM action AS u
WHERE u.author = :author AND u.kind = 1
    AND u.sequence > coalesce((SELECT max(d.sequence) FROM action AS d WHERE d.author = :author AND d.kind = 0), 0)
    AND u.sequence = (
        SELECT max(l.sequence)
        FROM action AS l
        WHERE l.origin = u.origin
            AND EXISTS (SELECT 1 FROM operation AS o WHERE (o.group_id = l.id OR o.action_id = l.id) AND o.state <> 6)
    )
ORDER BY u.sequence DESC
LIMIT 1
