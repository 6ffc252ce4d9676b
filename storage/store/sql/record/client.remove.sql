DELETE FROM client WHERE id = :id
RETURNING row
