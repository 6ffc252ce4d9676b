-- By the index of what waits, and then in order: in the order of sequence SQLite would read the whole journal.
SELECT sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number
FROM operation INDEXED BY operation_queue
WHERE state IN (1, 2)
ORDER BY sequence
