SELECT id, state, author FROM operation WHERE record = :record AND creates = 1 ORDER BY sequence LIMIT 1
