SELECT k.shown_number
FROM payment AS back
JOIN payment AS first ON first.id = back.reverses
JOIN contract AS k ON k.id = back.contract
WHERE back.amount <> -first.amount OR back.contract <> first.contract OR first.reverses IS NOT NULL
UNION
SELECT k.shown_number
FROM payment AS back JOIN contract AS k ON k.id = back.contract
WHERE back.reverses IS NOT NULL
GROUP BY back.reverses
HAVING count(*) > 1
