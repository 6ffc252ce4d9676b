INSERT INTO collaborator (
    id, created_by, created_number, full_name, email, phone, department, active, must_change_password, language,
    full_name_key, email_normal, phone_e164, folded
) VALUES (
    :id, :created_by, :created_number, :full_name, :email, :phone, :department, :active, :must_change_password,
    :language, :full_name_key, :email_normal, :phone_e164, :folded
)
