DELETE FROM contract WHERE id = :id
