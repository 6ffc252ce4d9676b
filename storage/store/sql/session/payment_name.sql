SELECT received_on FROM payment WHERE id = :id
