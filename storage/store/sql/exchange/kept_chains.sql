SELECT last_number, chain FROM kept_batch ORDER BY last_number
