e.cancelled = 0 AND e.withdrawn = 0 AND (EXISTS (
    SELECT 1 FROM event AS other
    WHERE other.support = e.support AND other.id <> e.id AND other.cancelled = 0 AND other.withdrawn = 0
        AND other.starts_at < e.ends_at AND other.ends_at > e.starts_at
        AND other.starts_at >= e.starts_at - 86400000
) OR EXISTS (
    SELECT 1 FROM event AS other INDEXED BY event_lasting
    WHERE other.support = e.support AND other.id <> e.id AND other.cancelled = 0 AND other.withdrawn = 0
        AND other.starts_at < e.ends_at AND other.ends_at > e.starts_at
        AND other.ends_at - other.starts_at > 86400000
))
