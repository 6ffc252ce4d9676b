SELECT id FROM (
    SELECT id, starts_at FROM event
    WHERE support = :support AND cancelled = 0 AND withdrawn = 0
        AND starts_at < :ends AND ends_at > :starts AND id <> :except
        AND starts_at >= :starts - 86400000
    UNION
    SELECT id, starts_at FROM event INDEXED BY event_lasting
    WHERE support = :support AND cancelled = 0 AND withdrawn = 0
        AND starts_at < :ends AND ends_at > :starts AND id <> :except
        AND ends_at - starts_at > 86400000
)
ORDER BY starts_at, id
