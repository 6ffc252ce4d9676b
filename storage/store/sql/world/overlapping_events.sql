SELECT id FROM event
WHERE support = :support AND cancelled = 0 AND withdrawn = 0
    AND starts_at < :ends AND ends_at > :starts AND id <> :except
ORDER BY starts_at, id
