INSERT INTO event (
    id, created_by, created_number, title, contract, contact_name, contact_phone, contact_email, starts_at,
    ends_at, time_zone, support, venue_name, venue_address, attendees, notes, cancelled, withdrawn, title_key,
    venue_name_key, start_day, folded
) VALUES (
    :id, :created_by, :created_number, :title, :contract, :contact_name, :contact_phone, :contact_email,
    :starts_at, :ends_at, :time_zone, :support, :venue_name, :venue_address, :attendees, :notes, :cancelled,
    :withdrawn, :title_key, :venue_name_key, :start_day, :folded
)
