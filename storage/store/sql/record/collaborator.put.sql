INSERT INTO collaborator (
    id, created_by, created_number, full_name, email, phone, department, active, must_change_password, language,
    full_name_key, email_normal, phone_e164, folded
) VALUES (
    :id, :created_by, :created_number, :full_name, :email, :phone, :department, :active, :must_change_password,
    :language, :full_name_key, :email_normal, :phone_e164, :folded
)
ON CONFLICT (id) DO UPDATE SET
    created_by = excluded.created_by, created_number = coalesce(excluded.created_number, created_number), full_name = excluded.full_name,
    email = excluded.email, phone = excluded.phone, department = excluded.department, active = excluded.active,
    must_change_password = excluded.must_change_password, language = excluded.language,
    full_name_key = excluded.full_name_key, email_normal = excluded.email_normal,
    phone_e164 = excluded.phone_e164, folded = excluded.folded
RETURNING row
