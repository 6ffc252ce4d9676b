SELECT
    id, created_by, created_number, full_name, email, phone, company, first_contact, last_contact, commercial,
    notes, withdrawn
FROM client
WHERE id = :id
