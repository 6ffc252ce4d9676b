SELECT
    c.id, c.created_by, c.created_number, c.full_name, c.email, c.phone, c.company, c.first_contact,
    c.last_contact, c.commercial, c.notes, c.withdrawn,
    EXISTS (SELECT 1 FROM operation AS o WHERE o.record = c.id AND o.state IN (1, 2)) AS pending,
    commercial.full_name AS commercial_name
