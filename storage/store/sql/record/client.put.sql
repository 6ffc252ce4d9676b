INSERT INTO client (
    id, created_by, created_number, full_name, email, phone, company, first_contact, last_contact, commercial,
    notes, withdrawn, full_name_key, company_key, email_normal, phone_e164, folded
) VALUES (
    :id, :created_by, :created_number, :full_name, :email, :phone, :company, :first_contact, :last_contact,
    :commercial, :notes, :withdrawn, :full_name_key, :company_key, :email_normal, :phone_e164, :folded
)
ON CONFLICT (id) DO UPDATE SET
    created_by = excluded.created_by, created_number = coalesce(excluded.created_number, created_number), full_name = excluded.full_name,
    email = excluded.email, phone = excluded.phone, company = excluded.company,
    first_contact = excluded.first_contact, last_contact = excluded.last_contact,
    commercial = excluded.commercial, notes = excluded.notes, withdrawn = excluded.withdrawn,
    full_name_key = excluded.full_name_key, company_key = excluded.company_key,
    email_normal = excluded.email_normal, phone_e164 = excluded.phone_e164, folded = excluded.folded
RETURNING row
