DELETE FROM client WHERE id = :id
