SELECT sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number
FROM operation
WHERE number > :number AND state IN (3, 4, 5) AND author <> :nobody
ORDER BY sequence
