UPDATE payment SET
    created_by = :created_by, created_number = coalesce(:created_number, created_number), contract = :contract,
    amount = :amount, currency = :currency, received_on = :received_on, method = :method, note = :note,
    reverses = :reverses, folded = :folded
WHERE row = :row
