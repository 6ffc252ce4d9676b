e.starts_at < :today_ends AND e.ends_at > :today_begins AND e.cancelled = 0
