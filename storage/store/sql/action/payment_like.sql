-- A payment that an action recorded in the place of :payment.
SELECT p.id
FROM operation AS o
JOIN payment AS p ON p.id = o.record
JOIN payment AS before ON before.id = :payment
WHERE (o.group_id = :action OR o.action_id = :action) AND o.creates = 1 AND o.state <> 6
    AND p.id <> before.id AND p.contract = before.contract AND p.amount = before.amount
LIMIT 1
