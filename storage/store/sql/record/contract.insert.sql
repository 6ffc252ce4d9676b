INSERT INTO contract (
    id, created_by, created_number, number, client, total, currency, created_on, signed_on, notes, withdrawn,
    provisional, shown_number, folded
) VALUES (
    :id, :created_by, :created_number, :number, :client, :total, :currency, :created_on, :signed_on, :notes,
    :withdrawn, :provisional, :shown_number, :folded
)
