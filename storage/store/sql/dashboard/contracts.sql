SELECT month, currency, sum(contracts), sum(total), sum(unpaid), sum(remaining)
FROM tally_contract
WHERE :commercial IS NULL OR commercial = :commercial
GROUP BY month, currency
HAVING sum(contracts) <> 0
ORDER BY month, currency
