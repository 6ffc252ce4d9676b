SELECT full_name FROM client WHERE id = :id
