INSERT INTO payment (
    id, created_by, created_number, contract, amount, currency, received_on, method, note, reverses, folded
) VALUES (
    :id, :created_by, :created_number, :contract, :amount, :currency, :received_on, :method, :note, :reverses,
    :folded
)
