SELECT sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number
FROM operation
WHERE author = :author AND state = 1
ORDER BY sequence
