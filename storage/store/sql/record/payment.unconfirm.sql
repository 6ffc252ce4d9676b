UPDATE payment SET created_number = NULL WHERE id = :id
