SELECT
    id, created_by, created_number, number, client, total, currency, created_on, signed_on, notes, withdrawn
FROM contract
WHERE id = :id
