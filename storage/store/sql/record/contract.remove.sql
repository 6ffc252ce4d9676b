DELETE FROM contract WHERE id = :id
RETURNING row
