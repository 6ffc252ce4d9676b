SELECT sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number
FROM operation
WHERE author = :author AND state IN (1, 2)
ORDER BY sequence
