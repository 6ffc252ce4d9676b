SELECT id, entity, record, field, operation, author, base, mine, theirs, theirs_author, number
FROM conflict
WHERE open = 1
ORDER BY number, id
