-- An event that shares a moment with the span began within a day before it, or is one of the few that last longer
-- than a day, which have an index of their own.
WITH shown (id) AS MATERIALIZED (
    SELECT id FROM event
    WHERE withdrawn = 0 AND cancelled = 0 AND starts_at >= :from - 86400000 AND starts_at < :until AND ends_at > :from
    UNION
    SELECT id FROM event INDEXED BY event_lasting
    WHERE ends_at - starts_at > 86400000 AND withdrawn = 0 AND cancelled = 0
        AND starts_at < :until AND ends_at > :from
)
SELECT
    e.id, e.title, c.full_name AS client_name, e.venue_name, e.starts_at, e.ends_at, e.time_zone, e.support,
    assigned.full_name AS support_name,
    EXISTS (
        SELECT 1 FROM event AS other
        WHERE other.support = e.support AND other.id <> e.id AND other.cancelled = 0 AND other.withdrawn = 0
            AND other.starts_at < e.ends_at AND other.ends_at > e.starts_at
            AND other.starts_at >= e.starts_at - 86400000
    ) OR EXISTS (
        SELECT 1 FROM event AS other INDEXED BY event_lasting
        WHERE other.support = e.support AND other.id <> e.id AND other.cancelled = 0 AND other.withdrawn = 0
            AND other.starts_at < e.ends_at AND other.ends_at > e.starts_at
            AND other.ends_at - other.starts_at > 86400000
    ) AS double_booked
FROM shown
JOIN event AS e ON e.id = shown.id
LEFT JOIN contract AS k ON k.id = e.contract
LEFT JOIN client AS c ON c.id = k.client
LEFT JOIN collaborator AS assigned ON assigned.id = e.support
WHERE :mine IS NULL OR e.support = :mine OR c.commercial = :mine
ORDER BY e.starts_at, e.ends_at, e.id
LIMIT :limit
