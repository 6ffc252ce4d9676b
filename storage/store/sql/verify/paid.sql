-- Each query here names what breaks its rule: a sound file gives no row.
SELECT k.shown_number
FROM contract AS k
WHERE k.paid_minor <> (SELECT coalesce(sum(amount), 0) FROM payment WHERE payment.contract = k.id)
