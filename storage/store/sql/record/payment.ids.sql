SELECT id FROM payment
