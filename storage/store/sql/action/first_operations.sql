-- Enough to say what was done.
SELECT sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number
FROM operation
WHERE (group_id = :action OR action_id = :action) AND state <> 6
ORDER BY sequence
LIMIT 1
