UPDATE collaborator SET created_number = NULL WHERE id = :id
