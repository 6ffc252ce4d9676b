INSERT INTO payment (
    id, created_by, created_number, contract, amount, currency, received_on, method, note, reverses, folded
) VALUES (
    :id, :created_by, :created_number, :contract, :amount, :currency, :received_on, :method, :note, :reverses,
    :folded
)
ON CONFLICT (id) DO UPDATE SET
    created_by = excluded.created_by, created_number = coalesce(excluded.created_number, created_number), contract = excluded.contract,
    amount = excluded.amount, currency = excluded.currency, received_on = excluded.received_on,
    method = excluded.method, note = excluded.note, reverses = excluded.reverses, folded = excluded.folded
RETURNING row
