SELECT
    id, created_by, created_number, contract, amount, currency, received_on, method, note, reverses
FROM payment
WHERE id = :id
