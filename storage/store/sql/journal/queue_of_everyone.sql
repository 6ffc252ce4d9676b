-- Whole tables are never read for a queue: only operation_queue holds what waits, and SQLite does not see that 1 is in (1, 2).
SELECT sequence, id, group_id, position, command, entity, record, creates, author, device, stamp, state, number
FROM operation INDEXED BY operation_queue
WHERE state IN (1, 2) AND state = 1
ORDER BY sequence
