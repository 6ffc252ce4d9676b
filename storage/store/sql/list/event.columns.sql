SELECT
    e.id, e.created_by, e.created_number, e.title, e.contract, e.contact_name, e.contact_phone, e.contact_email,
    e.starts_at, e.ends_at, e.time_zone, e.support, e.venue_name, e.venue_address, e.attendees, e.notes,
    e.cancelled, e.withdrawn,
    EXISTS (SELECT 1 FROM operation AS o WHERE o.record = e.id AND o.state IN (1, 2)) AS pending,
    k.client AS client_id, c.full_name AS client_name, c.commercial AS commercial_id,
    commercial.full_name AS commercial_name, k.signed_on IS NOT NULL AS contract_signed,
    k.shown_number AS contract_number,
    assigned.full_name AS support_name,
    e.cancelled = 0 AND e.withdrawn = 0 AND (EXISTS (
        SELECT 1 FROM event AS other
        WHERE other.support = e.support AND other.id <> e.id AND other.cancelled = 0 AND other.withdrawn = 0
            AND other.starts_at < e.ends_at AND other.ends_at > e.starts_at
            AND other.starts_at >= e.starts_at - 86400000
    ) OR EXISTS (
        SELECT 1 FROM event AS other INDEXED BY event_lasting
        WHERE other.support = e.support AND other.id <> e.id AND other.cancelled = 0 AND other.withdrawn = 0
            AND other.starts_at < e.ends_at AND other.ends_at > e.starts_at
            AND other.ends_at - other.starts_at > 86400000
    )) AS double_booked
