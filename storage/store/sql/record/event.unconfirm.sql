UPDATE event SET created_number = NULL WHERE id = :id
