UPDATE contract SET
    created_by = :created_by, created_number = coalesce(:created_number, created_number), number = :number,
    client = :client, total = :total, currency = :currency, created_on = :created_on, signed_on = :signed_on,
    notes = :notes, withdrawn = :withdrawn, provisional = :provisional, shown_number = :shown_number,
    folded = :folded
WHERE row = :row
