SELECT
    id, created_by, created_number, title, contract, contact_name, contact_phone, contact_email, starts_at,
    ends_at, time_zone, support, venue_name, venue_address, attendees, notes, cancelled, withdrawn
FROM event
WHERE id = :id
