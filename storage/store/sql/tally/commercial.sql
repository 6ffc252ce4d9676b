SELECT commercial FROM client WHERE id = :id
