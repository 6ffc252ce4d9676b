-- Acknowledged by a server that was restored afterwards and gave their numbers again, before anybody noticed. Of two with
-- one number it is the log that tells whose it is, not an answer (which leaves its seal): who has heard the log up to
-- there is not given that number any more.
WITH twice AS (
    SELECT number
    FROM operation
    WHERE state IN (3, 4, 5) AND author <> :nobody
    GROUP BY number
    HAVING count(*) > 1
),
ranked AS (
    SELECT
        o.sequence,
        row_number() OVER (PARTITION BY o.number ORDER BY o.seal IS NULL DESC, o.sequence DESC) AS place
    FROM twice AS t
    JOIN operation AS o ON o.number = t.number
    WHERE o.state IN (3, 4, 5) AND o.author <> :nobody
)
SELECT
    o.sequence, o.id, o.group_id, o.position, o.command, o.entity, o.record, o.creates, o.author, o.device, o.stamp,
    o.state, o.number
FROM ranked AS r
JOIN operation AS o ON o.sequence = r.sequence
WHERE r.place > 1 AND o.number <= :number
ORDER BY o.sequence
