SELECT k.shown_number
FROM payment AS p JOIN contract AS k ON k.id = p.contract
WHERE p.currency <> k.currency
