SELECT title FROM event WHERE ends_at <= starts_at
