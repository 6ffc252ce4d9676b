DELETE FROM kept_batch
WHERE last_number <= (SELECT last_number FROM kept_batch ORDER BY last_number DESC LIMIT 1 OFFSET :kept)
