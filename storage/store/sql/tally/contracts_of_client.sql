INSERT INTO tally_contract (commercial, month, currency, contracts, total, unpaid, remaining)
SELECT commercial, month, currency, :sign * contracts, :sign * total, :sign * unpaid, :sign * remaining
FROM counted_contract
WHERE client = :client
ON CONFLICT (commercial, month, currency) DO UPDATE SET
    contracts = contracts + excluded.contracts, total = total + excluded.total,
    unpaid = unpaid + excluded.unpaid, remaining = remaining + excluded.remaining
