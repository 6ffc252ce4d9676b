INSERT INTO tally_contract (commercial, month, currency, contracts, total, unpaid, remaining)
SELECT commercial, month, currency, sum(contracts), sum(total), sum(unpaid), sum(remaining)
FROM counted_contract
GROUP BY commercial, month, currency
