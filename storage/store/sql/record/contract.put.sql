INSERT INTO contract (
    id, created_by, created_number, number, client, total, currency, created_on, signed_on, notes, withdrawn,
    provisional, shown_number, folded
) VALUES (
    :id, :created_by, :created_number, :number, :client, :total, :currency, :created_on, :signed_on, :notes,
    :withdrawn, :provisional, :shown_number, :folded
)
ON CONFLICT (id) DO UPDATE SET
    created_by = excluded.created_by, created_number = coalesce(excluded.created_number, created_number), number = excluded.number,
    client = excluded.client, total = excluded.total, currency = excluded.currency,
    created_on = excluded.created_on, signed_on = excluded.signed_on, notes = excluded.notes,
    withdrawn = excluded.withdrawn, provisional = excluded.provisional, shown_number = excluded.shown_number,
    folded = excluded.folded
RETURNING row
