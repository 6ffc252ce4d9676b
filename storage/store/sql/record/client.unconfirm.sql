UPDATE client SET created_number = NULL WHERE id = :id
