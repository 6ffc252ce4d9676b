-- What came back of one action, and is still in the tray.
SELECT o.sequence, o.id, o.group_id, o.position, o.command, o.entity, o.record, o.creates, o.author, o.device, o.stamp,
    o.state, o.number
FROM operation AS o
JOIN returned AS r ON r.operation = o.id
WHERE r.dismissed = 0 AND o.group_id = (SELECT g.group_id FROM operation AS g WHERE g.id = :operation)
ORDER BY o.sequence
