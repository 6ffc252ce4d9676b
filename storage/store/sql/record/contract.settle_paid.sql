-- A contract that shows what was paid already is left as it is.
UPDATE contract SET paid_minor = (SELECT coalesce(sum(amount), 0) FROM payment WHERE payment.contract = contract.id)
WHERE id = :contract
    AND paid_minor <> (SELECT coalesce(sum(amount), 0) FROM payment WHERE payment.contract = contract.id)
RETURNING row
