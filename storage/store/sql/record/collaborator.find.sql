SELECT
    id, created_by, created_number, full_name, email, phone, department, active, must_change_password, language
FROM collaborator
WHERE id = :id
