INSERT INTO tally_contract (commercial, month, currency, contracts, total, unpaid, remaining)
SELECT c.commercial, c.month, c.currency, sum(c.contracts), sum(c.total), sum(c.unpaid), sum(c.remaining)
FROM contract AS r
JOIN counted_contract AS c ON c.id = r.id
WHERE r.row BETWEEN :first AND :last
GROUP BY c.commercial, c.month, c.currency
ON CONFLICT (commercial, month, currency) DO UPDATE SET
    contracts = contracts + excluded.contracts, total = total + excluded.total,
    unpaid = unpaid + excluded.unpaid, remaining = remaining + excluded.remaining
