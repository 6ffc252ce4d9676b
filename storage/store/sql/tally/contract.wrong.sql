SELECT hex(commercial) || ' ' || month || ' ' || currency
FROM tally_contract AS kept
FULL JOIN (
    SELECT
        commercial, month, currency, sum(contracts) AS contracts, sum(total) AS total, sum(unpaid) AS unpaid,
        sum(remaining) AS remaining
    FROM counted_contract
    GROUP BY commercial, month, currency
) AS rows USING (commercial, month, currency)
WHERE coalesce(kept.contracts, 0) <> coalesce(rows.contracts, 0)
    OR coalesce(kept.total, 0) <> coalesce(rows.total, 0)
    OR coalesce(kept.unpaid, 0) <> coalesce(rows.unpaid, 0)
    OR coalesce(kept.remaining, 0) <> coalesce(rows.remaining, 0)
