UPDATE collaborator SET
    created_by = :created_by, created_number = coalesce(:created_number, created_number), full_name = :full_name,
    email = :email, phone = :phone, department = :department, active = :active,
    must_change_password = :must_change_password, language = :language, full_name_key = :full_name_key,
    email_normal = :email_normal, phone_e164 = :phone_e164, folded = :folded
WHERE row = :row
