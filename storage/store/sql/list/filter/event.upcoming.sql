e.ends_at > :now AND e.cancelled = 0
