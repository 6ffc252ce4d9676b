UPDATE contract SET paid_minor = (SELECT coalesce(sum(amount), 0) FROM payment WHERE payment.contract = contract.id)
WHERE id = :contract
RETURNING row
