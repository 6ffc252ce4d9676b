INSERT INTO client (
    id, created_by, created_number, full_name, email, phone, company, first_contact, last_contact, commercial,
    notes, withdrawn, full_name_key, company_key, email_normal, phone_e164, folded
) VALUES (
    :id, :created_by, :created_number, :full_name, :email, :phone, :company, :first_contact, :last_contact,
    :commercial, :notes, :withdrawn, :full_name_key, :company_key, :email_normal, :phone_e164, :folded
)
