SELECT id FROM payment WHERE reverses = :payment LIMIT 1
