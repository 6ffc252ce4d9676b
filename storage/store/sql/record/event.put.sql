INSERT INTO event (
    id, created_by, created_number, title, contract, contact_name, contact_phone, contact_email, starts_at,
    ends_at, time_zone, support, venue_name, venue_address, attendees, notes, cancelled, withdrawn, title_key,
    venue_name_key, start_day, folded
) VALUES (
    :id, :created_by, :created_number, :title, :contract, :contact_name, :contact_phone, :contact_email,
    :starts_at, :ends_at, :time_zone, :support, :venue_name, :venue_address, :attendees, :notes, :cancelled,
    :withdrawn, :title_key, :venue_name_key, :start_day, :folded
)
ON CONFLICT (id) DO UPDATE SET
    created_by = excluded.created_by, created_number = coalesce(excluded.created_number, created_number), title = excluded.title,
    contract = excluded.contract, contact_name = excluded.contact_name, contact_phone = excluded.contact_phone,
    contact_email = excluded.contact_email, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    time_zone = excluded.time_zone, support = excluded.support, venue_name = excluded.venue_name,
    venue_address = excluded.venue_address, attendees = excluded.attendees, notes = excluded.notes,
    cancelled = excluded.cancelled, withdrawn = excluded.withdrawn, title_key = excluded.title_key,
    venue_name_key = excluded.venue_name_key, start_day = excluded.start_day, folded = excluded.folded
RETURNING row
