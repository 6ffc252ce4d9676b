-- Set aside by another program than this one.
SELECT number FROM set_aside WHERE program <> :program ORDER BY number LIMIT :limit
