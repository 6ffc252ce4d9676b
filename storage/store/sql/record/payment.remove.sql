DELETE FROM payment WHERE id = :id
