SELECT id FROM event
WHERE support = :support AND cancelled = 0 AND withdrawn = 0 AND ends_at > :now
ORDER BY starts_at, id
