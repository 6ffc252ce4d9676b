UPDATE event SET
    created_by = :created_by, created_number = coalesce(:created_number, created_number), title = :title,
    contract = :contract, contact_name = :contact_name, contact_phone = :contact_phone,
    contact_email = :contact_email, starts_at = :starts_at, ends_at = :ends_at, time_zone = :time_zone,
    support = :support, venue_name = :venue_name, venue_address = :venue_address, attendees = :attendees,
    notes = :notes, cancelled = :cancelled, withdrawn = :withdrawn, title_key = :title_key,
    venue_name_key = :venue_name_key, start_day = :start_day, folded = :folded
WHERE row = :row
