SELECT id, shown_number = :number AS shown FROM contract
WHERE shown_number = :number OR provisional = :number
ORDER BY shown_number = :number DESC, id
LIMIT 2
