-- Acknowledged by a server that was restored afterwards and gave their numbers again, before anybody noticed.
WITH twice AS (
    SELECT number, max(sequence) AS heard
    FROM operation
    WHERE state IN (3, 4, 5) AND author <> :nobody
    GROUP BY number
    HAVING count(*) > 1
)
SELECT
    o.sequence, o.id, o.group_id, o.position, o.command, o.entity, o.record, o.creates, o.author, o.device, o.stamp,
    o.state, o.number
FROM twice AS t
JOIN operation AS o ON o.number = t.number
WHERE o.sequence < t.heard AND o.number <= :number AND o.state IN (3, 4, 5) AND o.author <> :nobody
ORDER BY o.sequence
