DELETE FROM payment WHERE id = :id
RETURNING row
