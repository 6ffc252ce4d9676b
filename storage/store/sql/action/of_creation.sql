SELECT a.id, a.origin
FROM operation AS o
JOIN action AS a ON a.id = coalesce(o.action_id, o.group_id)
WHERE o.record = :record AND o.creates = 1 AND o.state <> 6
