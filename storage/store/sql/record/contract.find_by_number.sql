SELECT id FROM contract WHERE shown_number = :number OR provisional = :number ORDER BY shown_number = :number DESC, id LIMIT 1
