UPDATE contract SET created_number = NULL WHERE id = :id
