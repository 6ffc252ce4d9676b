SELECT last_number, chain, document FROM kept_batch WHERE last_number > :after ORDER BY last_number
